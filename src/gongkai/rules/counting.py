"""Counting statutory periods, and the explanation that every counted date carries (promise 3).

Day 0 is the day of the event; counting starts on the next day (民法典 Art. 201). Day 0 may be
a day off.

* ``working_day``: the n-th working day after day 0.
* ``calendar_day``: n days after day 0; when that last day is a day off, the period ends on
  the next working day (民法典 Art. 203).
* ``month``: the day of the n-th later month with the number of day 0, or that month's last
  day if it has none (民法典 Art. 202); then as for calendar days.

Direction ``before`` counts back from day 0 in the same way. It never moves an end that falls
on a day off: Art. 203 lengthens a period for whom it binds, and a date set "7 days before the
hearing" would be shortened for the participants if it moved forward.

``n = 0`` is day 0 itself (当日) in every unit, worked or not; that keeps
``add(add(a, m), n) == add(a, m + n)`` true for every m and n.
"""

import calendar as gregorian
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple, cast, get_args

from gongkai.rules.calendar import Calendar
from gongkai.rules.dates import DateOutOfRangeError, check_date
from gongkai.rules.due import Direction, Due, Unit

__all__ = ["MAX_COUNT", "CountingError", "Direction", "Due", "Unit", "add", "between", "due"]

MAX_COUNT: Final = 5000


class CountingError(ValueError):
    """The number, unit or direction of a period cannot be used; the message says why."""


class _Count(NamedTuple):
    """What a count found: its end, the days it counted and left out, both in its own order."""

    due: date
    counted: tuple[date, ...]
    excluded: tuple[tuple[date, str], ...]
    looked_up: tuple[date, ...]
    """The days whose state the calendar had to say; a provisional one makes the end so."""


def add(
    day: date,
    n: int,
    unit: str,
    calendar: Calendar,
    direction: str = "after",
    *,
    strict: bool = False,
) -> date:
    """Give the last day of a period of ``n`` units from ``day``; see :func:`due`."""
    return due(day, n, unit, calendar, direction, strict=strict).due


def due(
    day: date,
    n: int,
    unit: str,
    calendar: Calendar,
    direction: str = "after",
    *,
    article: str = "",
    strict: bool = False,
) -> Due:
    """Count ``n`` units from ``day`` and give the date with its explanation.

    ``article`` is the provision that sets the period, for the explanation only.

    Raises:
        CountingError: when ``n`` is no whole number from 0 to 5000, or the unit or direction
            is unknown.
        DateOutOfRangeError: when ``day`` or the count leaves 1949 to 2100.
        CalendarMissing: with ``strict``, when a day that decides is in a year without notice.
    """
    check_date(day)
    _check_count(n)
    step = 1 if _one_of(direction, Direction, "方向") == "after" else -1
    count = _COUNTERS[_one_of(unit, Unit, "单位")]
    found = count(day, n, step, calendar, strict) if n else _Count(day, (), (), ())
    return Due(
        start=day,
        n=n,
        unit=cast(Unit, unit),
        due=found.due,
        counted=found.counted,
        excluded=found.excluded,
        calendar=calendar.edition,
        provisional_years=tuple(
            sorted({d.year for d in found.looked_up if calendar.is_provisional(d)})
        ),
        article=article,
        direction=cast(Direction, direction),
    )


def between(a: date, b: date, unit: str, calendar: Calendar, *, strict: bool = False) -> int:
    """Count the units from ``a`` (day 0, not counted) to ``b`` (counted); negative backwards.

    Working days: those after ``a`` up to ``b``, so ``between(a, add(a, n)) == n``. Calendar
    days: the plain difference, without the end-on-holiday rule. Months: the whole months that
    have passed.

    Raises:
        CountingError: when the unit is unknown.
        DateOutOfRangeError: when a date is outside 1949 to 2100.
        CalendarMissing: with ``strict``, when a year without notice lies between.
    """
    check_date(a)
    check_date(b)
    step = 1 if b >= a else -1
    unit = _one_of(unit, Unit, "单位")
    if unit == "calendar_day":
        return (b - a).days
    if unit == "month":
        return _months_between(a, b, step)
    days = (a + timedelta(days=step * i) for i in range(1, abs((b - a).days) + 1))
    return step * sum(calendar.is_working_day(day, strict=strict) for day in days)


def _check_count(n: int) -> None:
    if isinstance(n, bool) or not isinstance(n, int):
        raise CountingError(f"期限的数目应为整数，现为：{n!r}")
    if not 0 <= n <= MAX_COUNT:
        raise CountingError(f"期限的数目应在0至{MAX_COUNT}之间，现为：{n}")


def _one_of(value: str, choices: object, what: str) -> str:
    names = get_args(choices)
    if value not in names:
        raise CountingError(f"不认识的{what}：{value!r}；可用：{'、'.join(names)}")
    return value


def _shifted(day: date, days: int) -> date:
    return check_date(day + timedelta(days=days))


def _working_days(start: date, n: int, step: int, calendar: Calendar, strict: bool) -> _Count:
    counted: list[date] = []
    excluded: list[tuple[date, str]] = []
    day = start
    while len(counted) < n:
        day = _shifted(day, step)
        why = calendar.why_off(day, strict=strict)
        if why is None:
            counted.append(day)
        else:
            excluded.append((day, why))
    looked_up = (*counted, *(day for day, _ in excluded))
    return _Count(day, tuple(counted), tuple(excluded), looked_up)


def _calendar_days(start: date, n: int, step: int, calendar: Calendar, strict: bool) -> _Count:
    last = _shifted(start, step * n)
    before_last = tuple(start + timedelta(days=step * i) for i in range(1, n))
    return _ending(before_last, last, step, calendar, strict)


def _months(start: date, n: int, step: int, calendar: Calendar, strict: bool) -> _Count:
    """Count months; ``counted`` holds the day on which each month is complete."""
    last = _months_on(start, step * n)
    before_last = tuple(_months_on(start, step * i) for i in range(1, n))
    return _ending(before_last, last, step, calendar, strict)


_Counter = Callable[[date, int, int, Calendar, bool], _Count]
_COUNTERS: Final[dict[str, _Counter]] = {
    "working_day": _working_days,
    "calendar_day": _calendar_days,
    "month": _months,
}


def _ending(
    before_last: tuple[date, ...], last: date, step: int, calendar: Calendar, strict: bool
) -> _Count:
    """End a period on ``last``, or on the next working day when it runs forward (Art. 203)."""
    if step < 0:
        return _Count(last, (*before_last, last), (), ())
    moved: list[tuple[date, str]] = []
    day = last
    while why := calendar.why_off(day, strict=strict):
        moved.append((day, f"{why}，期限末日顺延"))
        day = _shifted(day, 1)
    looked_up = (*(d for d, _ in moved), day)
    return _Count(day, (*before_last, day), tuple(moved), looked_up)


def _months_on(day: date, months: int) -> date:
    """Give the corresponding day ``months`` later or earlier, or that month's last day."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1949 <= year <= 2100:
        raise DateOutOfRangeError(f"从{day}起数{months}个月超出1949年至2100年，无法计算")
    last = gregorian.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def _months_between(a: date, b: date, step: int) -> int:
    months = (b.year - a.year) * 12 + b.month - a.month
    overshoots = (_months_on(a, months) - b).days * step > 0
    return months - step if overshoots else months
