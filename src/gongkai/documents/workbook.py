"""Lists as a workbook: headings that stay, text that is never a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet


class Share(float):
    """A part of a whole, from 0 to 1: shown in percent, kept as a number."""


Value: TypeAlias = str | int | float | date | datetime | None

Column: TypeAlias = tuple[str, int]
"""Heading, and width in characters."""


@dataclass(frozen=True)
class ListSheet:
    """A sheet: its name of at most 31 characters, its columns and rows."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def list_workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """Give XLSX with one row for each of ``rows``, read one after the other.

    title: the name of the sheet, at most 31 characters.
    """
    return workbook_of([ListSheet(title, columns, rows)])


def workbook_of(sheets: Iterable[ListSheet]) -> bytes:
    """Give XLSX with these sheets; in print their headings stand on every page."""
    book = Workbook(write_only=True)
    for each in sheets:
        sheet = book.create_sheet(each.title)
        _set_up(sheet, each.columns)
        sheet.append([_cell(sheet, heading) for heading, _ in each.columns])
        for row in each.rows:
            sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _set_up(sheet: Any, columns: Sequence[Column]) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for number, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    # The library takes dates as well; its types know moments only.
    cell = WriteOnlyCell(sheet, value=cast(Any, value))
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if isinstance(value, Share):
        cell.number_format = "0.0%"
    if isinstance(value, str):
        cell.data_type = "s"
        # Excel asks no questions of a text that is quoted, whatever sign it begins with.
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t"))
    return cell
