"""What is packed into an Office package: other documents, objects and pictures."""

from collections.abc import Collection
from pathlib import PurePosixPath

from gongkai.documents.extraction.model import Extraction, Hidden, Segment, Unread
from gongkai.documents.extraction.package import Package, parse_xml
from gongkai.documents.extraction.parts import KINDS, read_tree
from gongkai.documents.extraction.pieces import Piece, Reading, moved
from gongkai.documents.inspect import UploadError
from gongkai.documents.recognition import Content, recognise

DEEPEST = 3
"""Files within files within files; what lies deeper is left to a person."""

INSIDE = ">"
"""Stands in a place between the part and the place within the file that the part is."""

_DOCUMENTS = {Content.DOCX: ".docx", Content.XLSX: ".xlsx", Content.PDF: ".pdf"}
_PICTURES = {Content.PNG: ".png", Content.JPEG: ".jpg"}
_DRAWN = (".emf", ".wmf", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".emz", ".wmz", ".pict")
_WITHOUT_CONTENT = ("printersettings", "thumbnail", "/fonts/", "vbaproject")


def read_attached(package: Package, depth: int, skip: Collection[str] = ()) -> Reading:
    """Read the embedded files and pictures of a package, each as far as it can be read."""
    pieces: list[Piece] = []
    unread: list[Unread] = []
    for name in [each for each in package.names if each not in skip]:
        found = _read_one(package, name, depth)
        pieces += found.pieces
        unread += found.unread
    return Reading(tuple(pieces), tuple(unread))


def _read_one(package: Package, name: str, depth: int) -> Reading:
    lower = name.lower()
    if package.is_xml(name) or any(mark in lower for mark in _WITHOUT_CONTENT):
        return Reading(())
    if lower.endswith(".svg"):
        return _drawing(package, name)
    content = recognise(package.read(name))
    if content in _PICTURES:
        return _picture(package, name, _PICTURES[content])
    if lower.endswith(_DRAWN):
        return Reading((), (_unread(name, "这种格式的图片无法自动识别文字，请打开原件人工核对。"),))
    return _embedded(package, name, _DOCUMENTS.get(content), depth)


def _drawing(package: Package, name: str) -> Reading:
    try:
        root = parse_xml(package.read(name))
    except UploadError:
        return Reading((), (_unread(name, "图片打不开，请打开原件人工核对。"),))
    pieces = read_tree(name, root, KINDS["svg"])
    return Reading(tuple(Piece(piece.segment, name) for piece in pieces))


def _picture(package: Package, name: str, extension: str) -> Reading:
    from gongkai.documents.extraction.image import extract_image

    file = PurePosixPath(name).name
    try:
        read = extract_image(package.read(name))
    except UploadError:
        return Reading((), (_unread(name, "图片打不开，请打开原件人工核对。"),))
    return _within(name, f"图片“{file}”：", read, None)


def _embedded(package: Package, name: str, extension: str | None, depth: int) -> Reading:
    file = PurePosixPath(name).name
    label = f"嵌入的文件“{file}”"
    mark = Piece(Segment(name, label, "", hidden=Hidden.EMBEDDED_FILE), name)
    if extension is None or depth >= DEEPEST:
        return Reading((mark,), (_unread(name, "嵌入的对象无法自动读取，请打开原件人工核对。"),))
    from gongkai.documents.extraction import extract_at_depth

    try:
        read = extract_at_depth(f"{file}{extension}", package.read(name), depth + 1)
    except UploadError:
        return Reading((mark,), (_unread(name, "嵌入的文件打不开，请打开原件人工核对。"),))
    inner = _within(name, f"{label}：", read, Hidden.EMBEDDED_FILE)
    return Reading((mark, *inner.pieces), inner.unread)


def _within(name: str, label: str, read: Extraction, hidden: Hidden | None) -> Reading:
    pieces = tuple(
        Piece(
            moved(
                each,
                place=f"{name}{INSIDE}{each.place}",
                label=label + each.label,
                hidden=hidden or each.hidden,
            ),
            name,
        )
        for each in read.segments
    )
    unread = tuple(
        Unread(f"{name}{INSIDE}{each.place}", label + each.label, each.why) for each in read.unread
    )
    return Reading(pieces, unread)


def _unread(name: str, why: str) -> Unread:
    file = PurePosixPath(name).name
    return Unread(name, f"文件中的“{file}”", why)
