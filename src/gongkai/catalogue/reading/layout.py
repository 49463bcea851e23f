"""Walking through the tables of a file: titles, headers, notes, and the rows between them."""

from __future__ import annotations

import dataclasses
import itertools
import re
from dataclasses import dataclass

from gongkai.catalogue.reading import alignment, channels, fields, glyphs, marks
from gongkai.catalogue.reading.grid import Cell, Grid
from gongkai.catalogue.reading.headers import Column, Header, Role, find_header
from gongkai.catalogue.reading.model import Reading
from gongkai.catalogue.reading.text import phrase

_NOTE = re.compile(
    r"^[(（【\[]?(?:备注|注|说明|填表说明|填报说明|附注|要素说明|标准目录要素说明)\d*[\])）】]?[:：.、\s\d]|^[※*＊]|^(?:备注|注|说明)$"
)
_FORM = re.compile(
    r"^(?:填报|填表|编制|制表|审核|公开|责任|主办|联系|经办|负责)?(?:单位|日期|时间|人|部门)[(（]?.{0,6}[)）]?"
    r"[:：]|^附件\d*[:：]?$|^第?\d+页"
)


_CLOSED_TITLE = re.compile(r"(?:目录|清单|一览表?)(?:[(（].{0,12}[)）])?$")


@dataclass(eq=False)
class Record:
    """One item as it stands in a table: the cells under each column."""

    row: int
    cells: dict[int, list[Cell]]
    unsure: set[int]
    field: str | None = None
    heading: str | None = None
    rows: list[int] = dataclasses.field(default_factory=list)


@dataclass(eq=False)
class Section:
    """The rows under one header (or under the previous table's header, when it has none)."""

    grid: Grid
    header: Header
    field: str | None = None
    titled: bool = False
    follows: Section | None = None
    headless: bool = False
    records: list[Record] = dataclasses.field(default_factory=list)
    overflow: dict[Cell, str] = dataclasses.field(default_factory=dict)
    placer: alignment.Placer = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.placer = alignment.Placer(self.grid, self.header)

    def text(self, record: Record, index: int) -> str:
        """The text under a column, with what overflowed into rows below."""
        parts = [cell.text + self.overflow.get(cell, "") for cell in record.cells.get(index, [])]
        column = self.header.columns[index]
        if column.role in (Role.LEVEL1, Role.LEVEL2, Role.ITEM) and len(parts) > 1:
            parts = [part for part in parts if not glyphs.key(part).isdigit()] or parts
        return "\n".join(part for part in parts if part.strip())


