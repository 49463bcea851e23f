"""Beginning a report, counting again, finishing it and taking it up again."""

import json
from typing import Any

from gongkai.foi.annual.actions.common import computed_json, take, take_draft
from gongkai.foi.annual.drafting import draft_texts
from gongkai.foi.annual.models import AnnualReport, ReportState
from gongkai.foi.annual.queries import standing_of
from gongkai.foi.naming import issuer_of
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow
from gongkai.rules.annual_report.deadline import years_to_report

_CHANGED = "编制之后，申请、复议诉讼或者公开信息的记录有变化。请先“按记录重新统计”，核对后再定稿。"


@action("foi.make_annual_report")
def make_annual_report(act: Act, unit: Unit, year: int) -> AnnualReport:
    """Begin the report of a year: figures from the records, texts proposed from the facts.

    The present year can be begun as a rehearsal; it cannot be finished before it is over.
    """
    act.permit(unit)
    years = years_to_report(today())
    if year not in years:
        raise Invalid({"year": f"只能编制{years[-1]}年至{years[0]}年的年度报告。"})
    town = unit.town
    if AnnualReport.objects.filter(town=town, year=year).exists():
        raise Conflict(f"{year}年的年度报告已经在编制，请直接打开。")
    computed, kept = computed_json(town, year)
    issuer = issuer_of(town)
    report = AnnualReport.objects.create(
        town=town,
        unit=unit,
        year=year,
        issuer=issuer,
        computed=kept,
        computed_at=now(),
        made_by=act.account,
        made_at=now(),
        **draft_texts(issuer, year, computed.figures, computed.facts),
    )
    act.record(report, unit=unit, after={"year": year, "tables": kept["tables"]})
    return report


@action("foi.recompute_annual_report")
def recompute_annual_report(
    act: Act, report: AnnualReport, *, texts_too: bool = False
) -> AnnualReport:
    """Count the year again from the records; what people entered stays.

    texts_too: propose the texts anew as well; what was written is lost (the ledger keeps it).
    """
    report = take_draft(act, report)
    before: dict[str, Any] = {"tables": report.computed.get("tables")}
    computed, kept = computed_json(report.town, report.year)
    report.computed, report.computed_at = kept, now()
    report.lock += 1
    if texts_too:
        figures = standing_of(report).figures
        proposed = draft_texts(report.issuer, report.year, figures, computed.facts)
        before["texts"] = {code: getattr(report, code) for code in proposed}
        for code, text in proposed.items():
            setattr(report, code, text)
    report.save()
    act.record(report, unit=report.unit, before=before, after={"tables": kept["tables"]})
    return report


@action("foi.finish_annual_report")
def finish_annual_report(act: Act, report: AnnualReport) -> AnnualReport:
    """Close a report in which nothing is wrong; doubts are for people and do not stop it.

    Raises NotAllowedNow while the year lasts, where the records have changed since they were
    counted, or with every error.
    """
    report = take_draft(act, report)
    if today().year <= report.year:
        raise NotAllowedNow(f"{report.year}年还没有结束，年度报告要到{report.year + 1}年才能定稿。")
    _, kept = computed_json(report.town, report.year)
    if _same(kept["tables"]) != _same(report.computed["tables"]):
        raise NotAllowedNow(_CHANGED)
    standing = standing_of(report)
    wrong = [found.message for found in standing.findings(today()) if found.level == "error"]
    if wrong:
        raise NotAllowedNow(f"还有{len(wrong)}处错误，不能定稿：{' '.join(wrong)}")
    report.state, report.finished_at, report.finished_by = ReportState.DONE, now(), act.account
    report.lock += 1
    report.save()
    after = {"state": report.state, **standing.as_json()}
    act.record(report, unit=report.unit, before={"state": ReportState.DRAFT}, after=after)
    return report


@action("foi.reopen_annual_report")
def reopen_annual_report(act: Act, report: AnnualReport, why: str) -> AnnualReport:
    """Take a finished report up again, with a reason. What was published stays as it is."""
    report = take(act, report)
    if report.state != ReportState.DONE:
        raise NotAllowedNow("这份年度报告正在编制，可以直接修改。")
    if not why.strip():
        raise Invalid({"why": "请写明重新编制的理由。"})
    report.state, report.finished_at, report.finished_by = ReportState.DRAFT, None, None
    report.lock += 1
    report.save()
    act.record(
        report,
        unit=report.unit,
        before={"state": ReportState.DONE},
        after={"state": report.state},
        why=why.strip(),
    )
    return report


def _same(tables: Any) -> str:
    return json.dumps(tables, sort_keys=True)
