"""Answer times and outcomes of a year, unit by unit: a table, its charts, its CSV."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from django.db.models import F

from gongkai.documents.workbook import csv_file
from gongkai.foi.models import Application, Clock, Reply
from gongkai.foi.models.clocks import ClockKind, ClockState
from gongkai.foi.models.replies import ReplyState
from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.rules.foi.replies import BY_CODE

GROUPS: dict[str, str] = {
    "open": "予以公开",
    "partial": "部分公开",
    "withheld": "不予公开",
    "unable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
}
HEADINGS = (
    "单位",
    "本年新收（件）",
    "本年答复（件）",
    "按期答复（件）",
    "答复用时中位数（日）",
    "答复用时最长（日）",
    *(f"{name}（件）" for name in GROUPS.values()),
)


@dataclass
class UnitYear:
    """What one unit did in a year. ``days`` are calendar days from day 0 (起算日) to the answer."""

    unit: str
    received: int = 0
    late: int = 0
    days: list[int] = field(default_factory=list)
    groups: Counter[str] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        """How many were answered."""
        return len(self.days)

    @property
    def on_time(self) -> int:
        """How many were answered within their period."""
        return self.answered - self.late

    @property
    def typical(self) -> float:
        """The median of the days; 0 where nothing was answered."""
        return median(self.days) if self.days else 0

    @property
    def longest(self) -> int:
        """The longest; 0 where nothing was answered."""
        return max(self.days, default=0)

    def cells(self) -> list[str]:
        """The row as printed, in the order of ``HEADINGS``; no time where nothing was answered."""
        times = [f"{self.typical:g}", str(self.longest)] if self.days else ["", ""]
        counts = [str(n) for n in (self.received, self.answered, self.on_time)]
        return [self.unit, *counts, *times, *(str(self.groups[code]) for code in GROUPS)]


def units_of_year(actor: Actor, year: int) -> list[UnitYear]:
    """Every unit in scope that received or answered something in ``year``, by name."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    cases = Application.objects.filter(
        town_id=actor.town_id, unit__in=units_in_scope(actor, "foi.annual_report.read")
    )
    found: dict[int, UnitYear] = {}

    def of(identity: int, name: str) -> UnitYear:
        return found.setdefault(identity, UnitYear(name))

    came = cases.filter(received_on__gte=first, received_on__lte=last)
    for unit, name in came.values_list("unit_id", "unit__name"):
        of(unit, name).received += 1
    answered = cases.filter(answered_on__gte=first, answered_on__lte=last)
    codes: dict[int, str] = {}
    replies = Reply.objects.filter(
        application__in=answered, state__in=(ReplyState.ISSUED, ReplyState.REPLACED)
    ).order_by("issued_on", "id")
    for identity, code in replies.values_list("application_id", "code"):
        codes.setdefault(identity, code)
    late = set(
        Clock.objects.filter(application__in=answered, kind__in=(ClockKind.REPLY, ClockKind.DELAY))
        .exclude(state=ClockState.SUPERSEDED)
        .filter(application__answered_on__gt=F("due"))
        .values_list("application_id", flat=True)
    )
    rows = answered.values_list(
        "id", "unit_id", "unit__name", "received_on", "clock_start", "answered_on"
    )
    for identity, unit, name, received, start, on in rows:
        row = of(unit, name)
        if on is not None:
            row.days.append((on - (start or received)).days)
        row.late += identity in late
        if identity in codes:
            row.groups[BY_CODE[codes[identity]].group] += 1
    return sorted(found.values(), key=lambda row: row.unit)


def as_csv(rows: list[UnitYear]) -> bytes:
    """The table as CSV that spreadsheet programs open with its characters right."""
    return csv_file(HEADINGS, (row.cells() for row in rows))


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: its label, its value in words, where it is drawn."""

    label: str
    words: str
    y: int
    width: float


@dataclass(frozen=True)
class Chart:
    """A chart of horizontal bars; the table under it says the same in numbers."""

    title: str
    unit: str
    bars: list[Bar]
    height: int


_STEP, _TOP, _ROOM = 34, 8, 230.0


def charts_of(rows: list[UnitYear]) -> list[Chart]:
    """Answer times by unit, and outcomes of them all."""
    times = [(row.unit, row.typical) for row in rows if row.days]
    totals = Counter[str]()
    for row in rows:
        totals.update(row.groups)
    outcomes = [(name, float(totals[code])) for code, name in GROUPS.items()]
    return [
        _chart("各单位答复用时中位数", "日", times),
        _chart("全部申请的处理结果", "件", outcomes),
    ]


def _chart(title: str, unit: str, values: list[tuple[str, float]]) -> Chart:
    most = max((value for _, value in values), default=0) or 1
    bars = [
        Bar(label, f"{value:g}{unit}", _TOP + at * _STEP, round(value / most * _ROOM, 1))
        for at, (label, value) in enumerate(values)
    ]
    return Chart(title, unit, bars, _TOP + len(bars) * _STEP)
