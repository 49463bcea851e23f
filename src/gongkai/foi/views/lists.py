"""The queue by date, the register, bulk work with its preview."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.foi import actions as foi
from gongkai.foi.bulk import preview_hand_over
from gongkai.foi.forms.common import handlers_of
from gongkai.foi.models import Application
from gongkai.foi.models.cases import CHANNELS, STATES
from gongkai.foi.queries import applications_for, listed, queue_for
from gongkai.ledger.clock import today
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, number_in, office_page, page_of
from gongkai.rules.dates import FIRST_DATE, LAST_DATE
from gongkai.rules.foi.states import OPEN, TURN_NAMES

_OPEN = {state.value for state in OPEN}


@office_page("foi.read")
def queue(request: OfficeRequest) -> HttpResponse:
    """Open cases by the day on which somebody must act; late ones first."""
    rows = _filtered(request, queue_for(request.actor))
    page = page_of(request, listed(rows))
    context = {
        "page": page,
        "today": today(),
        "states": [pair for pair in STATES if pair[0] in _OPEN],
        "turns": [(turn.value, name) for turn, name in TURN_NAMES.items() if turn != "nobody"],
        "filters": request.GET,
    }
    return render(request, "foi/queue.html", context)


@office_page("foi.read")
def register(request: OfficeRequest) -> HttpResponse:
    """Every case, newest first."""
    page = page_of(request, listed(_filtered(request, applications_for(request.actor))))
    context = {"page": page, "states": STATES, "channels": CHANNELS, "filters": request.GET}
    return render(request, "foi/register.html", context)


def _filtered(request: OfficeRequest, rows: QuerySet[Application]) -> QuerySet[Application]:
    """What the address asks for: state, turn, channel, year, mine, words of number or subject."""
    given = request.GET
    for name in ("state", "turn", "channel", "topic"):
        if value := given.get(name, ""):
            rows = rows.filter(**{name: value})
    if given.get("mine"):
        rows = rows.filter(handler=request.account)
    year = number_in(given.get("year", "")) or 0
    if FIRST_DATE.year <= year <= LAST_DATE.year:
        rows = rows.filter(received_on__year=year)
    words = given.get("q", "").strip()
    if words:
        rows = rows.filter(number__icontains=words) | rows.filter(subject__icontains=words)
    return rows


def _chosen(request: OfficeRequest, people: QuerySet[Account]) -> Account | None:
    """Whom the form names; nobody where it names none of ``people``."""
    return people.filter(pk=number_in(request.POST.get("handler", "")) or 0).first()


@office_page("foi.hand_over")
@require_http_methods(["GET", "POST"])
def bulk(request: OfficeRequest) -> HttpResponse:
    """Choose whom to hand cases to, and see for each what will happen, before it happens."""
    numbers = request.POST.getlist("case") or request.GET.getlist("case")
    people = handlers_of(request.actor.town_id)
    chosen = _chosen(request, people)
    lines = preview_hand_over(request.actor, numbers, chosen)
    if not lines:
        messages.error(request, "请先在列表中选择申请。")
        return redirect("foi:queue")
    context = {
        "lines": lines,
        "people": people,
        "chosen": chosen,
        "why": request.POST.get("why", ""),
        "possible": sum(not line.refusal for line in lines),
    }
    return render(request, "foi/bulk.html", context)


@office_page("foi.hand_over")
@require_POST
def bulk_apply(request: OfficeRequest) -> HttpResponse:
    """Do what the preview showed; a case that cannot be handed over any more is named."""
    people = handlers_of(request.actor.town_id)
    handler = _chosen(request, people)
    why = request.POST.get("why", "")
    rows = queue_for(request.actor).filter(number__in=request.POST.getlist("case"))
    done, refused = 0, []
    if handler is None:
        messages.error(request, "请选择承办人。")
        return redirect("foi:queue")
    for case in rows:
        try:
            foi.hand_over(request.actor, case, handler, why)
            done += 1
        except Refused as said:
            refused.append(f"{case.number}：{said}")
    if done:
        messages.success(request, f"已把{done}件申请交给{handler.name}承办。")
    for said_of in refused:
        messages.warning(request, said_of)
    return redirect(reverse("foi:queue"))
