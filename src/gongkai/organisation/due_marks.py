"""How a due date is written: with its weekday, the days left, late and soon in words and colour.

Here and not among the template tags of the office, so that packages below it draw the same mark.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

WEEKDAYS = "一二三四五六日"
SOON_DAYS = 7


def day_words(value: date | datetime | None) -> str:
    """A date as 2026-10-30(周五); a moment is taken on the local clock; nothing for None."""
    if value is None:
        return ""
    local = local_date(value)
    return f"{local.isoformat()}(周{WEEKDAYS[local.weekday()]})"


def due_mark(
    value: date | datetime,
    done: bool | str = False,
    reason: str | None = None,
    today: date | None = None,
) -> SafeString:
    """A due date with the days left, late and soon in words and colour.

    done: nothing is owed any more, so no days are counted. reason: why this day, in plain words.
    today: the day to count from; the local day where not given. Lists draw one in every row, so
    it is no template of its own.
    """
    return _mark(local_date(value), bool(done), reason or "", today or timezone.localdate())


@lru_cache(maxsize=2048)
def _mark(value: date, done: bool, reason: str, today: date) -> SafeString:
    """Drawn once for all rows that have it; nothing but what is given here goes into it."""
    found = due_words(value, done, today)
    shown = format_html('<time datetime="{}">{}</time>', found["date"], found["shown"])
    if found["left"]:
        mark = ' <span class="due-left due-{}">{}</span>'
        shown += format_html(mark, found["tone"], found["left"])
    return shown + format_html(' <span class="quiet small">{}</span>', reason) if reason else shown


def due_words(value: date | datetime, done: bool | str, today: date | None) -> dict[str, Any]:
    """``date``, ``shown``, ``left`` and ``tone`` of a due date."""
    due = local_date(value)
    days = (due - (today or timezone.localdate())).days
    left, tone = ("", "done") if done else days_left(days)
    return {"date": due, "shown": day_words(due), "left": left, "tone": tone}


def days_left(days: int) -> tuple[str, str]:
    """Days to a due date (negative: past) as words and tone."""
    if days < 0:
        return f"已逾期{-days}天", "late"
    if days == 0:
        return "今天到期", "soon"
    return f"还有{days}天", "soon" if days <= SOON_DAYS else "plain"


def local_date(value: date | datetime) -> date:
    """A date; of a moment the one on the local clock."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value
