"""What of the plan waits for a person: tasks, findings, reports, concerns, steps, silent accounts.

The home page asks often and mostly there is nothing: one query says which of the lists have
something, and only those are read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from gongkai.campaign import queries
from gongkai.campaign.leading import leads
from gongkai.campaign.models import (
    ConcernLimit,
    Course,
    Finding,
    FindingState,
    MediaAccount,
    Part,
    PlanState,
    Report,
    ReportCall,
    ReportState,
    RequestState,
    UpstreamRequest,
)
from gongkai.ledger.clock import now, today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.waiting import WaitingItem
from gongkai.publication.models import Version
from gongkai.rules.new_media import LIMITS, Idle, idle_on, update_by

AHEAD = timedelta(days=14)
"""How long before its day a task of the plan appears; what is late stays."""

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Source:
    """A list: its rows for a person (None: not theirs), and each row as an item."""

    rows: Callable[[Actor], Rows | None]
    item: Callable[[Actor, Any], WaitingItem | None]


def waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Everything of the plan that waits for the actor."""
    found = {name: source.rows(actor) for name, source in SOURCES.items()}
    asked = {name: rows for name, rows in found.items() if rows is not None}
    if not asked:
        return
    exist = {name: Exists(rows.order_by()) for name, rows in asked.items()}
    answer = Town.objects.filter(pk=actor.town_id).values(**exist).first() or {}
    for name, rows in asked.items():
        if answer.get(name):
            items = (SOURCES[name].item(actor, row) for row in rows)
            yield from (item for item in items if item is not None)


def _tasks(actor: Actor) -> Rows | None:
    """What the person's own units owe: tasks near or past their day."""
    if reach_of(actor, "campaign.finish_part") is None:
        return None
    units = units_in_scope(actor, "campaign.finish_part")
    owed = owed_parts().filter(unit__in=units, task__due_on__lte=today() + AHEAD)
    return owed.exclude(task__begins_on__gt=today()).select_related("task__plan", "unit")


def _task(actor: Actor, part: Part) -> WaitingItem:
    task = part.task
    return WaitingItem(
        what=task.title,
        whose=part.unit.name,
        since=task.begins_on or cast(date, task.plan.started_on),
        reason=f"《{task.plan.title}》的任务，成果：{task.deliverable}",
        url=reverse("campaign:part", args=[part.pk]),
        action_label="登记完成",
        due=task.due_on,
    )


def _late(actor: Actor) -> Rows | None:
    """For the Office: the tasks that units have let pass, one line for each task."""
    if not leads(actor):
        return None
    late = owed_parts().filter(unit__town_id=actor.town_id, task__due_on__lt=today())
    rows = late.values("task", "task__title", "task__due_on", "task__plan__title")
    return rows.annotate(units=Count("pk"), first=Min("unit__name")).order_by("task__due_on")


def _late_task(actor: Actor, row: dict[str, Any]) -> WaitingItem:
    more = f"等{row['units']}个单位" if row["units"] > 1 else ""
    return WaitingItem(
        what=row["task__title"],
        whose=f"{row['first']}{more}",
        since=row["task__due_on"] + timedelta(days=1),
        reason=f"《{row['task__plan__title']}》的任务逾期没有登记完成",
        url=reverse("campaign:task", args=[row["task"]]),
        action_label="查看并催办",
        due=row["task__due_on"],
    )


def owed_parts() -> QuerySet[Part]:
    """What units still owe of running plans, what was history at their start left out."""
    return Part.objects.filter(
        done_on=None,
        waived_on=None,
        task__plan__state=PlanState.RUNNING,
        task__due_on__gte=F("task__plan__started_on"),
    )


def _findings(actor: Actor) -> Rows | None:
    """Findings to rectify (the unit) and rectifications to look at (the Office)."""
    if reach_of(actor, "campaign.rectify") is None:
        return None
    mine = Q(state=FindingState.OPEN, unit__in=units_in_scope(actor, "campaign.rectify"))
    look = Q(state=FindingState.RECTIFIED, unit__in=units_in_scope(actor, "campaign.close_finding"))
    return Finding.objects.filter(mine | look).select_related("unit", "check_made")


