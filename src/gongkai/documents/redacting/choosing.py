"""Finding the pieces that a request names, by their places or those of their groups."""

from collections.abc import Collection

from gongkai.documents.extraction.groups import group_of
from gongkai.documents.extraction.model import CannotEdit
from gongkai.documents.extraction.pieces import Piece, Reading

GONE = "要处理的内容在文件中找不到了，文件可能已经换过。请重新扫描后再操作。"


def chosen(reading: Reading, places: Collection[str]) -> list[Piece]:
    """Give the hidden pieces named by ``places``, in their order in the file.

    :raises CannotEdit: if a place names nothing hidden.
    """
    wanted = set(places)
    found: list[Piece] = []
    met: set[str] = set()
    for piece in reading.pieces:
        if piece.segment.hidden is None:
            continue
        own = {piece.segment.place, group_of(piece.segment)[0]} & wanted
        if own:
            found.append(piece)
            met |= own
    if wanted - met:
        raise CannotEdit(GONE)
    return found


def at_places(reading: Reading, places: Collection[str]) -> dict[str, Piece]:
    """Give the pieces at the places.

    :raises CannotEdit: if there is none at one of them.
    """
    found = {
        piece.segment.place: piece for piece in reading.pieces if piece.segment.place in places
    }
    if len(found) < len(set(places)):
        raise CannotEdit(GONE)
    return found
