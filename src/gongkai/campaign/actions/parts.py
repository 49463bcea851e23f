"""A unit's part in a task: done with evidence, taken back, waived."""

from collections.abc import Sequence

from gongkai.campaign.actions.common import add_papers, paper_words, reason, required
from gongkai.campaign.facts import PaperFacts
from gongkai.campaign.models import Part, PlanState
from gongkai.campaign.states import after
from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow


@action("campaign.finish_part")
def finish_part(act: Act, part: Part, note: str, papers: Sequence[PaperFacts]) -> Part:
    """Register that the unit has done its part; today is the day, whatever anybody says.

    It needs words and at least one piece of evidence: a file, a record, an address. Raises
    Invalid on ``note`` and ``file``.
    """
    part = _lock(part)
    act.permit(part.unit)
    _check_open(part)
    words = required(note=note)["note"]
    held = part.papers.exists()
    if not papers and not held:
        raise Invalid({"file": "请附上能证明完成的材料：一个文件、一条信息或者一个网址。"})
    made = add_papers(act, papers, unit=part.unit, of=part)
    part.done_on, part.note, part.done_by = today(), words, act.actor.account
    part.save(update_fields=["done_on", "note", "done_by"])
    act.record(
        part,
        unit=part.unit,
        after={"done_on": str(part.done_on), "note": words, "papers": paper_words(made)},
        label=part.task.title,
    )
    return part


@action("campaign.reopen_part")
def reopen_part(act: Act, part: Part, why: str) -> Part:
    """Take back a registration that does not show what it should; the evidence stays."""
    part = _lock(part)
    act.permit(part.unit)
    after(PlanState(part.task.plan.state), "work")
    if part.done_on is None:
        raise NotAllowedNow(f"{part.unit.name}还没有登记完成，不需要退回。")
    said = reason(why)
    before = {"done_on": str(part.done_on)}
    part.done_on, part.done_by = None, None
    part.save(update_fields=["done_on", "done_by"])
    after_ = {"done_on": None}
    act.record(part, unit=part.unit, before=before, after=after_, why=said, label=part.task.title)
    return part


@action("campaign.waive_part")
def waive_part(act: Act, part: Part, why: str) -> Part:
    """Say that a unit need not do its part, and why."""
    part = _lock(part)
    act.permit(part.unit)
    _check_open(part)
    part.waived_why = reason(why)
    part.waived_on = today()
    part.save(update_fields=["waived_on", "waived_why"])
    after_ = {"waived_on": str(part.waived_on)}
    act.record(part, unit=part.unit, after=after_, why=part.waived_why, label=part.task.title)
    return part


def _lock(part: Part) -> Part:
    rows = Part.objects.select_for_update(of=("self",))
    return rows.select_related("unit__town", "task__plan").get(pk=part.pk)


def _check_open(part: Part) -> None:
    after(PlanState(part.task.plan.state), "work")
    if part.done_on is not None:
        raise NotAllowedNow(f"这项任务已在{part.done_on}登记完成。")
    if part.waived_on is not None:
        raise NotAllowedNow(f"这项任务已在{part.waived_on}登记免办：{part.waived_why}")
