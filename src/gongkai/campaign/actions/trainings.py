"""Trainings: announced, registered from the signed sheet, cancelled; their materials."""

from collections.abc import Collection, Sequence

from gongkai.campaign.actions.common import (
    add_papers,
    checked,
    not_to_come,
    of_town,
    open_units,
    paper_words,
    reason,
    required,
    town_of,
)
from gongkai.campaign.facts import PaperFacts, TrainingFacts
from gongkai.campaign.models import Attendee, Paper, Task, Training, TrainingState
from gongkai.campaign.states import after
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Liaison, Unit
from gongkai.organisation.refusals import Invalid

_TEXTS = ("title", "place", "trainer", "content")


@action("campaign.plan_training")
def plan_training(
    act: Act,
    unit: Unit,
    facts: TrainingFacts,
    invited: Sequence[Unit],
    task: Task | None = None,
) -> Training:
    """Announce a training that ``unit`` gives; the liaisons of the invited units are expected.

    A unit without a liaison gets a line without a name. Raises Invalid by field.
    """
    act.permit(unit)
    words = required(**{name: getattr(facts, name) for name in _TEXTS})
    units = open_units(town_of(act), invited, "invited")
    if task is not None and task.plan.town_id != unit.town_id:
        raise Invalid({"task": "请选择本镇方案的任务。"})
    training = Training(
        unit=unit, task=task, held_on=facts.held_on, hours=facts.hours.strip(), **words
    )
    training.created_at = now()
    checked(training, *_TEXTS, "hours").save()
    liaisons = Liaison.objects.filter(unit__in=units, valid_to=None)
    names = dict(liaisons.values_list("unit_id", "account__name"))
    Attendee.objects.bulk_create(
        Attendee(training=training, unit=each, name=names.get(each.pk, "")) for each in units
    )
    after_ = {"held_on": str(facts.held_on), "place": training.place}
    act.record(training, unit=unit, after={**after_, "invited": [each.name for each in units]})
    return training


@action("campaign.register_attendance")
def register_attendance(
    act: Act,
    training: Training,
    came: Collection[int],
    others: Sequence[tuple[Unit, str]] = (),
    sheet: Sequence[PaperFacts] = (),
) -> Training:
    """Take over the signed sheet: who came (ids of attendees), who came besides, its scan.

    Registering again corrects it. Raises Invalid on ``held_on`` before the day of the training,
    on ``others`` for somebody who stands on the sheet already.
    """
    training = _lock(training)
    act.permit(training.unit)
    training.state = after(TrainingState(training.state), "register")
    not_to_come(training.held_on, "held_on")
    attendees = list(training.attendees.all())
    for attendee in attendees:
        attendee.came = attendee.pk in came
    Attendee.objects.bulk_update(attendees, ["came"])
    _add_others(training, others)
    papers = add_papers(act, sheet, unit=training.unit, of=training)
    training.save(update_fields=["state"])
    number = training.attendees.filter(came=True).count()
    act.record(
        training,
        unit=training.unit,
        after={"came": number, "expected": len(attendees), "papers": paper_words(papers)},
    )
    return training


@action("campaign.cancel_training")
def cancel_training(act: Act, training: Training, why: str) -> Training:
    """Cancel an announced training, with the reason."""
    training = _lock(training)
    act.permit(training.unit)
    training.state = after(TrainingState(training.state), "cancel")
    training.state_note = reason(why)
    training.save(update_fields=["state", "state_note"])
    act.record(
        training, unit=training.unit, after={"state": training.state}, why=training.state_note
    )
    return training


@action("campaign.add_material")
def add_material(act: Act, training: Training, papers: Sequence[PaperFacts]) -> list[Paper]:
    """Add what the training hands out: files or addresses, for the town's people only."""
    training = _lock(training)
    act.permit(training.unit)
    if not papers:
        raise Invalid({"file": "请先选择文件，或者填写网址。"})
    made = add_papers(act, papers, unit=training.unit, of=training)
    act.record(training, unit=training.unit, after={"papers": paper_words(made)})
    return made


def _add_others(training: Training, others: Sequence[tuple[Unit, str]]) -> None:
    held = set(training.attendees.values_list("unit_id", "name"))
    for unit, name in others:
        of_town(training.unit.town, unit)
        named = required(others=name)["others"]
        if (unit.pk, named) in held:
            raise Invalid({"others": f"{unit.name}的{named}已经在签到表上。"})
        held.add((unit.pk, named))
        attendee = Attendee(training=training, unit=unit, name=named, came=True)
        try:
            checked(attendee, "name").save()
        except Invalid as fault:
            raise Invalid({"others": f"{unit.name}的“{named[:10]}……”：{fault}"}) from None


def _lock(training: Training) -> Training:
    rows = Training.objects.select_for_update(of=("self",))
    return rows.select_related("unit__town").get(pk=training.pk)
