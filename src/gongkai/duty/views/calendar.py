"""The town's duties on a calendar: a month, a week, a day."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.duty.forms import CalendarForm
from gongkai.duty.models import Duty
from gongkai.duty.queries import due_between
from gongkai.ledger.clock import today
from gongkai.organisation.permissions import Reach, reach_of
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.web import OfficeRequest, office_page

SHOWN_A_DAY = 4
"""Duties of a day that a month shows; the rest is a number that leads to the day."""

SPANS = {"month": "月", "week": "周", "day": "日"}
MOST = 1000
"""Duties that a page shows; where there are more it says so."""


@dataclass(frozen=True)
class Day:
    """A day of the page: its duties, whether it is a working day (None: not announced yet)."""

    day: date
    duties: list[Duty]
    working: bool | None
    outside: bool
    today: bool

    @property
    def shown(self) -> list[Duty]:
        """Those listed in a month."""
        return self.duties[:SHOWN_A_DAY]

    @property
    def more(self) -> int:
        """How many there are beyond."""
        return max(len(self.duties) - SHOWN_A_DAY, 0)


@require_safe
@office_page("duty.read")
def days(request: OfficeRequest) -> HttpResponse:
    """The duties due in a span of days; one's own unit's or all in scope."""
    form = CalendarForm(request.GET)
    day = form.shown_day(today())
    span = request.GET.get("span", "month")
    span = span if span in SPANS else "month"
    first, last = _bounds(day, span)
    own = request.GET.get("own") == "1"
    duties = list(due_between(request.actor, first, last, own=own)[: MOST + 1])
    weeks = _weeks(duties[:MOST], first, last, day.month if span == "month" else 0)
    context = {
        "day": day,
        "first": first,
        "last": last,
        "span": span,
        "spans": SPANS,
        "own": own,
        "may_widen": reach_of(request.actor, "duty.read") is not Reach.OWN,
        "weeks": weeks,
        "before": _before(day, span),
        "after": last + timedelta(days=1) if span != "month" else _next_month(day),
        "may_subscribe": reach_of(request.actor, "duty.open_feed") is not None,
        "count": min(len(duties), MOST),
        "cut": len(duties) > MOST,
    }
    return render(request, "duty/calendar.html", context)


def _bounds(day: date, span: str) -> tuple[date, date]:
    if span == "day":
        return day, day
    monday = day - timedelta(days=day.weekday())
    if span == "week":
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _before(day: date, span: str) -> date:
    steps = {"day": timedelta(days=1), "week": timedelta(days=7)}
    return day - steps[span] if span in steps else (day.replace(day=1) - timedelta(days=1))


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _weeks(duties: Iterable[Duty], first: date, last: date, month: int) -> list[list[Day]]:
    by_day: dict[date, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_day[duty.due_on].append(duty)
    working = calendar_in_force()
    now = today()
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        known = working.is_working_day(day) if day.year in working.years else None
        found.append(Day(day, by_day[day], known, bool(month) and day.month != month, day == now))
    return [found[at : at + 7] for at in range(0, len(found), 7)]
