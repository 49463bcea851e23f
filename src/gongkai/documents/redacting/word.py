"""Changing a Word document: masking words, and taking out what a reader does not see."""

from collections.abc import Collection, Iterable, Sequence

from gongkai.documents.extraction.model import CannotEdit, Edit, Hidden
from gongkai.documents.extraction.package import Package, descendants, local
from gongkai.documents.extraction.pieces import Piece
from gongkai.documents.extraction.word import read_word
from gongkai.documents.redacting.choosing import at_places, chosen
from gongkai.documents.redacting.copies import edits_for, purge, values_of
from gongkai.documents.redacting.inside import edit_inside, is_inside
from gongkai.documents.redacting.pictures import clean_pictures, cut_pictures, drop_files
from gongkai.documents.redacting.revisions import accept, drop_comments
from gongkai.documents.redacting.writing import by_place, remove, write

_KEPT_RUNS = ("fldChar", "drawing", "pict", "object", "instrText")
"""A run with one of these carries more than its text."""


def edit_word(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Apply edits at places of ``extract_word`` and leave no copy of what identifies people.

    :raises CannotEdit: if an edit does not fit, or a copy cannot be reached.
    """
    package = Package(data)
    reading = read_word(package)
    pieces = at_places(reading, {edit.place for edit in edits})
    values = values_of({place: each.segment.text for place, each in pieces.items()}, list(edits))
    _write(package, pieces, edits)
    again = Package(package.save())
    reading = read_word(again)
    more = edits_for(reading, values)
    _write(again, at_places(reading, {edit.place for edit in more}), more)
    purge(again, values)
    return again.save()


def _write(package: Package, pieces: dict[str, Piece], edits: Sequence[Edit]) -> None:
    inner = [edit for edit in edits if is_inside(edit.place)]
    for place, its in by_place([each for each in edits if not is_inside(each.place)]).items():
        write(package, pieces[place], its)
    edit_inside(package, inner)


def remove_hidden_word(data: bytes, places: Collection[str]) -> bytes:
    """Take out hidden pieces, named by their places or those of their groups: comments, tracked
    changes (deletions go, insertions stay), hidden text, cut-off parts of pictures, embedded
    files, places where pictures were taken.

    :raises CannotEdit: if a place names nothing hidden, or a piece cannot be taken out here.
    """
    package = Package(data)
    by_kind: dict[Hidden | None, list[Piece]] = {}
    for piece in chosen(read_word(package), places):
        by_kind.setdefault(piece.segment.hidden, []).append(piece)
    for kind, pieces in by_kind.items():
        _remove(package, kind, pieces)
    purge(package)
    return package.save()


def _remove(package: Package, kind: Hidden | None, pieces: list[Piece]) -> None:
    match kind:
        case Hidden.COMMENT:
            drop_comments(package, pieces)
        case Hidden.TRACKED_CHANGE:
            accept(package, pieces)
        case Hidden.HIDDEN_TEXT | Hidden.COVERED_TEXT:
            _drop_text(package, pieces)
        case Hidden.CROPPED if all(piece.nodes for piece in pieces):
            cut_pictures(package, pieces)
        case Hidden.EMBEDDED_FILE:
            drop_files(package, pieces)
        case Hidden.CACHED_DATA:
            raise CannotEdit("文件中的缓存数据不能在这里清除。请在原文件中处理后重新上传。")
        case _:
            clean_pictures(package, pieces)


def _drop_text(package: Package, pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        for node in piece.nodes:
            if local(node) == "r" and next(descendants(node, *_KEPT_RUNS), None) is not None:
                _empty(piece)
            else:
                remove(node)
        package.touch(piece.part)


def _empty(piece: Piece) -> None:
    for atom in piece.atoms:
        remove(atom.element)
