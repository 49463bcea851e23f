"""A yearly notice as a person types it: one line per holiday, working weekends as dates."""

import re
from datetime import date

from gongkai.organisation.refusals import Invalid
from gongkai.rules.notice import Holiday

_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|)"
_LINE = re.compile(rf"(?P<name>\D*?)[\s:：,，]*{_DAY}(?:\s*(?:至|到|—+|~|-)\s*{_DAY})?", re.ASCII)
_GAPS = re.compile(r"[\s、,，;；]+")


def read_holidays(text: str) -> tuple[Holiday, ...]:
    """Holidays from lines like ``元旦 2027-01-01 至 2027-01-03``; one date is one day.

    Raises Invalid on ``holidays``, naming the line that cannot be read.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    return tuple(_holiday(number, line) for number, line in lines if line)


def read_days(text: str) -> tuple[date, ...]:
    """Dates separated by blanks, commas or lines; Invalid on ``working`` for any other word."""
    return tuple(_working_day(word) for word in _GAPS.split(text) if word)


def _holiday(number: int, line: str) -> Holiday:
    found = _LINE.fullmatch(line)
    if found is None or not found["name"].strip():
        raise Invalid(
            {"holidays": f"第{number}行“{line}”看不懂。请写成“元旦 2027-01-01 至 2027-01-03”。"}
        )
    parts = found.groups()[1:]
    where = f"第{number}行“{line}”"
    first = _day(parts[:3], "holidays", where)
    last = _day(parts[3:], "holidays", where) if parts[3] else first
    return Holiday(found["name"].strip(), first, last)


def _working_day(word: str) -> date:
    found = re.fullmatch(_DAY, word, re.ASCII)
    if found is None:
        raise Invalid({"working": f"“{word}”看不懂。请写成“2027-02-14”，多个日期用空格分开。"})
    return _day(found.groups(), "working", f"“{word}”")


def _day(parts: tuple[str, ...], name: str, where: str) -> date:
    year, month, day = (int(part) for part in parts)
    try:
        return date(year, month, day)
    except ValueError:
        raise Invalid({name: f"{where}中没有{year}年{month}月{day}日这一天。"}) from None
