"""What the pages of the campaign share: one way to answer a form, permissions, files out."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict

from gongkai.campaign.leading import leads
from gongkai.campaign.models import Task
from gongkai.campaign.queries import tasks_for
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.scope import reaches
from gongkai.organisation.views.common import FormPage
from gongkai.organisation.web import OfficeRequest, add_refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

__all__ = ["FormPage", "answer", "attachment", "may", "open_tasks", "sent", "town_of", "uploads"]


def answer(
    request: OfficeRequest,
    form: BaseForm,
    page: FormPage,
    act: Callable[[], str],
    *,
    template: str = "campaign/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form, or do what it asks and go back; a refusal is shown at the fields.

    act: acts upon the valid form and gives the sentence that says what happened.
    """
    if request.method == "POST" and form.is_valid():
        try:
            said = act()
        except NotPermitted:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, said)
            return redirect(page.back)
    status = 422 if form.errors else 200
    values = {"form": form, "page": page, **context}
    return render(request, template, values, status=status)


def sent(request: OfficeRequest) -> QueryDict | None:
    """What was sent, or None for a form that is only shown."""
    return request.POST if request.method == "POST" else None


def uploads(request: OfficeRequest) -> "MultiValueDict[str, Any] | None":
    """The files that were sent, or None."""
    return request.FILES if request.method == "POST" else None


def may(request: OfficeRequest, unit: Unit, verbs: Iterable[str]) -> dict[str, bool]:
    """Which verbs of this package the person may do in a unit, for the buttons."""
    return {verb: reaches(request.actor, f"campaign.{verb}", unit) for verb in verbs}


def town_of(request: OfficeRequest) -> Town:
    """The town of the person."""
    return request.account.unit.town


def open_tasks(request: OfficeRequest) -> Any:
    """The tasks that something new may fulfil: of running plans, for the Office."""
    tasks = tasks_for(request.actor).filter(plan__state="running")
    return tasks.order_by("plan_id", "order") if leads(request.actor) else Task.objects.none()


def attachment(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes to be kept under a Chinese name."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
