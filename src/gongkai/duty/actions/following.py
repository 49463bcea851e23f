"""Duties follow releases, corrections, withdrawals and filing anew."""

from collections.abc import Iterable
from typing import Any

from gongkai.duty.actions.common import dates, frame_in_turn, identity_of
from gongkai.duty.engine.answering import (
    Standing,
    live_records,
    matching_duty,
    missing_elements,
    obligation_for,
    standing_of,
)
from gongkai.duty.engine.clocks import clock_for
from gongkai.duty.engine.plans import event_plan_for
from gongkai.duty.engine.settling import SETTLED, Frame, settle
from gongkai.duty.locking import locked_all
from gongkai.duty.models import Answer, Duty, DutyKind, Obligation
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import shortened
from gongkai.publication.models import Record
from gongkai.rules.duty_clock import count_of_event

TOLD_BY_RELEASE = "event:r"
"""The key of an event that nobody recorded begins so: a release itself told of it."""


@action("duty.follow")
def follow(act: Act, record: Record) -> list[Duty]:
    """Let the duties follow what became of a record; gives the duties that changed.

    Only the product itself does this, after a release, a proof, a correction or a withdrawal.
    It reads the releases as they are now, so doing it twice does it once. The day that counts is
    that of the release; nothing that people type changes it.
    """
    act.permit(record.unit)
    frame = frame_in_turn(record.town)
    duties = locked_all(follow_record(record, frame))
    before = {duty.pk: {**dates(duty), "running": duty.running} for duty in duties}
    changed = settle_all(duties, frame)
    for duty in changed:
        after = {**identity_of(duty), **dates(duty), "record": record.index_number}
        act.record(duty, unit=duty.unit, before=before[duty.pk], after=after)
    if not changed:
        act.record(
            record,
            unit=record.unit,
            after={"changed": 0},
            why="公开任务没有变动。",
            label=record.index_number,
        )
    return changed


def needs_following(record: Record) -> bool:
    """Whether a record concerns any duty: an item of an obligation, or an answer given before."""
    if Answer.objects.filter(record=record).exists():
        return True
    standing = standing_of(record)
    return standing is not None and obligation_for(record, standing) is not None


def follow_record(record: Record, frame: Frame) -> set[int]:
    """Bring the answers of a record up to date; gives the ids of the duties to settle."""
    touched: set[int] = set()
    standing = standing_of(record)
    obligation = obligation_for(record, standing) if standing else None
    for answer in Answer.objects.filter(record=record).exclude(obligation=obligation):
        # Filed under another item now: it answers what it is filed under, and nothing else.
        touched |= {answer.duty_id} if answer.duty_id else set()
        answer.delete()
    if standing is not None and obligation is not None:
        touched |= _answer(record, obligation, standing, frame)
    return touched


def answer_obligations(obligations: Iterable[Obligation], frame: Frame) -> None:
    """Let what is public already answer obligations that have just begun."""
    rows = {row.pk: row for row in obligations}
    touched: set[int] = set()
    for records in live_records(rows.values()).values():
        for record in records:
            touched |= follow_record(record, frame)
    for duty in locked_all(touched):
        if settle(duty, frame):
            duty.save(update_fields=SETTLED)


def settle_all(duties: Iterable[Duty], frame: Frame) -> list[Duty]:
    """Work out locked duties from their answers and save what changed; gives those."""
    changed = [duty for duty in duties if settle(duty, frame) | _end_if_moved_away(duty)]
    for duty in changed:
        duty.save(update_fields=[*SETTLED, "ended_on", "ended_why"])
    return changed


def _end_if_moved_away(duty: Duty) -> bool:
    """End an event that only a release had told of, when that release is filed elsewhere now."""
    told = duty.key.startswith(TOLD_BY_RELEASE)
    if not told or duty.ended_on is not None or duty.answers.exists():
        return False
    duty.ended_on, duty.ended_why, duty.running = clock.today(), "信息已改列其他事项", False
    return True


def _answer(record: Record, obligation: Obligation, standing: Standing, frame: Frame) -> set[int]:
    obligation = (
        Obligation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("item")
        .get(pk=obligation.pk)
    )
    version = standing.release.version
    values: dict[str, Any] = {
        "release": standing.release,
        "released_on": standing.released_on,
        "formed_on": version.formed_on,
        "stands": standing.stands,
        "living": standing.living,
        "address": standing.address,
        "stage": version.stage,
        "missing_elements": missing_elements(standing.release),
    }
    answer = Answer.objects.filter(obligation=obligation, record=record).first()
    if answer is None:
        answer = Answer(obligation=obligation, record=record)
    for name, value in values.items():
        setattr(answer, name, value)
    # What was once seen at its address stays proven, though the page is gone.
    answer.proven = answer.proven or standing.proven
    if answer.duty_id is None:
        answer.duty_id = _duty_for(answer, obligation, record, frame)
    answer.save()
    return {answer.duty_id} if answer.duty_id else set()


def _duty_for(answer: Answer, obligation: Obligation, record: Record, frame: Frame) -> int | None:
    """The duty that the publication answers; an event that nobody recorded is recorded by it."""
    found = matching_duty(obligation, answer.formed_on, answer.released_on)
    if found is not None or obligation.kind != DutyKind.EVENT:
        return found
    if answer.released_on < obligation.since:
        return None
    plan = event_plan_for(obligation.item, frame.options, 0)
    made = clock_for(count_of_event(plan, answer.formed_on), frame.calendar)
    duty, _ = Duty.objects.get_or_create(
        obligation=obligation,
        key=f"{TOLD_BY_RELEASE}{record.pk}",
        defaults={
            "town_id": obligation.town_id,
            "unit_id": obligation.unit_id,
            "item": obligation.item,
            "kind": DutyKind.EVENT,
            "what": shortened(answer.release.version.title, 200),
            "formed_on": answer.formed_on,
            "clock": made,
            "note": shortened(plan.note, 120),
            "due_on": made.due_on,
            "provisional": made.provisional,
            "made_at": clock.now(),
        },
    )
    return duty.pk
