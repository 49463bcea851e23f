"""Pages of the working-day calendar."""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.ledger.clock import today
from gongkai.organisation import actions, queries
from gongkai.organisation.forms.calendar import NoticeForm
from gongkai.organisation.models import CalendarEdition
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.views.common import posted
from gongkai.organisation.web import OfficeRequest, add_refusal, number_in, office_page
from gongkai.rules.calendar import Calendar, CalendarError, with_year

ENTER = "organisation.enter_calendar_year"


@dataclass(frozen=True)
class Day:
    """A day of the strip: its number, how it is drawn, and what it is in words."""

    day: date
    kind: str
    words: str


@dataclass(frozen=True)
class Month:
    """A month of the strip and its number of working days."""

    first: date
    days: list[Day]
    working: int


def months_of(calendar: Calendar, year: int) -> list[Month]:
    """The twelve months of a year, day by day."""
    found = []
    for month in range(1, 13):
        last = gregorian.monthrange(year, month)[1]
        days = [_day(calendar, date(year, month, number)) for number in range(1, last + 1)]
        working = sum(day.kind in ("", "excluded") for day in days)
        found.append(Month(date(year, month, 1), days, working))
    return found


def _day(calendar: Calendar, day: date) -> Day:
    why = calendar.why_off(day)
    if why is not None:
        return Day(day, "skipped", why)
    if day.weekday() >= 5:
        return Day(day, "excluded", "调休上班")
    return Day(day, "", "上班")


@office_page("organisation.read")
def calendar(request: OfficeRequest) -> HttpResponse:
    """The calendar in force: its years with their notices, and one year day by day."""
    in_force = queries.calendar_in_force()
    year = number_in(request.GET.get("year", "")) or today().year
    year = min(max(year, 1949), 2100)
    months = months_of(in_force, year)
    context = {
        "calendar": in_force,
        "years": [(y, in_force.notices_of(y)) for y in reversed(in_force.years)],
        "year": year,
        "announced": year in in_force.years,
        "missing": today().year + 1 if today().year + 1 not in in_force.years else None,
        "months": months,
        "working": sum(month.working for month in months),
        "editions": CalendarEdition.objects.all()[:20],
        "may_enter": reach_of(request.actor, ENTER) is not None,
    }
    return render(request, "organisation/calendar.html", context)


@office_page(ENTER)
@require_http_methods(["GET", "POST"])
def calendar_new(request: OfficeRequest) -> HttpResponse:
    """Enter a notice: first look at what was understood, then save."""
    form = NoticeForm(posted(request), initial={"year": _next_year()})
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            if "save" in request.POST:
                return _save(request, form)
            preview = _preview(form)
        except NotPermitted:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        except CalendarError as error:
            form.add_error(None, f"{error}。")
    # What was looked at is what is saved: it travels in a form of its own.
    confirm = NoticeForm(request.POST, auto_id=False) if preview else None
    context = {"form": form, "preview": preview, "confirm": confirm}
    status = 422 if form.errors else 200
    return render(request, "organisation/calendar_new.html", context, status=status)


def _next_year() -> int:
    years = queries.calendar_in_force().years
    return years[-1] + 1 if years else today().year


def _save(request: OfficeRequest, form: NoticeForm) -> HttpResponse:
    notice = form.notice()
    actions.enter_calendar_year(request.actor, notice, form.cleaned_data["mode"])
    messages.success(request, f"已录入{notice.label()}。未办结的期限将按新的日历重新推算。")
    return redirect(f"{reverse('organisation:calendar')}?year={notice.year}")


def _preview(form: NoticeForm) -> dict[str, object]:
    """What the notice makes of its year."""
    notice = form.notice()
    after = with_year(queries.calendar_in_force(), notice, form.cleaned_data["mode"])
    months = months_of(after, notice.year)
    return {
        "notice": notice,
        "off_count": len(notice.days_off()),
        "months": months,
        "working": sum(month.working for month in months),
    }
