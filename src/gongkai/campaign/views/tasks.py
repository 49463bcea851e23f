"""Pages of a task, of a unit's part in it, and of its evidence."""

from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.campaign import actions, queries
from gongkai.campaign.forms.common import WhyForm
from gongkai.campaign.forms.plans import FinishForm, TaskForm
from gongkai.campaign.leading import leads
from gongkai.campaign.models import Part, Task
from gongkai.campaign.standing import is_history, standing_of_part
from gongkai.campaign.views.common import FormPage, answer, may, posted, uploads
from gongkai.ledger.clock import today
from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.publication.files import GONE, FileGone, path_of


def _task(request: OfficeRequest, number: int) -> Task:
    return get_object_or_404(queries.tasks_for(request.actor), pk=number)


def _part(request: OfficeRequest, number: int) -> Part:
    return get_object_or_404(queries.parts_for(request.actor), pk=number)


@require_safe
@office_page("campaign.read")
def task(request: OfficeRequest, task: int) -> HttpResponse:
    """A task: its facts, every visible unit's part, what was done for it."""
    shown = _task(request, task)
    parts = queries.parts_for(request.actor).filter(task=shown)
    parts = parts.prefetch_related("papers__file", "papers__record")
    context = {
        "task": shown,
        "plan": shown.plan,
        "line": queries.line_of(shown, parts, shown.plan, today()),
        "history": is_history(shown, shown.plan),
        "trainings": queries.trainings_for(request.actor).filter(task=shown),
        "checks": queries.checks_for(request.actor).filter(task=shown),
        "calls": queries.calls_for(request.actor).filter(task=shown),
        "leads": leads(request.actor),
    }
    return render(request, "campaign/task.html", context)


@office_page("campaign.edit_task")
@require_http_methods(["GET", "POST"])
def task_edit(request: OfficeRequest, task: int) -> HttpResponse:
    """Change a task and its units."""
    changed = _task(request, task)
    units = list(changed.parts.values_list("unit_id", flat=True))
    phase = changed.phase.name if changed.phase else ""
    initial = {**vars(changed), "phase": phase, "units": units}
    form = TaskForm(posted(request), plan=changed.plan, initial=initial)

    def act() -> str:
        why = form.cleaned_data.get("why", "")
        actions.edit_task(request.actor, changed, form.facts(), why=why)
        return "任务已修改。"

    return answer(request, form, _task_page(changed, "修改任务", "保存"), act)


@office_page("campaign.remove_task")
@require_http_methods(["GET", "POST"])
def task_remove(request: OfficeRequest, task: int) -> HttpResponse:
    """Remove a task, after asking once."""
    removed = _task(request, task)
    form = WhyForm(posted(request))
    plan = removed.plan
    url = reverse("campaign:plan", args=[plan.pk])
    intro = f"将删除任务“{removed.title}”和它的责任单位，不能恢复。"
    page = FormPage("删除任务", "删除", url, plan.title, url, intro, danger=True)

    def act() -> str:
        actions.remove_task(request.actor, removed, why=form.cleaned_data["why"])
        return f"已删除任务“{removed.title}”。"

    return answer(request, form, page, act)


@office_page("campaign.units.read")
@require_http_methods(["GET", "POST"])
def part(request: OfficeRequest, part: int) -> HttpResponse:
    """A unit's part: what it says, its evidence; the form to register that it is done."""
    shown = _part(request, part)
    task = shown.task
    allowed = may(request, shown.unit, ("finish_part", "reopen_part", "waive_part"))
    done = shown.done_on or shown.waived_on
    writable = allowed["finish_part"] and not done and task.plan.state == "running"
    form = FinishForm(
        posted(request), uploads(request), unit=shown.unit, initial={"note": shown.note}
    )
    back = reverse("campaign:task", args=[task.pk])
    page = FormPage(f"{shown.unit.name}：{task.title}", "登记完成", back, task.title, back)

    def act() -> str:
        actions.finish_part(request.actor, shown, form.cleaned_data["note"], form.papers())
        return f"已登记{shown.unit.name}完成“{task.title}”。"

    context = {
        "part": shown,
        "task": task,
        "standing": standing_of_part(shown, task, task.plan, today()),
        "history": is_history(task, task.plan),
        "papers": shown.papers.select_related("file", "record"),
        "may": allowed,
        "writable": writable,
    }
    return answer(request, form, page, act, template="campaign/part.html", **context)


@office_page("campaign.reopen_part")
@require_http_methods(["GET", "POST"])
def part_reopen(request: OfficeRequest, part: int) -> HttpResponse:
    """Send a registration back."""
    opened = _part(request, part)
    form = WhyForm(posted(request))
    intro = f"{opened.unit.name}须重新登记完成。已交的证明材料保留。"

    def act() -> str:
        actions.reopen_part(request.actor, opened, form.cleaned_data["why"])
        return f"已退回{opened.unit.name}。"

    return answer(request, form, _part_page(opened, "退回任务", "退回", intro), act)


@office_page("campaign.waive_part")
@require_http_methods(["GET", "POST"])
def part_waive(request: OfficeRequest, part: int) -> HttpResponse:
    """Say that a unit need not do its part."""
    waived = _part(request, part)
    form = WhyForm(posted(request))
    intro = f"登记后，{waived.unit.name}不再列入这项任务的未完成单位，理由会显示在报告里。"

    def act() -> str:
        actions.waive_part(request.actor, waived, form.cleaned_data["why"])
        return f"已登记{waived.unit.name}免办。"

    return answer(request, form, _part_page(waived, "免办任务", "登记免办", intro), act)


@require_safe
@office_page("campaign.read")
def paper(request: OfficeRequest, paper: int) -> HttpResponse:
    """The bytes of a file of evidence or of a training, for those who may see it."""
    found = get_object_or_404(queries.papers_for(request.actor), pk=paper)
    if found.file is None:
        raise Http404
    path = path_of(found.file)
    if not path.exists():
        raise FileGone(GONE)
    response: Any = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)


def _task_page(task: Task, title: str, verb: str) -> FormPage:
    url = reverse("campaign:task", args=[task.pk])
    return FormPage(title, verb, url, task.title, url)


def _part_page(part: Part, title: str, verb: str, intro: str) -> FormPage:
    url = reverse("campaign:task", args=[part.task_id])
    return FormPage(title, verb, url, part.task.title, url, intro)
