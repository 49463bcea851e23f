"""Reading a workbook (XLSX) to its last corner."""

from gongkai.documents.extraction.attached import read_attached
from gongkai.documents.extraction.crops import is_cut
from gongkai.documents.extraction.model import Extraction, Hidden, Segment
from gongkai.documents.extraction.package import Element, Package, descendants, local, words
from gongkai.documents.extraction.parts import (
    PartKind,
    kind_of,
    read_other_parts,
    read_part,
    read_tree,
)
from gongkai.documents.extraction.pieces import Atom, Piece, Reading, moved
from gongkai.documents.extraction.sheet.cells import Grid, row_pieces, settings_of
from gongkai.documents.extraction.sheet.workbook import Sheet, Workbook

__all__ = ["extract_sheet", "read_sheet"]

_SETTINGS = PartKind(
    "的设置",
    words(
        "dataValidation formula1 formula2 hyperlink filter customFilter cfRule formula "
        "protectedRange inputCells sheetPr oddHeader oddFooter evenHeader evenFooter "
        "firstHeader firstFooter"
    ),
    words("prompt promptTitle error errorTitle tooltip display location val text name"),
)
_WITH_WORDS_ONLY = {"formula1", "formula2", "formula"}
"""Formulas say something only where they hold words or numbers of their own."""

_SETTING_LABELS = {
    "oddHeader": "的页眉",
    "evenHeader": "的页眉",
    "firstHeader": "的页眉",
    "oddFooter": "的页脚",
    "evenFooter": "的页脚",
    "firstFooter": "的页脚",
    "dataValidation": "的数据有效性",
    "formula1": "的数据有效性",
    "formula2": "的数据有效性",
    "hyperlink": "的超链接",
}
_OWN = frozenset(
    {"comments", "threadedComment", "drawing", "vmlDrawing", "chart", "table", "chartUserShapes"}
)
"""Relations of a sheet, and of what hangs on it, to parts that belong to that sheet alone."""


def extract_sheet(data: bytes, depth: int = 0) -> Extraction:
    """Give all text of a workbook, cell by cell, hidden content included (handbook 5.4).

    Places: ``sheet:2!C5`` for a value, ``sheet:2!C5#formula`` for a formula with words in it,
    ``sheet:2#name``, ``name:1`` for a defined name, ``<part>!<n>`` for everything else.

    :raises UploadError: for a workbook that cannot be read.
    """
    return read_sheet(Package(data), depth).extraction


def read_sheet(package: Package, depth: int = 0) -> Reading:
    """Give the pieces of a workbook."""
    book = Workbook(package)
    pieces: list[Piece] = []
    done = {book.part, *(sheet.part for sheet in book.sheets)}
    for sheet in book.sheets:
        pieces += _read_one(book, sheet, done)
    pieces += _names(book)
    pieces += _tracks(book)
    pieces += read_other_parts(package, done)
    attached = read_attached(package, depth)
    return Reading((*pieces, *attached.pieces), attached.unread)


def _read_one(book: Workbook, sheet: Sheet, done: set[str]) -> list[Piece]:
    cells: list[Piece] = []
    if sheet.has_cells:
        for row in Grid(book, sheet).rows():
            cells += row_pieces(sheet, row)
    rest = _settings(book, sheet) + _links(book, sheet)
    for part in _parts_of(book.package, sheet.part):
        if part not in done:
            done.add(part)
            rest += _owned(book, sheet, part)
    return [_name(book, sheet, bool(cells or rest)), *cells, *rest]


def _name(book: Workbook, sheet: Sheet, has_content: bool) -> Piece:
    # WPS keeps an empty very hidden sheet of its own in many workbooks: nothing to hide there.
    segment = Segment(
        f"sheet:{sheet.number}#name",
        f"{sheet.label}的名称",
        sheet.name,
        hidden=Hidden.HIDDEN_SHEET if sheet.is_hidden and has_content else None,
    )
    return Piece(segment, book.part, (Atom(sheet.element, "@name", sheet.name),), (sheet.element,))