def _finding(actor: Actor, finding: Finding) -> WaitingItem:
    opened = finding.state == FindingState.OPEN
    returned = f"退回：{finding.returned_why}" if finding.returned_why else ""
    to_do = returned or "指导检查发现的问题，须整改并附证明材料"
    return WaitingItem(
        what=finding.text,
        whose=finding.unit.name,
        since=finding.check_made.checked_on if opened else cast(date, finding.rectified_on),
        reason=to_do if opened else "单位已报送整改情况，请复核",
        url=reverse("campaign:finding", args=[finding.pk]),
        action_label="报送整改" if opened else "复核",
        due=finding.due_on if opened else None,
    )


def _reports(actor: Actor) -> Rows | None:
    """Reports to write, or returned."""
    if reach_of(actor, "campaign.submit_report") is None:
        return None
    return Report.objects.filter(
        unit__in=units_in_scope(actor, "campaign.submit_report"),
        state__in=(ReportState.WAITING, ReportState.RETURNED),
    ).select_related("unit", "call")


def _report(actor: Actor, report: Report) -> WaitingItem:
    returned = report.state == ReportState.RETURNED
    return WaitingItem(
        what=report.call.title,
        whose=report.unit.name,
        since=timezone.localdate(report.call.created_at),
        reason=f"退回修改：{report.returned_why}" if returned else "工作报告，四个部分缺一不可",
        url=reverse("campaign:report", args=[report.pk]),
        action_label="修改报告" if returned else "写报告",
        due=report.call.due_on,
    )


def _calls(actor: Actor) -> Rows | None:
    """For the Office: calls whose day has passed with reports missing, or that are complete."""
    if reach_of(actor, "campaign.merge_summary") is None:
        return None
    missing = Count("reports", filter=~Q(reports__state=ReportState.SUBMITTED))
    calls = ReportCall.objects.filter(town_id=actor.town_id, summaries=None)
    return calls.annotate(missing=missing).filter(Q(missing=0) | Q(due_on__lt=today()))


def _call(actor: Actor, call: Any) -> WaitingItem:
    whole = call.missing == 0
    return WaitingItem(
        what=call.title,
        whose="全镇",
        since=today() if whole else call.due_on + timedelta(days=1),
        reason="各单位都已报送，可以汇总" if whole else f"{call.missing}个单位没有报送",
        url=reverse("campaign:call", args=[call.pk]),
        action_label="汇总" if whole else "查看未报送的单位",
        due=None if whole else call.due_on,
    )


def _concerns(actor: Actor) -> Rows | None:
    """Limits of concerns that are not met: for the unit; once missed, for the leaders too."""
    units = units_in_scope(actor, "campaign.answer_concern")
    oversees = reach_of(actor, "campaign.log_concern") is not None or _is_leader(actor)
    if not oversees and reach_of(actor, "campaign.answer_concern") is None:
        return None
    mine = Q(concern__unit__in=units)
    if oversees:
        mine |= Q(concern__unit__town_id=actor.town_id, due_at__lt=now())
    return ConcernLimit.objects.filter(mine, met_at=None).select_related("concern__unit")


def _concern(actor: Actor, limit: ConcernLimit) -> WaitingItem:
    concern = limit.concern
    due = timezone.localtime(limit.due_at)
    said = "已经超过" if limit.due_at < now() else "须在"
    before = "" if limit.due_at < now() else "前"
    return WaitingItem(
        what=f"{concern.title}：{limit.name}",
        whose=concern.unit.name,
        since=timezone.localdate(concern.found_at),
        reason=f"{said}{due:%m月%d日%H:%M}{before}（发现后{limit.hours}小时，{limit.source}）",
        url=reverse("campaign:concern", args=[concern.pk]),
        action_label="办理" if _answers(actor, concern.unit_id) else "查看",
        due=due.date(),
    )


def _answers(actor: Actor, unit: int) -> bool:
    """Whether the person may answer for the unit; who oversees all only for their own."""
    if actor.account is None or reach_of(actor, "campaign.answer_concern") is None:
        return False
    return not leads(actor) or actor.account.unit_id == unit


def _is_leader(actor: Actor) -> bool:
    return actor.account is not None and "leader" in actor.account.role_set


def _requests(actor: Actor) -> Rows | None:
    """Requests to superior departments whose hoped-for day has passed unanswered."""
    if reach_of(actor, "campaign.answer_request") is None:
        return None
    return UpstreamRequest.objects.filter(
        unit__in=units_in_scope(actor, "campaign.answer_request"),
        state=RequestState.SENT,
        reply_by__lt=today(),
    ).select_related("unit")


def _request(actor: Actor, request: UpstreamRequest) -> WaitingItem:
    reply_by = cast(date, request.reply_by)
    return WaitingItem(
        what=request.subject,
        whose=request.unit.name,
        since=reply_by + timedelta(days=1),
        reason=f"{request.addressee}没有按希望的日期答复，请联系或登记答复",
        url=reverse("campaign:request", args=[request.pk]),
        action_label="登记答复",
        due=reply_by,
    )


def _courses(actor: Actor) -> Rows | None:
    """Courses under way in the units where the person may do a step."""
    if actor.account is None or reach_of(actor, "campaign.do_step") is None:
        return None
    units = units_in_scope(actor, "campaign.do_step")
    courses = queries.with_steps(Course.objects.filter(finished_at=None, unit__in=units))
    titles = Version.objects.filter(record=OuterRef("record")).order_by("-number").values("title")
    return courses.annotate(record_title=Subquery(titles[:1]))


def _course(actor: Actor, course: Course) -> WaitingItem | None:
    """The step in hand, if it is the person's to do."""
    step = next(each for each in course.steps.all() if each.done_at is None)
    if actor.account is None or step.role not in actor.account.role_set:
        return None
    thing = course.matter.name if course.matter else vars(course)["record_title"]
    return WaitingItem(
        what=f"{thing}：{step.name}",
        whose=course.unit.name,
        since=timezone.localdate(course.begun_at),
        reason=f"领域流程第{step.order}步",
        url=reverse("campaign:course", args=[course.pk]),
        action_label="办理",
    )


def _media(actor: Actor) -> Rows | None:
    """Accounts on other platforms: one's own from the warning on, all others once too late."""
    if actor.account is None or reach_of(actor, "campaign.note_media_post") is None:
        return None
    limit, day = LIMITS.get("update", today()), today()
    warned = Q(unit=actor.account.unit_id, last_on__lte=day - timedelta(days=limit.warn))
    late = Q(last_on__lt=day - timedelta(days=limit.days))
    units = units_in_scope(actor, "campaign.note_media_post")
    rows = MediaAccount.objects.filter(warned | late, closed_on=None, unit__in=units)
    return rows.select_related("unit").order_by("last_on", "id")


def _media_account(actor: Actor, account: MediaAccount) -> WaitingItem:
    late, days = idle_on(account.last_on, today()) is Idle.LATE, LIMITS.get("update", today()).days
    own = actor.account is not None and actor.account.unit_id == account.unit_id
    return WaitingItem(
        what=f"新媒体账号“{account.name}”",
        whose=account.unit.name,
        since=account.last_on,
        reason=f"超过{days}天没有更新" if late else f"快到{days}天没有更新，请发布并登记",
        url=reverse("campaign:media_account", args=[account.pk]),
        action_label="登记发布" if own else "查看",
        due=update_by(account.last_on),
    )


SOURCES = {
    "plan_tasks": Source(_tasks, _task),
    "plan_late": Source(_late, _late_task),
    "plan_findings": Source(_findings, _finding),
    "plan_reports": Source(_reports, _report),
    "plan_calls": Source(_calls, _call),
    "plan_concerns": Source(_concerns, _concern),
    "plan_requests": Source(_requests, _request),
    "plan_courses": Source(_courses, _course),
    "plan_media": Source(_media, _media_account),
}
