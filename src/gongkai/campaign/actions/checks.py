"""Guidance checks: the sheet, its findings, what the unit did about them (F32)."""

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.campaign.actions.common import (
    add_papers,
    checked,
    not_to_come,
    paper_words,
    reason,
    required,
)
from gongkai.campaign.facts import LineFacts, PaperFacts
from gongkai.campaign.models import Check, CheckLine, Finding, FindingState, LineResult, Task
from gongkai.campaign.states import after
from gongkai.campaign.templates_of import check_points
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import lock_open
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow


@action("campaign.open_check")
def open_check(
    act: Act, unit: Unit, checked_on: date, checkers: str, task: Task | None = None
) -> Check:
    """Begin a check of a unit: its sheet has every point that is in force on that day."""
    act.permit(unit)
    lock_open(unit)
    not_to_come(checked_on, "checked_on")
    named = required(checkers=checkers)["checkers"]
    if Check.objects.filter(unit=unit, checked_on=checked_on).exists():
        raise Invalid({"checked_on": f"{unit.name}这一天已经有一张检查表，请打开它填写。"})
    if task is not None and task.plan.town_id != unit.town_id:
        raise Invalid({"task": "请选择本镇方案的任务。"})
    check = Check(unit=unit, task=task, checked_on=checked_on, checkers=named, created_at=now())
    checked(check, "checkers").save()
    CheckLine.objects.bulk_create(
        CheckLine(check_made=check, order=order, point=point.text, basis=point.basis)
        for order, point in enumerate(check_points(unit), start=1)
    )
    act.record(check, unit=unit, after={"checked_on": str(checked_on)}, label=_label(check))
    return check


@action("campaign.fill_check")
def fill_check(act: Act, check: Check, lines: Mapping[int, LineFacts], summary: str) -> Check:
    """Fill the whole sheet (order of a point → what was found). Each problem becomes a finding.

    Raises Invalid on ``line-<order>`` for a point not looked at, or a problem without words or
    without a day for its rectification. The filled sheet is fixed.
    """
    check = _lock(check)
    act.permit(check.unit)
    if check.filled_on is not None:
        raise NotAllowedNow(f"这张检查表已在{check.filled_on}填完，问题请在清单中办理。")
    words = required(summary=summary)["summary"]
    rows = list(check.lines.all())
    _check_lines(rows, lines)
    for row in rows:
        row.result, row.note = lines[row.order].result, lines[row.order].note.strip()
        checked(row, "result", "note")
    CheckLine.objects.bulk_update(rows, ["result", "note"])
    findings = [_finding(check, row, lines[row.order]) for row in rows if _is_problem(row)]
    Finding.objects.bulk_create(findings)
    check.summary, check.filled_on = words, today()
    check.closed_on = None if findings else today()
    check.save(update_fields=["summary", "filled_on", "closed_on"])
    problems = [finding.text for finding in findings]
    act.record(check, unit=check.unit, after={"problems": problems}, label=_label(check))
    return check


@action("campaign.rectify")
def rectify(act: Act, finding: Finding, text: str, papers: Sequence[PaperFacts]) -> Finding:
    """The unit says what it did about a finding, with evidence. Raises Invalid without it."""
    finding = _lock_finding(finding)
    act.permit(finding.unit)
    finding.state = after(FindingState(finding.state), "rectify")
    finding.rectification = required(rectification=text)["rectification"]
    if not papers:
        raise Invalid({"file": "没有证明材料不能销号。请附上整改后的文件、信息或者网址。"})
    made = add_papers(act, papers, unit=finding.unit, of=finding)
    finding.rectified_on, finding.rectified_by = today(), act.actor.account
    finding.returned_why = ""
    finding.save()
    act.record(
        finding,
        unit=finding.unit,
        after={"rectification": finding.rectification, "papers": paper_words(made)},
    )
    return finding


@action("campaign.close_finding")
def close_finding(act: Act, finding: Finding) -> Finding:
    """Strike a finding off the issue list. NotAllowedNow without evidence (F32)."""
    finding = _lock_finding(finding)
    act.permit(finding.unit)
    finding.state = after(FindingState(finding.state), "close")
    if not finding.papers.exists():
        raise NotAllowedNow("没有证明材料，不能销号。请退回单位补充。")
    finding.closed_on, finding.closed_by = today(), act.account
    finding.save(update_fields=["state", "closed_on", "closed_by"])
    act.record(finding, unit=finding.unit, after={"state": finding.state})
    check = finding.check_made
    if not check.findings.exclude(state=FindingState.CLOSED).exists():
        check.closed_on = today()
        check.save(update_fields=["closed_on"])
    return finding


@action("campaign.return_finding")
def return_finding(act: Act, finding: Finding, why: str, due_on: date) -> Finding:
    """Send a rectification back, with the reason and a new day."""
    finding = _lock_finding(finding)
    act.permit(finding.unit)
    finding.state = after(FindingState(finding.state), "return")
    finding.returned_why = reason(why)
    if due_on < today():
        raise Invalid({"due_on": "新的整改时限不能早于今天。"})
    before = {"due_on": str(finding.due_on)}
    finding.due_on = due_on
    finding.save(update_fields=["state", "returned_why", "due_on"])
    after_ = {"due_on": str(due_on), "state": finding.state}
    act.record(finding, unit=finding.unit, before=before, after=after_, why=finding.returned_why)
    return finding


def _label(check: Check) -> str:
    return f"{check.unit.name}{check.checked_on}检查"


def _is_problem(row: CheckLine) -> bool:
    return row.result == LineResult.PROBLEM


def _check_lines(rows: Sequence[CheckLine], lines: Mapping[int, LineFacts]) -> None:
    wrong = {
        f"line-{row.order}": said
        for row in rows
        if (said := _lacks(lines.get(row.order, LineFacts(""))))
    }
    if wrong:
        raise Invalid(wrong)


def _lacks(line: LineFacts) -> str:
    if line.result not in LineResult.values or not line.result:
        return "请选择检查结果。"
    if line.result != LineResult.PROBLEM:
        return ""
    if not line.note.strip():
        return "请写明是什么问题。"
    if line.due_on is None:
        return "请写明整改时限。"
    return "整改时限不能早于今天。" if line.due_on < today() else ""


def _finding(check: Check, row: CheckLine, line: LineFacts) -> Finding:
    assert line.due_on is not None  # noqa: S101 - checked above; says so to the type checker
    finding = Finding(
        check_made=check,
        unit=check.unit,
        line=row,
        text=line.note.strip(),
        advice=line.advice.strip(),
        due_on=line.due_on,
    )
    return checked(finding, "text", "advice")


def _lock(check: Check) -> Check:
    rows = Check.objects.select_for_update(of=("self",))
    return rows.select_related("unit__town").get(pk=check.pk)


def _lock_finding(finding: Finding) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",))
    return rows.select_related("unit__town", "check_made__unit").get(pk=finding.pk)
