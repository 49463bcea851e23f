"""Changing pictures inside a package: cutting them for good, and taking their GPS place out."""

import io
import posixpath
from collections.abc import Iterable
from pathlib import PurePosixPath

from PIL import Image

from gongkai.documents.extraction.attached import INSIDE
from gongkai.documents.extraction.crops import cut_of
from gongkai.documents.extraction.model import CannotEdit, Hidden
from gongkai.documents.extraction.package import (
    Element,
    Package,
    attribute,
    attributes,
    descendants,
    local,
)
from gongkai.documents.extraction.pieces import Piece
from gongkai.documents.inspect import UploadError
from gongkai.documents.redacting.writing import remove

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_GOOD = 92
"""Quality of a JPEG that is written anew."""

_CANNOT_CUT = (
    "图片“{}”的裁剪部分不能在这里清除。请在 Word、WPS 或 Excel 中选中图片，"
    "用“压缩图片”并勾选“删除图片的剪裁区域”，保存后重新上传。"
)
_CANNOT_CLEAN = "{}不能在这里清除。请在原文件中处理后重新上传。"


def clean_pictures(package: Package, pieces: Iterable[Piece]) -> None:
    """Take the GPS places out of the pictures that hold hidden pieces.

    :raises CannotEdit: for anything else that a picture hides.
    """
    for piece in pieces:
        _clean(package, piece)


def _clean(package: Package, piece: Piece) -> None:
    from gongkai.documents.extraction.image import without_gps

    if piece.segment.hidden is not Hidden.GPS:
        raise CannotEdit(_CANNOT_CLEAN.format(piece.segment.label))
    name = piece.segment.place.partition(INSIDE)[0]
    try:
        package.put(name, without_gps(package.read(name)))
    except UploadError as error:
        raise CannotEdit(_CANNOT_CLEAN.format(piece.segment.label)) from error


def cut_pictures(package: Package, pieces: Iterable[Piece]) -> None:
    """Cut pictures to what is shown of them; a whole one goes unless something else shows it.

    :raises CannotEdit: if a picture is neither PNG nor JPEG, or cannot be opened.
    """
    for piece in pieces:
        _cut_to_shown(package, piece.part, piece.nodes[0])


def _cut_to_shown(package: Package, part: str, mark: Element) -> None:
    holder = mark.getparent()
    blip = None if holder is None else next(descendants(holder, "blip"), None)
    relation = None if blip is None else package.relation(part, attribute(blip, "embed"))
    if blip is None or relation is None or relation.target not in package.names:
        raise CannotEdit(_CANNOT_CUT.format(PurePosixPath(part).name))
    before = package.reachable()
    new = _add(package, relation.target, cut_of(mark))
    _point(blip, package.add_relation(part, _IMAGE, new))
    remove(mark)
    package.touch(part)
    if not _is_named(package.xml(part), relation.id):
        package.drop_relation(part, relation.id)
    package.drop_unreachable(before)


def _add(package: Package, name: str, cut: tuple[float, float, float, float]) -> str:
    """Add the part of a picture that is shown; give the name of the new part."""
    stem, extension = posixpath.splitext(name)
    form = _FORMATS.get(extension.lower())
    if form is None:
        raise CannotEdit(_CANNOT_CUT.format(PurePosixPath(name).name))
    number = 1
    while f"{stem}cut{number}{extension}" in package.names:
        number += 1
    new = f"{stem}cut{number}{extension}"
    package.put(new, _cut(package.read(name), cut, form, name))
    return new


def _cut(data: bytes, cut: tuple[float, float, float, float], form: str, name: str) -> bytes:
    left, top, right, bottom = cut
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            box = (
                min(round(width * left), width - 1),
                min(round(height * top), height - 1),
                max(round(width * (1 - right)), round(width * left) + 1),
                max(round(height * (1 - bottom)), round(height * top) + 1),
            )
            shown = picture.crop(box)
            # Neither place nor the small preview of the whole picture may come along.
            shown.info = {}
            shown.save(out, form, quality=_GOOD)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotEdit(_CANNOT_CUT.format(PurePosixPath(name).name)) from error
    return out.getvalue()


def _point(blip: Element, relation_id: str) -> None:
    for key, _ in attributes(blip):
        if key.endswith("}embed"):
            blip.set(key, relation_id)
    # Extensions keep the whole picture again, as drawing or before an artistic effect.
    for each in [each for each in blip if local(each) == "extLst"]:
        blip.remove(each)


def _is_named(root: Element, relation_id: str) -> bool:
    return any(value == relation_id for each in root.iter() for _, value in attributes(each))


def drop_files(package: Package, pieces: Iterable[Piece]) -> None:
    """Take embedded files away, with what points at them; their pictures on the page stay.

    :raises CannotEdit: for a file that is hidden in a picture.
    """
    for piece in pieces:
        if posixpath.splitext(piece.part)[1].lower() in _FORMATS:
            raise CannotEdit(_CANNOT_CLEAN.format(piece.segment.label))
    for name in {piece.part for piece in pieces}:
        _drop_file(package, name)


def _drop_file(package: Package, name: str) -> None:
    before = package.reachable()
    for source in [each for each in package.names if not each.endswith(".rels")]:
        for relation in package.relations(source):
            if not relation.external and relation.target == name and package.is_xml(source):
                _drop_pointers(package, source, relation.id)
    package.drop(name)
    package.drop_unreachable(before)


def _drop_pointers(package: Package, source: str, relation_id: str) -> None:
    root = package.xml(source)
    for each in list(root.iter()):
        if any(value == relation_id for key, value in attributes(each) if key.endswith("}id")):
            _drop_with_empty(each)
            package.touch(source)


def _drop_with_empty(element: Element) -> None:
    """Take an element away, and its holders that are there only for it."""
    holder = element.getparent()
    remove(element)
    names = {"oleObjects", "AlternateContent", "Choice", "Fallback", "controls"}
    while holder is not None and local(holder) in names and len(holder) == 0:
        above = holder.getparent()
        remove(holder)
        holder = above
