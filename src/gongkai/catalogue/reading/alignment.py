"""Rows that lack a cell: where the gap can be, and which cells are certain all the same."""

from __future__ import annotations

import itertools
import re

from gongkai.catalogue.reading import channels, glyphs, marks
from gongkai.catalogue.reading.grid import Cell, Grid
from gongkai.catalogue.reading.headers import Column, Header, Role
from gongkai.catalogue.reading.text import is_ditto, is_void

MAX_PLACEMENTS = 3_000
MARGIN = 2
"""Placements this close to the best one count as equally good."""
_WORDS = (Role.AUDIENCE, Role.MODE, Role.LEVELS, Role.CHANNELS)
_TICKS = (Role.AUDIENCE_TICK, Role.MODE_TICK, Role.LEVEL_TICK, Role.CHANNEL_TICK)
_LIMIT = re.compile(
    r"[日天月年周]内|及时|长期|实时|工作日|每[年季月周日半]|定期|随时|永久|更新|常年|即时|之日|年度|[期时]限|适时|动态|公开$"
)
_BASIS = re.compile(r"《|条例|法律|规定|办法|通知")
_UNIT = re.compile(r"[局府办委所站院馆校厅处部科队会村镇乡]|部门|中心|社区|机关|单位|机构|街道")


def fits(column: Column, text: str) -> int:
    """How well a text fits a column: positive fits, 0 says nothing, -3 contradicts."""
    if is_ditto(text):
        return 0 if column.role not in _TICKS else -3
    if column.role in _TICKS:
        return _fits_tick(column, text)
    if is_void(text):
        return 0
    return _fits_words(column.role, text)


def _fits_tick(column: Column, text: str) -> int:
    if is_void(text):
        return 0
    state, words = marks.tick(text)
    if state is marks.Tick.TAKEN:
        return 2 if len(words) <= 20 else -3
    short = column.means == "特定群体" and len(words) <= 20 and not words.isdigit()
    return 0 if short and not channels.names_channel(text) else -3


def _fits_words(role: Role, text: str) -> int:
    plain = glyphs.fold(text)
    ticked = marks.tick(text)[0] is marks.Tick.TAKEN and len(plain) <= 2
    if role is Role.SEQ:
        return 1 if re.fullmatch(r"[\d.\-—]+|[一二三四五六七八九十]+", plain) else -3
    if role is Role.EXTRA or role is Role.CODE:
        return 0
    if ticked:
        return -3
    if role is Role.CHANNELS:
        return 2 if channels.names_channel(text) or marks.choices(text, bool) else -3
    return _fits_prose(role, plain, text)


def _fits_prose(role: Role, plain: str, text: str) -> int:
    if channels.names_channel(text) and role not in (Role.ELEMENTS, Role.TIME_LIMIT):
        return -3
    if role is Role.BASIS:
        return 2 if "《" in plain else 1 if _BASIS.search(plain) and len(plain) <= 40 else -1
    if role is Role.TIME_LIMIT:
        return 2 if _LIMIT.search(plain) else -2
    if role is Role.PUBLISHER:
        return 1 if _UNIT.search(plain) and "《" not in plain else -2
    if plain.isdigit():
        return -3
    return -1 if "《" in plain[:3] or (role is not Role.ELEMENTS and len(plain) > 60) else 0


def _is_phantom(header: Header, column: Column) -> bool:
    """Whether a column exists only because a word over it was drawn one cell too wide."""
    if not column.title and column.role is Role.EXTRA:
        return True
    beside = [each for each in header.columns if each.parent == column.parent]
    return column.role in _WORDS and any(each.role in _TICKS for each in beside)


