"""From the 公开时限 of an item to the duties that arise from it and the day each is due.

Four kinds of duty come out of the structure of a time limit (``rules.time_limits``):

* ``standing``: 长期公开, 动态更新, 每20个工作日, 定期. One duty for ever; it has to be fresh, so
  its date is counted from the last publication.
* ``periodic``: one duty for every year, half year, quarter or month.
* ``by_date``: one duty for every year, due on a day of it (or for the one year that is named).
* ``event``: one duty for every event that is recorded (信息形成, 变更, 批复, 听证).

Every date is one count of ``rules.counting`` (民法典 Art. 201 to 203; 政府信息公开条例 Art. 26), so
a duty keeps the four inputs of its count and can be counted again on another calendar.
"""

import calendar as gregorian
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal, NamedTuple

from gongkai.rules.calendar import Calendar
from gongkai.rules.counting import due as count_due
from gongkai.rules.dates import check_date
from gongkai.rules.due import Direction, Due, Unit

__all__ = [
    "ARTICLE_26",
    "Count",
    "Options",
    "Plan",
    "Span",
    "article",
    "count_of_event",
    "count_of_span",
    "count_of_standing",
    "due_of",
    "event_plans",
    "plan_of",
    "spans",
]

DutyKind = Literal["standing", "periodic", "by_date", "event"]
Period = Literal["year", "half_year", "quarter", "month"]

ARTICLE_26: Final = "《政府信息公开条例》第二十六条"
MONTHS: Final[dict[str, int]] = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}

_MONTH_AND_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:份)?(?:(\d{1,2})日|(底|末))?")
_DAY = re.compile(r"(\d{1,2})日")
_NUMBERED_MONTH = re.compile(r"第([一二三])个月")


@dataclass(frozen=True)
class Options:
    """What the law leaves open; a town may set it.

    freshness_months: how long a publication that has to be there at all times counts as fresh
    where its phrase names no interval (handbook 4.4 calls 通知公告、政策文件 stale after six
    months; UNSURE as a limit). ceiling_working_days: the latest for 及时 and for what hangs on an
    event without a number (Art. 26: 20 working days).
    """

    freshness_months: int = 6
    ceiling_working_days: int = 20


@dataclass(frozen=True)
class Plan:
    """How the duties of an item arise and are counted.

    ``n``, ``unit`` and ``direction`` are the count from the event, from the end of the period,
    from the last publication or from the date. ``n`` None with a period: the whole period.
    ``point`` is a day within the period (每月10日前) or the date of the year. ``note`` says in
    Chinese what was added because the phrase leaves it open; empty where nothing was.
    """

    kind: DutyKind
    period: Period | None = None
    n: int | None = None
    unit: Unit = "calendar_day"
    direction: Direction = "after"
    point: str = ""
    anchor: str = ""
    note: str = ""


class Span(NamedTuple):
    """A period: its key (``2026``, ``2026H1``, ``2026Q3``, ``2026-07``), first and last day."""

    key: str
    start: date
    end: date

    @property
    def name(self) -> str:
        """The period as people say it."""
        year = self.start.year
        if "H" in self.key:
            return f"{year}年{'上' if self.start.month == 1 else '下'}半年"
        if "Q" in self.key:
            return f"{year}年第{'一二三四'[(self.start.month - 1) // 3]}季度"
        return f"{year}年{self.start.month}月" if "-" in self.key else f"{year}年度"


class Count(NamedTuple):
    """The four inputs of a count; ``rules.counting.due`` makes the date of them."""

    start: date
    n: int
    unit: Unit
    direction: Direction


def due_of(count: Count, calendar: Calendar, article: str = "") -> Due:
    """Count on a calendar; the answer explains itself and is provisional in unknown years."""
    return count_due(count.start, count.n, count.unit, calendar, count.direction, article=article)


def article(text: str | None, note: str) -> str:
    """What sets the limit, for the explanation: the phrase of the catalogue, and what was added."""
    phrase = " ".join((text or "").split())
    source = f"标准目录公开时限“{phrase[:120]}”" if phrase else ARTICLE_26
    return f"{source}（{note}）" if note else source


