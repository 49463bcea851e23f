"""What of the scan waits for a person, and what a record's page shows of it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from gongkai.organisation.actor import Actor
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.scope import reaches
from gongkai.organisation.waiting import WaitingItem
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import ENDED_STATES, Record
from gongkai.publication.panels import Panel
from gongkai.review.covering.proposing import coverable_files
from gongkai.review.scanning.queries import clearances_awaiting, leaks_for
from gongkai.review.scanning.standing import findings_of


def clearances_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Findings for the secrecy body to decide on."""
    for clearance in clearances_awaiting(actor):
        yield WaitingItem(
            what=clearance.label,
            whose=clearance.record.unit.name,
            since=timezone.localdate(clearance.asked_at),
            reason=f"{clearance.asked_by.name}提请认定：{clearance.question}",
            url=reverse("scan:decide", args=[clearance.pk]),
            action_label="出具认定",
        )


def leaks_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Secrecy marks to deal with within 24 hours."""
    may_close = reach_of(actor, "review.close_leak") is not None
    for task in leaks_for(actor).filter(closed_at=None):
        due = timezone.localtime(task.due_at)
        yield WaitingItem(
            what=f"涉密线索：{task.quarantined.name}",
            whose=task.unit.name,
            since=timezone.localdate(task.found_at),
            reason=f"发现“{task.mark}”，须在{due:%m月%d日%H:%M}前报告（实施条例第六十一条，24小时）",
            url=reverse("scan:leak", args=[task.pk]),
            action_label="处置" if may_close else "查看",
            due=due.date(),
        )


def panel(actor: Actor, record: Record) -> Panel | None:
    """The findings of the newest version, with what may be done about each."""
    if record.state in ENDED_STATES:
        return None
    version = newest(record)
    version.record = record
    findings = findings_of(version)
    may_mask = reaches(actor, "review.mask_findings", record.unit) and record.halted_at is None
    values = {
        "record": record,
        "groups": findings.groups(),
        "unseen": findings.unseen,
        "stopping": len(findings.stopping),
        "may_mask": may_mask,
        "covered": coverable_files(version) if may_mask else [],
    }
    more = (("在正文中查看位置", reverse("scan:record", args=[record.slug])),)
    return Panel("公开前检查", "review/scan/panel.html", values, None, more)
