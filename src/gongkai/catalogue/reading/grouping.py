"""Empty cells below a filled one in the columns that group rows (领域, 一级事项).

Where the column plainly prints each value once per group (a merge drawn without merging, or lost
in CSV), the empty cells below show that they belong to it, as they do to a reader: the value is
taken and marked for checking. Where the habit is less plain the value is only proposed, and the
cell stays null (promise 9: software proposes, people decide).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from gongkai.catalogue.reading import glyphs
from gongkai.catalogue.reading.headers import Role
from gongkai.catalogue.reading.layout import Record, Section
from gongkai.catalogue.reading.text import is_void

PLAIN_SHARE = 0.4
"""A column that plainly prints once per group has at least this share of empty cells."""

LIKELY_SHARE = 0.15
"""With fewer empty cells than this they are losses, and nothing is proposed."""


@dataclass(frozen=True)
class Continued:
    """A value that goes on below its cell; ``plain``: the column's habit leaves no doubt of it."""

    value: str
    plain: bool


def continued_values(section: Section, role: Role) -> dict[Record, Continued]:
    """The value above for each record whose empty cell continues it, plainly or probably.

    Two habits must be told apart. Where the value is printed once per group (a merge drawn
    without merging, or lost in CSV), no value repeats below itself and many cells are empty:
    the value above goes on. Where the value is repeated in every row, or the column has
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
    if len(empty) < 2 or len(empty) < LIKELY_SHARE * len(texts):
        return {}
    groups = len(texts) - len(empty)
    plain = len(empty) >= PLAIN_SHARE * len(texts) and groups >= 2
    return {
        record: Continued(value, plain) for record, value in _carry(section, texts, index).items()
    }


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
