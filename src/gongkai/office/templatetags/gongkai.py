"""What every page draws the same way: states, dates, sizes, filter links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.db import models
from django.forms import CheckboxInput, RadioSelect
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.organisation.due_marks import day_words, due_mark, due_words
from gongkai.rules.due import Due

register = template.Library()

STRIP_DAYS = 60

# What nobody waits for any more is neutral; late is for what went wrong or was refused.
TONES = {
    "accepted": "done",
    "agree": "done",
    "approved": "done",
    "closed": "done",
    "confirmed": "done",
    "corrected": "done",
    "delivered": "done",
    "done": "done",
    "held": "done",
    "in_force": "done",
    "issued": "done",
    "kept": "done",
    "live": "done",
    "published": "done",
    "replied": "done",
    "settled": "done",
    "signed": "done",
    "submitted": "done",
    "told": "done",
    "transferred": "done",
    "upheld": "done",
    "answered": "soon",
    "asked": "soon",
    "awaiting": "soon",
    "consulting": "soon",
    "correction": "soon",
    "fee": "soon",
    "in_review": "soon",
    "open": "soon",
    "pending": "soon",
    "planned": "soon",
    "rectified": "soon",
    "registered": "soon",
    "returned": "soon",
    "running": "soon",
    "scheduled": "soon",
    "sent": "soon",
    "to_check": "soon",
    "unclear": "soon",
    "verifying": "soon",
    "waiting": "soon",
    "disagree": "late",
    "failed": "late",
    "missed": "late",
    "overdue": "late",
    "refused": "late",
    "stuck": "late",
    "withdrawn": "late",
    "cancelled": "neutral",
    "draft": "neutral",
    "ended": "neutral",
    "expired": "neutral",
    "frozen": "neutral",
    "other": "neutral",
    "past": "neutral",
    "removed": "neutral",
    "repealed": "neutral",
    "replaced": "neutral",
    "skipped": "neutral",
    "superseded": "neutral",
    "taken_back": "neutral",
    "void": "neutral",
}


EFFECT_TITLES = {
    "portal.release": "在公开网站上发布",
    "portal.withdraw": "从公开网站撤下",
    "portal.catalogue": "更新公开网站的标准目录",
    "portal.field": "更新已公开信息页面上的领域名称",
    "portal.organisation": "更新公开网站的单位资料",
    "portal.index": "重新整理公开网站的检索",
    "portal.push": "把公开网站送到其他位置",
    "portal.push_daily": "每日再送：没有送到其他位置的公开网站",
    "publication.changed": "核对审查表中的内容",
    "publication.recognise": "识别扫描件文字",
    "release.scheduled": "按定时复核审查结果并发布",
    "review.daily_check": "每日核验：公开的信息是否都经过审查、有无改动",
    "campaign.limit_passed": "核对回应关切是否超时",
    "calendar.changed": "按新的工作日历重算期限",
    "catalogue.changed": "按新的标准目录核对公开任务",
    "organisation.changed": "按单位变动核对公开任务",
    "release.changed": "核对公开任务的完成情况",
    "duty.daily": "每日生成到期的公开任务",
    "duty.front": "每日统计首页的公开情况",
    "duty.urgings": "每日核对督办是否回复",
    "reminding.daily": "每日安排各镇街的提醒",
    "reminding.gather": "汇总当天的提醒",
    "reminding.send": "发送提醒",
    "reminding.try": "发送测试消息",
    "portal.front": "更新公开网站首页",
    "organisation.sessions": "每日清除已经结束的登录",
    "organisation.sign_ins": "每日清除过期的登录记录",
    "outbox.forget": "每日清除早已办完的后台事项",
    "outbox.statistics": "每日整理数据库的统计信息",
    "foi.erase": "清除保管期满的申请材料",
    "foi.letter": "生成依申请公开的文书",
}


@register.simple_tag
def tag(label: str, tone: str = "neutral") -> SafeString:
    """A tag with a word; tone: done, soon, late or neutral."""
    return format_html('<span class="tag tag-{}">{}</span>', tone, label)


@register.simple_tag
def state_tag(thing: models.Model, field: str = "state") -> SafeString:
    """The tag of a thing's state: its word, and a tone that belongs to the state."""
    value = str(getattr(thing, field))
    label = getattr(thing, f"get_{field}_display")()
    return tag(label, TONES.get(value, "neutral"))


