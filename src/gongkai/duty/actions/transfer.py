"""Handing the duties of one unit to another: a unit is merged or moves its work (F02)."""

from uuid import UUID

from gongkai.catalogue.actions import assign_units
from gongkai.catalogue.models import EditionState, Item
from gongkai.duty.actions.common import close_run, frame_in_turn, reason, started, tell
from gongkai.duty.locking import hold
from gongkai.duty.models import (
    Answer,
    Cause,
    Duty,
    DutyEvent,
    DutyKind,
    EventKind,
    NothingThisYear,
    Obligation,
    Run,
)
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid


@action("duty.transfer")
def transfer(act: Act, source: Unit, target: Unit, why: str) -> Run:
    """Hand everything that ``source`` still owes to ``target``, and its items in the catalogue.

    What is published, excused or otherwise settled stays with the unit that did it. Where both
    owe the same item, running periods that both have end at the source; events and standing
    duties move. One transaction. Raises Invalid for units that do not fit or a missing reason.
    """
    act.permit(source)
    act.permit(target)
    _check(source, target)
    words = reason(why, "why", "请写明移交的依据或原因。")
    frame = frame_in_turn(source.town)
    run = started(source.town, Cause.TRANSFER, frame.calendar.edition)
    rows = Obligation.objects.filter(unit=source, ended_on=None).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    hold(Duty.objects.filter(unit=source, running=True))
    moved = [_move(run, row, target) for row in rows.select_related("item", "town")]
    run.moved, run.ended = sum(one for one, _ in moved), sum(two for _, two in moved)
    # Duties of obligations that had ended before, and that are still owed, go along.
    run.moved += _move_leftovers(run, source, target)
    tell(
        run,
        {
            source.pk: [f"{run.moved}项未完成的任务移交给{target.name}（{words}）"],
            target.pk: [f"接收{source.name}移交的{run.moved}项未完成的任务（{words}）"],
        },
    )
    # Each of these acts has an entry of its own: from here on the ledger is held.
    _move_items(act, source, target)
    sentence = f"{source.name}的任务移交给{target.name}：{words}"
    return close_run(act, run, sentence, source=source.slug, target=target.slug)


def _check(source: Unit, target: Unit) -> None:
    if source.town_id != target.town_id:
        raise Invalid({"target": "只能移交给本镇街的单位。"})
    if source.pk == target.pk:
        raise Invalid({"target": "请选择另一个单位。"})
    if target.closed_on is not None:
        raise Invalid({"target": f"{target.name}已经撤销，请选择现有的单位。"})


def _move_items(act: Act, source: Unit, target: Unit) -> None:
    """Put the target in the source's place in the catalogue in force; each item is one act."""
    items = Item.objects.filter(
        edition__town=source.town, edition__state=EditionState.IN_FORCE, responsible_units=source
    ).select_related("edition")
    for item in items.order_by("pk"):
        units = {unit.pk: unit for unit in item.responsible_units.all() if unit.pk != source.pk}
        open_ones = [unit for unit in units.values() if unit.closed_on is None]
        assign_units(act.actor, item, [*open_ones, target])


def _move(run: Run, row: Obligation, target: Unit) -> tuple[int, int]:
    """End an obligation at its unit and give what runs of it to the target's."""
    today = clock.today()
    there = _obligation_of(target, row)
    row.ended_on, row.ended_why = today, f"移交给{target.name}"
    row.save(update_fields=["ended_on", "ended_why"])
    running = list(Duty.objects.filter(obligation=row, running=True))
    taken = set(there.duties.values_list("key", flat=True))
    moving = [duty for duty in running if not (duty.key in taken and _is_shared(duty))]
    ending = [duty for duty in running if duty.key in taken and _is_shared(duty)]
    _hand_over(run, moving, there, taken)
    _end(run, ending, target)
    NothingThisYear.objects.filter(obligation=row).exclude(
        year__in=there.nothing.values("year")
    ).update(obligation=there)
    return len(moving), len(ending)


def _is_shared(duty: Duty) -> bool:
    """A period or standing duty is owed once by a unit; every event is a duty of its own."""
    return duty.kind != DutyKind.EVENT


def _obligation_of(target: Unit, row: Obligation) -> Obligation:
    found, _ = Obligation.objects.get_or_create(
        unit=target,
        identity=row.identity,
        ended_on=None,
        defaults={
            "town_id": row.town_id,
            "item_id": row.item_id,
            "kind": row.kind,
            "period": row.period,
            "since": clock.today(),
            "made_through": row.made_through,
        },
    )
    return found


def _hand_over(run: Run, duties: list[Duty], there: Obligation, taken: set[str]) -> None:
    for duty in duties:
        duty.obligation, duty.unit_id = there, there.unit_id
        duty.assignee = None
        if duty.key in taken:
            # The end tells it from every other.
            duty.key = f"{duty.key}-{duty.pk}"[-48:]
    Duty.objects.bulk_update(duties, ["obligation", "unit", "assignee", "key"], batch_size=200)
    Answer.objects.filter(duty__in=[duty.pk for duty in duties]).update(obligation=there)
    _note(run, duties, EventKind.TRANSFERRED)


def _end(run: Run, duties: list[Duty], target: Unit) -> None:
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(
        ended_on=clock.today(), ended_why=f"由{target.name}的同一任务承担", running=False
    )
    _note(run, duties, EventKind.ENDED)


def _note(run: Run, duties: list[Duty], kind: EventKind) -> None:
    DutyEvent.objects.bulk_create(
        [
            DutyEvent(run=run, duty=duty, kind=kind, due_before=duty.due_on, at=run.at)
            for duty in duties
        ],
        batch_size=1000,
    )


def _move_leftovers(run: Run, source: Unit, target: Unit) -> int:
    left = Duty.objects.filter(unit=source, running=True).select_related("obligation__item")
    by_identity: dict[UUID, list[Duty]] = {}
    for duty in left:
        by_identity.setdefault(duty.obligation.identity, []).append(duty)
    moved = 0
    for duties in by_identity.values():
        there = _obligation_of(target, duties[0].obligation)
        _hand_over(run, duties, there, set(there.duties.values_list("key", flat=True)))
        moved += len(duties)
    return moved
