"""A grid of cells as an HTML table."""

from collections import defaultdict
from dataclasses import dataclass, field
from html import escape

from gongkai.documents.extraction.model import Hidden, Segment
from gongkai.documents.rendering.marks import MARKS, marked

MOST_COLUMNS = 100


@dataclass(frozen=True)
class Cell:
    """A piece of a table; row and column count from 1."""

    row: int
    column: int
    segment: Segment


@dataclass
class Table:
    """Cells under a title; ``place`` and ``hidden`` are those of the sheet itself."""

    title: str
    letters: bool = True
    place: str = ""
    hidden: Hidden | None = None
    rows: dict[int, dict[int, Segment]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, cell: Cell) -> None:
        """Put a cell at its place."""
        self.rows[cell.row][cell.column] = cell.segment

    @property
    def is_hidden(self) -> bool:
        """Whether the whole sheet is hidden."""
        return self.hidden is not None or self._all_are(Hidden.HIDDEN_SHEET)

    def _all_are(self, hidden: Hidden) -> bool:
        pieces = [piece for row in self.rows.values() for piece in row.values()]
        return bool(pieces) and all(piece.hidden is hidden for piece in pieces)

    def hidden_columns(self) -> set[int]:
        """The columns in which a cell is hidden with its column."""
        return {
            column
            for row in self.rows.values()
            for column, piece in row.items()
            if piece.hidden is Hidden.HIDDEN_COLUMN
        }

    def hidden_rows(self) -> set[int]:
        """The rows in which a cell is hidden with its row."""
        return {
            number
            for number, row in self.rows.items()
            if any(piece.hidden is Hidden.HIDDEN_ROW for piece in row.values())
        }


def table_html(table: Table, most: int, lit: frozenset[str]) -> str:
    """Write the first ``most`` rows, every row with a lit place, and how many more there are."""
    numbers = sorted(table.rows)
    shown = [
        number
        for at, number in enumerate(numbers)
        if at < most or any(piece.place in lit for piece in table.rows[number].values())
    ]
    all_columns = sorted({column for number in shown for column in table.rows[number]})
    columns = [
        column
        for at, column in enumerate(all_columns)
        if at < MOST_COLUMNS or _is_lit(table, column, lit)
    ]
    head = _head(table, columns)
    body = "".join(_row(table, number, columns) for number in shown)
    mark = marked(MARKS[Hidden.HIDDEN_SHEET]) if table.is_hidden else ""
    place = f' data-place="{escape(table.place)}"' if table.place else ""
    caption = f"<caption{place}>{escape(table.title)}{mark}</caption>"
    empty = "" if numbers else "<p>这个工作表没有内容。</p>"
    return (
        f'<div class="table-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(table.title)}"><table>{caption}{head}<tbody>{body}</tbody></table>'
        f"</div>{empty}{_more(len(numbers) - len(shown), len(all_columns) - len(columns))}"
    )


def _is_lit(table: Table, column: int, lit: frozenset[str]) -> bool:
    return any(column in row and row[column].place in lit for row in table.rows.values())


def _head(table: Table, columns: list[int]) -> str:
    hidden = table.hidden_columns()
    cells = "".join(
        f'<th scope="col">{_name(table, column)}'
        f"{marked(MARKS[Hidden.HIDDEN_COLUMN]) if column in hidden else ''}</th>"
        for column in columns
    )
    return f'<thead><tr><th scope="col">行号</th>{cells}</tr></thead>'


def _name(table: Table, column: int) -> str:
    if not table.letters:
        return f"第 {column} 列"
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _row(table: Table, number: int, columns: list[int]) -> str:
    row = table.rows[number]
    mark = marked(MARKS[Hidden.HIDDEN_ROW]) if number in table.hidden_rows() else ""
    cells = "".join(_cell(row.get(column)) for column in columns)
    return f'<tr><th scope="row">{number}{mark}</th>{cells}</tr>'


_MARKED_ELSEWHERE = {None, Hidden.HIDDEN_SHEET, Hidden.HIDDEN_ROW, Hidden.HIDDEN_COLUMN}


def _cell(segment: Segment | None) -> str:
    if segment is None:
        return "<td></td>"
    hidden = segment.hidden
    mark = marked(MARKS[hidden]) if hidden and hidden not in _MARKED_ELSEWHERE else ""
    return f'<td data-place="{escape(segment.place)}">{mark}{escape(segment.text)}</td>'


def _more(rows: int, columns: int) -> str:
    sentences = []
    if rows:
        sentences.append(f"<p>还有 {rows} 行没有显示，请下载后查看。</p>")
    if columns:
        sentences.append(f"<p>还有 {columns} 列没有显示，请下载后查看。</p>")
    return "".join(sentences)
