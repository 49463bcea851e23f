"""Every read of the campaign, within the scope of who asks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from gongkai.campaign.leading import leads
from gongkai.campaign.models import (
    Check,
    Concern,
    ConcernLimit,
    Course,
    CourseStep,
    FieldStep,
    Finding,
    FindingState,
    MediaAccount,
    Paper,
    Part,
    Plan,
    PlanState,
    Practice,
    Reference,
    Report,
    ReportCall,
    Summary,
    Task,
    Training,
    UpstreamRequest,
)
from gongkai.campaign.standing import Progress, Standing, progress_of, standing_of_part
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import GroupSeat, Town, Unit
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.queries import holding_on
from gongkai.organisation.scope import units_in_scope
from gongkai.publication.models import Record
from gongkai.publication.queries import records_for, title_of
from gongkai.release.models import Release


def office_of(town: Town) -> Unit | None:
    """The unit in which the leading group's office is, where the roster says so."""
    seat = (
        GroupSeat.objects.filter(holding_on(today()), town=town, kind="office_unit")
        .select_related("unit")
        .first()
    )
    return seat.unit if seat else None


def _read(actor: Actor) -> QuerySet[Unit]:
    return units_in_scope(actor, "campaign.read")


def _own(actor: Actor) -> QuerySet[Unit]:
    return units_in_scope(actor, "campaign.units.read")


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """The town's plans, the newest first; drafts for the Office only."""
    if reach_of(actor, "campaign.read") is None:
        return Plan.objects.none()
    plans = Plan.objects.filter(town_id=actor.town_id).select_related("record", "town")
    return plans if leads(actor) else plans.exclude(state=PlanState.DRAFT)


def tasks_for(actor: Actor) -> QuerySet[Task]:
    """The tasks of the plans that this person sees."""
    return Task.objects.filter(plan__in=plans_for(actor)).select_related("plan__town", "phase")


def parts_for(actor: Actor) -> QuerySet[Part]:
    """The parts of the units that this person may see, in their plans."""
    return (
        Part.objects.filter(unit__in=_own(actor), task__plan__in=plans_for(actor))
        .select_related("unit__town", "task__plan", "task__phase", "done_by")
        .order_by("task__due_on", "task__order", "unit__order", "unit_id")
    )


@dataclass(frozen=True)
class PartLine:
    """A unit's part and how it stands."""

    part: Part
    standing: Standing


@dataclass(frozen=True)
class TaskLine:
    """A task with the parts that the reader may see, counted."""

    task: Task
    parts: tuple[PartLine, ...]
    progress: Progress


def task_lines(actor: Actor, plan: Plan, day: date) -> list[TaskLine]:
    """The tasks of a plan in their order, each with the visible parts; two queries."""
    parts: dict[int, list[Part]] = {}
    for part in _parts_with_papers(actor).filter(task__plan=plan):
        parts.setdefault(part.task_id, []).append(part)
    tasks = plan.tasks.select_related("phase").order_by("order", "id")
    return [line_of(task, parts.get(task.pk, ()), plan, day) for task in tasks]


def line_of(task: Task, parts: Iterable[Part], plan: Plan, day: date) -> TaskLine:
    """A task and its parts as they stand on a day."""
    lines = tuple(PartLine(part, standing_of_part(part, task, plan, day)) for part in parts)
    return TaskLine(task, lines, progress_of(line.standing for line in lines))


def _parts_with_papers(actor: Actor) -> QuerySet[Part]:
    return (
        Part.objects.filter(unit__in=_own(actor))
        .select_related("unit", "done_by")
        .annotate(paper_count=Count("papers"))
        .order_by("unit__order", "unit_id")
    )


def papers_for(actor: Actor) -> QuerySet[Paper]:
    """The papers this person may open: of units in scope, and of every training."""
    return Paper.objects.filter(
        Q(unit__in=_own(actor)) | Q(training__isnull=False, unit__in=_read(actor))
    ).select_related("file__town", "record", "unit", "part", "finding", "training")


def trainings_for(actor: Actor) -> QuerySet[Training]:
    """The town's trainings, the newest first, with how many were expected and came."""
    return (
        Training.objects.filter(unit__in=_read(actor))
        .select_related("unit__town", "task__plan")
        .annotate(
            expected=Count("attendees", distinct=True),
            came=Count("attendees", filter=Q(attendees__came=True), distinct=True),
        )
        .order_by("-held_on", "-id")
    )


def checks_for(actor: Actor) -> QuerySet[Check]:
    """The checks of the units in scope, the newest first, with their findings counted."""
    closed = Q(findings__state=FindingState.CLOSED)
    return (
        Check.objects.filter(unit__in=_own(actor))
        .select_related("unit__town", "task__plan")
        .annotate(problems=Count("findings"), solved=Count("findings", filter=closed))
        .order_by("-checked_on", "-id")
    )


def findings_for(actor: Actor) -> QuerySet[Finding]:
    """The issue list: findings of the units in scope, what is open first, by day."""
    return (
        Finding.objects.filter(unit__in=_own(actor))
        .select_related("unit__town", "check_made", "rectified_by", "closed_by")
        .prefetch_related(Prefetch("papers", Paper.objects.select_related("file", "record")))
        .order_by("closed_on", "due_on", "id")
    )


