"""XLSX (openpyxl, for merges, fonts and hidden parts) and legacy XLS (calamine)."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import python_calamine
from openpyxl.cell.rich_text import CellRichText, TextBlock

from gongkai.catalogue.reading.errors import ReadingError
from gongkai.catalogue.reading.glyphs import from_font
from gongkai.catalogue.reading.grid import MAX_POSITIONS, Grid, sheet_places

_BROKEN = (
    "表格文件打不开，可能已损坏或加了密码。请在表格软件里打开，去掉密码后另存为 .xlsx 再导入。"
)


def _plain(value: Any) -> str:
    """The text of a value as a reader of the sheet sees it: 1 rather than 1.0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "√" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return str(value)


def _text(cell: Any) -> str:
    """The text of a cell with letters in symbol fonts turned into the signs they draw."""
    font = cell.font.name if cell.font is not None else None
    if isinstance(cell.value, CellRichText):
        return "".join(
            from_font(part.text, part.font.rFont if part.font is not None else font)
            if isinstance(part, TextBlock)
            else from_font(str(part), font)
            for part in cell.value
        )
    return from_font(_plain(cell.value), font)


def read_xlsx(data: bytes) -> list[Grid]:
    """The sheets of an XLSX workbook, hidden ones too.

    Raises ReadingError when the file is damaged or protected.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    except Exception as error:
        raise ReadingError(_BROKEN) from error
    return [_sheet(sheet) for sheet in book.worksheets]


def _sheet(sheet: Any) -> Grid:
    row_place, cell_place = sheet_places(sheet.title)
    grid = Grid(sheet.title, hint=sheet.title, row_place=row_place, cell_place=cell_place)
    grid.hidden = sheet.sheet_state != "visible"
    # openpyxl would walk a million formatted blank rows; its cell store holds what exists.
    filled = [cell for cell in sheet._cells.values() if cell.value is not None]
    if not filled:
        return grid
    last_row = max(cell.row for cell in filled)
    last_col = max(cell.column for cell in filled)
    if last_row * last_col > MAX_POSITIONS:
        raise ReadingError(f"工作表“{sheet.title}”太大，不像公开目录。请只保留目录部分再导入。")
    spans = {
        (r.min_row, r.min_col): (min(r.max_row, last_row), min(r.max_col, last_col + 30))
        for r in sheet.merged_cells.ranges
        if r.min_row <= last_row and r.min_col <= last_col
    }
    for (row, col), (bottom, right) in spans.items():
        text = _text(sheet.cell(row, col))
        grid.put(row - 1, col - 1, text, bottom - row + 1, right - col + 1)
    for cell in filled:
        if (cell.row - 1, cell.column - 1) not in grid.at:
            grid.put(cell.row - 1, cell.column - 1, _text(cell))
    _fill_gaps(grid)
    hidden = (n - 1 for n, d in sheet.row_dimensions.items() if d.hidden and n <= last_row)
    grid.hidden_rows = set(hidden)
    return grid


def _fill_gaps(grid: Grid) -> None:
    """Give every empty position an empty cell, so that each has a place to point at."""
    for row in range(grid.rows):
        for col in range(grid.cols):
            if (row, col) not in grid.at:
                grid.put(row, col, "")


def read_xls(data: bytes) -> list[Grid]:
    """The sheets of a legacy XLS workbook.

    Raises ReadingError when the file is damaged, protected, or not a workbook.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_xls_sheet(book, meta) for meta in book.sheets_metadata]
    except ReadingError:
        raise
    except Exception as error:
        raise ReadingError(_BROKEN) from error


def _xls_sheet(book: Any, meta: Any) -> Grid:
    row_place, cell_place = sheet_places(meta.name)
    grid = Grid(meta.name, hint=meta.name, row_place=row_place, cell_place=cell_place)
    grid.hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    sheet = book.get_sheet_by_name(meta.name)
    values = sheet.to_python(skip_empty_area=False)
    if len(values) * max((len(row) for row in values), default=0) > MAX_POSITIONS:
        raise ReadingError(f"工作表“{meta.name}”太大，不像公开目录。请只保留目录部分再导入。")
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if top < len(values) and left < len(values[top]):
            text = _plain(values[top][left])
            grid.put(top, left, text, min(bottom, len(values) - 1) - top + 1, right - left + 1)
    for row, line in enumerate(values):
        for col, value in enumerate(line):
            if (row, col) not in grid.at:
                grid.put(row, col, _plain(value))
    return grid