class Placer:
    """Lays the rows under one header out again, row by row, in formats that lose cells.

    A row that lacks a cell shifts what follows it, and a merged cell that was shifted blocks the
    wrong column in the rows below. So each row is placed anew: the columns that merged cells of
    higher rows hold are left out, and the row's own cells fill the others. Where a row has too
    few cells, every placement is weighed by what the columns hold; a column where the best
    placements disagree is uncertain.
    """

    def __init__(self, grid: Grid, header: Header) -> None:
        self.grid = grid
        real = [each for each in header.columns if not _is_phantom(header, each)]
        self.width = max(col for column in real for col in column.cols) + 1
        self.columns = [each for each in header.columns if each.cols[0] < self.width]
        self.where = {col: each for each in self.columns for col in each.cols if col < self.width}
        self.held: dict[int, Cell] = {}
        self.vague: dict[int, int] = {}

    def place(self, row: int) -> tuple[dict[int, Cell], set[int]]:
        """The cell at each grid column of a row, and the columns whose cell is not certain."""
        if not self.grid.ragged:
            cells = ((col, self.grid.at.get((row, col))) for col in range(self.grid.cols))
            return {col: cell for col, cell in cells if cell is not None}, set()
        if (by_order := self._by_order(row)) is not None:
            self.held = by_order
            return by_order, set()
        held = {col: cell for col, cell in self.held.items() if cell.bottom > row}
        own = [cell for cell in self.grid.row_cells(row) if cell.row == row]
        slots = [col for col in range(self.width) if col not in held]
        placed, unsure = self._place_own(held, own, slots)
        self.vague = {col: bottom for col, bottom in self.vague.items() if bottom > row}
        for col in unsure:
            tallest = max((cell.bottom for cell in own), default=0)
            self.vague[col] = max(self.vague.get(col, 0), tallest)
        self.held = placed
        return placed, unsure | set(self.vague)

    def _by_order(self, row: int) -> dict[int, Cell] | None:
        """Cells by their order, where borders do not meet the header's but the count does.

        Word rows whose borders were dragged start between the columns of the header.
        """
        cells = self.grid.row_cells(row)
        if len(cells) != len(self.columns):
            return None
        straight = all(
            cell.col in column.cols and cell.right - 1 in column.cols
            for cell, column in zip(cells, self.columns, strict=True)
        )
        if straight:
            return None
        pairs = zip(cells, self.columns, strict=True)
        return {col: cell for cell, column in pairs for col in column.cols}

    def _place_own(
        self, held: dict[int, Cell], own: list[Cell], slots: list[int]
    ) -> tuple[dict[int, Cell], set[int]]:
        wide = sum(cell.colspan for cell in own)
        if wide >= len(slots):
            return self._in_order(held, own, slots)
        if not any(cell.text.strip() for cell in own):
            return dict(held), set()
        if any(cell.colspan > 1 for cell in own):
            return dict(held), set(slots)
        return self._weighed(held, own, slots)

    def _in_order(
        self, held: dict[int, Cell], own: list[Cell], slots: list[int]
    ) -> tuple[dict[int, Cell], set[int]]:
        """Fill the free columns from left to right; surplus text makes a bad fit uncertain."""
        columns = itertools.chain(slots, itertools.count(self.width))
        placed = dict(held)
        for cell in own:
            for _ in range(cell.colspan):
                placed[next(columns)] = cell
        surplus = [c for c, cell in placed.items() if c >= self.width and cell.text.strip()]
        fit = all(fits(self.where[c], cell.text) >= -1 for c, cell in placed.items()
                  if c in self.where and cell.colspan == 1)  # fmt: skip
        return placed, set(range(self.width)) if surplus and not fit else set()

    def _weighed(
        self, held: dict[int, Cell], own: list[Cell], slots: list[int]
    ) -> tuple[dict[int, Cell], set[int]]:
        ways = itertools.islice(itertools.combinations(slots, len(own)), MAX_PLACEMENTS + 1)
        placements = list(ways)
        if len(placements) > MAX_PLACEMENTS:
            return dict(held), set(slots)
        table = {
            (s, i): fits(self.where[s], cell.text) for s in slots for i, cell in enumerate(own)
        }
        scores = [sum(table[s, i] for i, s in enumerate(taken)) for taken in placements]
        best = [
            p for p, score in zip(placements, scores, strict=True) if score >= max(scores) - MARGIN
        ]
        best.sort(key=lambda p: sum(table[s, i] for i, s in enumerate(p)), reverse=True)
        return _agreed(held, own, slots, best)


def _agreed(
    held: dict[int, Cell], own: list[Cell], slots: list[int], best: list[tuple[int, ...]]
) -> tuple[dict[int, Cell], set[int]]:
    """The first of the best placements, and the columns about which the others differ."""
    placed, unsure = dict(held), set[int]()
    for index, slot in enumerate(best[0]):
        placed[slot] = own[index]
    for slot in slots:
        options = {p.index(slot) if slot in p else None for p in best}
        if len({own[i].text.strip() if i is not None else "" for i in options}) > 1:
            unsure.add(slot)
    return placed, unsure