def plan_of(limit: Mapping[str, Any] | None, options: Options | None = None) -> Plan:
    """How the duties of an item with this time limit arise.

    limit: the structure as ``TimeLimit.as_json`` gives it; None where the source shows none. What
    cannot be read counts as an event under Art. 26, and the note says so: never a silent guess.
    """
    options = options or Options()
    limit = limit or {}
    kind = limit.get("kind")
    if kind == "continuous":
        return _standing(limit, options)
    if kind == "periodic":
        return _periodic(limit, options)
    if kind == "by_date":
        return _by_date(limit, options)
    return _event(limit, options)


def event_plans(
    limit: Mapping[str, Any] | None, options: Options | None = None
) -> tuple[Plan, ...]:
    """The limits of a phrase that an event can start, in its order; Art. 26 where it has none.

    An item that is standing or periodic can have events too (发生变更的及时更新).
    """
    options = options or Options()
    limit = limit or {}
    parts = (limit, *(limit.get("also") or ()))
    found = [
        _event(part, options)
        for part in parts
        if part.get("kind") in ("within", "immediate", "event")
    ]
    return tuple(found) or (_event({}, options),)


def spans(plan: Plan, first: date, last: date) -> Iterator[Span]:
    """The periods of a periodic or yearly plan that end on or after ``first`` and begin by
    ``last``, in order; none for other plans.
    """
    check_date(first)
    check_date(last)
    if plan.kind == "by_date" and plan.period is None:
        year = _read(plan.point)[0] or first.year
        whole = Span(str(year), date(year, 1, 1), date(year, 12, 31))
        if whole.start <= last and first <= whole.end:
            yield whole
        return
    if plan.period is None:
        return
    months = MONTHS[plan.period]
    index = (first.year * 12 + first.month - 1) // months
    while (span := _span(plan.period, index * months)).start <= last:
        yield span
        index += 1


def count_of_span(plan: Plan, span: Span) -> Count:
    """The count of a period's duty."""
    if plan.kind == "by_date":
        day = _day_of_year(plan.point, span.start.year)
        return Count(day, plan.n or 0, plan.unit, plan.direction if plan.n else "after")
    if plan.n is not None:
        return Count(span.end, plan.n, plan.unit, plan.direction)
    if plan.point:
        return Count(_day_of_period(plan.point, span), 0, "calendar_day", "after")
    before = span.start - timedelta(days=1)
    return Count(before, (span.end - before).days, "calendar_day", "after")


def count_of_event(plan: Plan, day: date, until: date | None = None) -> Count:
    """The count of an event's duty.

    day: of the event. until: the last day where another rule fixes it (在公告规定的期限内).
    """
    if until is not None:
        return Count(until, 0, "calendar_day", "after")
    return Count(day, plan.n or 0, plan.unit, plan.direction)


def count_of_standing(plan: Plan, published: date | None, since: date, options: Options) -> Count:
    """The count of a standing duty: from the last publication, or from the day it began.

    What is owed at all times and is not there yet has the time of Art. 26.
    """
    if published is None:
        return Count(since, options.ceiling_working_days, "working_day", "after")
    return Count(published, plan.n or 0, plan.unit, "after")


def _standing(limit: Mapping[str, Any], options: Options) -> Plan:
    note = f"没有写明间隔，按每{options.freshness_months}个月核对更新一次"
    return Plan("standing", n=options.freshness_months, unit="month", note=note)


def _periodic(limit: Mapping[str, Any], options: Options) -> Plan:
    days, period = limit.get("days"), limit.get("period")
    unit: Unit = limit.get("unit") or "calendar_day"
    anchor = limit.get("anchor") or ""
    if period is None:
        if days is None:
            return _standing(limit, options)
        return Plan("standing", n=days, unit=unit)
    if days is not None:
        direction: Direction = limit.get("direction") or "after"
        return Plan("periodic", period, days, unit, direction, anchor=anchor)
    if anchor and not _understood(anchor, period):
        return Plan("periodic", period, anchor=anchor, note=f"“{anchor}”看不出是哪一天，按期末计")
    return Plan("periodic", period, point=anchor, anchor=anchor)


