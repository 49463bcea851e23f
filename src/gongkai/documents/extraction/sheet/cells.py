"""The cells of one sheet: what each holds, and whether a reader sees it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from gongkai.documents.extraction.model import Hidden, Segment
from gongkai.documents.extraction.package import (
    DAMAGED,
    Element,
    child,
    children,
    descendants,
    is_true,
    local,
)
from gongkai.documents.extraction.pieces import Piece
from gongkai.documents.extraction.sheet.numbers import number_in, shown
from gongkai.documents.extraction.sheet.workbook import Look, Sheet, Workbook, rich_text, unescaped
from gongkai.documents.inspect import UploadError

REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")

THINNEST_COLUMN = 0.3
"""Characters of width below which a column shows nothing."""

LOWEST_ROW = 1.0
"""Points of height below which a row shows nothing."""

_SUFFIX = {
    Hidden.HIDDEN_SHEET: "（隐藏工作表）",
    Hidden.HIDDEN_COLUMN: "（隐藏列）",
    Hidden.HIDDEN_ROW: "（隐藏行）",
    Hidden.HIDDEN_TEXT: "（隐藏文字）",
    Hidden.COVERED_TEXT: "（文字与底色相同）",
}


@dataclass(frozen=True)
class Range:
    """A rectangle of cells, all four sides included, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Say whether a cell is inside."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


def position(reference: str) -> tuple[int, int]:
    """Give the row and column of ``C5``.

    :raises UploadError: if it is no such reference.
    """
    match = REFERENCE.match(reference.upper())
    if match is None:
        raise UploadError(DAMAGED)
    return int(match[2]), column_number(match[1])


def column_number(letters: str) -> int:
    """Give the number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def ranges_in(text: str | None) -> list[Range]:
    """Give the ranges of ``A1:B2 C3``; what is no reference is left out."""
    found = []
    for part in (text or "").upper().split():
        first, _, last = part.partition(":")
        if REFERENCE.match(first) and REFERENCE.match(last or first):
            top, bottom = position(first), position(last or first)
            found.append(Range(*top, *bottom))
    return found


@dataclass(frozen=True)
class Cell:
    """A cell with a value: ``text`` as extracted, ``formula`` where it has one of its own."""

    element: Element
    row: int
    column: int
    text: str
    formula: str
    hidden: Hidden | None

    @property
    def reference(self) -> str:
        """The address on the sheet, such as ``C5``."""
        return f"{get_column_letter(self.column)}{self.row}"


class Grid:
    """What of a sheet is hidden by its geometry, its merges and its styles."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        """Take the sheet in; its cells are read by ``rows``."""
        self.book = book
        self.sheet = sheet
        self.root = book.package.xml(sheet.part)
        self._columns = self._hidden_columns()
        self._merges = {
            (each.first_row, each.first_column): each
            for merge in descendants(self.root, "mergeCell")
            for each in ranges_in(merge.get("ref"))
        }
        self._merged: list[Range] = []
        self._coloured = self._coloured_elsewhere()

    def _hidden_columns(self) -> list[tuple[int, int]]:
        holder = child(self.root, "cols")
        listed = [] if holder is None else children(holder, "col")
        hidden = [_span(each) for each in listed if _is_hidden_column(each)]
        usual = child(self.root, "sheetFormatPr")
        if usual is None or float(usual.get("defaultColWidth", "9")) >= THINNEST_COLUMN:
            return hidden
        shown_ones = sorted(_span(each) for each in listed if not _is_hidden_column(each))
        return hidden + _between(shown_ones)

    def _coloured_elsewhere(self) -> list[Range]:
        """Ranges whose ground may be coloured by rules or by the style of a table."""
        found = []
        for each in descendants(self.root, "conditionalFormatting"):
            found += ranges_in(each.get("sqref"))
        for relation in self.book.package.relations(self.sheet.part):
            if relation.kind == "table" and relation.target in self.book.package.names:
                found += ranges_in(self.book.package.xml(relation.target).get("ref"))
        return found

    def is_hidden_column(self, column: int) -> bool:
        """Say whether nobody sees the column."""
        return any(first <= column <= last for first, last in self._columns)

    def rows(self) -> Iterator[list[Cell]]:
        """Give the cells with values, row by row."""
        data = child(self.root, "sheetData")
        row = 0
        for element in () if data is None else children(data, "row"):
            row = int(element.get("r") or row + 1)
            self._merged = [
                each for each in self._merges.values() if each.first_row <= row <= each.last_row
            ]
            yield list(self._cells(element, row))

    def _cells(self, element: Element, row: int) -> Iterator[Cell]:
        column = 0
        is_hidden_row = _is_hidden_row(element)
        for each in children(element, "c"):
            reference = each.get("r")
            column = position(reference)[1] if reference else column + 1
            look = self.book.look(each.get("s"))
            text, shows_nothing = self._value(each, look)
            formula = _formula(each)
            if text or formula:
                hidden = self._hidden(row, column, look, is_hidden_row, shows_nothing)
                yield Cell(each, row, column, text, formula, hidden)

    def _hidden(
        self, row: int, column: int, look: Look, is_hidden_row: bool, shows_nothing: bool
    ) -> Hidden | None:
        if self.sheet.is_hidden:
            return Hidden.HIDDEN_SHEET
        if self.is_hidden_column(column):
            return Hidden.HIDDEN_COLUMN
        if is_hidden_row:
            return Hidden.HIDDEN_ROW
        if shows_nothing or self._is_under_merge(row, column):
            return Hidden.HIDDEN_TEXT
        if any(each.holds(row, column) for each in self._coloured):
            return None
        return look.unseen

    def _is_under_merge(self, row: int, column: int) -> bool:
        if (row, column) in self._merges:
            return False
        return any(each.holds(row, column) for each in self._merged)

    def _value(self, cell: Element, look: Look) -> tuple[str, bool]:
        """Give the text of a cell, and whether its format shows nothing of it."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = child(cell, "is")
            text = "" if inline is None else rich_text(inline)
            return text, look.format.hides(text, None)
        value = child(cell, "v")
        raw = "" if value is None else value.text or ""
        if kind == "n":
            return self._number(raw, look)
        text = self._shared(raw) if kind == "s" and raw else unescaped(raw)
        if kind == "b":
            text = "TRUE" if raw == "1" else "FALSE"
        return text, look.format.hides(text, None)

    def _number(self, raw: str, look: Look) -> tuple[str, bool]:
        number = number_in(raw)
        if number is None:
            return raw.strip(), False
        return shown(number, look.format, self.book.is_1904), look.format.hides(raw, number)

    def _shared(self, raw: str) -> str:
        at = int(raw)
        if not 0 <= at < len(self.book.strings):
            raise UploadError(DAMAGED)
        return self.book.strings[at]


