"""Changing a workbook: masking cells, and taking out what a reader does not see."""

import re
from collections.abc import Collection, Sequence

from gongkai.documents.extraction.model import CannotEdit, Edit, Hidden
from gongkai.documents.extraction.package import Element, Package, child, children, local
from gongkai.documents.extraction.pieces import Piece
from gongkai.documents.extraction.sheet import read_sheet
from gongkai.documents.extraction.sheet.cells import position
from gongkai.documents.extraction.sheet.workbook import Sheet, Workbook
from gongkai.documents.redacting.caches import drop_caches
from gongkai.documents.redacting.choosing import at_places, chosen
from gongkai.documents.redacting.copies import Values, edits_for, purge, values_of
from gongkai.documents.redacting.formulas import (
    Removed,
    cells_of,
    empty,
    names_of,
    put_text,
    release_cells,
    release_dependents,
)
from gongkai.documents.redacting.inside import edit_inside, is_inside
from gongkai.documents.redacting.notes import drop_notes
from gongkai.documents.redacting.pictures import clean_pictures, cut_pictures, drop_files
from gongkai.documents.redacting.references import cut_references
from gongkai.documents.redacting.sheet_removal import drop_sheets
from gongkai.documents.redacting.tables import free_tables
from gongkai.documents.redacting.writing import by_place, edited, set_text, write

_CELL = re.compile(r"^sheet:(\d+)!([A-Z]+\d+)$")
_FORMULA = re.compile(r"^sheet:(\d+)!([A-Z]+\d+)#formula$")
_NAMED = re.compile(r"^(sheet:\d+#name|name:\d+)$")


