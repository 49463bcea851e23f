"""The working-day calendar: Monday to Friday, changed by the State Council's yearly notices.

A calendar edition is immutable; entering a year's notice makes another edition. A year
without notice falls back to Monday to Friday and says so (``is_provisional``), or is refused
when asked strictly: never a silent guess (handbook 12.1). A year counts as known once its own
notice is in the edition, although the next year's notice may still move its last days; every
open clock is recomputed when an edition is added.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

from gongkai.rules.dates import check_date
from gongkai.rules.digest import digest_json
from gongkai.rules.notice import (
    CalendarError,
    Holiday,
    Notice,
    check_notice,
    notice_from_data,
    notice_to_data,
)

__all__ = [
    "Calendar",
    "CalendarError",
    "CalendarMissing",
    "Holiday",
    "Notice",
    "builtin",
    "from_data",
    "from_json",
    "to_data",
    "to_json",
    "with_year",
]

WEEKEND = {5: "周六", 6: "周日"}


class CalendarMissing(LookupError):
    """A strict count reached a year whose notice is not in the calendar edition."""


@dataclass(frozen=True)
class Calendar:
    """One edition: the notices it was made of, in the order in which they were issued."""

    title: str
    source: str
    notices: tuple[Notice, ...]
    _off: dict[date, str] = field(init=False, repr=False, compare=False)
    _working: set[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the notices over each other; a later one wins for the days that it names."""
        off: dict[date, str] = {}
        working: set[date] = set()
        ordered = tuple(sorted(self.notices, key=lambda notice: notice.issued))
        for notice in ordered:
            check_notice(notice)
            _check_working(notice, off)
            days_off = notice.days_off()
            working = (working - set(days_off)) | set(notice.working)
            off = {day: name for day, name in off.items() if day not in notice.working} | days_off
        object.__setattr__(self, "notices", ordered)
        object.__setattr__(self, "_off", off)
        object.__setattr__(self, "_working", working)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that have a notice, ascending."""
        return tuple(sorted({notice.year for notice in self.notices}))

    @cached_property
    def edition(self) -> str:
        """A name made from the content: two editions with one name are equal."""
        content = digest_json([notice_to_data(notice) for notice in self.notices])
        span = f"{self.years[0]}-{self.years[-1]}" if self.years else "none"
        return f"cn-{span}-{content.partition(':')[2][:12]}"

    @property
    def effective_from(self) -> date | None:
        """The first day of the first year that has a notice."""
        return date(self.years[0], 1, 1) if self.years else None

    @property
    def effective_to(self) -> date | None:
        """The last day of the last year that has a notice."""
        return date(self.years[-1], 12, 31) if self.years else None

    def notices_of(self, year: int) -> tuple[Notice, ...]:
        """Give the notices for a year, first the yearly one, then those that changed it."""
        return tuple(notice for notice in self.notices if notice.year == year)

    def is_provisional(self, day: date) -> bool:
        """Say whether nothing announced tells if ``day`` is worked: only Monday to Friday does."""
        return day.year not in self.years and day not in self._off and day not in self._working

    def why_off(self, day: date, *, strict: bool = False) -> str | None:
        """Give why ``day`` is not worked (``周六``, ``国庆节放假``), or None for a working day.

        Raises:
            CalendarMissing: with ``strict``, when the day is provisional.
            DateOutOfRangeError: for dates outside 1949 to 2100.
        """
        check_date(day)
        if strict and self.is_provisional(day):
            raise CalendarMissing(f"{day.year}年的放假安排尚未录入，不能确定{day}是否为工作日")
        if day in self._off:
            return f"{self._off[day]}放假"
        if day in self._working:
            return None
        return WEEKEND.get(day.weekday())

    def is_working_day(self, day: date, *, strict: bool = False) -> bool:
        """Say whether ``day`` is worked, weekends worked in exchange (调休) included.

        Raises:
            CalendarMissing: with ``strict``, when the day is provisional.
            DateOutOfRangeError: for dates outside 1949 to 2100.
        """
        return self.why_off(day, strict=strict) is None


def _check_working(notice: Notice, off: Mapping[date, str]) -> None:
    """Refuse a working day that is an ordinary weekday, unless an earlier notice gave it off."""
    wrong = [day for day in notice.working if day.weekday() not in WEEKEND and day not in off]
    if wrong:
        names = "、".join(str(day) for day in sorted(wrong))
        raise CalendarError(f"上班日期{names}不是周六或周日，本来就是工作日，请核对")


def with_year(
    calendar: Calendar, notice: Notice, mode: Literal["new", "amend", "replace"] = "new"
) -> Calendar:
    """Give the edition that also knows ``notice``.

    ``new`` is for a year without notice, ``amend`` adds a notice that changes an announced
    year (as in 2019 and 2020), ``replace`` drops what was entered for that year before (a
    typing error).

    Raises:
        CalendarError: when the notice contradicts itself, or the mode does not fit the year.
    """
    announced = notice.year in calendar.years
    if mode == "new" and announced:
        raise CalendarError(
            f"{notice.year}年的放假通知已经录入；如国务院办公厅另发调整通知，请选择“调整”；如更正录入错误，请选择“替换”"
        )
    if mode != "new" and not announced:
        raise CalendarError(f"{notice.year}年尚无放假通知，请先录入当年的放假通知")
    kept = tuple(n for n in calendar.notices if mode != "replace" or n.year != notice.year)
    return Calendar(calendar.title, calendar.source, (*kept, notice))


def to_data(calendar: Calendar) -> dict[str, Any]:
    """Give the edition as plain values for JSON; :func:`from_data` gives it back equal."""
    start, end = calendar.effective_from, calendar.effective_to
    return {
        "title": calendar.title,
        "source": calendar.source,
        "effective_from": start and start.isoformat(),
        "effective_to": end and end.isoformat(),
        "edition": calendar.edition,
        "notices": [notice_to_data(notice) for notice in calendar.notices],
    }


def from_data(data: Mapping[str, Any]) -> Calendar:
    """Read what :func:`to_data` gave; ``edition`` may be missing, but not contradict.

    Raises:
        CalendarError: when a part is missing, contradicts itself, or was changed since.
    """
    try:
        notices = tuple(notice_from_data(item) for item in data["notices"])
        calendar = Calendar(str(data["title"]), str(data["source"]), notices)
    except (KeyError, TypeError) as error:
        raise CalendarError(f"工作日历的数据不完整：{error}") from error
    if data.get("edition", calendar.edition) != calendar.edition:
        raise CalendarError("工作日历的内容与其版本号不符，可能已被改动")
    return calendar


def to_json(calendar: Calendar) -> str:
    """Give the edition as JSON text for storage."""
    return json.dumps(to_data(calendar), ensure_ascii=False)


def from_json(text: str) -> Calendar:
    """Read what :func:`to_json` gave.

    Raises:
        CalendarError: when the text is not such JSON.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise CalendarError("工作日历的数据不是有效的 JSON") from error
    if not isinstance(data, dict):
        raise CalendarError("工作日历的数据不是有效的 JSON 对象")
    return from_data(data)


@cache
def builtin() -> Calendar:
    """Give the edition that ships with the software: 2019 to 2026."""
    text = files("gongkai.rules").joinpath("data/calendar.json").read_text(encoding="utf-8")
    return from_json(text)
