"""One State Council notice on days off (部分节假日安排的通知), as data, and its checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from gongkai.rules.dates import FIRST_DATE, LAST_DATE
from gongkai.rules.numbering import NumberingError, normalise_document_number

EDGE_BEFORE: Final = timedelta(days=15)
"""How far a notice may reach into the neighbouring years (元旦 is often joined over the edge)."""
LONGEST_HOLIDAY: Final = 31


class CalendarError(ValueError):
    """A notice or calendar that contradicts itself; the message says what to correct."""


@dataclass(frozen=True)
class Holiday:
    """A holiday with the first and last day off, both included, weekends among them too."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Give every day of it in order."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)


@dataclass(frozen=True)
class Notice:
    """What one notice announces for ``year``.

    ``evidence`` uses the tags of the handbook: SEEN (wording read in a public source),
    SEEN-2nd (read second-hand), RECALL (not seen).
    """

    year: int
    title: str
    document_number: str
    issued: date
    off: tuple[Holiday, ...]
    working: tuple[date, ...]
    evidence: str = ""

    def days_off(self) -> dict[date, str]:
        """Give each day off with the name of its holiday."""
        return {day: holiday.name for holiday in self.off for day in holiday.days()}

    def label(self) -> str:
        """Give the citation that pages and letters print."""
        return f"《{self.title}》（{self.document_number}）"


def check_notice(notice: Notice) -> None:
    """Refuse a notice that contradicts itself.

    Whether its working days are weekends can only be said beside the earlier notices; the
    calendar checks that.

    Raises:
        CalendarError: with the first defect in Chinese.
    """
    _check_heading(notice)
    if not notice.off and not notice.working:
        raise CalendarError("请至少填写一个放假日期或上班日期")
    for holiday in notice.off:
        _check_holiday(holiday)
    named = [day for holiday in notice.off for day in holiday.days()]
    _check_once(named, "放假日期")
    _check_once(list(notice.working), "上班日期")
    both = sorted(set(named) & set(notice.working))
    if both:
        raise CalendarError(f"{_list(both)}既列为放假又列为上班，请核对")
    _check_span(notice.year, [*named, *notice.working])


def _check_heading(notice: Notice) -> None:
    if not FIRST_DATE.year <= notice.year <= LAST_DATE.year:
        raise CalendarError(f"年份{notice.year}不在1949年至2100年之间")
    if not notice.title.strip():
        raise CalendarError("请填写放假通知的标题")
    try:
        number = normalise_document_number(notice.document_number)
    except NumberingError as error:
        raise CalendarError(f"放假通知的文号不正确：{error}") from error
    if number.warnings:
        raise CalendarError(f"放假通知的文号应写作“{number.value}”")
    if notice.issued.year not in (notice.year - 1, notice.year):
        years = f"{notice.year - 1}年或{notice.year}年"
        raise CalendarError(f"{notice.year}年放假通知的印发日期应在{years}，现为{notice.issued}")


def _check_holiday(holiday: Holiday) -> None:
    if not holiday.name.strip():
        raise CalendarError(f"{holiday.first}起的放假没有写明节日名称")
    if holiday.last < holiday.first:
        raise CalendarError(f"{holiday.name}的结束日期{holiday.last}早于开始日期{holiday.first}")
    if (holiday.last - holiday.first).days >= LONGEST_HOLIDAY:
        raise CalendarError(f"{holiday.name}放假超过{LONGEST_HOLIDAY}天，请核对")


def _check_once(days: list[date], what: str) -> None:
    twice = sorted({day for day in days if days.count(day) > 1})
    if twice:
        raise CalendarError(f"{what}重复：{_list(twice)}")


def _check_span(year: int, days: list[date]) -> None:
    first, last = date(year, 1, 1) - EDGE_BEFORE, date(year, 12, 31) + EDGE_BEFORE
    outside = sorted(day for day in days if not first <= day <= last)
    if outside:
        raise CalendarError(f"{_list(outside)}不在{year}年及其前后相邻的半个月内，请核对")


def _list(days: list[date]) -> str:
    return "、".join(str(day) for day in days)


def notice_to_data(notice: Notice) -> dict[str, Any]:
    """Give the notice as plain values for JSON."""
    return {
        "year": notice.year,
        "title": notice.title,
        "document_number": notice.document_number,
        "issued": notice.issued.isoformat(),
        "evidence": notice.evidence,
        "off": [
            {"name": h.name, "from": h.first.isoformat(), "to": h.last.isoformat()}
            for h in notice.off
        ],
        "working": [day.isoformat() for day in notice.working],
    }


def notice_from_data(data: Mapping[str, Any]) -> Notice:
    """Read what :func:`notice_to_data` gave.

    Raises:
        CalendarError: when a part is missing or is not a date.
    """
    try:
        return Notice(
            year=int(data["year"]),
            title=str(data["title"]),
            document_number=str(data["document_number"]),
            issued=date.fromisoformat(data["issued"]),
            off=tuple(_holiday(item) for item in data["off"]),
            working=tuple(date.fromisoformat(day) for day in data["working"]),
            evidence=str(data.get("evidence", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CalendarError(f"放假通知的数据不完整或日期不正确：{error}") from error


def _holiday(item: Mapping[str, str]) -> Holiday:
    return Holiday(item["name"], date.fromisoformat(item["from"]), date.fromisoformat(item["to"]))
