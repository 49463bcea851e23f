"""Pages of plans: the list, a plan as timeline and table, its stage report, its exports."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.campaign import actions, queries
from gongkai.campaign.forms.plans import EndForm, PhaseForm, PlanForm, TaskForm
from gongkai.campaign.leading import leads
from gongkai.campaign.models import Plan
from gongkai.campaign.queries import TaskLine
from gongkai.campaign.reporting import SHEET_COLUMNS, sheet_rows, stage_report
from gongkai.campaign.standing import Standing, standing_of_part
from gongkai.campaign.timeline import timeline
from gongkai.campaign.views.common import FormPage, answer, posted, town_of
from gongkai.documents.workbook import Value, list_workbook
from gongkai.ledger.clock import today
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.organisation.web import XLSX_TYPE, OfficeRequest, file_answer, office_page, page_of

PLANS = "方案和任务"
_NOW = (Standing.LATE, Standing.RUNNING)
ALL, LATE, OWED, DONE = "", "late", "owed", "done"
SHOWN = ((ALL, "全部"), (LATE, "有逾期"), (OWED, "未完成"), (DONE, "已完成"))


def _plan(request: OfficeRequest, number: int) -> Plan:
    return get_object_or_404(queries.plans_for(request.actor), pk=number)


def _page(plan: Plan, title: str, verb: str, intro: str = "", *, danger: bool = False) -> FormPage:
    url = reverse("campaign:plan", args=[plan.pk])
    return FormPage(title, verb, url, plan.title, url, intro, danger)


@require_safe
@office_page("campaign.read")
def plans(request: OfficeRequest) -> HttpResponse:
    """The town's plans and what of them the reader still owes."""
    owed = queries.parts_for(request.actor).filter(
        done_on=None, waived_on=None, task__plan__state="running"
    )
    day = today()
    lines = [
        queries.PartLine(part, standing)
        for part in owed[:200]
        if (standing := standing_of_part(part, part.task, part.task.plan, day)) in _NOW
    ]
    context = {
        "page": page_of(request, queries.plans_for(request.actor)),
        "owed": lines[:20],
        "more": max(len(lines) - 20, 0),
        "leads": leads(request.actor),
    }
    return render(request, "campaign/plans.html", context)


@require_safe
@office_page("campaign.read")
def plan(request: OfficeRequest, plan: int) -> HttpResponse:
    """A plan: goal, timeline, the same as a table."""
    shown = _plan(request, plan)
    lines = queries.task_lines(request.actor, shown, today())
    phases = list(shown.phases.all())
    wanted = request.GET.get("show", "")
    chosen = [line for line in lines if _is_shown(line, wanted)]
    context = {
        "plan": shown,
        "phases": phases,
        "lines": chosen,
        "show": wanted,
        "filters": [
            (value, label, sum(_is_shown(line, value) for line in lines)) for value, label in SHOWN
        ],
        "timeline": timeline(shown, phases, lines, today()) if lines else None,
        "leads": leads(request.actor),
    }
    return render(request, "campaign/plan.html", context)


def _is_shown(line: TaskLine, wanted: str) -> bool:
    progress = line.progress
    whole = bool(progress.total) and progress.done == progress.total
    return {
        LATE: bool(progress.late),
        OWED: bool(progress.total) and not whole,
        DONE: whole,
    }.get(wanted, True)


@require_safe
@office_page("campaign.read")
def report(request: OfficeRequest, plan: int) -> HttpResponse:
    """The stage report for the meeting: by phase, what is done, what is late, who is missing."""
    shown = _plan(request, plan)
    lines = queries.task_lines(request.actor, shown, today())
    stages = stage_report(list(shown.phases.all()), lines)
    context = {"plan": shown, "stages": stages, "day": today()}
    return render(request, "campaign/stage_report.html", context)


@require_safe
@office_page("campaign.read")
def tasks_xlsx(request: OfficeRequest, plan: int) -> HttpResponse:
    """The tasks of the filter in the address, a row for each unit's part, as XLSX."""
    shown = _plan(request, plan)
    lines = queries.task_lines(request.actor, shown, today())
    wanted = [line for line in lines if _is_shown(line, request.GET.get("show", ""))]
    data = list_workbook("任务", SHEET_COLUMNS, _rows(wanted))
    return file_answer(data, XLSX_TYPE, f"{shown.title}任务落实情况{today():%Y%m%d}.xlsx")


