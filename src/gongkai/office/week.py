"""这周的事: what falls due this week and next, from every package, for the wall and the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.campaign.waiting import owed_parts
from gongkai.duty.models import Duty, DutyKind
from gongkai.duty.queries import (
    UrgingFilter,
    due_between,
    overdue_for,
    own_duties,
    urgings_for,
)
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.permissions import Reach, reach_of
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.waiting import WaitingItem, waiting_for
from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.rules.calendar import Calendar
from gongkai.rules.duty_state import WAITING

AT_HOME = 6
MOST = 400
"""Lines of the page: some ten printed sheets. What is beyond is counted and said."""

_OPEN = frozenset(state.value for state in WAITING)


@dataclass(frozen=True)
class Line:
    """One thing with a day."""

    day: date
    what: str
    whose: str
    note: str
    url: str


@dataclass(frozen=True)
class WeekDay:
    """A day and what falls due on it; ``off``: no working day."""

    day: date
    lines: list[Line]
    off: bool
    today: bool


@dataclass(frozen=True)
class NextWeek:
    """What a home page shows of next week, and how much more there is."""

    lines: list[Line]
    more: int
    whole_town: bool


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def next_week_at_home(actor: Actor, waiting: Iterable[WaitingItem]) -> NextWeek | None:
    """What of the own unit falls due next week; None for who has nothing to do with duties."""
    reach = reach_of(actor, "duty.read")
    if reach is None:
        return None
    first = monday_of(today()) + timedelta(days=7)
    last = first + timedelta(days=6)
    lines = _between(_of_waiting(waiting), first, last)
    lines += _of_duties(due_between(actor, first, last, own=True)[:MOST])
    lines.sort(key=lambda line: line.day)
    return NextWeek(lines[:AT_HOME], max(len(lines) - AT_HOME, 0), reach is not Reach.OWN)


@require_safe
@office_page("duty.read")
def week(request: OfficeRequest) -> HttpResponse:
    """Two weeks day by day, what is late on top; of one's own unit or of all in scope."""
    actor, now = request.actor, today()
    may_widen = reach_of(actor, "duty.read") is not Reach.OWN
    whole = may_widen and request.GET.get("own") != "1"
    first = monday_of(now)
    last = first + timedelta(days=13)
    due = due_between(actor, first, last, own=not whole)[: MOST + 1]
    late = overdue_for(actor).filter(due_on__lt=first)
    if not whole:
        late = late.filter(pk__in=own_duties(actor).order_by().values("pk"))
    of_duties = [_of_duties(rows[: MOST + 1]) for rows in (due, late)]
    lines = {line.url: line for line in _others(actor, last, whole)}
    lines |= {line.url: line for line in _of_waiting(waiting_for(actor))}
    found = [*lines.values(), *of_duties[0][:MOST], *of_duties[1][:MOST]]
    found.sort(key=lambda line: line.day)
    context = {
        "days": _days(_between(found, first, last), first, calendar_in_force()),
        "late": [line for line in found if line.day < first],
        "cut": any(len(rows) > MOST for rows in of_duties),
        "first": first,
        "last": last,
        "whole": whole,
        "may_widen": may_widen,
        "now": now,
    }
    return render(request, "office/week.html", context)


def _others(actor: Actor, last: date, whole: bool) -> Iterable[Line]:
    """Of the whole town: urgings without a reply and tasks of the plan, also those of others."""
    if not whole:
        return
    for urging in urgings_for(actor, UrgingFilter(state="open")).filter(reply_by__lte=last)[:MOST]:
        url = reverse("duty:urging", args=[urging.pk])
        yield Line(urging.reply_by, f"督办：{urging.words}", urging.unit.name, "等单位回复", url)
    owed = owed_parts().filter(unit__in=units_in_scope(actor, "campaign.units.read"))
    tasks = owed.filter(task__due_on__lte=last).values("task", "task__title", "task__due_on")
    counted = tasks.annotate(units=Count("pk"), name=Min("unit__name")).order_by("task__due_on")
    for row in counted[:MOST]:
        more = f"等{row['units']}个单位" if row["units"] > 1 else ""
        url = reverse("campaign:task", args=[row["task"]])
        whose = f"{row['name']}{more}"
        yield Line(row["task__due_on"], row["task__title"], whose, "实施方案的任务", url)


def _days(lines: list[Line], first: date, calendar: Calendar) -> list[list[WeekDay]]:
    now = today()
    found = []
    for number in range(14):
        day = first + timedelta(days=number)
        of_day = [line for line in lines if line.day == day]
        found.append(WeekDay(day, of_day, not calendar.is_working_day(day), day == now))
    return [found[:7], found[7:]]


def _between(lines: Iterable[Line], first: date, last: date) -> list[Line]:
    return [line for line in lines if first <= line.day <= last]


def _of_waiting(items: Iterable[WaitingItem]) -> Iterable[Line]:
    for item in items:
        if item.due is not None:
            yield Line(item.due, item.what, item.whose, item.reason, item.url)


def _of_duties(duties: Iterable[Duty]) -> list[Line]:
    return [
        Line(
            duty.due_on,
            str(duty.item),
            duty.unit.name,
            duty.what or DutyKind(duty.kind).label,
            reverse("duty:duty", args=[duty.pk]),
        )
        for duty in duties
        if vars(duty)["state"] in _OPEN
    ]
