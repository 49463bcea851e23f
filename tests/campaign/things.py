"""Things of the plan, made by its own actions: what tests of this package stand on."""

from datetime import date, timedelta
from typing import Any

from gongkai.campaign import actions
from gongkai.campaign.facts import (
    LineFacts,
    PaperFacts,
    PhaseFacts,
    PlanFacts,
    StepFacts,
    TaskFacts,
    TrainingFacts,
)
from gongkai.campaign.models import (
    Check,
    Concern,
    Course,
    Finding,
    Plan,
    ReportCall,
    Task,
    Training,
)
from gongkai.ledger.clock import now, today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from roads import PDF, House

EVIDENCE = PaperFacts(words="整改照片", name="照片.pdf", data=PDF)
WHOLE = {
    "progress": "公开了20条信息。",
    "measures": "每周五核对一次。",
    "cases": "危房改造名单提前公开。",
    "problems": "栏目太少，建议增设。",
}


def task_facts(**values: Any) -> TaskFacts:
    """A task due in ten days."""
    values.setdefault("title", "公开惠农补贴发放情况")
    values.setdefault("due_on", today() + timedelta(days=10))
    values.setdefault("deliverable", "网站上的信息")
    return TaskFacts(**values)


def plan_facts(units: tuple[Unit, ...] = (), **values: Any) -> PlanFacts:
    """A plan with one phase, and one task for the units given."""
    values.setdefault("title", "2026年政务公开实施方案")
    values.setdefault("issued_on", today())
    values.setdefault("goal", "按时公开，方便群众。")
    end = today() + timedelta(days=60)
    values.setdefault("phases", (PhaseFacts("实施阶段", end, today()),))
    if units:
        values.setdefault("tasks", (task_facts(units=units, phase="实施阶段"),))
    return PlanFacts(**values)


def running_plan(office: Actor, *units: Unit, **values: Any) -> Plan:
    """A plan sent out to the units."""
    return actions.start_plan(office, actions.draft_plan(office, plan_facts(units, **values)))


def only_task(plan: Plan) -> Task:
    """The one task of a plan."""
    return plan.tasks.select_related("plan__town").get()


def training_facts(**values: Any) -> TrainingFacts:
    """A training today."""
    values.setdefault("title", "政务公开标准化培训")
    values.setdefault("held_on", today())
    values.setdefault("place", "镇会议室")
    values.setdefault("trainer", "示例讲师")
    values.setdefault("content", "怎样填审查表")
    return TrainingFacts(**values)


def training(office: Actor, *invited: Unit, **values: Any) -> Training:
    """A training given by the first unit."""
    return actions.plan_training(office, invited[0], training_facts(**values), list(invited))


def check_facts(check: Check, problem: int = 1) -> dict[int, LineFacts]:
    """A whole sheet; the point ``problem`` is wrong (0: none is)."""
    due = today() + timedelta(days=15)
    wrong = LineFacts("problem", "没有联络员交接单", "补办", due)
    return {
        line.order: wrong if line.order == problem else LineFacts("good")
        for line in check.lines.all()
    }


def checked(office: Actor, unit: Unit, problem: int = 1) -> Check:
    """A filled sheet of today."""
    check = actions.open_check(office, unit, today(), "甲、乙")
    return actions.fill_check(office, check, check_facts(check, problem), "总体良好")


def rectified(unit: Actor, finding: Finding) -> Finding:
    """A finding that the unit has mended, with evidence."""
    return actions.rectify(unit, finding, "已补办交接。", [EVIDENCE])


def call(office: Actor, *units: Unit, due_on: date | None = None) -> ReportCall:
    """A call for reports."""
    due = due_on or today() + timedelta(days=7)
    return actions.call_reports(office, "2026年度工作报告", "2026年1月至11月", due, list(units))


def concern(office: Actor, unit: Unit, kind: str = "general", **values: Any) -> Concern:
    """A concern found now."""
    values.setdefault("found_at", now())
    words = {"title": "停水三天没有说法", "source": "热线", "content": "三个村停水"}
    return actions.log_concern(office, unit, kind, **values, **words)


def course(house: House, *steps: StepFacts) -> Course:
    """A record on its way through these steps of its field."""
    record = house.record(attachment=False)
    actions.set_steps(house.office, house.item.field, list(steps))
    return actions.begin_course(house.drafter, house.item.field, record)
