"""Plans: drafting, phases and tasks, starting, ending."""

from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.campaign.actions.common import (
    checked,
    in_order,
    open_units,
    permit_town,
    required,
    town_of,
)
from gongkai.campaign.facts import PhaseFacts, PlanFacts, TaskFacts
from gongkai.campaign.models import Part, Phase, Plan, PlanState, Task
from gongkai.campaign.states import after
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import check_term_date
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow

_COLUMNS = ("title", "document_number", "issued_on", "goal", "source", "record")


@action("campaign.draft_plan")
def draft_plan(act: Act, facts: PlanFacts) -> Plan:
    """Make a plan with the phases and tasks given; all of it or nothing.

    Raises Invalid by field; a bad phase or task is named on ``phases`` or ``tasks``.
    """
    town = town_of(act)
    root = permit_town(act, town)
    plan = Plan(town=town, created_at=now())
    _write_head(plan, facts, root)
    for order, phase in enumerate(facts.phases, start=1):
        _write_phase(plan, phase, order)
    for order, task in enumerate(facts.tasks, start=1):
        _write_task(Task(plan=plan, order=order), task)
    act.record(plan, unit=root, after=_plain(facts))
    return plan


@action("campaign.edit_plan")
def edit_plan(act: Act, plan: Plan, facts: PlanFacts) -> Plan:
    """Change the head of a plan; its phases and tasks have actions of their own."""
    plan = _lock(plan)
    root = permit_town(act, plan.town)
    after(PlanState(plan.state), "edit")
    before = {name: _plain_value(getattr(plan, name)) for name in _COLUMNS}
    _write_head(plan, facts, root)
    act.record(plan, unit=root, before=before, after=_plain(facts))
    return plan


@action("campaign.add_phase")
def add_phase(act: Act, plan: Plan, facts: PhaseFacts) -> Phase:
    """Add a phase to a plan that is not ended."""
    plan = _lock(plan)
    root = permit_town(act, plan.town)
    after(PlanState(plan.state), "edit")
    phase = _write_phase(plan, facts, _next_order(plan.phases))
    act.record(plan, unit=root, after={"phase": phase.name, "ends_on": facts.ends_on.isoformat()})
    return phase


@action("campaign.add_task")
def add_task(act: Act, plan: Plan, facts: TaskFacts) -> Task:
    """Add a task with its responsible units."""
    plan = _lock(plan)
    root = permit_town(act, plan.town)
    after(PlanState(plan.state), "edit")
    task = Task(plan=plan, order=_next_order(plan.tasks))
    _write_task(task, facts)
    act.record(task, unit=root, after=_plain_task(facts))
    return task


@action("campaign.edit_task")
def edit_task(act: Act, task: Task, facts: TaskFacts, *, why: str = "") -> Task:
    """Change a task. In a running plan it needs a reason, kept on the ledger.

    Units may be added; a unit that has begun (done or waived) stays. Raises Invalid by field.
    """
    plan = _lock(task.plan)
    root = permit_town(act, plan.town)
    after(PlanState(plan.state), "edit")
    if plan.state == PlanState.RUNNING and not why.strip():
        raise Invalid({"why": "方案已经下达，请写明为什么调整。"})
    task = Task.objects.select_related("phase").get(pk=task.pk)
    task.plan = plan
    before = _plain_task(_facts_of(task))
    _write_task(task, facts)
    act.record(task, unit=root, before=before, after=_plain_task(facts), why=why.strip())
    return task


@action("campaign.remove_task")
def remove_task(act: Act, task: Task, *, why: str = "") -> None:
    """Remove a task nobody has worked on. NotAllowedNow where there is something to keep."""
    plan = _lock(task.plan)
    root = permit_town(act, plan.town)
    after(PlanState(plan.state), "edit")
    if plan.state == PlanState.RUNNING and not why.strip():
        raise Invalid({"why": "方案已经下达，请写明为什么删除。"})
    task = Task.objects.select_related("phase").get(pk=task.pk)
    begun = Q(done_on__isnull=False) | Q(waived_on__isnull=False) | Q(papers__isnull=False)
    used = task.parts.filter(begun).exists()
    if used or task.trainings.exists() or task.checks.exists() or task.calls.exists():
        raise NotAllowedNow("这项任务已经有完成情况、培训、检查或者报告，不能删除。")
    act.record(task, unit=root, before=_plain_task(_facts_of(task)), why=why.strip())
    task.delete()


@action("campaign.start_plan")
def start_plan(act: Act, plan: Plan) -> Plan:
    """Send the plan out: from now on units see their tasks. It needs tasks, each with units."""
    plan = _lock(plan)
    root = permit_town(act, plan.town)
    plan.state = after(PlanState(plan.state), "start")
    without = plan.tasks.filter(parts=None).values_list("title", flat=True).first()
    if not plan.tasks.exists():
        raise NotAllowedNow("方案里还没有任务。请先添加任务、时限和责任单位，再下达。")
    if without is not None:
        raise NotAllowedNow(f"任务“{without}”还没有责任单位。请补上后再下达。")
    plan.started_on = today()
    plan.save(update_fields=["state", "started_on"])
    act.record(plan, unit=root, after={"state": plan.state, "started_on": str(plan.started_on)})
    return plan


