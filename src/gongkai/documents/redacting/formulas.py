"""Formulas of a workbook: which cells they lean on, and putting their results in their place."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from gongkai.documents.extraction.model import CannotEdit
from gongkai.documents.extraction.package import Element, child, children, descendants, local
from gongkai.documents.extraction.sheet.cells import (
    Range,
    column_number,
    position,
    ranges_in,
)
from gongkai.documents.extraction.sheet.workbook import Sheet, Workbook, unescaped

_SHEET_PREFIX = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!]+))!(.+)$")
_COLUMNS = re.compile(r"^\$?([A-Z]{1,3}):\$?([A-Z]{1,3})$")
_ROWS = re.compile(r"^\$?(\d+):\$?(\d+)$")
_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14
_BY_NAME = ("INDIRECT(", "OFFSET(", "GETPIVOTDATA(")
"""Functions that reach cells which their formula does not name."""

_WITHOUT_RESULT = (
    "{}的公式没有保存计算结果，清除它引用的内容后数据会丢失。"
    "请用 Excel 或 WPS 打开文件，保存一次后重新上传。"
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class Removed:
    """What is taken away: whole sheets and single cells (row, column), by the names of sheets."""

    sheets: set[str] = field(default_factory=set)
    cells: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    links: bool = False
    """Whether references to other workbooks are cut, too."""
    names: dict[str, str] = field(default_factory=dict)
    """The defined names in capitals, and what they stand for."""

    def touches(self, formula: str, home: str) -> bool:
        """Say whether a formula on the sheet ``home`` leans on what is removed, or may do so."""
        if any(name in formula.upper() for name in _BY_NAME):
            return True
        return self.points_at(formula, home, unsure=True)

    def points_at(self, formula: str, home: str, unsure: bool = False) -> bool:
        """Say whether a formula names what is removed; ``unsure`` is the answer for a reference
        that only Excel can follow, such as one to a column of a table.
        """
        operands = _ranges(formula)
        if operands is None:
            return unsure
        return any(self._reaches(each, home, unsure) for each in operands)

    def _reaches(self, operand: str, home: str, unsure: bool) -> bool:
        if operand.startswith(("[", "'[")):
            return self.links
        match = _SHEET_PREFIX.match(operand)
        sheet = (match[1] or match[2]).replace("''", "'") if match else home
        if sheet in self.sheets:
            return True
        reference = match[3] if match else operand
        area = _area(reference)
        if area is not None:
            return any(area.holds(*cell) for cell in self.cells.get(sheet, ()))
        meant = self.names.get(reference.upper())
        if meant is None:
            return unsure
        # A name that leads to itself would lead nowhere else.
        others = {name: text for name, text in self.names.items() if name != reference.upper()}
        return replace(self, names=others).points_at(meant, home, unsure)


def _ranges(formula: str) -> list[str] | None:
    """Give the references in a formula; ``None`` if it cannot be taken apart."""
    text = formula.removeprefix("=")
    try:
        tokens = Tokenizer("=" + text).items if text else []
    except (TokenizerError, IndexError, ValueError):
        return None
    return [
        each.value for each in tokens if each.type == Token.OPERAND and each.subtype == Token.RANGE
    ]


def names_of(book: Workbook) -> dict[str, str]:
    """Give the defined names of a workbook in capitals, and what they stand for."""
    return {
        each.get("name", "").upper(): each.text or ""
        for each in descendants(book.root, "definedName")
    }


def _area(reference: str) -> Range | None:
    """Give the range that a reference means; ``None`` for a name."""
    text = reference.upper().replace("$", "").removesuffix("#")
    if match := _COLUMNS.match(text):
        return Range(1, column_number(match[1]), _LAST_ROW, column_number(match[2]))
    if match := _ROWS.match(text):
        return Range(int(match[1]), 1, int(match[2]), _LAST_COLUMN)
    found = ranges_in(text)
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class FormulaCell:
    """A cell with a formula, its text as it holds in that very cell."""

    element: Element
    reference: str
    text: str
    group: str | None


def formulas(root: Element) -> Iterator[FormulaCell]:
    """Give the formulas of a sheet; shared ones as they read in each cell."""
    masters: dict[str, tuple[str, str]] = {}
    for reference, cell in cells_of(root):
        found = child(cell, "f")
        if found is None:
            continue
        group = found.get("si") if found.get("t") == "shared" else None
        text = found.text or ""
        if group is not None and text:
            masters[group] = (text, reference)
        elif group is not None and group in masters:
            text = _translated(*masters[group], reference)
        yield FormulaCell(cell, reference, text, group)


def _translated(text: str, origin: str, reference: str) -> str:
    translated: str = Translator("=" + text, origin=origin).translate_formula(reference)
    return translated.removeprefix("=")


def cells_of(root: Element) -> Iterator[tuple[str, Element]]:
    """Give the cells of a sheet with their references, also where these are left out."""
    data = child(root, "sheetData")
    row = 0
    for element in () if data is None else children(data, "row"):
        row, column = int(element.get("r") or row + 1), 0
        for cell in children(element, "c"):
            given = cell.get("r")
            column = position(given)[1] if given else column + 1
            yield f"{get_column_letter(column)}{row}", cell


def put_text(cell: Element, text: str) -> None:
    """Make a cell hold nothing but this text, in its old style."""
    empty(cell)
    cell.set("t", "inlineStr")
    namespace = str(cell.tag).rpartition("}")[0] + "}"
    inline = cell.makeelement(f"{namespace}is")
    words = cell.makeelement(f"{namespace}t")
    words.text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    words.set(_SPACE, "preserve")
    inline.append(words)
    cell.append(inline)


def empty(cell: Element) -> None:
    """Take value and formula out of a cell; its style stays."""
    for each in list(cell):
        cell.remove(each)
    for key in ("t", "cm", "vm"):
        if key in cell.attrib:
            del cell.attrib[key]


def release(cell: Element, label: str) -> None:
    """Put the result of a formula in its place.

    :raises CannotEdit: if the file does not hold the result.
    """
    formula, value = child(cell, "f"), child(cell, "v")
    if formula is None:
        return
    # An empty text is a result, an empty number is none.
    if cell.get("t") != "str" and (value is None or not value.text):
        raise CannotEdit(_WITHOUT_RESULT.format(label))
    if cell.get("t") == "str":
        put_text(cell, unescaped("" if value is None else value.text or ""))
    else:
        cell.remove(formula)


def release_cells(
    book: Workbook,
    sheet: Sheet,
    references: Iterable[str],
    doomed: Collection[tuple[int, int]] = (),
) -> None:
    """Put results in the place of the formulas of some cells, and of those that share them.
    ``doomed`` cells go anyway: they need no result.

    :raises CannotEdit: if the file does not hold a result.
    """
    wanted = set(references)
    root = book.package.xml(sheet.part)
    found = list(formulas(root))
    groups = {each.group for each in found if each.reference in wanted and each.group is not None}
    for each in found:
        if position(each.reference) in doomed:
            continue
        if each.reference in wanted or each.group in groups:
            release(each.element, f"{sheet.label}{each.reference}单元格")
            book.package.touch(sheet.part)
    drop_chain(book)


def drop_chain(book: Workbook) -> None:
    """Take away the order of calculation, which Excel makes anew: it must name formulas only."""
    for name in book.package.names:
        if book.package.is_xml(name) and local(book.package.xml(name)) == "calcChain":
            book.package.drop(name)


def release_dependents(book: Workbook, removed: Removed) -> None:
    """Put results in the place of every formula that leans on what is removed.

    :raises CannotEdit: if the file does not hold a result.
    """
    for sheet in book.sheets:
        if not sheet.has_cells or sheet.name in removed.sheets:
            continue
        touched = [
            each.reference
            for each in formulas(book.package.xml(sheet.part))
            if removed.touches(each.text, sheet.name)
        ]
        if touched:
            release_cells(book, sheet, touched, removed.cells.get(sheet.name, ()))