def _by_date(limit: Mapping[str, Any], options: Options) -> Plan:
    anchor = limit.get("anchor") or ""
    match = _MONTH_AND_DAY.match(anchor)
    if match is None:
        note = "" if anchor in ("年底", "年末") else f"“{anchor}”看不出是哪一天，按年底计"
        return Plan("by_date", "year", point="12月31日", anchor=anchor, note=note)
    period: Period | None = None if match[1] else "year"
    note = "没有写明是否每年，按每年计" if not match[1] and limit.get("period") is None else ""
    further = _counted_after(limit)
    if further is None:
        return Plan("by_date", period, point=anchor, anchor=anchor, note=note)
    return Plan("by_date", period, further[0], further[1], point=anchor, anchor=anchor, note=note)


def _counted_after(limit: Mapping[str, Any]) -> tuple[int, Unit] | None:
    """The days after the date (每年12月31日后10日内), where the phrase goes on like that."""
    if limit.get("direction") is not None:
        return None
    for part in limit.get("also") or ():
        if part.get("kind") == "within" and part.get("anchor") is None:
            return part["days"], part["unit"]
    return None


def _event(limit: Mapping[str, Any], options: Options) -> Plan:
    anchor = limit.get("anchor") or "信息形成或者变更"
    kind = limit.get("kind")
    if kind == "within":
        return Plan(
            "event",
            n=limit["days"],
            unit=limit.get("unit") or "calendar_day",
            direction=limit.get("direction") or "after",
            anchor=anchor,
        )
    if kind == "event" and limit.get("direction") == "before":
        note = "写明在此之前公开，没有天数，按前一日计"
        return Plan("event", n=1, direction="before", anchor=anchor, note=note)
    return Plan(
        "event",
        n=options.ceiling_working_days,
        unit="working_day",
        anchor=anchor,
        note=_why_ceiling(limit, options),
    )


def _why_ceiling(limit: Mapping[str, Any], options: Options) -> str:
    rule = f"最迟按{ARTICLE_26}{options.ceiling_working_days}个工作日计"
    if limit.get("same_as_above"):
        return f"写作“同上”，{rule}"
    if limit.get("kind") in ("immediate", "event"):
        return f"没有写明天数，{rule}"
    return f"没有写明时限或者没有读懂，{rule}"


def _span(period: Period, month0: int) -> Span:
    """The period that begins in a month, counted from the year 0."""
    year, first = divmod(month0, 12)
    last = first + MONTHS[period]
    start = date(year, first + 1, 1)
    end = date(year, last, gregorian.monthrange(year, last)[1])
    keys = {
        "year": f"{year}",
        "half_year": f"{year}H{first // 6 + 1}",
        "quarter": f"{year}Q{first // 3 + 1}",
        "month": f"{year}-{first + 1:02d}",
    }
    return Span(keys[period], start, end)


def _understood(anchor: str, period: str) -> bool:
    return bool(_DAY.search(anchor)) and (
        period == "month"
        or "首月" in anchor
        or bool(_NUMBERED_MONTH.search(anchor))
        or "次月" in anchor
    )


def _day_of_period(point: str, span: Span) -> date:
    """The day that a point means in a period; the last of the month where it has no such day."""
    day = int(_DAY.search(point)[1])  # type: ignore[index]
    numbered = _NUMBERED_MONTH.search(point)
    if "次月" in point:
        month0 = span.end.year * 12 + span.end.month
    else:
        later = "一二三".index(numbered[1]) if numbered else 0
        month0 = span.start.year * 12 + span.start.month - 1 + later
    return _on(month0, day)


def _day_of_year(point: str, year: int) -> date:
    named, month, day = _read(point)
    return _on((named or year) * 12 + month - 1, day)


def _read(point: str) -> tuple[int | None, int, int]:
    """Year (None: every year), month and day of a date; the last day where it names none."""
    match = _MONTH_AND_DAY.match(point)
    if match is None:
        return None, 12, 31
    return int(match[1]) if match[1] else None, int(match[2]), int(match[3] or 31)


def _on(month0: int, day: int) -> date:
    year, first = divmod(month0, 12)
    last = gregorian.monthrange(year, first + 1)[1]
    return date(year, first + 1, min(max(day, 1), last))
