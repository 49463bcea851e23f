"""Steps of a business field, and the way of a record or matter through them (F23)."""

from collections.abc import Collection, Sequence

from gongkai.campaign.actions.common import checked, permit_town, required, town_of
from gongkai.campaign.facts import StepFacts
from gongkai.campaign.models import Course, CourseStep, FieldStep, Need
from gongkai.catalogue.models import Field
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.models import Matter, Record, RecordState

_APPROVED = (RecordState.APPROVED, RecordState.SCHEDULED)


@action("campaign.set_steps")
def set_steps(
    act: Act, field: Field, steps: Sequence[StepFacts], name: str = ""
) -> list[FieldStep]:
    """Set the steps of a field in this town, in their order; none takes them away.

    name: what the field is called, for the ledger. Courses under way keep the steps with which
    they began. Raises Invalid on ``steps``.
    """
    town = town_of(act)
    root = permit_town(act, town)
    _check_steps(steps)
    held = FieldStep.objects.filter(town=town, field=field)
    before = [step.name for step in held]
    held.delete()
    made = FieldStep.objects.bulk_create(
        FieldStep(
            town=town,
            field=field,
            order=order,
            name=step.name.strip(),
            role=step.role,
            needs=[need.strip() for need in step.needs if need.strip()],
            look_at=step.look_at,
        )
        for order, step in enumerate(steps, start=1)
    )
    after = [step.name for step in made]
    act.record(
        field, unit=root, before={"steps": before}, after={"steps": after}, label=name or field.code
    )
    return made


@action("campaign.begin_course")
def begin_course(act: Act, field: Field, thing: Record | Matter) -> Course:
    """Put a record or a matter on the way through the steps of a field."""
    act.permit(thing.unit)
    steps = list(FieldStep.objects.filter(town_id=thing.town_id, field=field))
    if not steps:
        raise NotAllowedNow("这个领域还没有设定步骤，请联系党政办公室。")
    if thing.courses.exists():
        raise NotAllowedNow("已经在办理流程中，不需要再次开始。")
    of = {"record": thing} if isinstance(thing, Record) else {"matter": thing}
    course = Course.objects.create(unit=thing.unit, field=field, begun_at=now(), **of)
    CourseStep.objects.bulk_create(
        CourseStep(
            course=course,
            order=step.order,
            name=step.name,
            role=step.role,
            needs=step.needs,
            look_at=step.look_at,
        )
        for step in steps
    )
    names = [step.name for step in steps]
    act.record(course, unit=thing.unit, after={"steps": names}, label=_name(course))
    return course


@action("campaign.do_step")
def do_step(act: Act, step: CourseStep, ticked: Collection[str], note: str = "") -> CourseStep:
    """Do the next step of a course: every thing it needs must be ticked.

    Raises NotAllowedNow out of order, for another role's step, or where the product does not
    find what the step looks at; Invalid on ``needs`` for what is not ticked.
    """
    course = (
        Course.objects.select_for_update(of=("self",))
        .select_related("unit", "record", "matter")
        .get(pk=step.course_id)
    )
    act.permit(course.unit)
    steps = list(course.steps.all())
    step = next(each for each in steps if each.pk == step.pk)
    _check_turn(steps, step)
    if step.role not in act.account.role_set:
        raise NotAllowedNow(f"“{step.name}”由{Role(step.role).label}办理。")
    missing = [need for need in step.needs if need not in ticked]
    if missing:
        raise Invalid({"needs": f"还缺：{'、'.join(missing)}。齐全后再完成这一步。"})
    _look(step, course)
    step.done_at, step.done_by, step.note = now(), act.account, note.strip()
    checked(step, "note").save(update_fields=["done_at", "done_by", "note"])
    if step is steps[-1]:
        course.finished_at = step.done_at
        course.save(update_fields=["finished_at"])
    after = {"step": step.name, "needs": step.needs}
    act.record(course, unit=course.unit, after=after, why=step.note, label=_name(course))
    return step


def what_it_lacks(step: CourseStep, course: Course) -> str:
    """What the product itself does not find yet for a step, in words; empty if nothing."""
    if step.look_at == Need.NONE:
        return ""
    records = _records(course)
    if any(record.live_as for record in records):
        return ""
    if step.look_at == Need.PUBLISHED:
        return "还没有公开。公开之后再完成这一步。"
    if any(record.state in _APPROVED for record in records):
        return ""
    return "还没有审查通过。审查表签完字之后再完成这一步。"


def _records(course: Course) -> list[Record]:
    if course.record is not None:
        return [course.record]
    return list(Record.objects.filter(versions__matter=course.matter).distinct())


def _look(step: CourseStep, course: Course) -> None:
    if said := what_it_lacks(step, course):
        raise NotAllowedNow(f"“{step.name}”：{said}")


def _check_turn(steps: Sequence[CourseStep], step: CourseStep) -> None:
    if step.done_at is not None:
        raise NotAllowedNow(f"“{step.name}”已经完成。")
    ahead = next((each for each in steps if each.done_at is None), step)
    if ahead.pk != step.pk:
        raise NotAllowedNow(f"请先完成“{ahead.name}”，再办“{step.name}”。")


def _check_steps(steps: Sequence[StepFacts]) -> None:
    names = [required(steps=step.name)["steps"] for step in steps]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Invalid({"steps": f"有两个步骤都叫“{twice}”，请改名。"})
    for step in steps:
        if step.role not in Role.values:
            raise Invalid({"steps": f"请选择“{step.name}”由谁办。"})
        if step.look_at not in Need.values:
            raise Invalid({"steps": f"请选择“{step.name}”由系统核对什么。"})


def _name(course: Course) -> str:
    if course.matter is not None:
        return course.matter.name
    return course.record.index_number if course.record else ""
