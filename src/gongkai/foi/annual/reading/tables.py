"""Finding the three tables in the grids of a file and taking their cells by row and column."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.catalogue.reading.grid import Cell, Grid
from gongkai.foi.annual.reading import labels
from gongkai.foi.annual.reading.model import ReportReading
from gongkai.foi.annual.reading.numbers import figure
from gongkai.rules.annual_report.layout import (
    APPLICATION_COLUMNS,
    INFORMATION,
    Place,
    TableCode,
    row_words,
    table_words,
)

_HEADER_ROWS = 4


def read_tables(grids: Iterable[Grid], reading: ReportReading) -> None:
    """Put every cell of the three tables that the grids hold into the reading.

    One sheet may hold all three, one table may go on in a second grid; hidden sheets are passed
    by, since nobody publishes them.
    """
    before = _Headings()
    for grid in grids:
        if grid.hidden:
            reading.notes.append(f"“{grid.name}”是隐藏的，没有读取。")
            continue
        _information(grid, reading)
        before = _applications(grid, reading, before)
        _disputes(grid, reading)


def _put(reading: ReportReading, place: Place, cell: Cell) -> None:
    reading.put(place, figure(cell.text, place), cell.place)


# Table 二


def _information(grid: Grid, reading: ReportReading) -> None:
    header: dict[str, int] = {}
    for row in range(grid.rows):
        cells = grid.row_cells(row)
        found = _columns(cells, labels.INFORMATION_COLUMNS)
        if found:
            header = found
            continue
        for cell in cells:
            code = labels.code_of(cell.text, labels.INFORMATION_ROWS)
            if code is not None and cell.row == row and header:
                _information_row(grid, reading, cell, code, header)
                break


def _information_row(
    grid: Grid, reading: ReportReading, label: Cell, code: str, header: Mapping[str, int]
) -> None:
    wanted = next(row.columns for row in INFORMATION if row.code == code)
    for column in wanted:
        cell = grid.at.get((label.row, header.get(column, -1)))
        if cell is not None and cell is not label and cell.row == label.row:
            _put(reading, Place("information", code, column), cell)


def _columns(cells: Iterable[Cell], words: labels.Words) -> dict[str, int]:
    """The columns that a row of headings names, by code; the first of each."""
    found: dict[str, int] = {}
    for cell in cells:
        code = labels.code_of(cell.text, words)
        if code is not None:
            found.setdefault(code, cell.col)
    return found


# Table 三


@dataclass(frozen=True)
class _Headings:
    """The columns of table 三 by code, and how wide the table is in which they stand."""

    columns: Mapping[str, int] = field(default_factory=dict)
    width: int = 0


def _applications(grid: Grid, reading: ReportReading, before: _Headings) -> _Headings:
    """Read the rows of a grid; gives the headings that the next one may go on under.

    A table that Word cut at the end of a page goes on in a table as wide, without headings.
    """
    goes_on = grid.cols == before.width
    columns = before.columns if goes_on else {}
    for row in range(grid.rows):
        found = _application_header(grid, row)
        if found:
            columns, goes_on = found, False
            continue
        label = _application_label(grid, row, columns)
        if label is not None and not (goes_on and _is_ragged(grid, label, columns)):
            _application_cells(grid, reading, label, columns)
    return _Headings(columns, grid.cols) if columns else before


def _is_ragged(grid: Grid, label: Cell, columns: Mapping[str, int]) -> bool:
    """Whether a row has not just the cells of the headings, and so may be of another table."""
    return any(grid.at.get((label.row, col)) is None for col in columns.values())


def _application_header(grid: Grid, row: int) -> dict[str, int]:
    """The seven columns, if the headings of table 三 begin with 自然人 in this row."""
    starts = [cell for cell in grid.row_cells(row) if cell.row == row]
    if "natural" not in _columns(starts, labels.APPLICATION_COLUMNS):
        return {}
    found: dict[str, int] = {}
    for below in range(row, min(row + _HEADER_ROWS, grid.rows)):
        cells = grid.row_cells(below)
        if labels.codes_of([cell.text for cell in cells[:2]], labels.APPLICATION_ROWS):
            break
        for code, col in _columns(cells, labels.APPLICATION_COLUMNS).items():
            found.setdefault(code, col)
    return found


def _application_label(grid: Grid, row: int, columns: Mapping[str, int]) -> Cell | None:
    """The label of a row: the one nearest to its numbers of those that begin before them.

    A cell over the whole width is a note, whatever it says.
    """
    first, last = min(columns.values(), default=0), max(columns.values(), default=0)
    begun = (
        cell
        for cell in grid.row_cells(row)
        if cell.row == row and cell.col < first and cell.right <= last
    )
    known = [cell for cell in begun if labels.code_of(cell.text, labels.APPLICATION_ROWS)]
    return known[-1] if known else None


def _application_cells(
    grid: Grid, reading: ReportReading, label: Cell, columns: Mapping[str, int]
) -> None:
    code = labels.code_of(label.text, labels.APPLICATION_ROWS) or ""
    own = [cell for cell in grid.row_cells(label.row) if cell.col >= label.right]
    if len(own) == len(columns) == len(APPLICATION_COLUMNS):
        # However the labels are merged, as many cells as headings have the order of the headings.
        cells = dict(zip(sorted(columns, key=columns.__getitem__), own, strict=True))
    else:
        under = {column: grid.at.get((label.row, col)) for column, col in columns.items()}
        cells = {column: cell for column, cell in under.items() if cell in own and cell}
        if len({id(cell) for cell in cells.values()}) < len(columns):
            words = row_words("applications", code)
            reading.notes.append(
                f"{table_words('applications')}“{words}”行（{grid.row_place(label.row)}）的格子"
                "与表头对不上，没有读取。请核对。"
            )
            return
    for column, cell in cells.items():
        _put(reading, Place("applications", code, column), cell)


# Table 四


def _disputes(grid: Grid, reading: ReportReading) -> None:
    for columns, bottom in _dispute_headers(grid):
        row = next((r for r in range(bottom, grid.rows) if _has_numbers(grid, r, columns)), None)
        if row is None:
            continue
        for place, col in columns.items():
            cell = grid.at.get((row, col))
            if cell is not None:
                _put(reading, place, cell)


def _dispute_headers(grid: Grid) -> Iterator[tuple[dict[Place, int], int]]:
    """The headings of each table 四 in a grid: the column of each place, the row below them."""
    row = 0
    while row < grid.rows:
        columns, bottom = _dispute_columns(grid, row)
        if columns:
            yield columns, bottom
        row = bottom


def _dispute_columns(grid: Grid, row: int) -> tuple[dict[Place, int], int]:
    names = [labels.code_of(cell.text, labels.OUTCOMES) for cell in grid.row_cells(row)]
    if "upheld" not in names:
        return {}, row + 1
    columns: dict[Place, int] = {}
    bottom = row + 1
    for below in range(row, min(row + _HEADER_ROWS, grid.rows)):
        for cell in grid.row_cells(below):
            outcome = labels.code_of(cell.text, labels.OUTCOMES)
            block = _block_above(grid, cell)
            if outcome is not None and block is not None:
                columns.setdefault(Place("disputes", block, outcome), cell.col)
                bottom = max(bottom, cell.bottom)
    return columns, bottom


def _block_above(grid: Grid, cell: Cell) -> str | None:
    """The block under whose heading a cell stands."""
    for row in range(cell.row - 1, max(-1, cell.row - 1 - _HEADER_ROWS), -1):
        code = labels.code_of(_heading_over(grid, row, cell.col), labels.BLOCKS)
        if code is not None:
            return code
    return None


def _heading_over(grid: Grid, row: int, col: int) -> str:
    """What stands over a column in a row; headings that nobody merged begin left of it."""
    cells = (grid.at.get((row, at)) for at in range(col, -1, -1))
    return next((cell.text for cell in cells if cell is not None and cell.text.strip()), "")


def _has_numbers(grid: Grid, row: int, columns: Mapping[Place, int]) -> bool:
    cells = (grid.at.get((row, col)) for col in columns.values())
    return any(cell is not None and any(char.isdigit() for char in cell.text) for cell in cells)


def tables_found(reading: ReportReading) -> list[TableCode]:
    """Which of the three tables hold at least one cell."""
    tables: tuple[TableCode, ...] = ("information", "applications", "disputes")
    return [table for table in tables if reading.count(table)]