def reports_for(actor: Actor) -> QuerySet[Report]:
    """The reports of the units in scope."""
    return (
        Report.objects.filter(unit__in=_own(actor))
        .select_related("unit__town", "call", "submitted_by")
        .order_by("-call__due_on", "unit__order", "unit_id")
    )


def calls_for(actor: Actor) -> QuerySet[ReportCall]:
    """The calls in which a unit in scope is asked, with the reports in scope counted."""
    seen = Report.objects.filter(call=OuterRef("pk"), unit__in=_own(actor))
    within = Q(reports__unit__in=_own(actor))
    return (
        ReportCall.objects.filter(Exists(seen), town_id=actor.town_id)
        .select_related("town", "task__plan")
        .annotate(
            asked=Count("reports", filter=within, distinct=True),
            submitted=Count(
                "reports", filter=within & Q(reports__state="submitted"), distinct=True
            ),
        )
        .order_by("-due_on", "-id")
    )


def summaries_for(actor: Actor) -> QuerySet[Summary]:
    """The town's summaries, for those who see every unit's report."""
    if reach_of(actor, "campaign.merge_summary") is None and not _sees_town(actor):
        return Summary.objects.none()
    mine = Summary.objects.filter(call__town_id=actor.town_id)
    return mine.select_related("call__town", "made_by")


def _sees_town(actor: Actor) -> bool:
    reach = reach_of(actor, "campaign.units.read")
    return reach is not None and reach.value == "town"


def references_for(actor: Actor) -> QuerySet[Reference]:
    """The library of advanced places."""
    if reach_of(actor, "campaign.read") is None:
        return Reference.objects.none()
    return Reference.objects.filter(town_id=actor.town_id).select_related("unit")


def requests_for(actor: Actor) -> QuerySet[UpstreamRequest]:
    """What the units in scope asked of superior departments."""
    return UpstreamRequest.objects.filter(unit__in=_own(actor)).select_related("unit__town")


def media_for(actor: Actor) -> QuerySet[MediaAccount]:
    """The accounts on other platforms of the units in scope, the longest silent first."""
    rows = MediaAccount.objects.filter(unit__in=_own(actor)).select_related("unit__town")
    return rows.order_by("closed_on", "last_on", "id")


def practices_for(actor: Actor) -> QuerySet[Practice]:
    """The new ways of every unit: they are there to be learned from."""
    return Practice.objects.filter(unit__in=_read(actor)).select_related("unit", "record")


def concerns_for(actor: Actor) -> QuerySet[Concern]:
    """The concerns assigned to units in scope, with their limits."""
    limits = ConcernLimit.objects.select_related("record").order_by("due_at")
    return (
        Concern.objects.filter(unit__in=_own(actor))
        .select_related("unit__town")
        .prefetch_related(Prefetch("limits", limits))
    )


def courses_for(actor: Actor) -> QuerySet[Course]:
    """The courses under way and finished in the units where the person may do a step."""
    seen = units_in_scope(actor, "campaign.do_step") | _own(actor)
    return with_steps(Course.objects.filter(unit__in=seen))


def with_steps(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Courses with all that a list of them shows."""
    steps = CourseStep.objects.select_related("done_by").order_by("order")
    return courses.select_related("unit__town", "field", "record", "matter").prefetch_related(
        Prefetch("steps", steps)
    )


def course_of(record: Record, matter_id: int | None) -> Course | None:
    """The course of a record, or of the matter that it belongs to."""
    of = Q(record=record) | (Q(matter_id=matter_id) if matter_id else Q(pk=None))
    return with_steps(Course.objects.filter(of)).order_by("matter_id").first()


def titles_of(actor: Actor, records: Iterable[int | None]) -> dict[int, str]:
    """The newest titles of the records that the person may see, in one query."""
    wanted = [pk for pk in records if pk is not None]
    return {record.pk: title_of(record) for record in records_for(actor).filter(pk__in=wanted)}


class ShownTitle(NamedTuple):
    """The title of a record, and whether the person may open the record in the office."""

    title: str
    mine: bool


def shown_titles(actor: Actor, records: Collection[Record]) -> dict[int, ShownTitle]:
    """By record: the newest title of those that the person may see, and of others the one that
    everybody can read, if they are public. At most two queries.
    """
    mine = titles_of(actor, [record.pk for record in records])
    found = {pk: ShownTitle(title, mine=True) for pk, title in mine.items()}
    others = [record.pk for record in records if record.pk not in found and record.live_as]
    if others:
        live = Release.objects.filter(record__in=others, current=True)
        public = live.values_list("record_id", "version__title")
        found.update({pk: ShownTitle(title, mine=False) for pk, title in public})
    return found


def steps_of(town: Town) -> dict[int, list[FieldStep]]:
    """The steps of each field (by its id) in a town, in one query."""
    found: dict[int, list[FieldStep]] = {}
    for step in FieldStep.objects.filter(town=town).order_by("field_id", "order"):
        found.setdefault(step.field_id, []).append(step)
    return found


def evidence_choices(unit: Unit) -> QuerySet[Record]:
    """The records that a unit may name as evidence: its own, the newest first."""
    return Record.objects.filter(unit=unit).order_by("-id")
