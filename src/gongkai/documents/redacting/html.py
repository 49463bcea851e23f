"""Changing an HTML body, and lighting stretches of it up, in its source."""

import html
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.documents.extraction.html import Block, Run, blocks
from gongkai.documents.extraction.model import CannotEdit, Edit
from gongkai.documents.redacting.choosing import GONE
from gongkai.documents.redacting.writing import by_place, check


@dataclass(frozen=True)
class Mark:
    """A stretch of a piece to light up: ``id`` becomes the identifier of its first part,
    ``classes`` the class of every part.
    """

    place: str
    start: int
    end: int
    id: str
    classes: str = ""


@dataclass(frozen=True)
class _Change:
    """Put ``source`` in the place of the source from ``start`` to ``end``."""

    start: int
    end: int
    source: str


def edit_html(body: str, edits: Sequence[Edit]) -> str:
    """Apply edits at places ``body:12``. Elements stay; a stretch that crosses them is replaced
    where it begins.

    :raises CannotEdit: if they do not fit the body.
    """
    found = _blocks(body, {edit.place for edit in edits})
    changes: list[_Change] = []
    for place, its in by_place(edits).items():
        check(found[place].segment, its)
        for edit in its:
            changes += _changes(found[place], edit)
    return _changed(body, changes)


def remove_hidden_html(body: str, places: Collection[str]) -> str:
    """Take hidden pieces out of a body.

    :raises CannotEdit: if a place names nothing hidden.
    """
    found = _blocks(body, set(places))
    changes = []
    for block in found.values():
        if block.segment.hidden is None:
            raise CannotEdit(GONE)
        changes.append(_Change(block.start, block.end, ""))
    return _changed(body, changes)


def mark_html(body: str, marks: Sequence[Mark]) -> str:
    """Wrap stretches in ``<mark id=… class=…>``, also where they cross elements or one another.

    A stretch becomes as many elements as it needs; only the first carries the identifier. Values
    of attributes cannot be lit up: marks on them are left out.

    :raises CannotEdit: if a mark does not fit the body.
    """
    found = _blocks(body, {mark.place for mark in marks})
    begun: set[str] = set()
    changes: list[_Change] = []
    for block in sorted(found.values(), key=lambda each: each.start):
        its = [mark for mark in marks if mark.place == block.segment.place]
        if any(not 0 <= each.start <= each.end <= len(block.segment.text) for each in its):
            raise CannotEdit(GONE)
        if not block.is_attribute:
            changes += _lit(body, block, its, begun)
    return _changed(body, changes)


def _blocks(body: str, places: set[str]) -> dict[str, Block]:
    found = {block.segment.place: block for block in blocks(body) if block.segment.place in places}
    if len(found) < len(places):
        raise CannotEdit(GONE)
    return found


def _changed(body: str, changes: list[_Change]) -> str:
    for each in sorted(changes, key=lambda change: (change.start, change.end), reverse=True):
        body = body[: each.start] + each.source + body[each.end :]
    return body


def _changes(block: Block, edit: Edit) -> list[_Change]:
    source = html.escape(edit.replacement, quote=block.is_attribute)
    found: list[_Change] = []
    for run, start, end in _covered(block, edit.start, edit.end):
        found.append(_Change(*_span(run, start, end), source))
        source = ""
    return found


def _covered(block: Block, start: int, end: int) -> list[tuple[Run, int, int]]:
    """Give the runs that a stretch touches, each with the part of its text that is meant."""
    found = []
    at = 0
    for run in block.runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        if first < last or (start == end and first == last):
            found.append((run, first, last))
            if start == end:
                break
        at += len(run.text)
    return found


def _span(run: Run, start: int, end: int) -> tuple[int, int]:
    """Give the source of a part of a run; what is no plain text goes as a whole."""
    if run.is_plain:
        return run.start + start, run.start + end
    return (run.start, run.end) if start < end else (run.start + start, run.start + start)


def _lit(body: str, block: Block, marks: list[Mark], begun: set[str]) -> list[_Change]:
    found = []
    at = 0
    for run in block.runs:
        for start, end in _stretches(run, at, marks):
            meant = [mark for mark in marks if mark.start < at + end and at + start < mark.end]
            source = body[slice(*_span(run, start, end))]
            if meant and not source.lower().startswith("<br"):
                found.append(_Change(*_span(run, start, end), _wrapped(source, meant, begun)))
        at += len(run.text)
    return found


def _stretches(run: Run, at: int, marks: list[Mark]) -> list[tuple[int, int]]:
    """Cut a run at every begin and end of a mark."""
    cuts = {0, len(run.text)}
    if run.is_plain:
        cuts |= {cut - at for mark in marks for cut in (mark.start, mark.end)}
    inside = sorted(cut for cut in cuts if 0 <= cut <= len(run.text))
    return [pair for pair in pairwise(inside) if pair[0] < pair[1]]


def _wrapped(source: str, marks: list[Mark], begun: set[str]) -> str:
    for mark in marks:
        given = "" if mark.id in begun else f' id="{html.escape(mark.id)}"'
        classes = f' class="{html.escape(mark.classes)}"' if mark.classes else ""
        begun.add(mark.id)
        source = f"<mark{given}{classes}>{source}</mark>"
    return source
