"""A body (the small element set of ``publication.html``) as blocks of tokens."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from gongkai.publication.comparing.words import Token, Tokens, tokens_of

_BLANKS = re.compile(r"[\t\n\r\f ]+")
_BLOCKS = frozenset(
    {"h2", "h3", "h4", "p", "blockquote", "ul", "ol", "li", "figure", "figcaption", "caption"}
)
_STYLES = frozenset({"strong", "em", "sub", "sup"})
_CELLS = frozenset({"th", "td"})

# What a cell says it reaches over is believed up to here: nobody reads a wider one.
_WIDEST_SPAN = 40


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list item …: ``path`` are the elements it stands in."""

    path: tuple[str, ...]
    look: str
    tokens: Tokens


@dataclass(frozen=True)
class Cell:
    """A cell in its place; ``covered`` when a cell above or left of it reaches over it."""

    tokens: Tokens
    heading: bool = False
    span: tuple[int, int] = (1, 1)
    covered: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table as a grid: every row has a cell for every column."""

    caption: Tokens
    rows: tuple[Row, ...]

    @property
    def tokens(self) -> Tokens:
        """All its words, for a measure of likeness."""
        return self.caption + tuple(t for row in self.rows for cell in row for t in cell.tokens)


def blocks_of(html: str) -> list[Block | Table]:
    """Read a cleaned body. Blanks are pressed into one; text outside of blocks is a paragraph."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.found


@dataclass
class _OpenTable:
    caption: Tokens = ()
    rows: list[list[Cell]] = field(default_factory=list)
    heading: bool = False
    span: tuple[int, int] = (1, 1)
    in_cell: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block | Table] = []
        self._path: list[str] = []
        self._look = ""
        self._tokens: list[Token] = []
        self._styles: list[str] = []
        self._links: list[str] = []
        self._table: _OpenTable | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._open_table()
        elif tag in {"tr", *_CELLS}:
            self._open_in_table(tag, values)
        elif tag in _BLOCKS:
            self._open_block(tag, values.get("class", ""))
        else:
            self._inline(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._close_table()
        elif tag in _CELLS and self._depth == 1:
            self._close_cell()
        elif tag in _BLOCKS:
            self._close_block(tag)
        elif tag in _STYLES and tag in self._styles:
            self._styles.remove(tag)
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._tokens.append(Token(f"〔链接：{address}〕", self._style))

    def handle_data(self, data: str) -> None:
        text = _BLANKS.sub(" ", data)
        if text.strip() or self._tokens:
            self._tokens.extend(tokens_of(text, self._style))

    def flush(self) -> None:
        """End the block in hand."""
        tokens = self._take()
        if tokens:
            self.found.append(Block(tuple(self._path) or ("p",), self._look, tokens))

    @property
    def _style(self) -> str:
        return " ".join(sorted(set(self._styles)))

    def _take(self) -> Tokens:
        tokens, self._tokens = self._tokens, []
        while tokens and not tokens[-1].text.strip():
            tokens.pop()
        while tokens and not tokens[0].text.strip():
            tokens.pop(0)
        return tuple(tokens)

    def _inline(self, tag: str, values: dict[str, str]) -> None:
        if tag in _STYLES:
            self._styles.append(tag)
        elif tag == "a":
            self._links.append(values.get("href", ""))
        elif tag == "br":
            self._tokens.append(Token("\n"))
        elif tag == "img":
            name = values.get("src", "").removeprefix("files/")
            self._tokens.append(Token(f"〔图片：{name}〕"))
            self._tokens.extend(tokens_of(values.get("alt", "")))

    def _open_block(self, tag: str, look: str) -> None:
        if self._table is not None:
            self._break()
            return
        self.flush()
        self._path.append(tag)
        self._look = look

    def _close_block(self, tag: str) -> None:
        if self._table is not None:
            if tag == "caption" and self._depth == 1:
                self._table.caption = self._take()
            else:
                self._break()
            return
        self.flush()
        if tag in self._path:
            while self._path.pop() != tag:
                pass
        self._look = ""

    def _break(self) -> None:
        if self._tokens and self._tokens[-1].text != "\n":
            self._tokens.append(Token("\n"))

    def _open_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self.flush()
            self._table = _OpenTable()
        else:
            self._break()

    def _open_in_table(self, tag: str, values: dict[str, str]) -> None:
        if self._table is None or self._depth > 1:
            self._break()
        elif tag == "tr":
            self._close_cell()
            self._table.rows.append([])
        else:
            self._close_cell()
            self._table.heading = tag == "th"
            self._table.span = (_number(values, "rowspan"), _number(values, "colspan"))
            self._table.in_cell = True

    def _close_cell(self) -> None:
        table = self._table
        if table is None or not table.in_cell:
            return
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(Cell(self._take(), table.heading, table.span))
        table.in_cell = False

    def _close_table(self) -> None:
        if self._table is None:
            return
        self._depth -= 1
        if self._depth:
            self._break()
            return
        self._close_cell()
        self.found.append(Table(self._table.caption, _grid(self._table.rows)))
        self._table, self._tokens = None, []


def _number(values: dict[str, str], name: str) -> int:
    text = values.get(name, "")
    return int(text) if text.isdecimal() and 0 < int(text) < 1000 else 1


def _grid(rows: list[list[Cell]]) -> tuple[Row, ...]:
    """Put each cell in its column, those that a neighbour covers empty."""
    lines: list[dict[int, Cell]] = [{} for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while x in lines[y]:
                x += 1
            _cover(lines, y, x, cell)
            lines[y][x] = cell
    return tuple(tuple(line[x] for x in sorted(line)) for line in lines)


def _cover(lines: list[dict[int, Cell]], top: int, left: int, cell: Cell) -> None:
    height, width = (min(span, _WIDEST_SPAN) for span in cell.span)
    hidden = Cell((), cell.heading, covered=True)
    for line in lines[top : top + height]:
        for x in range(left, left + width):
            line.setdefault(x, hidden)
