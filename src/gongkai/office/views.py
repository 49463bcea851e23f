"""Pages of the office itself: home, ledger, outbox."""

from typing import cast
from urllib.parse import quote

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.ledger.models import LedgerEntry
from gongkai.office.actions import retry
from gongkai.office.ledger_page import LedgerFilterForm, action_title, csv_lines, shown
from gongkai.office.queries import duties_at_home, ledger_entries, recent_acts, units_of_town
from gongkai.office.start import next_step
from gongkai.office.templatetags.gongkai import effect_title
from gongkai.office.week import next_week_at_home
from gongkai.organisation.models import Unit
from gongkai.organisation.waiting import waiting_for
from gongkai.organisation.web import OfficeRequest, office_page, page_of
from gongkai.outbox.models import Effect
from gongkai.outbox.queries import status, stuck


@require_safe
@office_page()
def home(request: OfficeRequest) -> HttpResponse:
    """What waits for the person who asks, and what happened lately in their scope."""
    waiting = waiting_for(request.actor)
    recent = [(entry, action_title(entry.action)) for entry in recent_acts(request.actor)]
    context = {
        "page": page_of(request, waiting),
        "duties": duties_at_home(request.actor),
        "next_week": next_week_at_home(request.actor, waiting),
        "recent": recent,
        "next_step": next_step(request.actor),
    }
    return render(request, "office/home.html", context)


@require_safe
@office_page("ledger.read")
def ledger(request: OfficeRequest) -> HttpResponse:
    """The ledger of the town, filtered by the address."""
    units = units_of_town(request.actor)
    form = LedgerFilterForm(request.GET, units)
    wanted = form.wanted()
    entries = ledger_entries(request.actor, wanted) if wanted else LedgerEntry.objects.none()
    if request.GET.get("format") == "csv":
        return _ledger_file(entries, units)
    page = page_of(request, entries)
    context = {"form": form, "page": page, "entries": shown(list(page), units)}
    return render(request, "office/ledger.html", context)


def _ledger_file(entries: QuerySet[LedgerEntry], units: list[Unit]) -> HttpResponse:
    """Exactly the list shown, all pages of it, streamed."""
    answer = StreamingHttpResponse(csv_lines(entries, units), content_type="text/csv")
    name = quote(f"台账{timezone.localdate():%Y%m%d}.csv")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return cast(HttpResponse, answer)


@require_safe
@office_page("outbox.read")
def outbox(request: OfficeRequest) -> HttpResponse:
    """How much waits to go out, and what is stuck."""
    slug = _town_slug(request)
    context = {"status": status(slug), "page": page_of(request, stuck(slug))}
    return render(request, "office/outbox.html", context)


@office_page("outbox.retry")
def outbox_retry(request: OfficeRequest, effect_id: int) -> HttpResponse:
    """Ask once, then let a stuck effect be tried again."""
    effect = get_object_or_404(Effect, pk=effect_id, town=_town_slug(request))
    title = effect_title(effect.handler)
    if request.method == "POST":
        retry(request.actor, [effect.pk])
        messages.success(request, f"已安排重试“{title}”，后台会马上再送一次。")
        return redirect("office:outbox")
    return render(request, "office/outbox_retry.html", {"effect": effect, "title": title})


def _town_slug(request: OfficeRequest) -> str:
    if request.actor.town is None:
        raise Http404
    return request.actor.town.slug