def _span(column: Element) -> tuple[int, int]:
    return int(column.get("min", "0")), int(column.get("max", "0"))


def _is_hidden_column(column: Element) -> bool:
    width = column.get("width")
    return is_true(column.get("hidden")) or (width is not None and float(width) < THINNEST_COLUMN)


def _is_hidden_row(row: Element) -> bool:
    height = row.get("ht")
    return is_true(row.get("hidden")) or (height is not None and float(height) < LOWEST_ROW)


def _between(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give what lies between and after the given spans of columns."""
    gaps, first = [], 1
    for low, high in spans:
        if low > first:
            gaps.append((first, low - 1))
        first = max(first, high + 1)
    return [*gaps, (first, 1 << 20)]


def _formula(cell: Element) -> str:
    found = child(cell, "f")
    return "" if found is None else found.text or ""


def row_pieces(sheet: Sheet, cells: list[Cell]) -> list[Piece]:
    """Give the pieces of one row: its values, then the formulas that hold words of their own."""
    pieces: list[Piece] = []
    for cell in cells:
        if cell.text:
            segment = Segment(
                f"sheet:{sheet.number}!{cell.reference}",
                f"{sheet.label}{cell.reference}单元格{_SUFFIX.get(cell.hidden, '')}",  # type: ignore[arg-type]
                cell.text,
                "\t" if pieces else "\n",
                cell.hidden,
            )
            pieces.append(Piece(segment, sheet.part, (), (cell.element,)))
    return pieces + [_formula_piece(sheet, cell) for cell in cells if '"' in cell.formula]


def _formula_piece(sheet: Sheet, cell: Cell) -> Piece:
    segment = Segment(
        f"sheet:{sheet.number}!{cell.reference}#formula",
        f"{sheet.label}{cell.reference}单元格的公式{_SUFFIX.get(cell.hidden, '')}",  # type: ignore[arg-type]
        cell.formula,
        hidden=cell.hidden,
    )
    return Piece(segment, sheet.part, (), (cell.element,))


def settings_of(root: Element) -> list[Element]:
    """Give what a sheet holds beside its cells."""
    return [each for each in root if local(each) not in {"sheetData", ""}]
