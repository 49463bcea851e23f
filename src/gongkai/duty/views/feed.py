"""The calendar of duties for a person's own calendar program: its file, and the page about it."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.duty import actions
from gongkai.duty.ics import AllDay, calendar_file
from gongkai.duty.models import CalendarFeed, Duty, DutyKind
from gongkai.duty.queries import due_between, feed_of, feed_with
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.permissions import Reach, reach_of
from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.rules.duty_state import DONE, WAITING, State

REACH = timedelta(days=366)
"""How far the file reaches before and after today."""


@never_cache
@office_page("duty.open_feed")
@require_http_methods(["GET", "POST"])
def feed_page(request: OfficeRequest) -> HttpResponse:
    """Whether a calendar can subscribe to one's duties; a new address, shown this once."""
    address = ""
    if request.method == "POST":
        secret = actions.open_feed(request.actor, request.POST.get("whole_scope") == "1")
        address = settings.OFFICE_ADDRESS + reverse("duty:feed_file", args=[secret])
    context = {
        "feed": feed_of(request.account),
        "address": address,
        "may_widen": reach_of(request.actor, "duty.read") is not Reach.OWN,
    }
    return render(request, "duty/feed.html", context)


@require_POST
@office_page("duty.close_feed")
def feed_close(request: OfficeRequest) -> HttpResponse:
    """End the address."""
    actions.close_feed(request.actor)
    messages.success(request, "已停用，原来的订阅地址从现在起打不开。")
    return redirect("duty:feed")


@require_safe
def feed_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address: no login, nothing but dates and titles of duties.

    404 for an address that is unknown, ended, or of a person who may see duties no more.
    """
    feed = feed_with(actions.digest_of_secret(secret))
    if feed is None:
        raise Http404
    actor = actor_for(feed.account)
    if reach_of(actor, "duty.read") is None:
        raise Http404
    content = _content(feed, actor)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Content-Disposition"] = 'inline; filename="duties.ics"'
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _content(feed: CalendarFeed, actor: Actor) -> bytes:
    day = today()
    duties = due_between(actor, day - REACH, day + REACH, own=not feed.whole_scope)
    duties = duties.defer("clock__explanation", "item__elements", "item__basis")
    whose = actor.town if feed.whole_scope else feed.account.unit
    return calendar_file(f"公开任务（{whose}）", _events(duties.iterator(500)))


def _events(duties: Iterator[Duty]) -> Iterator[AllDay]:
    host = urlsplit(settings.OFFICE_ADDRESS).hostname
    for duty in duties:
        state = State(vars(duty)["state"])
        if state not in WAITING and state not in DONE:
            continue
        yield AllDay(
            uid=f"duty-{duty.pk}@{host}",
            day=duty.due_on,
            made_at=duty.made_at,
            title=f"{'（已公开）' if state in DONE else ''}{_title(duty)}",
            words=f"责任单位：{duty.unit.name}。登录后查看期限依据和办理。",
            url=settings.OFFICE_ADDRESS + reverse("duty:duty", args=[duty.pk]),
        )


def _title(duty: Duty) -> str:
    """Item and period. What was typed of an event stays inside: it may name somebody."""
    period = duty.what if duty.kind != DutyKind.EVENT else ""
    return f"{duty.item}（{period}）" if period else str(duty.item)
