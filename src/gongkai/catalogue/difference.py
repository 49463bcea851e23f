"""The difference of two catalogues: pure, on rows that know their identity (F09)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

LABELS = {
    "field": "领域",
    "level1": "一级事项",
    "level2": "二级事项",
    "elements": "公开内容（要素）",
    "basis": "公开依据",
    "time_limit": "公开时限",
    "publisher": "公开主体",
    "channels": "公开渠道和载体",
    "audience": "公开对象",
    "audience_group": "特定群体",
    "mode": "公开方式",
    "levels": "公开层级",
    "units": "责任单位",
}
"""The compared columns and their Chinese names, in the order of the answer."""

Piece = tuple[Literal["same", "removed", "added"], str]


@dataclass(frozen=True)
class ComparedItem:
    """An item as it is compared: who it is, and the text of each column ("" for nothing).

    identity: "" where it has none (a row of a file). key: the natural key. number: the
    database's, where it has one.
    """

    identity: str
    key: tuple[Any, ...]
    values: Mapping[str, str]
    number: int | None = None

    @property
    def name(self) -> str:
        """Field, level 1 and level 2."""
        return " / ".join(self.values.get(c, "") for c in ("field", "level1", "level2"))


@dataclass(frozen=True)
class CellChange:
    """One column that differs."""

    column: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """The column's Chinese name."""
        return LABELS[self.column]

    @property
    def pieces(self) -> list[Piece]:
        """The text of both, piece by piece: what stayed, what went, what came."""
        return pieces(self.before, self.after)


@dataclass(frozen=True)
class ItemChange:
    """The same item in both, and what differs."""

    before: ComparedItem
    after: ComparedItem
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class Difference:
    """What came, what went, what changed; ``unchanged`` counts the rest."""

    added: tuple[ComparedItem, ...]
    removed: tuple[ComparedItem, ...]
    changed: tuple[ItemChange, ...]
    unchanged: int

    @property
    def empty(self) -> bool:
        """Whether both are the same."""
        return not (self.added or self.removed or self.changed)

    def as_json(self) -> dict[str, Any]:
        """The difference as ``gongkai catalogue diff --json`` prints it."""
        return {
            "added": [dict(item.values) for item in self.added],
            "removed": [dict(item.values) for item in self.removed],
            "changed": [
                {
                    **{c: change.after.values.get(c, "") for c in ("field", "level1", "level2")},
                    "cells": [
                        {"column": c.column, "before": c.before, "after": c.after}
                        for c in change.cells
                    ],
                }
                for change in self.changed
            ],
            "unchanged": self.unchanged,
        }


def difference(old: Sequence[ComparedItem], new: Sequence[ComparedItem]) -> Difference:
    """Compare two catalogues.

    Items are the same by identity, else by natural key; each is paired at most once. Every item
    of ``old`` is removed, changed or unchanged; every item of ``new`` is added, changed or
    unchanged.
    """
    pairs = _pairs(old, new)
    matched_new = {after for _, after in pairs}
    matched_old = {before for before, _ in pairs}
    changes = [_change(old[before], new[after]) for before, after in pairs]
    return Difference(
        added=tuple(item for i, item in enumerate(new) if i not in matched_new),
        removed=tuple(item for i, item in enumerate(old) if i not in matched_old),
        changed=tuple(change for change in changes if change.cells),
        unchanged=sum(not change.cells for change in changes),
    )


def _pairs(old: Sequence[ComparedItem], new: Sequence[ComparedItem]) -> list[tuple[int, int]]:
    """Positions in old and new of the same item, in the order of ``new``."""
    found: dict[int, int] = {}
    used: set[int] = set()
    for marks_old, marks_new in (
        ([item.identity for item in old], [item.identity for item in new]),
        ([item.key for item in old], [item.key for item in new]),
    ):
        where = _positions(marks_old, used)
        for position, mark in enumerate(marks_new):
            if position in found or not mark:
                continue
            at = where.pop(mark, None)
            if at is not None:
                found[position] = at
                used.add(at)
    return [(found[position], position) for position in sorted(found)]


def _positions(marks: Iterable[Any], used: set[int]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for position, mark in enumerate(marks):
        if mark and position not in used:
            found.setdefault(mark, position)
    return found


def _change(before: ComparedItem, after: ComparedItem) -> ItemChange:
    cells = tuple(
        CellChange(column, old, new)
        for column in LABELS
        if (old := before.values.get(column, "")) != (new := after.values.get(column, ""))
    )
    return ItemChange(before, after, cells)


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one, in pieces that stayed, went and came."""
    found: list[Piece] = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", before[a0:a1]))
            continue
        if a1 > a0:
            found.append(("removed", before[a0:a1]))
        if b1 > b0:
            found.append(("added", after[b0:b1]))
    return found
