"""That the report of a year is due: asked for from 15 January until it is public."""

from collections.abc import Iterator

from django.urls import reverse

from gongkai.foi.annual.models import AnnualReport, ReportState
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.waiting import WaitingItem
from gongkai.rules.annual_report.deadline import asked_for, deadline


def annual_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """The report of last year, while it is not public; one query, and none outside the season."""
    day = today()
    year = asked_for(day)
    if year is None or actor.town is None or reach_of(actor, "foi.make_annual_report") is None:
        return
    report = (
        AnnualReport.objects.filter(town_id=actor.town_id, year=year)
        .select_related("record")
        .first()
    )
    step = _step(report)
    if step is None:
        return
    reason, label = step
    limit = deadline(day)
    yield WaitingItem(
        what=f"{year}年政府信息公开工作年度报告",
        whose=actor.town.name,
        since=limit.alarm_on(year),
        reason=f"{reason}；按惯例1月31日前公布",
        url=reverse("annual:list") if report is None else reverse("annual:report", args=[year]),
        action_label=label,
        due=limit.due_on(year),
    )


def _step(report: AnnualReport | None) -> tuple[str, str] | None:
    """What is to be done next, in words and as the label of a button; None once it is public."""
    if report is None:
        return "还没有编制", "编制"
    if report.state == ReportState.DRAFT:
        return "编制中，还没有定稿", "继续编制"
    if report.record is None:
        return "已定稿，还没有转为公开信息", "转为公开信息"
    return None if report.record.live_as else ("等待送审、发布", "查看")
