"""What the pages of the campaign share: one way to answer a form, permissions, files out."""

from collections.abc import Callable, Iterable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict

from gongkai.campaign.leading import leads
from gongkai.campaign.models import Task
from gongkai.campaign.queries import tasks_for
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.scope import reaches
from gongkai.organisation.views.common import FormPage, answer_form, posted
from gongkai.organisation.web import OfficeRequest

__all__ = ["FormPage", "answer", "may", "open_tasks", "posted", "town_of", "uploads"]


def answer(
    request: OfficeRequest,
    form: BaseForm,
    page: FormPage,
    act: Callable[[], str],
    *,
    template: str = "organisation/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form, or do what it asks and go back; a refusal is shown at the fields.

    act: acts upon the valid form and gives the sentence that says what happened.
    """
    return answer_form(request, form, page, lambda _: act(), template=template, **context)


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
