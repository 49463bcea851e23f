"""A coverage report: what is owed, published, late, excused or missing, along several lines."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
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

    ``covered``: something was published or declared as nothing. ``online``: something was
    published on the website in the year, or can be read there now.
    """

    pk: int
    unit_id: int
    identity: UUID
    covered: bool
    online: bool
    states: Mapping[State, int]


@dataclass
class Report:
    """The coverage of a town (or of some of its units) in a year, as of a day.

    ``items`` are those of the catalogue in force and those of which something was owed this year
    before they left it; ``in_force`` says which are in force. ``read_proofs`` (other channels by
    obligation) and ``read_stages`` (publications by stage and item) are asked when somebody needs
    them, once: most tables do not.
    """

    year: int
    as_of: date
    owed: list[Owed]
    items: dict[UUID, Item]
    in_force: frozenset[UUID]
    units: dict[int, Unit]
    field_names: dict[int, str]
    nothing: dict[str, str]
    read_proofs: Callable[[], Mapping[int, Collection[str]]]
    read_stages: Callable[[], Mapping[tuple[str, UUID], int]]

    @cached_property
    def total(self) -> Tally:
        """All that is owed."""
        return _tally(self.owed)

    @cached_property
    def _by_item(self) -> dict[UUID, Tally]:
        """What is owed of each item: most lines are made of whole items."""
        return _tallies(self.owed, attrgetter("identity"))

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
        tallies = _tallies(self.owed, attrgetter("unit_id"))
        items = Counter(unit for unit, _ in {(one.unit_id, one.identity) for one in self.owed})
        return [
            Line(unit.slug, unit.name, tallies[unit.pk], items[unit.pk])
            for unit in sorted(self.units.values(), key=lambda unit: (unit.order, unit.pk))
            if unit.pk in tallies
        ]

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
        owed = (one for one in self.owed if one.unit_id in villages)
        theirs = _tallies(owed, attrgetter("identity"))
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
            shown = self.channels_of(one)
            if shown:
                asked = self.items[one.identity].channels or ()
                proven.update(name for name in asked if name in shown)
        return [
            ChannelLine(row.code, row.name, required[row.name], proven[row.name])
            for row in CHANNELS.as_of(self.as_of)
            if required[row.name]
        ]

    @cached_property
    def _proofs(self) -> Mapping[int, Collection[str]]:
        return self.read_proofs()

    def channels_of(self, one: Owed) -> Collection[str]:
        """On which channels something owed is proven, the website first."""
        others = self._proofs.get(one.pk, ())
        return (WEBSITE, *sorted(others)) if one.online else sorted(others)

    @cached_property
    def by_stage(self) -> list[StageLine]:
        """The five stages: publications, and fields of which nothing is published in it (F16)."""
        present: dict[str, set[int]] = defaultdict(set)
        counts: Counter[str] = Counter()
        for (stage, identity), number in self.read_stages().items():
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


Key = TypeVar("Key")


def _tallies(owed: Iterable[Owed], key_of: Callable[[Owed], Key]) -> dict[Key, Tally]:
    """What is owed, counted by a key."""
    found: defaultdict[Key, list[Owed]] = defaultdict(list)
    for one in owed:
        found[key_of(one)].append(one)
    return {key: _tally(group) for key, group in found.items()}


def _tally(owed: Iterable[Owed]) -> Tally:
    return Tally.of((one.covered, one.states) for one in owed)
