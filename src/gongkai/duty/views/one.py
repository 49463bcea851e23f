"""One duty: where it stands, why its date, what satisfies it, and what may be done."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.duty.explaining import explanation_of
from gongkai.duty.forms import ACT_FORMS
from gongkai.duty.models import Duty
from gongkai.duty.queries import (
    answers_of,
    column_of,
    column_requests,
    duty_for,
    setting_for,
    urgings_for,
)
from gongkai.duty.states import may
from gongkai.ledger.queries import history
from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.rules.duty_state import DONE, WAITING, State


@require_safe
@office_page("duty.read")
def duty_page(request: OfficeRequest, number: int) -> HttpResponse:
    """A duty with its date explained, its publications and channels, and its history."""
    duty = _duty_or_404(request, number)
    state = State(vars(duty)["state"])
    context = {
        "duty": duty,
        "explanation": explanation_of(duty),
        "answers": answers_of(duty),
        "proofs": duty.channel_proofs.select_related("by"),
        "column": column_of(duty.item.identity, column_requests(request.actor)),
        "verbs": _verbs(request.actor, duty),
        "waits": state in WAITING,
        "done": state in DONE,
        "may_draft": state in WAITING and reaches(request.actor, "publication.create", duty.unit),
        "urgings": urgings_for(request.actor).filter(pk__in=duty.urgings.values("pk")),
        "may_urge": may(duty, "urge") and reaches(request.actor, "duty.urge", duty.unit),
        "history": history("duty.duty", duty.pk).order_by("-id")[:20],
    }
    return render(request, "duty/duty.html", context)


@office_page("duty.read")
@require_http_methods(["GET", "POST"])
def act(request: OfficeRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing with a duty, after asking what it needs."""
    duty = _duty_or_404(request, number)
    if verb not in dict(_verbs(request.actor, duty)):
        raise Http404
    form = ACT_FORMS[verb](request.POST or None, duty=duty)
    if request.method == "POST" and form.is_valid():
        try:
            form.act(request.actor)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, form.told)
            return redirect("duty:duty", number)
    return render(request, "duty/act.html", {"duty": duty, "form": form})


def _verbs(actor: Actor, duty: Duty) -> list[tuple[str, str]]:
    """What this person may do with the duty today, with its words."""
    thresholds = setting_for(actor).thresholds
    found = []
    for verb, form in ACT_FORMS.items():
        if not may(duty, verb, thresholds) or not reaches(actor, f"duty.{verb}", duty.unit):
            continue
        if verb == "record_channel" and len(duty.item.channels or ()) < 2:
            continue
        found.append((verb, form.title))
    return found


def _duty_or_404(request: OfficeRequest, number: int) -> Duty:
    duty = duty_for(request.actor, number)
    if duty is None:
        raise Http404
    return duty
