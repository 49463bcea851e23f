"""From what the packages bring to one message a day for each person. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.organisation.models import Account, Liaison, Role, RoleGrant, Town, Unit
from gongkai.reminding.models import Head
from gongkai.reminding.sources import Occasion, Owed, Told, reminders_of
from gongkai.reminding.wording import Line, ordered
from gongkai.rules.reminding import Level, Whom, Window, instead, level_in


@dataclass
class Places:
    """Who stands where in a town: read once, four queries."""

    names: dict[int, str]
    liaisons: dict[int, int]
    heads: dict[int, int]
    offices: frozenset[int]
    leaders: frozenset[int]
    active: frozenset[int]

    @classmethod
    def of(cls, town: Town) -> "Places":
        """The places of a town as they are now; closed accounts stand nowhere."""
        active = frozenset(
            Account.objects.filter(unit__town=town, is_active=True).values_list("pk", flat=True)
        )
        liaisons = Liaison.objects.filter(unit__town=town, valid_to=None, account__in=active)
        heads = Head.objects.filter(unit__town=town, account__in=active)
        grants = list(
            RoleGrant.objects.filter(
                account__in=active, role__in=(Role.OFFICE, Role.LEADER)
            ).values_list("role", "account")
        )
        return cls(
            names=dict(Unit.objects.filter(town=town).values_list("pk", "name")),
            liaisons=dict(liaisons.values_list("unit", "account")),
            heads=dict(heads.values_list("unit", "account")),
            offices=frozenset(who for role, who in grants if role == Role.OFFICE),
            leaders=frozenset(who for role, who in grants if role == Role.LEADER),
            active=active,
        )

    def people(self, whom: Iterable[Whom], unit: int, person: int | None = None) -> frozenset[int]:
        """The accounts in these places of a unit; person: stands in for the liaison."""
        liaison = person if person in self.active else self.liaisons.get(unit)
        head = self.heads.get(unit)
        places = instead(whom, liaison=liaison is not None, head=head is not None)
        found: set[int | None] = set()
        if Whom.LIAISON in places:
            found.add(liaison)
        if Whom.HEAD in places:
            found.add(head)
        if Whom.OFFICE in places:
            found |= self.offices
        if Whom.LEADER in places:
            found |= self.leaders
        return frozenset(one for one in found if one is not None)


@dataclass
class Pile:
    """The lines of one person, each thing once."""

    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def urgent(self) -> bool:
        """Whether something is overdue, or told for a reason of its own."""
        return any(line.group in ("late", "told") for line in self.lines.values())

    def shown(self) -> list[Line]:
        """The lines in their order."""
        return ordered(self.lines.values())


def gather(occasion: Occasion, levels: tuple[Level, ...]) -> dict[int, Pile]:
    """The lines of each account; whoever has none is not in it."""
    places = Places.of(occasion.town)
    piles: dict[int, Pile] = defaultdict(Pile)
    for entry in reminders_of(occasion):
        line = None
        for account in _people(entry, places, levels, occasion.window):
            line = line or line_of(entry, places.names.get(entry.unit, ""), occasion.window)
            piles[account].lines.setdefault(entry.key, line)
    return dict(piles)


def _people(
    entry: Owed | Told, places: Places, levels: tuple[Level, ...], within: Window
) -> frozenset[int]:
    if isinstance(entry, Told):
        return places.people(entry.to, entry.unit, entry.person)
    level = level_in(entry.due, entry.known, levels, within)
    if level is None:
        return frozenset()
    first = Whom.LIAISON if entry.person in places.active else entry.first
    whom = {first if one is Whom.LIAISON else one for one in level.whom}
    return places.people(whom, entry.unit, entry.person)


def line_of(entry: Owed | Told, unit: str, within: Window) -> Line:
    """A thing as a line of a message."""
    due = entry.due.isoformat() if entry.due else ""
    if isinstance(entry, Told):
        return Line("told", entry.what, unit, entry.url, due, entry.words, entry.note)
    group, words = _when(entry.due, within.day)
    return Line(group, entry.what, unit, entry.url, due, words, entry.note)


def _when(due: date, day: date) -> tuple[str, str]:
    days = (due - day).days
    if days < 0:
        return "late", f"已逾期{-days}天"
    return ("ahead", f"还有{days}天") if days else ("today", "今天到期")
