"""What of the plan people are reminded of: tasks, findings and reports by their day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from django.urls import reverse
from django.utils import timezone

from gongkai.campaign.models import Finding, FindingState, MediaAccount, Report, ReportState
from gongkai.campaign.waiting import owed_parts
from gongkai.reminding.sources import Occasion, Owed
from gongkai.rules.new_media import update_by
from gongkai.rules.reminding import FURTHEST


def reminders(occasion: Occasion) -> Iterator[Owed]:
    """What units of the town still owe the plan, due until the furthest level. Four queries."""
    until = occasion.window.tell_until + timedelta(days=FURTHEST)
    yield from _tasks(occasion, until)
    yield from _findings(occasion, until)
    yield from _reports(occasion, until)
    yield from _media(occasion, until)


def _tasks(occasion: Occasion, until: date) -> Iterator[Owed]:
    owed = owed_parts().filter(unit__town=occasion.town, task__due_on__lte=until)
    for part in owed.select_related("task__plan"):
        task = part.task
        yield Owed(
            key=f"part-{part.pk}",
            unit=part.unit_id,
            what=task.title,
            due=task.due_on,
            url=reverse("campaign:part", args=[part.pk]),
            known=task.begins_on or cast(date, task.plan.started_on),
        )


def _findings(occasion: Occasion, until: date) -> Iterator[Owed]:
    """The text of a finding may name somebody: it stays within the house."""
    rows = Finding.objects.filter(
        unit__town=occasion.town, state=FindingState.OPEN, due_on__lte=until
    )
    for finding in rows.select_related("check_made"):
        yield Owed(
            key=f"finding-{finding.pk}",
            unit=finding.unit_id,
            what="指导检查发现的问题，须整改",
            due=finding.due_on,
            url=reverse("campaign:finding", args=[finding.pk]),
            known=finding.check_made.checked_on,
            note=finding.text,
        )


def _reports(occasion: Occasion, until: date) -> Iterator[Owed]:
    rows = Report.objects.filter(
        unit__town=occasion.town,
        state__in=(ReportState.WAITING, ReportState.RETURNED),
        call__due_on__lte=until,
    )
    for report in rows.select_related("call"):
        yield Owed(
            key=f"report-{report.pk}",
            unit=report.unit_id,
            what=report.call.title,
            due=report.call.due_on,
            url=reverse("campaign:report", args=[report.pk]),
            known=timezone.localdate(report.call.created_at),
        )


def _media(occasion: Occasion, until: date) -> Iterator[Owed]:
    rows = MediaAccount.objects.filter(unit__town=occasion.town, closed_on=None)
    for account in rows:
        due = update_by(account.last_on)
        if due <= until:
            yield Owed(
                key=f"media-{account.pk}",
                unit=account.unit_id,
                what=f"更新新媒体账号“{account.name}”",
                due=due,
                url=reverse("campaign:media_account", args=[account.pk]),
                known=account.last_on,
            )