def _rows(lines: list[TaskLine]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        yield from sheet_rows(line)


@office_page("campaign.draft_plan")
@require_http_methods(["GET", "POST"])
def plan_new(request: OfficeRequest) -> HttpResponse:
    """Draft a plan: its head first, phases and tasks on its page."""
    form = PlanForm(posted(request), town=town_of(request), initial={"issued_on": today()})
    back = reverse("campaign:plans")
    page = FormPage("新建实施方案", "保存，接着添加阶段和任务", back, PLANS, back)
    if request.method == "POST" and form.is_valid():
        made: list[Plan] = []

        def act() -> str:
            made.append(actions.draft_plan(request.actor, form.facts()))
            return f"已保存《{made[0].title}》。下一步：添加阶段和任务，然后下达。"

        response = answer(request, form, page, act)
        return redirect("campaign:plan", made[0].pk) if made else response
    return answer(request, form, page, str)


@office_page("campaign.edit_plan")
@require_http_methods(["GET", "POST"])
def plan_edit(request: OfficeRequest, plan: int) -> HttpResponse:
    """Change the head of a plan."""
    changed = _plan(request, plan)
    number = changed.record.index_number if changed.record else ""
    initial = {**vars(changed), "record": number}
    form = PlanForm(posted(request), town=changed.town, initial=initial)

    def act() -> str:
        actions.edit_plan(request.actor, changed, form.facts())
        return "方案已修改。"

    return answer(request, form, _page(changed, "修改方案", "保存"), act)


@office_page("campaign.add_phase")
@require_http_methods(["GET", "POST"])
def phase_new(request: OfficeRequest, plan: int) -> HttpResponse:
    """Add a phase."""
    changed = _plan(request, plan)
    form = PhaseForm(posted(request))

    def act() -> str:
        made = actions.add_phase(request.actor, changed, form.facts())
        return f"已添加{made.name}。"

    return answer(request, form, _page(changed, "添加阶段", "添加"), act)


@office_page("campaign.add_task")
@require_http_methods(["GET", "POST"])
def task_new(request: OfficeRequest, plan: int) -> HttpResponse:
    """Add a task."""
    changed = _plan(request, plan)
    form = TaskForm(posted(request), plan=changed)
    form.fields.pop("why", None)

    def act() -> str:
        made = actions.add_task(request.actor, changed, form.facts())
        return f"已添加任务“{made.title}”。"

    return answer(request, form, _page(changed, "添加任务", "添加"), act)


@office_page("campaign.start_plan")
@require_http_methods(["GET", "POST"])
def plan_start(request: OfficeRequest, plan: int) -> HttpResponse:
    """Ask once, then send the plan out."""
    started = _plan(request, plan)
    back = reverse("campaign:plan", args=[plan])
    if request.method == "POST":
        actions.start_plan(request.actor, started)
        messages.success(request, "方案已下达，各责任单位可以看到自己的任务。")
        return redirect(back)
    if not started.tasks.exists():
        raise NotAllowedNow("方案里还没有任务。请先添加任务、时限和责任单位，再下达。")
    past = started.tasks.filter(due_on__lt=today()).count()
    context = {
        "plan": started,
        "back": back,
        "past": past,
        "units": started.tasks.values("parts__unit").distinct().count(),
        "tasks": started.tasks.count(),
    }
    return render(request, "campaign/plan_start.html", context)


@office_page("campaign.end_plan")
@require_http_methods(["GET", "POST"])
def plan_end(request: OfficeRequest, plan: int) -> HttpResponse:
    """End a plan."""
    ended = _plan(request, plan)
    form = EndForm(posted(request))

    def act() -> str:
        actions.end_plan(request.actor, ended, form.cleaned_data["note"])
        return "方案已结束，完成情况保留可查。"

    intro = "结束后不能再登记完成情况，也不能恢复。没有完成的任务保持现状，可查可打印。"
    return answer(request, form, _page(ended, "结束方案", "结束", intro, danger=True), act)
