"""Lists as a workbook and as CSV: headings that stay, text that is never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet


class Share(float):
    """A part of a whole, from 0 to 1: shown in percent, kept as a number."""


Value: TypeAlias = str | int | float | date | datetime | None

Column: TypeAlias = tuple[str, int]
"""Heading, and width in characters."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet program take a text for a formula."""

_WRAPPED = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(bold=True)


@dataclass(frozen=True)
class ListSheet:
    """A sheet: its name of at most 31 characters, its columns and rows."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def list_workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """Give XLSX with one row for each of ``rows``, read one after the other.

    title: the name of the sheet, at most 31 characters. On paper the heading stands on every page
    and the columns fit its width.
    """
    return workbook_of([ListSheet(title, columns, rows)])


def workbook_of(sheets: Iterable[ListSheet]) -> bytes:
    """Give XLSX with these sheets; in print their headings stand on every page."""
    book = Workbook(write_only=True)
    for each in sheets:
        sheet = book.create_sheet(each.title)
        _set_up(sheet, each.columns)
        sheet.append([_heading(sheet, heading) for heading, _ in each.columns])
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


def csv_line(values: Iterable[object]) -> str:
    """One line of CSV, None as nothing; before what would be run as a formula stands a mark
    that spreadsheet programs do not show as text.
    """
    line = io.StringIO(newline="")
    csv.writer(line).writerow([plain_text("" if value is None else str(value)) for value in values])
    return line.getvalue()


def csv_file(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A list as CSV, UTF-8 with the mark by which spreadsheet programs know it."""
    lines = [csv_line(heading), *(csv_line(row) for row in rows)]
    return "".join(lines).encode("utf-8-sig")


def plain_text(text: str) -> str:
    """A text as CSV holds it, so that no program runs it as a formula; see ``read_plain``."""
    return f"'{text}" if _is_marked(text) else text


def read_plain(text: str) -> str:
    """What ``plain_text`` was given."""
    return text[1:] if text.startswith("'") and _is_marked(text) else text


def _is_marked(text: str) -> bool:
    """Whether ``plain_text`` marks it: a formula, or what would else be read as one marked."""
    return text.lstrip("'").startswith(FORMULA_SIGNS)


def _heading(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _cell(sheet, text)
    cell.font = _BOLD
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    # The library takes dates as well; its types know moments only.
    cell = WriteOnlyCell(sheet, value=cast(Any, value))
    cell.alignment = _WRAPPED
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if isinstance(value, Share):
        cell.number_format = "0.0%"
    if isinstance(value, str):
        cell.data_type = "s"
        # Excel asks no questions of a text that is quoted, whatever sign it begins with.
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)
    return cell
