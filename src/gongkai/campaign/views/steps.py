"""Pages of the steps of fields, and of courses through them (F23)."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.campaign import actions, queries
from gongkai.campaign.actions.steps import what_it_lacks
from gongkai.campaign.forms.steps import BaseSteps, DoStepForm, StepsFormSet
from gongkai.campaign.leading import leads
from gongkai.campaign.views.common import FormPage, answer, posted, town_of
from gongkai.catalogue.fields import names_on
from gongkai.catalogue.models import Field
from gongkai.catalogue.queries import field_name
from gongkai.ledger.clock import today
from gongkai.organisation.refusals import NotAllowedNow, NotPermitted, Refused
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import OfficeRequest, office_page, page_of
from gongkai.publication.lifecycle import newest
from gongkai.publication.web import record_or_404

STEPS = "领域流程"


@require_safe
@office_page("campaign.read")
def steps(request: OfficeRequest) -> HttpResponse:
    """Every field with its steps side by side, and what is under way."""
    names, held = names_on(today()), queries.steps_of(town_of(request))
    fields = [
        (field, names.get(field.pk, field.code), held.get(field.pk, []))
        for field in Field.objects.all()
    ]
    without = [(field, name) for field, name, held_steps in fields if not held_steps]
    fields = [row for row in fields if row[2]]
    courses = queries.courses_for(request.actor)
    page = page_of(request, courses)
    titles = queries.titles_of(request.actor, [course.record_id for course in page])
    rows = [
        (course, titles.get(course.record_id or 0, ""), names.get(course.field_id, ""))
        for course in page
    ]
    context = {
        "fields": fields,
        "without": without,
        "page": page,
        "courses": rows,
        "leads": leads(request.actor),
    }
    return render(request, "campaign/steps.html", context)


@office_page("campaign.set_steps")
@require_http_methods(["GET", "POST"])
def steps_edit(request: OfficeRequest, code: str) -> HttpResponse:
    """Set the steps of a field."""
    field = get_object_or_404(Field, code=code)
    name = field_name(field, today())
    held = queries.steps_of(town_of(request)).get(field.pk, [])
    initial = [
        {
            "order": step.order,
            "name": step.name,
            "role": step.role,
            "needs": "\n".join(step.needs),
            "look_at": step.look_at,
        }
        for step in held
    ]
    # A row that was sent counts as sent, also where it equals what is held by now.
    shown = None if request.method == "POST" else initial
    formset = cast(BaseSteps, StepsFormSet(posted(request), initial=shown, prefix="step"))
    error = ""
    if request.method == "POST" and formset.is_valid():
        try:
            made = actions.set_steps(request.actor, field, formset.facts(), name)
        except NotPermitted:
            raise
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(request, f"“{name}”已设{len(made)}个步骤，之后开始的流程按此办理。")
            return redirect("campaign:steps")
    status = 422 if error or any(formset.errors) else 200
    context = {"field": field, "name": name, "formset": formset, "error": error}
    return render(request, "campaign/steps_edit.html", context, status=status)


@office_page("campaign.begin_course")
@require_http_methods(["GET", "POST"])
def course_begin(request: OfficeRequest, slug: str) -> HttpResponse:
    """Put a record, or the matter that it belongs to, on the way; asked once."""
    record = record_or_404(request, slug)
    version = newest(record)
    back = reverse("publication:record", args=[slug])
    if version.item is None:
        raise NotAllowedNow("这条信息没有对应的公开事项，不知道属于哪个领域。请先选择公开事项。")
    field = version.item.field
    held = queries.steps_of(record.town).get(field.pk, [])
    if request.method == "POST":
        thing = version.matter if version.matter and "matter" in request.POST else record
        made = actions.begin_course(request.actor, field, thing)
        messages.success(request, "流程已开始。")
        return redirect("campaign:course", made.pk)
    context = {
        "record": record,
        "version": version,
        "name": field_name(field, today()),
        "steps": held,
        "back": back,
    }
    return render(request, "campaign/course_begin.html", context)


@office_page("campaign.read")
@require_http_methods(["GET", "POST"])
def course(request: OfficeRequest, course: int) -> HttpResponse:
    """Where a record or matter stands, and the form of the step in hand."""
    shown = get_object_or_404(queries.courses_for(request.actor), pk=course)
    steps = list(shown.steps.all())
    step = next((each for each in steps if each.done_at is None), None)
    here = reverse("campaign:course", args=[shown.pk])
    title = shown.matter.name if shown.matter else newest(shown.record).title  # type: ignore[arg-type]
    context = {
        "course": shown,
        "steps": steps,
        "step": step,
        "title": title,
        "name": field_name(shown.field, today()),
    }
    if step is None:
        return render(request, "campaign/course.html", context)
    mine = step.role in request.account.role_set
    context["mine"] = mine and reaches(request.actor, "campaign.do_step", shown.unit)
    context["lacks"] = what_it_lacks(step, shown)
    form = DoStepForm(posted(request), step=step)
    page = FormPage(title, f"完成“{step.name}”", here, STEPS, reverse("campaign:steps"))

    def act() -> str:
        ticked = form.cleaned_data.get("needs", [])
        actions.do_step(request.actor, step, ticked, form.cleaned_data["note"])
        return f"已完成“{step.name}”。"

    return answer(request, form, page, act, template="campaign/course.html", **context)
