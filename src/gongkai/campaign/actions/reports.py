"""Reports of the units: asked for, written, submitted, returned, merged (F33)."""

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.campaign.actions.common import (
    checked,
    open_units,
    permit_town,
    reason,
    required,
    town_of,
)
from gongkai.campaign.models import Report, ReportCall, ReportState, Summary, Task
from gongkai.campaign.states import after
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.digest import digest
from gongkai.rules.work_report import TABLE, missing_parts

LONGEST_PART = 20_000
"""Characters of one part; a report is a few pages."""


@action("campaign.call_reports")
def call_reports(
    act: Act,
    title: str,
    period: str,
    due_on: date,
    units: Sequence[Unit],
    *,
    note: str = "",
    task: Task | None = None,
) -> ReportCall:
    """Ask units for a report until ``due_on``. Raises Invalid by field."""
    town = town_of(act)
    root = permit_town(act, town)
    words = required(title=title, period=period)
    if due_on < today():
        raise Invalid({"due_on": "报送时限不能早于今天。"})
    if task is not None and task.plan.town_id != town.pk:
        raise Invalid({"task": "请选择本镇方案的任务。"})
    call = ReportCall(town=town, task=task, due_on=due_on, note=note.strip(), **words)
    call.created_at = now()
    checked(call, "title", "period")
    if ReportCall.objects.filter(town=town, title=call.title).exists():
        raise Invalid({"title": "已经有同名的报告，请换一个名称。"})
    call.save()
    asked = open_units(town, units)
    Report.objects.bulk_create(Report(call=call, unit=unit) for unit in asked)
    after_ = {"due_on": str(due_on), "units": [unit.name for unit in asked]}
    act.record(call, unit=root, after=after_)
    return call


@action("campaign.save_report")
def save_report(act: Act, report: Report, parts: Mapping[str, str]) -> Report:
    """Keep what is written so far, whole or not."""
    report = _lock(report)
    act.permit(report.unit)
    report.state = after(ReportState(report.state), "write")
    _write(report, parts)
    report.save(update_fields=["parts", "saved_at"])
    written = [part.name for part in TABLE if report.parts.get(part.code)]
    act.record(report, unit=report.unit, after={"written": written}, label=report.call.title)
    return report


@action("campaign.submit_report")
def submit_report(act: Act, report: Report, parts: Mapping[str, str]) -> Report:
    """Submit a report. Raises Invalid by part for every part that is missing."""
    report = _lock(report)
    act.permit(report.unit)
    report.state = after(ReportState(report.state), "submit")
    _write(report, parts)
    lacking = missing_parts(report.parts, today())
    if lacking:
        raise Invalid({part.code: f"请填写“{part.name}”。{part.help}" for part in lacking})
    report.submitted_at, report.submitted_by = now(), act.actor.account
    report.first_on = report.first_on or today()
    report.returned_why = ""
    report.save()
    after_ = {"state": report.state, "digest": _digest(report)}
    act.record(report, unit=report.unit, after=after_, label=report.call.title)
    return report


@action("campaign.return_report")
def return_report(act: Act, report: Report, why: str) -> Report:
    """Send a report back to its unit, with what is to be mended."""
    report = _lock(report)
    act.permit(report.unit)
    report.state = after(ReportState(report.state), "return")
    report.returned_why = reason(why)
    report.save(update_fields=["state", "returned_why"])
    act.record(
        report,
        unit=report.unit,
        after={"state": report.state},
        why=report.returned_why,
        label=report.call.title,
    )
    return report


@action("campaign.merge_summary")
def merge_summary(act: Act, call: ReportCall, title: str, overall: Mapping[str, str]) -> Summary:
    """Merge the submitted reports, under the Office's own words for each part.

    The reports are kept as they are now; who has not reported is named in the summary. Raises
    NotAllowedNow where nobody has reported, Invalid for a part without the Office's words.
    """
    call = ReportCall.objects.select_for_update(of=("self",)).select_related("town").get(pk=call.pk)
    root = permit_town(act, call.town)
    reports = list(call.reports.select_related("unit"))
    submitted = [report for report in reports if report.state == ReportState.SUBMITTED]
    if not submitted:
        raise NotAllowedNow("还没有单位报送报告，没有可以汇总的内容。")
    named = required(title=title)["title"]
    texts = _texts(overall)
    lacking = missing_parts(texts, today())
    if lacking:
        raise Invalid({part.code: f"请写出全镇的“{part.name}”。" for part in lacking})
    summary = Summary(
        call=call,
        number=call.summaries.count() + 1,
        title=named,
        overall=texts,
        content=[{"unit": report.unit.name, "parts": report.parts} for report in submitted],
        missing=[report.unit.name for report in reports if report not in submitted],
        made_at=now(),
        made_by=act.actor.account,
    )
    checked(summary, "title").save()
    act.record(
        summary,
        unit=root,
        after={
            "reports": {report.unit.name: _digest(report) for report in submitted},
            "missing": summary.missing,
        },
    )
    return summary


def _write(report: Report, parts: Mapping[str, str]) -> None:
    texts = _texts(parts)
    report.parts, report.saved_at = texts, now()


def _texts(parts: Mapping[str, str]) -> dict[str, str]:
    known = [part.code for part in TABLE.as_of(today())]
    texts = {code: parts.get(code, "").replace("\r\n", "\n").strip() for code in known}
    over = {code: text for code, text in texts.items() if len(text) > LONGEST_PART}
    if over:
        said = f"这一部分超过{LONGEST_PART}字，请精简。"
        raise Invalid(dict.fromkeys(over, said))
    return texts


def _digest(report: Report) -> str:
    text = "\n".join(report.parts.get(part.code, "") for part in TABLE)
    return digest(text.encode())


def _lock(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("unit__town", "call").get(pk=report.pk)
