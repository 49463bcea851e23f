"""The sentence on coverage of the first public page."""

from datetime import date, timedelta

from django.db.models import Count

from gongkai.duty.engine.plans import setting_of
from gongkai.duty.models import Duty, DutyKind, FrontCount
from gongkai.duty.states import with_state
from gongkai.ledger import clock
from gongkai.organisation.models import Town
from gongkai.organisation.public_lines import Coverage
from gongkai.rules.duty_state import State

LIST = "catalogue/units/"
"""Where people see who has to publish what, and how much of it there is."""


def counted(town: Town) -> FrontCount | None:
    """The quarter up to yesterday, counted now, not saved; None where nothing came due.

    Duties of a period, a day or an event whose date was in it: what was published by then, late,
    or is still owed. What was excused, ended or declared as nothing is owed by nobody; standing
    duties have no date that passes. On the first day of a quarter: the quarter before.
    """
    yesterday = clock.today() - timedelta(days=1)
    first = date(yesterday.year, (yesterday.month - 1) // 3 * 3 + 1, 1)
    due = Duty.objects.filter(town=town, due_on__range=(first, yesterday))
    rows = with_state(
        due.exclude(kind=DutyKind.STANDING), clock.today(), setting_of(town).soon_days
    )
    states = dict(rows.order_by().values_list("state").annotate(n=Count("id")))  # type: ignore[misc]
    in_time = states.get(State.IN_TIME, 0)
    owed = in_time + states.get(State.LATE, 0) + states.get(State.OVERDUE, 0)
    if not owed:
        return None
    return FrontCount(town=town, first_day=first, last_day=yesterday, owed=owed, in_time=in_time)


def is_counted(town: Town) -> bool:
    """Whether the first page says already what a count would give."""
    kept, now = FrontCount.objects.filter(town=town).first(), counted(town)
    return (kept.value if kept else None) == (now.value if now else None)


def sentence_of(town: Town) -> Coverage | None:
    """The sentence, of what was counted last; None before anything came due."""
    count = FrontCount.objects.filter(town=town).first()
    if count is None:
        return None
    days = f"{_day(count.first_day)}至{_day(count.last_day)}"
    said = f"{count.last_day.year}年{days}应公开{count.owed}项，按时公开{count.in_time}项。"
    return Coverage(said, LIST)


def _day(value: date) -> str:
    return f"{value.month}月{value.day}日"
