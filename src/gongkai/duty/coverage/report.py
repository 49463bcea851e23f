"""A coverage report: what is owed, published, late, excused or missing, along several lines."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from gongkai.catalogue.models import Item
from gongkai.organisation.models import Unit
from gongkai.organisation.scope import SELF_GOVERNING
from gongkai.rules import five_stages
from gongkai.rules.channels import TABLE as CHANNELS
from gongkai.rules.coverage import VILLAGE_CATEGORIES, Tally, bases_of, village_category
from gongkai.rules.duty_state import State
from gongkai.rules.legal_basis import PROACTIVE

WEBSITE = "政府网站"

CodesOf = Callable[[Item], tuple[str, ...]]
"""The lines that an item belongs to."""


@dataclass
class Line:
    """One line of a report: a field, a unit, a legal basis, a channel, a village category.

    ``items`` are the items of the catalogue in force that belong to it, ``unassigned`` those of
    them for which nobody is responsible. ``nothing`` is the recorded reason why there is nothing
    this year (legal bases).
    """

    code: str
    name: str
    tally: Tally = field(default_factory=Tally)
    items: int = 0
    unassigned: int = 0
    nothing: str = ""

    @property
    def is_gap(self) -> bool:
        """Neither an item nor a recorded "nothing this year" (handbook 1.7)."""
        return not self.items and not self.nothing


@dataclass(frozen=True)
class ChannelLine:
    """A channel: how many obligations ask for it, and in how many it is proven."""

    code: str
    name: str
    required: int
    proven: int

    @property
    def missing(self) -> int:
        """Obligations that ask for the channel and have no proof of it in the time asked for."""
        return self.required - self.proven


@dataclass(frozen=True)
class StageLine:
    """A stage of the 五公开: how many publications stand in it, and the fields without any."""

    code: str
    name: str
    publications: int
    missing_fields: tuple[str, ...]


class Owed(NamedTuple):
    """An obligation as a report sees it.

    ``covered``: something was published or declared as nothing. ``living``: the public can read
    something now. ``channels``: on which channels it is proven, the website included.
    """

    pk: int
    unit_id: int
    identity: UUID
    covered: bool
    living: bool
    channels: frozenset[str]
    states: Mapping[State, int]


@dataclass
class Report:
    """The coverage of a town (or of some of its units) in a year, as of a day.

    ``items`` are those of the catalogue in force and those of which something was owed this year
    before they left it; ``in_force`` says which are in force.
    """

    year: int
    as_of: date
    owed: list[Owed]
    items: dict[UUID, Item]
    in_force: frozenset[UUID]
    units: dict[int, Unit]
    field_names: dict[int, str]
    nothing: dict[str, str]
    stages: dict[tuple[str, UUID], int]

    @cached_property
    def total(self) -> Tally:
        """All that is owed."""
        tally = Tally()
        for one in self._by_item.values():
            tally.plus(one)
        return tally

    @cached_property
    def _by_item(self) -> dict[UUID, Tally]:
        """What is owed of each item: most lines are made of whole items."""
        return _tallies(self.owed)

    @cached_property
    def by_field(self) -> list[Line]:
        """One line for each field of the catalogue in force."""
        lines = {
            item.field.code: Line(item.field.code, self.field_names.get(item.field_id, ""))
            for item in sorted(self.items.values(), key=lambda item: item.field.order)
        }
        self._fill(lines, lambda item: (item.field.code,))
        return list(lines.values())

    @cached_property
    def by_unit(self) -> list[Line]:
        """One line for each unit that owes something, in the order of the units."""
        ordered = sorted(self.units.values(), key=lambda unit: (unit.order, unit.pk))
        lines = {unit.pk: Line(unit.slug, unit.name) for unit in ordered}
        identities: dict[int, set[UUID]] = defaultdict(set)
        for one in self.owed:
            lines[one.unit_id].tally.add(one.covered, one.states)
            identities[one.unit_id].add(one.identity)
        for unit_id, found in identities.items():
            lines[unit_id].items = len(found)
        return [line for line in lines.values() if line.tally.owed]

    @cached_property
    def by_basis(self) -> list[Line]:
        """The 15 and the 8 of Art. 20 and 21, each with its items or the recorded nothing."""
        lines = {row.code: Line(row.code, row.name) for row in PROACTIVE.as_of(self.as_of)}
        self._fill(lines, lambda item: bases_of(item.legal_bases or (), item.field.code))
        for code, why in self.nothing.items():
            lines[code].nothing = why
        return list(lines.values())

    @cached_property
    def by_village_category(self) -> list[Line]:
        """The six categories of village affairs: what villages and communities owe (F29)."""
        rows = VILLAGE_CATEGORIES.as_of(self.as_of)
        lines = {row.code: Line(row.code, row.name) for row in rows}
        villages = {pk for pk, unit in self.units.items() if unit.kind in SELF_GOVERNING}
        theirs = _tallies([one for one in self.owed if one.unit_id in villages])
        for identity, tally in theirs.items():
            if code := self._category(identity):
                lines[code].items += 1
                lines[code].tally.plus(tally)
        return list(lines.values())

    @cached_property
    def by_channel(self) -> list[ChannelLine]:
        """The channels of the standard table: asked for, and proven."""
        required: Counter[str] = Counter()
        proven: Counter[str] = Counter()
        for identity, tally in self._by_item.items():
            for name in self.items[identity].channels or ():
                required[name] += tally.owed
        for one in self.owed:
            asked = self.items[one.identity].channels or () if one.channels else ()
            proven.update(name for name in asked if name in one.channels)
        return [
            ChannelLine(row.code, row.name, required[row.name], proven[row.name])
            for row in CHANNELS.as_of(self.as_of)
            if required[row.name]
        ]

    @cached_property
    def by_stage(self) -> list[StageLine]:
        """The five stages: publications, and fields of which nothing is published in it (F16)."""
        present: dict[str, set[int]] = defaultdict(set)
        counts: Counter[str] = Counter()
        for (stage, identity), number in self.stages.items():
            counts[stage] += number
            if identity in self.in_force:
                present[stage].add(self.items[identity].field_id)
        fields = dict.fromkeys(self.items[identity].field_id for identity in self.items)
        return [
            StageLine(
                row.code,
                row.name,
                counts[row.code],
                tuple(
                    self.field_names.get(one, "") for one in fields if one not in present[row.code]
                ),
            )
            for row in five_stages.TABLE.as_of(self.as_of)
        ]

    def _category(self, identity: UUID) -> str:
        return category_of(self.items[identity], self.as_of)

    def _fill(self, lines: dict[str, Line], codes_of: CodesOf) -> None:
        """Add up lines that belong to items; an item may belong to several."""
        for identity in self.in_force:
            for code in codes_of(self.items[identity]):
                if code in lines:
                    lines[code].items += 1
                    lines[code].unassigned += identity not in self._by_item
        for identity, tally in self._by_item.items():
            for code in codes_of(self.items[identity]):
                if code in lines:
                    lines[code].tally.plus(tally)

    def as_json(self) -> dict[str, Any]:
        """The report as ``gongkai duty report --json`` prints it."""
        return {
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "total": self.total.as_json(),
            "fields": [_line(line) for line in self.by_field],
            "units": [_line(line) for line in self.by_unit],
            "bases": [_line(line) | {"declared": line.nothing} for line in self.by_basis],
            "village_categories": [_line(line) for line in self.by_village_category],
            "channels": [vars(line) | {"missing": line.missing} for line in self.by_channel],
            "stages": [vars(line) for line in self.by_stage],
        }


def category_of(item: Item, day: date) -> str:
    """The code of the village category that an item belongs to; empty for none (F29)."""
    row = village_category(item.field.code, f"{item.level1}{item.level2}", day)
    return row.code if row else ""


def is_of(item: Item, day: date, *, basis: str = "", category: str = "", channel: str = "") -> bool:
    """Whether an item is on the line of a basis, a village category, a channel; empty: any."""
    if basis and basis not in bases_of(item.legal_bases or (), item.field.code):
        return False
    if channel and channel not in (item.channels or ()):
        return False
    return not category or category_of(item, day) == category


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "items": line.items,
        "unassigned": line.unassigned,
        **line.tally.as_json(),
    }


def _tallies(owed: list[Owed]) -> dict[UUID, Tally]:
    found: dict[UUID, Tally] = defaultdict(Tally)
    for one in owed:
        found[one.identity].add(one.covered, one.states)
    return found