def edit_sheet(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Apply edits at places of ``extract_sheet`` and leave no copy of what identifies people.

    An edited cell becomes text in its old style; of an edited formula the result stays.

    :raises CannotEdit: if an edit does not fit, or a copy cannot be reached.
    """
    package = Package(data)
    reading = read_sheet(package)
    pieces = at_places(reading, {edit.place for edit in edits})
    values = values_of({place: each.segment.text for place, each in pieces.items()}, list(edits))
    _write(package, pieces, edits)
    again = Package(package.save())
    _write_copies(again, values)
    purge(again, values)
    return again.save()


def _write_copies(package: Package, values: Values) -> None:
    reading = read_sheet(package)
    more = edits_for(reading, values)
    pieces = at_places(reading, {edit.place for edit in more})
    cached = [each for each in pieces.values() if each.segment.hidden is Hidden.CACHED_DATA]
    if cached:
        drop_caches(Workbook(package), cached)
    gone = {each.segment.place for each in cached}
    _write(package, pieces, [edit for edit in more if edit.place not in gone])


def _write(package: Package, pieces: dict[str, Piece], edits: Sequence[Edit]) -> None:
    book = Workbook(package)
    edit_inside(package, [edit for edit in edits if is_inside(edit.place)])
    for place, its in by_place([each for each in edits if not is_inside(each.place)]).items():
        _write_one(book, pieces[place], its)
    drop_unused_strings(book)


def _write_one(book: Workbook, piece: Piece, edits: Sequence[Edit]) -> None:
    place = piece.segment.place
    if cell := _CELL.match(place):
        sheet = book.sheets[int(cell[1]) - 1]
        text = edited(piece.segment, edits)
        if child(piece.nodes[0], "f") is not None:
            release_cells(book, sheet, [cell[2]])
        _put(piece.nodes[0], text)
        free_tables(book, sheet, {position(cell[2])})
        book.package.touch(sheet.part)
    elif formula := _FORMULA.match(place):
        release_cells(book, book.sheets[int(formula[1]) - 1], [formula[2]])
    elif _NAMED.match(place):
        _write_named(book, piece, edits)
    else:
        write(book.package, piece, edits)


def _put(cell: Element, text: str) -> None:
    try:
        put_text(cell, text)
    except ValueError as error:
        raise CannotEdit("替换的文字含有文件不能保存的符号。请换一种写法。") from error


def _write_named(book: Workbook, piece: Piece, edits: Sequence[Edit]) -> None:
    if piece.segment.place.endswith("#name"):
        raise CannotEdit("工作表的名称不能在这里修改。请在原文件中修改后重新上传。")
    text = edited(piece.segment, edits)
    set_text(piece.nodes[0], text if '"' in text else f'"{text}"')
    book.package.touch(book.part)


def drop_unused_strings(book: Workbook) -> None:
    """Empty the shared strings that no cell shows any more; their numbers stay."""
    part = book.strings_part
    if part is None:
        return
    used = set()
    for sheet in book.sheets:
        for value in book.package.xml(sheet.part).iter("{*}v"):
            cell = value.getparent()
            if cell is not None and cell.get("t") == "s":
                used.add((value.text or "").strip())
    for number, each in enumerate(children(book.package.xml(part), "si")):
        if str(number) not in used and any(text.text for text in each.iter("{*}t")):
            _blank(each)
            book.package.touch(part)


def _blank(shared: Element) -> None:
    namespace = str(shared.tag).rpartition("}")[0] + "}"
    for each in list(shared):
        shared.remove(each)
    shared.append(shared.makeelement(f"{namespace}t"))


def remove_hidden_sheet(data: bytes, places: Collection[str]) -> bytes:
    """Take out hidden pieces, named by their places or those of their groups.

    A hidden sheet goes as a whole; of hidden rows, columns and cells the content goes and the
    geometry stays. Formulas that lean on what goes are replaced by their results; links to other
    workbooks are cut the same way.

    :raises CannotEdit: if a place names nothing hidden, or a piece cannot be taken out here.
    """
    package = Package(data)
    book = Workbook(package)
    by_kind: dict[Hidden | None, list[Piece]] = {}
    for piece in chosen(read_sheet(package), places):
        by_kind.setdefault(piece.segment.hidden, []).append(piece)
    removed, doomed = _removed(book, by_kind)
    release_dependents(book, removed)
    cut_references(book, removed)
    for kind, pieces in by_kind.items():
        _remove(book, kind, pieces)
    _clear(book, removed)
    drop_sheets(book, doomed)
    drop_unused_strings(Workbook(package))
    purge(package)
    return package.save()


_SHEETS_OWN = re.compile(r"^第(\d+)个工作表“")
_CELLS = frozenset(
    {Hidden.HIDDEN_ROW, Hidden.HIDDEN_COLUMN, Hidden.HIDDEN_TEXT, Hidden.COVERED_TEXT}
)


def _removed(
    book: Workbook, by_kind: dict[Hidden | None, list[Piece]]
) -> tuple[Removed, list[Sheet]]:
    doomed = []
    for piece in by_kind.get(Hidden.HIDDEN_SHEET, []):
        number = _SHEETS_OWN.match(piece.segment.label)
        if number and book.sheets[int(number[1]) - 1] not in doomed:
            doomed.append(book.sheets[int(number[1]) - 1])
    removed = Removed({sheet.name for sheet in doomed}, names=names_of(book))
    removed.links = any(
        local(book.package.xml(piece.part)) == "externalLink"
        for piece in by_kind.get(Hidden.CACHED_DATA, [])
    )
    for kind in _CELLS:
        for piece in by_kind.get(kind, []):
            place = piece.segment.place.removesuffix("#formula")
            if cell := _CELL.match(place):
                name = book.sheets[int(cell[1]) - 1].name
                removed.cells.setdefault(name, set()).add(position(cell[2]))
    return removed, doomed


def _clear(book: Workbook, removed: Removed) -> None:
    for sheet in book.sheets:
        cells = removed.cells.get(sheet.name)
        if not cells:
            continue
        free_tables(book, sheet, cells)
        root = book.package.xml(sheet.part)
        found = [each for each in cells_of(root) if position(each[0]) in cells]
        with_formula = [name for name, each in found if child(each, "f") is not None]
        if with_formula:
            release_cells(book, sheet, with_formula, cells)
        for _, each in found:
            empty(each)
        book.package.touch(sheet.part)


def _remove(book: Workbook, kind: Hidden | None, pieces: list[Piece]) -> None:
    if kind is Hidden.HIDDEN_SHEET or kind in _CELLS:
        return
    match kind:
        case Hidden.COMMENT:
            drop_notes(book.package, pieces)
        case Hidden.CACHED_DATA:
            drop_caches(book, pieces)
        case Hidden.CROPPED if all(piece.nodes for piece in pieces):
            cut_pictures(book.package, pieces)
        case Hidden.EMBEDDED_FILE:
            drop_files(book.package, pieces)
        case _:
            clean_pictures(book.package, pieces)
