"""Lists as XLSX: a heading, the columns, the rows; text is never taken for a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | date | None


def workbook(
    name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]
) -> bytes:
    """A workbook of one sheet. columns: heading and width in characters."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - says so to the type checker
    sheet.title = name[:31]
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for at, (heading, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        _put(sheet, 1, at, heading)
        sheet.cell(1, at).font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for at, value in enumerate(row, start=1):
            _put(sheet, number, at, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    cell = sheet.cell(row, column, value)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if isinstance(value, str):
        cell.data_type = "s"
        # Excel asks no questions of a text that is quoted, whatever sign it begins with.
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t"))
