"""The coverage of a town counted again from the ledger, without a look at any table of duties.

Written apart from the product: it reads what people did (ledger entries), the texts of documents
and items that these entries name, and counts days one by one. Knows the limits that the year in
``test_a_year.py`` uses and no others.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.catalogue.models import Item
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.queries import calendar_in_force
from gongkai.publication.models import Record, Version

SHANGHAI = ZoneInfo("Asia/Shanghai")
SOON = timedelta(days=7)
VILLAGES = {"village", "community"}


@dataclass
class Due:
    """A duty as the recount sees it."""

    identity: str
    unit: str
    kind: str
    key: str
    formed: date | None = None
    due: date | None = None
    published: date | None = None
    answered: date | None = None
    extended: date | None = None
    excused: bool = False
    nothing: bool = False
    ended: bool = False
    ended_at: date | None = None

    @property
    def until(self) -> date | None:
        """The granted date while it is the later one."""
        return max(self.extended, self.due) if self.extended and self.due else self.due

    def state(self, today: date) -> str:
        due = self.until
        assert due is not None
        stale = self.kind == "standing" and today >= due - SOON and not self.ended
        if self.published and not stale:
            return "in_time" if self.published <= (self.answered or due) else "late"
        for name in ("ended", "excused", "nothing"):
            if getattr(self, name):
                return name
        if today > due:
            return "overdue"
        return "due_soon" if today >= due - SOON else "not_due"


@dataclass
class Paper:
    """A record as its releases and withdrawals left it."""

    identity: str
    unit: str
    formed: date
    stage: str
    released: date
    proven: bool = False
    gone: bool = False
    living: bool = True


@dataclass
class Recount:
    """Walks through the ledger of a town, entry by entry."""

    town: Town
    papers: dict[str, Paper] = field(default_factory=dict)
    duties: dict[tuple[str, str, str], Due] = field(default_factory=dict)
    assigned: dict[int, set[str]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], date] = field(default_factory=dict)
    nothing: dict[str, str] = field(default_factory=dict)
    silent: set[tuple[str, str]] = field(default_factory=set)
    shown: set[tuple[str, str, str]] = field(default_factory=set)
    edition: int | None = None

    def __post_init__(self) -> None:
        units = Unit.objects.filter(town=self.town)
        self.slugs = {unit.name: unit.slug for unit in units}
        self.kinds = {unit.slug: unit.kind for unit in units}
        entries = LedgerEntry.objects.filter(chain=self.town.slug).order_by("number")
        for entry in entries:
            self.day = entry.at.astimezone(SHANGHAI).date()
            verb = getattr(self, entry.action.replace(".", "_"), None)
            if verb is not None:
                verb(entry, entry.after or {})
        self.day = None  # type: ignore[assignment]

    # What the Office does with the catalogue.

    def catalogue_start_edition(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        if "copy_from" not in after:
            return
        theirs = {
            str(item.identity): self.assigned.get(item.pk, set())
            for item in Item.objects.filter(edition__number=after["copy_from"])
        }
        for item in Item.objects.filter(edition=entry.subject_id):
            self.assigned[item.pk] = set(theirs.get(str(item.identity), set()))

    def catalogue_assign_units(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        self.assigned[int(entry.subject_id)] = {self.slugs[name] for name in after["units"]}
        self.follow_catalogue(None)

    def catalogue_put_in_force(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        if after["state"] == "in_force":
            self.edition = int(entry.subject_id)
            self.follow_catalogue(date.fromisoformat(after["effective_from"]))

    def follow_catalogue(self, effective: date | None) -> None:
        if self.edition is None:
            return
        wanted = {
            (str(item.identity), unit)
            for item in self.items()
            for unit in self.assigned.get(item.pk, set())
        }
        for pair in [pair for pair in self.pairs if pair not in wanted]:
            self.end(pair)
            del self.pairs[pair]
        known = {identity for identity, _ in self.pairs} | {key[0] for key in self.duties}
        for pair in wanted - self.pairs.keys():
            first = effective if effective and pair[0] not in known else self.day
            self.pairs[pair] = max(first, date(self.day.year, 1, 1))
        for duty in self.duties.values():
            if duty.kind == "event" and not self.is_settled(duty):
                duty.due = self.event_due(duty)

    def end(self, pair: tuple[str, str]) -> None:
        """What was not due yet is owed no more, except what an event started."""
        for duty in self.periods(self.day):
            if (duty.identity, duty.unit) == pair and duty.key not in {
                key[2] for key in self.duties if key[:2] == pair
            }:
                self.duties[*pair, duty.key] = duty
        for key, duty in self.duties.items():
            due = duty.until
            if key[:2] == pair and duty.kind != "event" and due and due >= self.day:
                duty.ended = not self.is_settled(duty) or duty.kind == "standing"
        for key, duty in self.duties.items():
            if key[:2] == pair and duty.ended_at is None:
                duty.ended_at = self.day

    def items(self) -> list[Item]:
        return list(Item.objects.filter(edition=self.edition).select_related("field"))

    # What units and the Office do with duties.

    def duty_record_event(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        duty = Due(after["item"], after["unit"], "event", after["key"])
        duty.formed = date.fromisoformat(after["formed_on"])
        duty.due = self.event_due(duty)
        self.duties[after["item"], after["unit"], after["key"]] = duty

    def duty_correct_event_date(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        duty = self.named(after)
        duty.formed = date.fromisoformat(after["formed_on"])
        duty.due = self.event_due(duty)

    def duty_excuse(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        self.named(after).excused = True

    def duty_declare_nothing(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        self.named(after).nothing = True

    def duty_extend(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        self.named(after).extended = date.fromisoformat(after["extended_to"])

    def duty_declare_nothing_for_basis(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        self.nothing[after["basis"]] = entry.why

    def duty_declare_nothing_this_year(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        self.silent.add((after["item"], after["unit"]))

    def duty_record_channel(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        self.shown.add((after["item"], after["unit"], after["channel"]))

    def duty_transfer(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        source, target = after["source"], after["target"]
        for key in [key for key in self.duties if key[1] == source]:
            duty = self.duties[key]
            shared = duty.kind != "event" and (key[0], target) in self.pairs
            if duty.kind == "event" and not self.is_settled(duty):
                moved = self.duties.pop(key)
                moved.unit = target
                self.duties[key[0], target, key[2]] = moved
            elif shared and duty.ended_at == self.day and not self.is_settled(duty):
                duty.ended = True

    def named(self, after: dict[str, Any]) -> Due:
        """The duty that an entry speaks of; a period that nobody touched before is made now."""
        key = (after["item"], after["unit"], after["key"])
        if key not in self.duties:
            for duty in self.periods(self.day):
                if (duty.identity, duty.unit, duty.key) == key:
                    self.duties[key] = duty
        return self.duties[key]

    # What is published.

    def release_release(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        version = Version.objects.select_related("item").get(
            record=entry.subject_id, number=after["version"]
        )
        assert version.digest == after["digest"]
        unit = Record.objects.get(pk=entry.subject_id).unit.slug
        paper = Paper(str(version.item.identity), unit, version.formed_on, version.stage, self.day)
        former = self.papers.get(entry.subject_id)
        if former and former.identity == paper.identity:
            paper.released, paper.proven = former.released, former.proven
        self.papers[entry.subject_id] = paper

    def release_confirm_delivery(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        if after["delivery"] != "delivered":
            return
        paper = self.papers[entry.subject_id]
        paper.proven = True
        pair = (paper.identity, paper.unit)
        told = any(self.answers(paper, duty) for duty in self.duties.values())
        if self.phrase(paper.identity).startswith("信息形成") and not told:
            # A release without a recorded event tells of the event itself.
            duty = Due(*pair, "event", f"paper-{entry.subject_id}", formed=paper.formed)
            duty.due = self.event_due(duty)
            self.duties[*pair, duty.key] = duty

    def release_withdraw(self, entry: LedgerEntry, after: dict[str, Any]) -> None:
        self.papers[entry.subject_id].living = False
        self.papers[entry.subject_id].gone = after["reason"] in ("incorrect", "exempt")

    def is_settled(self, duty: Due) -> bool:
        return duty.excused or duty.nothing or bool(self.days(duty))

    # Counting.

    def event_due(self, duty: Due) -> date:
        assert duty.formed
        phrase = self.phrase(duty.identity)
        return working_days(duty.formed, int(phrase.split("日起")[1].split("个")[0]))

    def phrase(self, identity: str) -> str:
        items = Item.objects.filter(identity=identity).order_by("-edition__number")
        mine = [item for item in items if item.edition_id == self.edition] or list(items)
        return mine[0].time_limit_text or ""

    def periods(self, until: date) -> list[Due]:
        """Every period and standing duty of the pairs as they are now, made up to a month ahead."""
        found = []
        for (identity, unit), since in self.pairs.items():
            found += self.periods_of(identity, unit, since, until + timedelta(days=31))
        return found

    def periods_of(self, identity: str, unit: str, since: date, until: date) -> list[Due]:
        phrase = self.phrase(identity)
        if phrase == "长期公开":
            return [Due(identity, unit, "standing", "standing", due=working_days(since, 20))]
        if phrase == "每年1月31日前":
            return self.kept(
                [Due(identity, unit, "by_date", str(y), due=date(y, 1, 31)) for y in (2026, 2027)],
                {str(y): (date(y, 1, 1), date(y, 12, 31)) for y in (2026, 2027)},
                since,
                until,
            )
        if phrase == "每半年公开一次":
            ends = {"2026H1": (date(2026, 1, 1), date(2026, 6, 30))}
            ends |= {"2026H2": (date(2026, 7, 1), date(2026, 12, 31))}
            ends |= {"2027H1": (date(2027, 1, 1), date(2027, 6, 30))}
        elif phrase == "每季度结束后10日内":
            ends = {
                f"{year}Q{n}": (
                    date(year, 3 * n - 2, 1),
                    date(year + n // 4, 3 * n % 12 + 1, 1) - timedelta(days=1),
                )
                for year in (2026, 2027)
                for n in (1, 2, 3, 4)
            }
        else:
            return []
        after = 10 if phrase.startswith("每季度") else 0
        made = [
            Due(identity, unit, "periodic", key, due=next_worked(end + timedelta(days=after)))
            for key, (_, end) in ends.items()
        ]
        return self.kept(made, ends, since, until)

    @staticmethod
    def kept(
        duties: list[Due], spans: dict[str, tuple[date, date]], since: date, until: date
    ) -> list[Due]:
        return [
            duty
            for duty in duties
            if spans[duty.key][1] >= since and spans[duty.key][0] <= until and duty.due >= since
        ]

    def days(self, duty: Due) -> list[date]:
        """The days on which something that answers a duty was released, and was seen."""
        return sorted(
            paper.released
            for paper in self.papers.values()
            if paper.proven and not paper.gone and self.answers(paper, duty)
        )

    def answers(self, paper: Paper, duty: Due) -> bool:
        if (paper.identity, paper.unit) != (duty.identity, duty.unit):
            return False
        if duty.kind == "event":
            return paper.formed == duty.formed
        if duty.kind == "standing":
            return True
        return period_of(paper.formed, duty.kind, self.phrase(duty.identity)) == duty.key

    def report(self, today: date) -> "Numbers":
        """What the coverage report of 2026 must say on a day, with what the ledger holds."""
        self.day = today
        alive = dict(self.duties)
        for duty in self.periods(today):
            alive.setdefault((duty.identity, duty.unit, duty.key), duty)
        for duty in alive.values():
            self.settle(duty)
        return Numbers(self, list(alive.values()), today)

    def settle(self, duty: Due) -> None:
        days = self.days(duty)
        if duty.kind == "standing":
            for day in days:
                duty.answered, duty.published = duty.due, day
                duty.due = half_a_year_after(day)
        elif days:
            duty.published = days[0]


class Numbers:
    """The numbers of the report, along its lines."""

    def __init__(self, recount: Recount, duties: list[Due], today: date) -> None:
        self.recount, self.today = recount, today
        in_year = [duty for duty in duties if duty.kind == "standing" or duty.until.year == 2026]
        self.states: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for duty in in_year:
            self.states[duty.identity, duty.unit][duty.state(today)] += 1
        counted = {pair for pair, states in self.states.items() if set(states) - {"ended"}}
        self.owed = counted | set(recount.pairs)
        self.in_force = {str(item.identity): item for item in recount.items()}

    def item(self, identity: str) -> Item:
        return (
            self.in_force.get(identity)
            or (Item.objects.filter(identity=identity).order_by("-edition__number")[0])
        )

    def papers(self, pair: tuple[str, str]) -> list[Paper]:
        return [
            paper
            for paper in self.recount.papers.values()
            if (paper.identity, paper.unit) == pair and paper.proven and not paper.gone
        ]

    def covered(self, pair: tuple[str, str]) -> bool:
        met = {"in_time", "late", "nothing"} & set(self.states[pair])
        return bool(met or self.papers(pair) or pair in self.recount.silent)

    def line(self, pairs: set[tuple[str, str]]) -> dict[str, object]:
        states: Counter[str] = Counter()
        for pair in pairs:
            states += self.states[pair]
        covered = sum(self.covered(pair) for pair in pairs)
        done = states["in_time"] + states["late"]
        names = ["not_due", "due_soon", "overdue", "in_time", "late", "nothing", "excused", "ended"]
        return {
            "owed": len(pairs),
            "covered": covered,
            "duties": sum(states.values()) - states["ended"],
            **{name: states[name] for name in names},
            "coverage": round(covered / len(pairs), 4) if pairs else None,
            "timeliness": round(states["in_time"] / done, 4) if done else None,
        }

    def total(self) -> dict[str, object]:
        return self.line(self.owed)

    def by(self, code_of: Any) -> dict[str, dict[str, object]]:
        """Lines by a code, or several, of an item and unit."""
        groups: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for pair in self.owed:
            for code in code_of(self.item(pair[0]), pair[1]):
                groups[code].add(pair)
        return {code: self.line(pairs) for code, pairs in groups.items()}

    def channels(self) -> dict[str, tuple[int, int]]:
        """By channel: how many ask for it, and in how many it is proven."""
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for pair in self.owed:
            for name in self.item(pair[0]).channels or ():
                site = name == "政府网站" and bool(self.papers(pair))
                found[name][0] += 1
                found[name][1] += site or (*pair, name) in self.recount.shown
        return {name: (asked, proven) for name, (asked, proven) in found.items()}

    def stages(self) -> Counter[str]:
        """Publications by stage."""
        return Counter(
            paper.stage
            for pair in self.owed
            for paper in self.papers(pair)
            if paper.stage and paper.released.year == 2026
        )


def working_days(day: date, n: int) -> date:
    """The n-th working day after a day, counted one by one."""
    while n:
        day += timedelta(days=1)
        n -= calendar_in_force().is_working_day(day)
    return day


def next_worked(day: date) -> date:
    """The day itself, or the next working day after days off."""
    while not calendar_in_force().is_working_day(day):
        day += timedelta(days=1)
    return day


def half_a_year_after(day: date) -> date:
    """The same number six months later, or the next working day (numbers up to 28 only)."""
    month = day.month + 6
    return next_worked(date(day.year + (month > 12), (month - 1) % 12 + 1, day.day))


def period_of(formed: date, kind: str, phrase: str) -> str:
    """The period of which a document speaks, by the habits of the year in the test."""
    if kind == "by_date":
        return str(formed.year)
    if phrase == "每半年公开一次":
        return f"{formed.year}H{1 if formed.month <= 6 else 2}"
    before = date(formed.year, 3 * ((formed.month - 1) // 3) + 1, 1) - timedelta(days=1)
    return f"{before.year}Q{(before.month + 2) // 3}"
