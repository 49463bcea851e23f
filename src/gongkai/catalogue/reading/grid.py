"""A table as every format gives it: cells with their spans, their text and where they came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gongkai.catalogue.reading.errors import ReadingError

MAX_POSITIONS = 400_000
"""Most positions (rows × columns) of one table; beyond it the file is no catalogue."""


@dataclass(eq=False)
class Cell:
    """One cell as drawn. Compared by identity: a merged cell is one object at many positions."""

    text: str
    row: int
    col: int
    rowspan: int
    colspan: int
    place: str

    @property
    def bottom(self) -> int:
        """The first row below the cell."""
        return self.row + self.rowspan

    @property
    def right(self) -> int:
        """The first column to the right of the cell."""
        return self.col + self.colspan


@dataclass(eq=False)
class Grid:
    """One table of the file.

    `before` are the lines of text between the previous table and this one, `hint` is the
    sheet name, `shows_merges` says whether the format can express merged cells (CSV cannot),
    `ragged` whether a row may lack cells in its middle (HTML, DOCX) rather than at its end.
    """

    name: str
    hint: str = ""
    before: list[str] = field(default_factory=list)
    shows_merges: bool = True
    ragged: bool = False
    rows: int = 0
    cols: int = 0
    cells: list[Cell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    at: dict[tuple[int, int], Cell] = field(default_factory=dict)
    row_place: Callable[[int], str] = str
    cell_place: Callable[[int, int], str] = lambda row, col: f"{row + 1},{col + 1}"

    def put(self, row: int, col: int, text: str, rowspan: int = 1, colspan: int = 1) -> Cell:
        """Place a cell; positions already covered by another cell stay with that one."""
        if (row + rowspan) * max(self.cols, col + colspan) > MAX_POSITIONS:
            raise ReadingError("文件里的表格太大，不像公开目录。请只保留目录部分，另存后再导入。")
        cell = Cell(text, row, col, rowspan, colspan, self.cell_place(row, col))
        self.cells.append(cell)
        for r in range(row, row + rowspan):
            for c in range(col, col + colspan):
                self.at.setdefault((r, c), cell)
        self.rows = max(self.rows, row + rowspan)
        self.cols = max(self.cols, col + colspan)
        return cell

    def row_cells(self, row: int) -> list[Cell]:
        """The distinct cells that touch a row, from left to right."""
        found: list[Cell] = []
        for col in range(self.cols):
            cell = self.at.get((row, col))
            if cell is not None and (not found or found[-1] is not cell):
                found.append(cell)
        return found

    def filled(self, row: int) -> list[Cell]:
        """The distinct cells with text that touch a row."""
        return [cell for cell in self.row_cells(row) if cell.text.strip()]

    def free_col(self, row: int, col: int) -> int:
        """The first column from `col` on that no cell of a higher row covers."""
        while (row, col) in self.at:
            col += 1
        return col


def table_places(number: int) -> tuple[Callable[[int], str], Callable[[int, int], str]]:
    """Names of rows and cells in the n-th table of a document (表2第5行第3列)."""
    return (
        lambda row: f"表{number}第{row + 1}行",
        lambda row, col: f"表{number}第{row + 1}行第{col + 1}列",
    )


def column_letters(col: int) -> str:
    """The spreadsheet name of a column: 0 is A, 26 is AA."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_places(sheet: str) -> tuple[Callable[[int], str], Callable[[int, int], str]]:
    """Names of rows and cells in a sheet (Sheet1!第7行, Sheet1!C7)."""
    return (
        lambda row: f"{sheet}!第{row + 1}行",
        lambda row, col: f"{sheet}!{column_letters(col)}{row + 1}",
    )