@register.filter
def tone(value: str) -> str:
    """The tone of a state's value; neutral where none is stated."""
    return TONES.get(str(value), "neutral")


register.filter("day", day_words)
register.simple_tag(due_mark, name="due_date")


@register.inclusion_tag("office/includes/why_date.html")
def why_date(due: Due, done: bool | str = False, today: date | None = None) -> dict[str, Any]:
    """A statutory date that opens to its explanation: sentence, strip of days, calendar.

    due: what ``rules.counting.due`` gave; done and today as for ``due_date``.
    """
    return {**due_words(due.due, done, today), "due": due, "days": strip_of_days(due)}


@dataclass(frozen=True)
class DayCell:
    """One day of the strip: counted, skipped (left out by the law) or last."""

    day: date
    kind: str
    words: str
    why: str


def strip_of_days(due: Due) -> list[DayCell]:
    """The days of a count in their order; empty for counts in months or over ``STRIP_DAYS``.

    Counted days carry their number, skipped days the reason.
    """
    if due.unit == "month" or len(due.counted) + len(due.excluded) > STRIP_DAYS:
        return []
    numbers = {day: number for number, day in enumerate(due.counted, start=1)}
    reasons = dict(due.excluded)
    cells = []
    for cell_day in sorted({*numbers, *reasons}, reverse=due.direction == "before"):
        if cell_day == due.due:
            cells.append(DayCell(cell_day, "last", "到期", ""))
        elif cell_day in reasons:
            why = reasons[cell_day]
            cells.append(DayCell(cell_day, "skipped", why.partition("，")[0], why))
        else:
            cells.append(DayCell(cell_day, "", f"第{numbers[cell_day]}日", ""))
    return cells


@register.filter
def effect_title(handler: str) -> str:
    """What an effect does, in words; its handler's name where none are stated."""
    return EFFECT_TITLES.get(handler, handler)


@register.filter
def from_now(span: timedelta) -> datetime:
    """The local moment that lies ``span`` ahead."""
    return timezone.localtime() + span


@register.filter
def file_size(size: int | None) -> str:
    """A size in bytes as people say it: 812 字节, 34 KB, 2.4 MB."""
    if size is None:
        return ""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


@register.filter
def file_kind(name: str) -> str:
    """The kind of a file by its name: PDF, DOCX; 文件 where the name has no ending."""
    return PurePath(name).suffix.lstrip(".").upper() or "文件"


@register.simple_tag(takes_context=True)
def query_replace(context: Context, **changes: Any) -> str:
    """The query of this address with some parameters changed; None or "" removes one.

    Changing anything but the page returns to the first page.
    """
    given: QueryDict = context["request"].GET
    # Not a copy of it: that is a deep one, and a list has a dozen of these links.
    query = dict(given.lists())
    for name, value in {"page": None, **changes}.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = [str(value)]
    return f"?{urlencode(query, doseq=True)}"


@register.simple_tag
def options(pairs: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a list to choose from: pairs of value and words, the chosen one marked."""
    known = tuple(pairs)
    return _options(known, chosen if any(chosen == value for value, _ in known) else "")


@lru_cache(maxsize=512)
def _options(pairs: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """Drawn once: the lists are the same for everybody."""
    marks = (
        (value, mark_safe(" selected") if value == chosen else "", words) for value, words in pairs
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', marks)


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The page numbers to show: ends and neighbours, None where numbers are left out."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in elided]


@register.filter
def field_kind(field: BoundField) -> str:
    """How a form field is drawn: check (one box), large (radios with class large), plain."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, RadioSelect) and "large" in widget.attrs.get("class", "").split():
        return "large"
    return "plain"
