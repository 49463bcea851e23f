"""A list as a workbook: one sheet, a heading that stays, text that is never a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value: TypeAlias = str | int | float | date | datetime | None

Column: TypeAlias = tuple[str, int]
"""Heading, and width in characters."""


def list_workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """Give XLSX with one row for each of ``rows``, read one after the other.

    title: the name of the sheet, at most 31 characters.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, heading) for heading, _ in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    # The library takes dates as well; its types know moments only.
    cell = WriteOnlyCell(sheet, value=cast(Any, value))
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if isinstance(value, str):
        cell.data_type = "s"
        # Excel asks no questions of a text that is quoted, whatever sign it begins with.
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t"))
    return cell
