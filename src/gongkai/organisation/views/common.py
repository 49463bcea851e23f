"""What the pages of this package share: one way to answer a form, the units to choose from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.scope import reaches, units_in_scope
from gongkai.organisation.web import OfficeRequest, add_refusal


@dataclass(frozen=True)
class FormPage:
    """A page with one form.

    title: the heading. verb: the button's word. back: address after success, and of 返回.
    place and place_url: the page above, for the breadcrumb. intro: what will happen.
    danger: the act cannot be taken back.
    """

    title: str
    verb: str
    back: str
    place: str
    place_url: str
    intro: str = ""
    danger: bool = False


def answer_form(
    request: OfficeRequest,
    form: BaseForm,
    page: FormPage,
    act: Callable[[dict[str, Any]], str],
    *,
    template: str = "organisation/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form, or do what it asks.

    act: takes the cleaned values, acts, and gives the sentence that says what happened. A
    refusal is shown at the fields, with everything typed still there.
    """
    if request.method == "POST" and form.is_valid():
        try:
            said = act(form.cleaned_data)
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


def posted(request: OfficeRequest) -> QueryDict | None:
    """What was sent, or None for a form that is only shown; a form may be sent empty."""
    return request.POST if request.method == "POST" else None


def unit_or_404(request: OfficeRequest, slug: str) -> Unit:
    """A unit that the person may see."""
    seen = units_in_scope(request.actor, "organisation.read").select_related("town", "parent")
    return get_object_or_404(seen, slug=slug)


def open_units(request: OfficeRequest, action: str) -> QuerySet[Unit]:
    """The open units in which the person may do ``action``."""
    return units_in_scope(request.actor, action).filter(closed_on=None).order_by("order", "id")


def allowed(request: OfficeRequest, unit: Unit, verbs: Iterable[str]) -> dict[str, bool]:
    """Which verbs of this package the person may do in ``unit``, for the buttons."""
    return {verb: reaches(request.actor, f"organisation.{verb}", unit) for verb in verbs}


def day_of(text: str | None, otherwise: date) -> date:
    """The date in an address, or another where it is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise
