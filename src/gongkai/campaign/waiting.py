"""What of the plan waits for a person: tasks, findings, reports, concerns, steps."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from django.db.models import Count, F, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.campaign import queries
from gongkai.campaign.models import (
    ConcernLimit,
    Finding,
    FindingState,
    Part,
    PlanState,
    Report,
    ReportCall,
    ReportState,
    RequestState,
)
from gongkai.ledger.clock import now, today
from gongkai.organisation.actor import Actor
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.waiting import WaitingItem

AHEAD = timedelta(days=14)
"""How long before its day a task of the plan appears; what is late stays."""


def tasks_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """What the person's own units owe: tasks near or past their day."""
    if reach_of(actor, "campaign.finish_part") is None:
        return
    owed = (
        _owed_parts()
        .filter(
            unit__in=units_in_scope(actor, "campaign.finish_part"),
            task__due_on__lte=today() + AHEAD,
        )
        .exclude(task__begins_on__gt=today())
        .select_related("task__plan", "unit")
    )
    for part in owed:
        task = part.task
        yield WaitingItem(
            what=task.title,
            whose=part.unit.name,
            since=task.begins_on or cast(date, task.plan.started_on),
            reason=f"《{task.plan.title}》的任务，成果：{task.deliverable}",
            url=reverse("campaign:part", args=[part.pk]),
            action_label="登记完成",
            due=task.due_on,
        )


def late_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """For the Office: the tasks that units have let pass, one line for each task."""
    if not queries.leads(actor):
        return
    late = (
        _owed_parts()
        .filter(unit__town_id=actor.town_id, task__due_on__lt=today())
        .values("task", "task__title", "task__due_on", "task__plan", "task__plan__title")
        .annotate(units=Count("pk"), first=Min("unit__name"))
        .order_by("task__due_on")
    )
    for row in late:
        more = f"等{row['units']}个单位" if row["units"] > 1 else ""
        yield WaitingItem(
            what=row["task__title"],
            whose=f"{row['first']}{more}",
            since=row["task__due_on"] + timedelta(days=1),
            reason=f"《{row['task__plan__title']}》的任务逾期没有登记完成",
            url=reverse("campaign:task", args=[row["task"]]),
            action_label="查看并催办",
            due=row["task__due_on"],
        )


def _owed_parts() -> QuerySet[Part]:
    return Part.objects.filter(
        done_on=None,
        waived_on=None,
        task__plan__state=PlanState.RUNNING,
        task__due_on__gte=F("task__plan__started_on"),
    )


def findings_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Findings to rectify (the unit) and rectifications to look at (the Office)."""
    mine = Q(state=FindingState.OPEN, unit__in=units_in_scope(actor, "campaign.rectify"))
    look = Q(state=FindingState.RECTIFIED, unit__in=units_in_scope(actor, "campaign.close_finding"))
    if reach_of(actor, "campaign.rectify") is None:
        return
    for finding in Finding.objects.filter(mine | look).select_related("unit", "check_made"):
        opened = finding.state == FindingState.OPEN
        returned = f"退回：{finding.returned_why}" if finding.returned_why else ""
        yield WaitingItem(
            what=finding.text,
            whose=finding.unit.name,
            since=finding.check_made.checked_on if opened else cast(date, finding.rectified_on),
            reason=(returned or "指导检查发现的问题，须整改并附证明材料")
            if opened
            else "单位已报送整改情况，请复核",
            url=reverse("campaign:finding", args=[finding.pk]),
            action_label="报送整改" if opened else "复核",
            due=finding.due_on if opened else None,
        )


def reports_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Reports to write, or returned."""
    if reach_of(actor, "campaign.submit_report") is None:
        return
    owed = Report.objects.filter(
        unit__in=units_in_scope(actor, "campaign.submit_report"),
        state__in=(ReportState.WAITING, ReportState.RETURNED),
    ).select_related("unit", "call")
    for report in owed:
        returned = report.state == ReportState.RETURNED
        yield WaitingItem(
            what=report.call.title,
            whose=report.unit.name,
            since=timezone.localdate(report.call.created_at),
            reason=f"退回修改：{report.returned_why}" if returned else "工作报告，四个部分缺一不可",
            url=reverse("campaign:report", args=[report.pk]),
            action_label="修改报告" if returned else "写报告",
            due=report.call.due_on,
        )