@action("campaign.end_plan")
def end_plan(act: Act, plan: Plan, note: str) -> Plan:
    """End a plan. What is not done stays visible as it is; ``note`` says what becomes of it."""
    plan = _lock(plan)
    root = permit_town(act, plan.town)
    plan.state = after(PlanState(plan.state), "end")
    plan.end_note = required(note=note)["note"]
    plan.ended_on = today()
    plan.save(update_fields=["state", "end_note", "ended_on"])
    act.record(plan, unit=root, after={"state": plan.state}, why=plan.end_note)
    return plan


def _lock(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("town").get(pk=plan.pk)


def _next_order(rows: Any) -> int:
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


def _write_head(plan: Plan, facts: PlanFacts, root: Unit) -> None:
    required(title=facts.title, goal=facts.goal)
    for name in _COLUMNS:
        value = getattr(facts, name)
        setattr(plan, name, value.strip() if isinstance(value, str) else value)
    check_term_date(plan.issued_on, "issued_on")
    if plan.record is not None and plan.record.town_id != plan.town_id:
        raise Invalid({"record": "请选择本镇的信息。"})
    checked(plan, "title", "document_number", "goal", "source")
    same = Plan.objects.filter(town_id=plan.town_id, title=plan.title).exclude(pk=plan.pk)
    if same.exists():
        raise Invalid({"title": "已经有同名的方案，请换一个名称。"})
    plan.save()


def _write_phase(plan: Plan, facts: PhaseFacts, order: int) -> Phase:
    named = required(name=facts.name)
    in_order(facts.begins_on, facts.ends_on, "ends_on")
    if plan.phases.filter(name=named["name"]).exists():
        raise Invalid({"name": "这份方案已经有同名的阶段。"})
    phase = Phase(
        plan=plan,
        order=order,
        name=named["name"],
        begins_on=facts.begins_on,
        ends_on=facts.ends_on,
        goal=facts.goal.strip(),
    )
    checked(phase, "name").save()
    return phase


def _write_task(task: Task, facts: TaskFacts) -> None:
    named = required(title=facts.title, deliverable=facts.deliverable)
    in_order(facts.begins_on, facts.due_on, "due_on")
    task.phase = _phase(task.plan, facts.phase, facts.due_on)
    task.title, task.deliverable = named["title"], named["deliverable"]
    task.clause, task.begins_on, task.due_on = facts.clause.strip(), facts.begins_on, facts.due_on
    same = Task.objects.filter(plan=task.plan, title=task.title).exclude(pk=task.pk)
    if same.exists():
        raise Invalid({"title": f"这份方案已经有任务“{task.title}”。"})
    checked(task, "title", "deliverable", "clause").save()
    _write_parts(task, open_units(task.plan.town, facts.units))


def _phase(plan: Plan, name: str, due_on: date) -> Phase | None:
    if not name:
        return None
    phase = plan.phases.filter(name=name).first()
    if phase is None:
        raise Invalid({"phase": f"这份方案没有“{name}”，请先添加阶段。"})
    if due_on > phase.ends_on:
        raise Invalid({"due_on": f"完成时限晚于{name}的最后一天{phase.ends_on}。"})
    return phase


def _write_parts(task: Task, units: list[Unit]) -> None:
    held = {part.unit_id: part for part in task.parts.select_related("unit")}
    gone = [part for unit, part in held.items() if unit not in {u.pk for u in units}]
    for part in gone:
        if part.done_on or part.waived_on or part.papers.exists():
            raise Invalid({"units": f"{part.unit.name}已经有完成情况，不能移出责任单位。"})
    Part.objects.filter(pk__in=[part.pk for part in gone]).delete()
    Part.objects.bulk_create(Part(task=task, unit=unit) for unit in units if unit.pk not in held)


def _facts_of(task: Task) -> TaskFacts:
    return TaskFacts(
        title=task.title,
        due_on=task.due_on,
        deliverable=task.deliverable,
        units=tuple(part.unit for part in task.parts.select_related("unit")),
        begins_on=task.begins_on,
        phase=task.phase.name if task.phase else "",
        clause=task.clause,
    )


def _plain_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str) else str(value)


def _plain(facts: PlanFacts) -> dict[str, Any]:
    head = {name: _plain_value(getattr(facts, name)) for name in _COLUMNS}
    if not facts.tasks:
        return head
    tasks = [_plain_task(task) for task in facts.tasks]
    return {**head, "phases": [phase.name for phase in facts.phases], "tasks": tasks}


def _plain_task(facts: TaskFacts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "phase": facts.phase,
        "begins_on": _plain_value(facts.begins_on),
        "due_on": facts.due_on.isoformat(),
        "deliverable": facts.deliverable,
        "units": [unit.name for unit in facts.units],
    }
