"""Pages of urging (督办): the list, one urging with its duties and replies, its steps."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.documents.workbook import Value, list_workbook
from gongkai.duty.forms.urging import URGING_FORMS, UrgingFilterForm
from gongkai.duty.models import Urging, UrgingState
from gongkai.duty.queries import duties_for, urging_for, urgings_for
from gongkai.duty.states import URGING_STEPS, may
from gongkai.ledger.clock import today
from gongkai.ledger.queries import history
from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import reaches, units_in_scope
from gongkai.organisation.web import (
    XLSX_TYPE,
    OfficeRequest,
    add_refusal,
    file_answer,
    office_page,
    page_of,
)

_TO = {
    "reply": UrgingState.REPLIED,
    "accept": UrgingState.ACCEPTED,
    "return": UrgingState.OPEN,
    "withdraw": UrgingState.WITHDRAWN,
}


_COLUMNS = (
    *(("编号", 8), ("单位", 20), ("督办要求", 50), ("任务", 8), ("发出日期", 12)),
    *(("回复期限", 12), ("状态", 12), ("已提请", 12), ("最近一次回复", 50), ("回复日期", 12)),
)
_ESCALATED = {"head": "单位负责人", "leader": "主管领导"}


@require_safe
@office_page("duty.read")
def urgings(request: OfficeRequest) -> HttpResponse:
    """The urgings in a person's scope, newest first, filtered by the address."""
    units = units_in_scope(request.actor, "duty.read").order_by("order", "id")
    form = UrgingFilterForm(request.GET, units=units)
    wanted = urgings_for(request.actor, form.wanted())
    if request.GET.get("format") == "xlsx":
        rows = (_row(urging) for urging in wanted.prefetch_related("replies"))
        book = list_workbook("督办", _COLUMNS, rows)
        return file_answer(book, XLSX_TYPE, f"督办清单{today():%Y%m%d}.xlsx")
    context = {
        "form": form,
        "page": page_of(request, wanted),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "may_urge": units_in_scope(request.actor, "duty.urge").exists(),
        "today": today(),
    }
    return render(request, "duty/urgings.html", context)


def _row(urging: Urging) -> tuple[Value, ...]:
    """What the meeting goes through: asked, by when, and what was answered last."""
    last = next(reversed(urging.replies.all()), None)
    return (
        *(urging.pk, urging.unit.name, urging.words, vars(urging)["count"]),
        *(timezone.localdate(urging.asked_at), urging.reply_by, urging.get_state_display()),
        _ESCALATED.get(urging.escalated, "") if urging.state == UrgingState.OPEN else "",
        last.text if last else "",
        timezone.localdate(last.at) if last else None,
    )


@require_safe
@office_page("duty.read")
def urging_page(request: OfficeRequest, number: int) -> HttpResponse:
    """An urging: what is asked until when, its duties, the replies, what happened."""
    urging = _urging_or_404(request, number)
    context = {
        "urging": urging,
        "duties": duties_for(request.actor).filter(urgings=urging),
        "replies": urging.replies.select_related("by"),
        "steps": _steps(request.actor, urging),
        "late": urging.state == UrgingState.OPEN and urging.reply_by < today(),
        "history": history("duty.urging", urging.pk).order_by("-id")[:20],
    }
    return render(request, "duty/urging.html", context)


@office_page("duty.read")
@require_http_methods(["GET", "POST"])
def act(request: OfficeRequest, number: int, step: str) -> HttpResponse:
    """Answer, accept, return or withdraw."""
    urging = _urging_or_404(request, number)
    if step not in dict(_steps(request.actor, urging)):
        raise Http404
    form = URGING_FORMS[step](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            form.act(request.actor, urging)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, form.told)
            return redirect("duty:urging", number)
    return render(request, "duty/urging_act.html", {"urging": urging, "form": form})


def _steps(actor: Actor, urging: Urging) -> list[tuple[str, str]]:
    """What this person may do with an urging now, with its words."""
    open_to = set(URGING_STEPS[UrgingState(urging.state)])
    if urging.state == UrgingState.OPEN and not any(may(d, "urge") for d in urging.duties.all()):
        open_to.add(UrgingState.ACCEPTED)
    return [
        (step, form.title)
        for step, form in URGING_FORMS.items()
        if _TO[step] in open_to and reaches(actor, f"duty.{form.verb}", urging.unit)
    ]


def _urging_or_404(request: OfficeRequest, number: int) -> Urging:
    urging = urging_for(request.actor, number)
    if urging is None:
        raise Http404
    return urging
