"""What every action on duties needs."""

from collections.abc import Iterable, Sequence

from gongkai.duty.engine.plans import setting_of
from gongkai.duty.engine.recounting import digest_of
from gongkai.duty.engine.settling import Frame
from gongkai.duty.locking import locked_all, one_at_a_time
from gongkai.duty.models import Cause, Duty, Notice, Obligation, Run
from gongkai.ledger import clock
from gongkai.organisation.acting import Act
from gongkai.organisation.fitting import required, shortened
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Conflict

WHY_LENGTH = 200


def town_unit(town: Town) -> Unit:
    """The town's own unit: what concerns the town as a whole belongs to it."""
    return Unit.objects.select_related("town").get(town=town, parent__isnull=True)


def frame_in_turn(town: Town) -> Frame:
    """What a town's counts are made with; it stays so until the transaction ends.

    To be asked for before any other lock (``duty.locking``).
    """
    one_at_a_time(town)
    return Frame(setting_of(town).options, calendar_in_force())


def locked(duty: Duty) -> Duty:
    """The duty as it is now, locked until the end of the transaction.

    Raises Conflict where it is gone, or owed by another unit than the one in which the act was
    permitted.
    """
    return locked_each([duty])[0]


def locked_each(duties: Sequence[Duty]) -> list[Duty]:
    """The same for several duties, in their order. Who takes more than one takes the town first."""
    found = {duty.pk: duty for duty in locked_all([duty.pk for duty in duties])}
    return [_still_there(duty, found.get(duty.pk)) for duty in duties]


def _still_there(asked: Duty, found: Duty | None) -> Duty:
    if found is None:
        raise Conflict("这项任务已经不在了。请刷新页面后再办理。")
    if found.unit_id != asked.unit_id:
        raise Conflict(f"这项任务刚刚移交给{found.unit.name}。请刷新页面后再办理。")
    return found


def locked_obligation(obligation: Obligation) -> Obligation:
    """The obligation as it is now, locked; Conflict where it has ended meanwhile."""
    rows = Obligation.objects.filter(pk=obligation.pk)
    # First the lock, then the joins: see ``locking.hold``.
    list(rows.select_for_update(no_key=True).values_list("pk"))
    found = rows.select_related("town", "unit", "item").first()
    if found is None or found.ended_on is not None:
        raise Conflict("这个单位已经不再负责这个事项。请刷新页面后再办理。")
    return found


def reason(text: str, field: str, message: str) -> str:
    """A reason with blanks at the ends removed; Invalid when empty or too long."""
    return required(text, field, message, WHY_LENGTH)


def dates(duty: Duty) -> dict[str, object]:
    """The dates of a duty as the ledger keeps them."""
    return {
        "due_on": duty.due_on.isoformat(),
        "provisional": duty.provisional,
        "calendar": duty.clock.calendar,
        "published_on": duty.published_on.isoformat() if duty.published_on else None,
    }


def identity_of(duty: Duty) -> dict[str, object]:
    """What says on the ledger which duty it is, whatever becomes of its row."""
    return {"item": str(duty.item.identity), "unit": duty.unit.slug, "key": duty.key}


def started(town: Town, cause: Cause, calendar: str) -> Run:
    """A run, saved; its counts and digest are set when it closes."""
    return Run.objects.create(town=town, cause=cause, calendar=calendar, at=clock.now())


def close_run(act: Act, run: Run, why: str = "", **more: object) -> Run:
    """Set the digest of a run's events and let the ledger vouch for them.

    more: what else the entry says of this run.
    """
    run.digest = digest_of(run)
    run.save(update_fields=["made", "moved", "ended", "looked_at", "digest"])
    act.record(
        run,
        unit=town_unit(run.town),
        after={
            "cause": run.cause,
            "calendar": run.calendar,
            "made": run.made,
            "moved": run.moved,
            "ended": run.ended,
            "looked_at": run.looked_at,
            "events": run.digest,
            **more,
        },
        why=why,
    )
    return run


LONGEST_NOTICE = 300


def tell(run: Run, words: dict[int, list[str]]) -> None:
    """Leave a note to each unit, until somebody there has seen it."""
    Notice.objects.bulk_create(
        [
            Notice(town=run.town, unit_id=unit, run=run, words=_sentence(run, parts), at=run.at)
            for unit, parts in sorted(words.items())
        ]
    )


def tell_unit(town: Town, unit: Unit, words: str) -> None:
    """Leave one note to a unit."""
    Notice.objects.create(
        town=town, unit=unit, words=shortened(words, LONGEST_NOTICE), at=clock.now()
    )


def _sentence(run: Run, parts: Iterable[str]) -> str:
    return shortened(f"{Cause(run.cause).label}：{'；'.join(parts)}。", LONGEST_NOTICE)
