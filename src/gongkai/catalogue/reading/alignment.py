"""Rows that lack a cell: where the gap can be, and which cells are certain all the same."""

from __future__ import annotations

import itertools
import re

from gongkai.catalogue.reading import channels, glyphs, marks
from gongkai.catalogue.reading.grid import Cell, Grid
from gongkai.catalogue.reading.headers import Column, Header, Role
from gongkai.catalogue.reading.text import is_ditto, is_void

MAX_PLACEMENTS = 3_000
_TICKS = (Role.AUDIENCE_TICK, Role.MODE_TICK, Role.LEVEL_TICK)
_LIMIT = re.compile(
    r"[日天月年周]内|及时|长期|实时|工作日|每[年季月周日半]|定期|随时|永久|更新|常年|即时|之日|年度|期限|适时|动态"
)
_BASIS = re.compile(r"《|条例|法律|规定|办法|通知|文件|意见")
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
        return 2 if _BASIS.search(plain) else -1
    if role is Role.TIME_LIMIT:
        return 2 if _LIMIT.search(plain) else -2
    if role is Role.PUBLISHER:
        return 1 if _UNIT.search(plain) and "《" not in plain else -2
    if plain.isdigit():
        return -3
    return -1 if role is not Role.ELEMENTS and (len(plain) > 60 or "《" in plain[:2]) else 0


def place_row(grid: Grid, header: Header, row: int) -> tuple[dict[int, Cell], set[int]]:
    """The cell at each grid column of a row, and the columns whose cell is not certain.

    A row that is as long as the header is taken as it stands. In a row that is too short every
    placement of its cells is weighed by what the columns hold; a column where the best
    placements disagree is uncertain.
    """
    width = max(col for column in header.columns for col in column.cols) + 1
    as_drawn = {c: grid.at[row, c] for c in range(grid.cols) if (row, c) in grid.at}
    missing = [c for c in range(width) if (row, c) not in grid.at]
    if not missing or not grid.ragged:
        return as_drawn, _overlong(grid, header, as_drawn, width)
    held = {c: cell for c, cell in as_drawn.items() if cell.row < row}
    own = [cell for cell in grid.row_cells(row) if cell.row == row]
    slots = [c for c in range(width) if c not in held]
    if not any(cell.text.strip() for cell in own):
        return held, set()
    if any(cell.colspan > 1 for cell in own) or len(own) > len(slots):
        return held, set(slots)
    return _best(header, held, own, slots)


def _overlong(grid: Grid, header: Header, drawn: dict[int, Cell], width: int) -> set[int]:
    """All columns are uncertain when a row has surplus cells and contradicts its header."""
    surplus = [c for c, cell in drawn.items() if c >= width and cell.text.strip()]
    if not surplus or not grid.ragged:
        return set()
    where = _column_of(header)
    bad = any(fits(where[c], cell.text) < -1 for c, cell in drawn.items() if c in where)
    return set(range(grid.cols)) if bad else set()


def _column_of(header: Header) -> dict[int, Column]:
    return {col: column for column in header.columns for col in column.cols}


def _best(
    header: Header, held: dict[int, Cell], own: list[Cell], slots: list[int]
) -> tuple[dict[int, Cell], set[int]]:
    placements = list(itertools.islice(itertools.combinations(slots, len(own)), MAX_PLACEMENTS + 1))
    if len(placements) > MAX_PLACEMENTS:
        return held, set(slots)
    where = _column_of(header)
    table = {(s, i): fits(where[s], cell.text) for s in slots for i, cell in enumerate(own)}
    scores = [sum(table[s, i] for i, s in enumerate(taken)) for taken in placements]
    best = [p for p, score in zip(placements, scores, strict=True) if score == max(scores)]
    return _agreed(held, own, slots, best)


def _agreed(
    held: dict[int, Cell], own: list[Cell], slots: list[int], best: list[tuple[int, ...]]
) -> tuple[dict[int, Cell], set[int]]:
    placed, unsure = dict(held), set[int]()
    for slot in slots:
        options = {p.index(slot) if slot in p else None for p in best}
        texts = {own[i].text.strip() if i is not None else "" for i in options}
        first = next(iter(options))
        if len(options) > 1 and len(texts) > 1:
            unsure.add(slot)
        elif first is not None:
            placed[slot] = own[first]
    return placed, unsure
