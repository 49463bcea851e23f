"""What of review waits for a person, and what a record's page shows of it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import reaches
from gongkai.organisation.waiting import WaitingItem
from gongkai.publication.models import Record, RecordState
from gongkai.publication.panels import NextStep, Panel
from gongkai.review.models import ReviewRow, Seat, SecrecyFinding
from gongkai.review.queries import (
    findings_awaiting,
    open_row_of,
    own_sheets_to_sign,
    rows_awaiting_leader,
    rows_awaiting_working_opinion,
    sheets_awaiting_signature,
)


def opinions_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Rows to tick."""
    for row in rows_awaiting_working_opinion(actor):
        yield _row_item(row, "等您填写审查意见", "审查")
    for row in rows_awaiting_leader(actor):
        yield _row_item(row, "审查意见已填写，等您签署意见", "签署意见")


def findings_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Questions for the secrecy body."""
    for finding in findings_awaiting(actor):
        row = finding.row
        yield WaitingItem(
            what=row.title,
            whose=row.department.name,
            since=timezone.localdate(finding.asked_at),
            reason=_question(finding),
            url=reverse("review:answer", args=[row.sheet.number, row.sequence]),
            action_label="登记答复" if finding.referred_at else "出具结果",
        )


def signatures_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Sheets to sign."""
    waiting = {
        Seat.HANDLER: own_sheets_to_sign(actor),
        Seat.REVIEWER: sheets_awaiting_signature(actor, Seat.REVIEWER),
        Seat.LEADER: sheets_awaiting_signature(actor, Seat.LEADER),
    }
    for seat, sheets in waiting.items():
        for sheet in sheets:
            yield WaitingItem(
                what=str(sheet),
                whose=sheet.unit.name,
                since=timezone.localdate(sheet.created_at),
                reason=f"等{seat.label}签字",
                url=reverse("review:sheet", args=[sheet.number]),
                action_label="去签字",
            )


def panel(actor: Actor, record: Record) -> Panel | None:
    """The review of a record, and the step to register it."""
    row = open_row_of(record)
    step = None
    may_register = reaches(actor, "review.add_row", record.unit)
    if record.state == RecordState.DRAFT and may_register:
        step = NextStep("登记送审", reverse("review:register", args=[record.slug]))
    if row is None:
        return Panel("保密审查", "review/panel.html", {"row": None}, step)
    ticks = {o.column: o for o in row.opinions.filter(current=True).select_related("account")}
    more: tuple[tuple[str, str], ...] = ()
    if reaches(actor, "review.read", row.sheet.unit):
        address = reverse("review:sheet", args=[row.sheet.number])
        more = ((f"打开第{row.sheet.number}号审查表", address),)
    values = {"row": row, "working": ticks.get("working_body"), "leader": ticks.get("leader")}
    return Panel("保密审查", "review/panel.html", values, step, more)


def _question(finding: SecrecyFinding) -> str:
    if finding.referred_at:
        return f"已提请{finding.referred_to}确定，等待答复"
    return f"{finding.asked_by.name}提请保密审查：{finding.question}"


def _row_item(row: ReviewRow, reason: str, label: str) -> WaitingItem:
    return WaitingItem(
        what=row.title,
        whose=row.department.name,
        since=timezone.localdate(row.sheet.created_at),
        reason=f"第{row.sheet.number}号审查表第{row.sequence}行，{reason}",
        url=reverse("review:row", args=[row.sheet.number, row.sequence]),
        action_label=label,
    )