class Walk:
    """One pass over the tables of a file; fills `sections` and the role of every table row."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sections: list[Section] = []
        self.roles: dict[Grid, list[tuple[str, str]]] = {}
        self._reset(None)

    def _reset(self, section: Section | None) -> None:
        self.section = section
        self.titles: list[str] = []
        self.field: str | None = None
        self.heading: str | None = None
        self.noting = False

    def table(self, grid: Grid) -> None:
        """Walk through one table."""
        previous = self.sections[-1] if self.sections else None
        self._reset(None)
        self.titles = list(grid.before)
        self.roles[grid] = [("", "")] * grid.rows
        if grid.hidden and grid.rows:
            self.reading.doubt("这张工作表是隐藏的，内容也读了进来，请确认是否需要。", grid.name)
        heads = any(find_header(grid, row) for row in range(grid.rows))
        if not heads and not self._continue_table(grid, previous):
            self._ignore(grid)
            return
        row = 0
        while row < grid.rows:
            header = find_header(grid, row)
            if header is None:
                self._row(grid, row)
                row += 1
                continue
            self._open(grid, header)
            self._mark(grid, range(header.start, header.end), "header", "表头")
            row = header.end

    def _mark(self, grid: Grid, rows: range | list[int], role: str, reason: str) -> None:
        for row in rows:
            self.roles[grid][row] = (role, reason)

    def _continue_table(self, grid: Grid, previous: Section | None) -> bool:
        """Take the header of the table before for a table without one, if it has its shape."""
        header = _fitting(previous.header, previous.grid, grid) if previous else None
        if header is None or not grid.rows:
            return False
        where = {c: column for column in header.columns for c in column.cols}
        worst = [
            alignment.fits(where[col], cell.text)
            for (_, col), cell in grid.at.items()
            if col in where and cell.colspan == 1
        ]
        if not worst or sum(score < -1 for score in worst) > len(worst) / 20:
            return False
        self._open(grid, header, headless=True)
        self.reading.doubt("这张表没有表头，按接着前一张表理解。", grid.name)
        return True

    def _ignore(self, grid: Grid) -> None:
        self._mark(grid, range(grid.rows), "ignored", "没有认出表头，不是目录表格")
        wide = any(len(grid.filled(row)) >= 4 for row in range(grid.rows))
        if wide:
            self.reading.doubt("没有认出表头，整张表没有读入，请核对。", grid.name)

    def _open(self, grid: Grid, header: Header, headless: bool = False) -> None:
        previous = self.sections[-1] if self.sections else None
        same_grid = previous is not None and previous.grid is grid
        section = Section(grid, header, follows=previous, headless=headless)
        told = title_field(self.titles)
        section.titled = any(fields.is_title(line) for line in self.titles) or bool(told)
        section.field = told or (None if same_grid else fields.from_title(grid.hint))
        if same_grid and not section.titled and previous is not None:
            section.field, section.headless = self.field or previous.field, True
        self.sections.append(section)
        self._reset(section)
        self.field = section.field

    def _row(self, grid: Grid, row: int) -> None:
        filled = grid.filled(row)
        fresh = [cell for cell in filled if cell.row == row]
        if len(fresh) == 1 and len(filled) > 1 and self._overflows(grid, row, fresh[0]):
            self._mark(grid, [row], "row", "接上一行的渠道")
        elif not filled:
            self._mark(grid, [row], "blank", "空行")
        elif len(filled) == 1:
            self._lone(grid, row, filled[0])
        elif _numbers_columns(filled):
            self._mark(grid, [row], "header", "列号")
        elif self.section is None:
            self.titles += [cell.text for cell in filled]
            self._mark(grid, [row], "title", "表头上方的文字")
            if len(filled) >= 5:
                self.reading.doubt(
                    "这一行在认出的表头之前，没有读入，请核对。", grid.row_place(row)
                )
        elif not self._is_data(grid, row, filled):
            self._outside(grid, row, filled)
        else:
            self._data(self.section, row)

    def _is_data(self, grid: Grid, row: int, filled: list[Cell]) -> bool:
        """Whether a row has something of its own under columns of the standard table."""
        header = self.section.header if self.section else None
        own = [cell for cell in filled if cell.row == row]
        if not own:
            return True
        first = own[0].text.strip()
        if _NOTE.match(first) or (_FORM.match(first) and len(own) <= 4):
            return False
        kept = {c for col in (header.columns if header else []) if col.role not in
                (Role.SEQ, Role.EXTRA, Role.CODE) for c in col.cols}  # fmt: skip
        return any(cell.col in kept for cell in filled)

    def _outside(self, grid: Grid, row: int, filled: list[Cell]) -> None:
        self.noting = bool(_NOTE.match(filled[0].text.strip())) or self.noting
        self._mark(grid, [row], "note", "表格下方或中间的说明")
        if not _NOTE.match(filled[0].text.strip()) and not _FORM.match(filled[0].text.strip()):
            self.reading.doubt("这一行没有目录内容，没有读入，请核对。", grid.row_place(row))

    def _lone(self, grid: Grid, row: int, cell: Cell) -> None:
        """A row with text in one cell only: title, note, heading, or a piece of the row above."""
        text = cell.text.strip()
        if cell.row < row:
            self._mark(grid, [row], *self._role_above(grid, cell, row))
        elif _NOTE.match(text) or (
            self.noting and cell.col <= 1 and not _CLOSED_TITLE.search(text)
        ):
            self.noting = True
            self._mark(grid, [row], "note", "说明")
        elif self._overflows(grid, row, cell):
            self._mark(grid, [row], "row", "接上一行的渠道")
        elif self.section is None or fields.is_title(text) or fields.from_title(text):
            self._title(grid, row, text)
        elif _FORM.match(text):
            self._mark(grid, [row], "note", "填报单位、日期等")
        elif cell.colspan >= max(3, grid.cols * 0.6) or self._heads(row, cell):
            self.heading = fields.bare(text)
            self._mark(grid, [row], "heading", "小标题")
        else:
            self._mark(grid, [row], "ignored", "只有一个单元格有内容")
            self.reading.doubt(
                f"这一行只有一个单元格有内容（{(phrase(text) or '')[:30]}），没有读入，请核对。",
                grid.row_place(row),
            )

    def _role_above(self, grid: Grid, cell: Cell, row: int) -> tuple[str, str]:
        role, reason = self.roles[grid][row - 1]
        return (role, reason) if role and role != "row" else ("blank", "空行")

    def _heads(self, row: int, cell: Cell) -> bool:
        """Whether a lone first cell is a heading: words, where the numbers of items stand."""
        if self.section is None or cell.col > 0:
            return False
        column = self.section.header.columns[0]
        return column.role in (Role.SEQ, Role.CODE) and not glyphs.key(cell.text).isdigit()

    def _title(self, grid: Grid, row: int, text: str) -> None:
        self.titles.append(text)
        self._mark(grid, [row], "title", "标题")
        told = fields.from_title(text)
        if self.section is not None and told:
            self.field = told
        if self.section is not None:
            self.heading = None

    def _overflows(self, grid: Grid, row: int, cell: Cell) -> bool:
        """Append channels that a page break pushed into a row of their own."""
        section = self.section
        if section is None or not section.records or not channels.names_channel(cell.text):
            return False
        if marks.choices(cell.text, channels.starts_known) is None:
            return False
        columns = enumerate(section.header.columns)
        under = (i for i, each in columns if each.role is Role.CHANNELS and cell.col in each.cols)
        index = next(under, None)
        above = section.records[-1].cells.get(index, []) if index is not None else []
        if not above:
            return False
        section.overflow[above[-1]] = section.overflow.get(above[-1], "") + "\n" + cell.text
        return True

    def _data(self, section: Section, row: int) -> None:
        grid, header = section.grid, section.header
        placed, unsure = section.placer.place(row)
        cells: dict[int, list[Cell]] = {}
        doubtful: set[int] = set()
        for index, column in enumerate(header.columns):
            found = [placed[c] for c in column.cols if c in placed]
            cells[index] = list(dict.fromkeys(found))
            if any(c in unsure for c in column.cols):
                doubtful.add(index)
        record = Record(row, cells, doubtful, self.field, self.heading, [row])
        self.noting = False
        self._mark(grid, [row], "row", "")
        above = section.records[-1] if section.records else None
        if above is not None and above.rows[-1] == row - 1 and _same_item(header, above, record):
            _absorb(header, above, record)
            return
        section.records.append(record)


def _numbers_columns(cells: list[Cell]) -> bool:
    """Whether a row only numbers the columns, as 1, 2, 3 or （1）（2）（3）."""
    words = [glyphs.key(cell.text) for cell in cells]
    if len(words) < 4 or not all(word.isascii() and word.isdigit() for word in words):
        return False
    numbers = [int(word) for word in words]
    return all(b == a + 1 for a, b in itertools.pairwise(numbers))


def _fitting(header: Header, drawn: Grid, grid: Grid) -> Header | None:
    """The header for another table: as drawn, or one grid column for each of its columns."""
    if grid.cols == drawn.cols:
        return dataclasses.replace(header, start=0, end=0)
    if grid.cols != len(header.columns):
        return None
    columns = [dataclasses.replace(each, cols=[i]) for i, each in enumerate(header.columns)]
    return Header(0, 0, grid.cols, columns)


def title_field(lines: list[str]) -> str | None:
    """The field told by the lines above a table: its nearest title.

    A bare field name counts only right above the table and when no other field name stands
    beside it, because lists of all fields are common menus.
    """
    kept = [line for line in lines if line.strip()]
    for line in reversed(kept):
        if fields.known(line) is None and fields.from_title(line):
            return fields.from_title(line)
        if fields.is_title(line) and fields.from_title(line) is None:
            break
    names = [fields.known(line) for line in kept]
    if names and [name for name in names[-3:] if name] and len({n for n in names if n}) == 1:
        return next(name for name in names[-3:] if name)
    return None


_IDENTITY = (Role.SEQ, Role.LEVEL1, Role.LEVEL2, Role.ELEMENTS)


def _same_item(header: Header, above: Record, record: Record) -> bool:
    """Whether two table rows are one item: the same merged number, names and elements.

    Sheets often draw the channels, or the documents of the basis, in several rows of one item.
    """
    kept = [i for i, column in enumerate(header.columns) if column.role in _IDENTITY]
    if any(record.cells.get(i) != above.cells.get(i) for i in kept):
        return False
    roles = {header.columns[i].role for i in kept if record.cells.get(i)}
    return Role.LEVEL2 in roles and (Role.ELEMENTS in roles or not header.of(Role.ELEMENTS))


def _absorb(header: Header, above: Record, record: Record) -> None:
    above.rows += record.rows
    for index in range(len(header.columns)):
        held = above.cells.setdefault(index, [])
        held += [cell for cell in record.cells.get(index, []) if cell not in held]


def column_index(header: Header, column: Column) -> int:
    """The place of a column in its header."""
    return next(i for i, each in enumerate(header.columns) if each is column)