def calls_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """For the Office: calls whose day has passed with reports missing, or that are complete."""
    if reach_of(actor, "campaign.merge_summary") is None:
        return
    open_ = Count("reports", filter=~Q(reports__state=ReportState.SUBMITTED))
    calls = ReportCall.objects.filter(town_id=actor.town_id, summaries=None)
    for call in calls.annotate(missing=open_).filter(Q(missing=0) | Q(due_on__lt=today())):
        whole = call.missing == 0
        yield WaitingItem(
            what=call.title,
            whose="全镇",
            since=today() if whole else call.due_on + timedelta(days=1),
            reason="各单位都已报送，可以汇总" if whole else f"{call.missing}个单位没有报送",
            url=reverse("campaign:call", args=[call.pk]),
            action_label="汇总" if whole else "查看未报送的单位",
            due=None if whole else call.due_on,
        )


def concerns_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Limits of concerns that are not met: for the unit; once missed, for the leaders too."""
    mine = Q(concern__unit__in=units_in_scope(actor, "campaign.answer_concern"))
    if reach_of(actor, "campaign.log_concern") is not None or _is_leader(actor):
        mine |= Q(concern__unit__town_id=actor.town_id, due_at__lt=now())
    for limit in ConcernLimit.objects.filter(mine, met_at=None).select_related("concern__unit"):
        concern = limit.concern
        due = timezone.localtime(limit.due_at)
        missed = limit.due_at < now()
        yield WaitingItem(
            what=f"{concern.title}：{limit.name}",
            whose=concern.unit.name,
            since=timezone.localdate(concern.found_at),
            reason=f"{'已经超过' if missed else '须在'}{due:%m月%d日%H:%M}"
            f"（发现后{limit.hours}小时，{limit.source}）",
            url=reverse("campaign:concern", args=[concern.pk]),
            action_label="办理",
            due=due.date(),
        )


def _is_leader(actor: Actor) -> bool:
    return actor.account is not None and "leader" in actor.account.role_set


def requests_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Requests to superior departments whose hoped-for day has passed unanswered."""
    if reach_of(actor, "campaign.answer_request") is None:
        return
    units = units_in_scope(actor, "campaign.answer_request")
    overdue = queries.requests_for(actor).filter(
        unit__in=units, state=RequestState.SENT, reply_by__lt=today()
    )
    for request in overdue:
        reply_by = cast(date, request.reply_by)
        yield WaitingItem(
            what=request.subject,
            whose=request.unit.name,
            since=reply_by + timedelta(days=1),
            reason=f"{request.addressee}没有按希望的日期答复，请联系或登记答复",
            url=reverse("campaign:request", args=[request.pk]),
            action_label="登记答复",
            due=reply_by,
        )


def steps_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """The next steps of courses that are the person's to do."""
    if actor.account is None or reach_of(actor, "campaign.do_step") is None:
        return
    units = units_in_scope(actor, "campaign.do_step")
    for course in queries.courses_for(actor).filter(finished_at=None, unit__in=units):
        step = next(each for each in course.steps.all() if each.done_at is None)
        if step.role not in actor.account.role_set:
            continue
        thing = course.matter.name if course.matter else str(course.record)
        yield WaitingItem(
            what=f"{thing}：{step.name}",
            whose=course.unit.name,
            since=timezone.localdate(course.begun_at),
            reason=f"领域流程第{step.order}步",
            url=reverse("campaign:course", args=[course.pk]),
            action_label="办理",
        )