def _settings(book: Workbook, sheet: Sheet) -> list[Piece]:
    pieces: list[Piece] = []
    count = 0
    for each in settings_of(book.package.xml(sheet.part)):
        found = read_tree(sheet.part, each, _SETTINGS, first=count)
        count += len(found)
        pieces += [_setting(sheet, piece) for piece in found if _says_something(piece)]
    return pieces


def _setting(sheet: Sheet, piece: Piece) -> Piece:
    label = sheet.label + _SETTING_LABELS.get(local(piece.nodes[0]), "的设置")
    hidden = Hidden.HIDDEN_SHEET if sheet.is_hidden else None
    segment = moved(piece.segment, label=label, hidden=hidden)
    return Piece(segment, piece.part, piece.atoms, piece.nodes)


def _says_something(piece: Piece) -> bool:
    return local(piece.nodes[0]) not in _WITH_WORDS_ONLY or '"' in piece.segment.text


def _links(book: Workbook, sheet: Sheet) -> list[Piece]:
    """Give the targets of the links on a sheet."""
    label = f"{sheet.label}的超链接"
    return [
        Piece(
            Segment(f"sheet:{sheet.number}#link:{each.id}", label, each.target),
            sheet.part,
            (Atom(each.element, "@Target", each.target),),
        )
        for each in book.package.relations(sheet.part)
        if each.kind == "hyperlink" and each.external
    ]


def _parts_of(package: Package, part: str) -> list[str]:
    """Give the parts that belong to a sheet, those of its drawings included."""
    found: list[str] = []
    waiting = [part]
    while waiting:
        for relation in package.relations(waiting.pop(0)):
            target = relation.target
            if relation.kind in _OWN and target in package.names and target not in found:
                found.append(target)
                waiting.append(target)
    return found


def _owned(book: Workbook, sheet: Sheet, part: str) -> list[Piece]:
    if not book.package.is_xml(part):
        return []
    kind = kind_of(book.package, part)
    if kind is None:
        return []
    hidden = Hidden.HIDDEN_SHEET if sheet.is_hidden and kind.hidden is None else None
    pieces = read_part(book.package, part, kind, f"{sheet.label}的{kind.label}", hidden)
    if kind.hidden is Hidden.COMMENT:
        pieces = [_comment(sheet, piece) for piece in pieces]
    return pieces + _crops(book, sheet, part, len(pieces))


def _comment(sheet: Sheet, piece: Piece) -> Piece:
    reference = piece.nodes[0].get("ref", "")
    segment = moved(piece.segment, label=f"{sheet.label}{reference}单元格的批注")
    return Piece(segment, piece.part, piece.atoms, piece.nodes)


def _crops(book: Workbook, sheet: Sheet, part: str, first: int) -> list[Piece]:
    return [
        Piece(
            Segment(
                f"{part}!{number}",
                f"{sheet.label}中裁剪过的图片",
                "",
                hidden=Hidden.CROPPED,
            ),
            part,
            (),
            (each,),
        )
        for number, each in enumerate(_cuts(book.package, part), first)
    ]


def _cuts(package: Package, part: str) -> list[Element]:
    return [each for each in descendants(package.xml(part), "srcRect") if is_cut(each)]


def _names(book: Workbook) -> list[Piece]:
    """Give the defined names that hold words or numbers and do not only point at cells."""
    found = []
    for number, each in enumerate(descendants(book.root, "definedName"), 1):
        text = each.text or ""
        if text and ("!" not in text or '"' in text):
            label = f"名称“{each.get('name', '')}”"
            segment = Segment(f"name:{number}", label, text)
            found.append(Piece(segment, book.part, (Atom(each, "text", text),), (each,)))
    return found


def _tracks(book: Workbook) -> list[Piece]:
    """Give who locked the workbook and where it was saved: both name people."""
    kind = PartKind(
        "工作簿的属性", frozenset({"fileSharing", "absPath"}), frozenset({"userName", "url"})
    )
    return read_tree(book.part, book.root, kind)
