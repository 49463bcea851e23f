"""Empty cells below a filled one in the columns that group rows (领域, 一级事项).

The file does not show their value, so it stays null; what the column's habit makes likely is
proposed for a person to accept (promise 9: software proposes, people decide).
"""

from __future__ import annotations

import itertools

from gongkai.catalogue.reading import glyphs
from gongkai.catalogue.reading.headers import Role
from gongkai.catalogue.reading.layout import Record, Section
from gongkai.catalogue.reading.text import is_void

MIN_SHARE = 0.4
"""A column printed once per group has at least this share of empty cells; fewer are losses."""


def continued_values(section: Section, role: Role) -> dict[Record, str]:
    """The value above for each record whose empty cell probably continues it.

    Two habits must be told apart. Where the value is printed once per group (a merge drawn
    without merging, or lost in CSV), no value repeats below itself and many cells are empty:
    the value above can be proposed. Where the value is repeated in every row, or the column has
    real merges, an empty cell is a cell that lost its value: nothing is proposed.
    """
    columns = section.header.of(role)
    if not columns or len(section.records) < 2:
        return {}
    index = next(i for i, column in enumerate(section.header.columns) if column is columns[0])
    texts = [section.text(record, index).strip() for record in section.records]
    empty = [record for record, text in zip(section.records, texts, strict=True) if is_void(text)]
    if not empty or _has_merges(section, index) or _repeats(texts):
        return {}
    if len(empty) < 2 or len(empty) < MIN_SHARE * len(texts):
        return {}
    return _carry(section, texts, index)


def _has_merges(section: Section, index: int) -> bool:
    cells = [cell for record in section.records for cell in record.cells.get(index, [])]
    return any(cell.rowspan > 1 and cell.text.strip() for cell in cells)


def _repeats(texts: list[str]) -> bool:
    return any(a and glyphs.key(a) == glyphs.key(b) for a, b in itertools.pairwise(texts))


def _carry(section: Section, texts: list[str], index: int) -> dict[Record, str]:
    held, carried = "", dict[Record, str]()
    for record, text in zip(section.records, texts, strict=True):
        if not is_void(text):
            held = text
        elif held and index not in record.unsure:
            carried[record] = held
    return carried
