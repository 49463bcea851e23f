"""Pages of urging (督办): the list, one urging with its duties and replies, its steps."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.duty.forms.urging import URGING_FORMS, UrgingFilterForm
from gongkai.duty.models import Urging, UrgingState
from gongkai.duty.queries import duties_for, urging_for, urgings_for
from gongkai.duty.states import URGING_STEPS, may
from gongkai.ledger.clock import today
from gongkai.ledger.queries import history
from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import reaches, units_in_scope
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of

_TO = {
    "reply": UrgingState.REPLIED,
    "accept": UrgingState.ACCEPTED,
    "return": UrgingState.OPEN,
    "withdraw": UrgingState.WITHDRAWN,
}


@require_safe
@office_page("duty.read")
def urgings(request: OfficeRequest) -> HttpResponse:
    """The urgings in a person's scope, newest first, filtered by the address."""
    units = units_in_scope(request.actor, "duty.read").order_by("order", "id")
    form = UrgingFilterForm(request.GET, units=units)
    context = {
        "form": form,
        "page": page_of(request, urgings_for(request.actor, form.wanted())),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "may_urge": units_in_scope(request.actor, "duty.urge").exists(),
        "today": today(),
    }
    return render(request, "duty/urgings.html", context)


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
