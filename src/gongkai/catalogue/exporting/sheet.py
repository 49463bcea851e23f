"""The standard layout as XLSX: one sheet for each field."""

import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.catalogue.exporting.table import LEVEL1_COLUMN, StandardTable, runs, tables_of
from gongkai.catalogue.models import Edition

HEADER_ROWS = 3
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NAME_LENGTH = 31
_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TEXT = Alignment(vertical="center", wrap_text=True)
_CENTRED_BELOW = 14
"""Columns narrower than this hold ticks and numbers, which stand in the middle."""


def as_xlsx(edition: Edition) -> bytes:
    """The edition as a workbook; text is never taken for a formula."""
    book = Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    for table in tables_of(edition):
        _write(book.create_sheet(_sheet_name(table.name, book.sheetnames)), table)
    if not book.sheetnames:
        book.create_sheet("目录")
    book.properties.title = edition.name
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(name: str, taken: list[str]) -> str:
    plain = _NOT_IN_NAMES.sub("", name)[:_NAME_LENGTH] or "目录"
    number = 2
    chosen = plain
    while chosen in taken:
        chosen = f"{plain[: _NAME_LENGTH - 3]}{number}"
        number += 1
    return chosen


def _write(sheet: Worksheet, table: StandardTable) -> None:
    _title(sheet, table)
    _header(sheet, table)
    for offset, row in enumerate(table.rows):
        for column, text in enumerate(row):
            narrow = table.widths[column] < _CENTRED_BELOW
            _put(sheet, HEADER_ROWS + 1 + offset, column + 1, text, _CENTRE if narrow else _TEXT)
    for first, last in runs(table.rows, LEVEL1_COLUMN):
        _merge(sheet, HEADER_ROWS + 1 + first, 2, HEADER_ROWS + 1 + last, 2)
    for column, width in enumerate(table.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{HEADER_ROWS + 1}"
    sheet.print_title_rows = f"2:{HEADER_ROWS}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _title(sheet: Worksheet, table: StandardTable) -> None:
    cell = sheet.cell(1, 1, table.title)
    cell.font, cell.alignment = Font(size=16, bold=True), _CENTRE
    sheet.row_dimensions[1].height = 32
    _merge(sheet, 1, 1, 1, table.columns)


def _header(sheet: Worksheet, table: StandardTable) -> None:
    column = 1
    for heading in table.headings:
        for row in (2, 3):
            for each in range(column, column + heading.span):
                _put(sheet, row, each, "", _CENTRE)
        _put(sheet, 2, column, heading.title, _CENTRE, bold=True)
        for offset, part in enumerate(heading.parts):
            _put(sheet, 3, column + offset, part, _CENTRE, bold=True)
        bottom = 2 if heading.parts else 3
        _merge(sheet, 2, column, bottom, column + heading.span - 1)
        column += heading.span


def _put(
    sheet: Worksheet, row: int, column: int, text: str, alignment: Alignment, *, bold: bool = False
) -> None:
    cell = sheet.cell(row, column)
    if text:
        cell.value = text
        cell.data_type = "s"
    cell.alignment, cell.border, cell.font = alignment, _BORDER, Font(bold=bold)


def _merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
