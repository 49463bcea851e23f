"""A new calendar: every open clock of a town made again, an event for each that moved."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, Model, OuterRef

from gongkai.foi.actions.common import LONGEST_EVENT
from gongkai.foi.models import Application, Clock, ClockState, Event
from gongkai.foi.timing import CHANGING, REPEATED, Moved, count_again, repeat
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import system_actor
from gongkai.organisation.fitting import shortened
from gongkai.organisation.models import Town, Unit
from gongkai.rules.calendar import Calendar

BATCH = 500


@action("foi.recompute")
def recompute(act: Act, town: Town, calendar: Calendar) -> int:
    """Make every open clock of a town again with ``calendar``; gives how many dates moved.

    In one transaction, with an event in each case whose date moved and one ledger entry that
    names them all (promise 3). Doing it twice changes nothing.
    """
    root = Unit.objects.get(town=town, parent=None)
    act.permit(root)
    moved: list[Moved] = []
    for cases in _batches(town):
        moved += _remake(act, cases, calendar)
    act.record(
        root,
        unit=root,
        after={
            "calendar": calendar.edition,
            "moved": [
                [one.clock.application.number, one.clock.kind, str(one.former), str(one.clock.due)]
                for one in moved
            ],
        },
        label=f"按{calendar.edition}重算依申请公开的期限",
    )
    return len(moved)


def recompute_town(town: Town, calendar: Calendar) -> int:
    """For the registry of clocks (``organisation.clocks``)."""
    if not Application.objects.filter(town=town).exists():
        return 0
    return recompute(system_actor(town), town, calendar)


def hold_town(town: Town, calendar: Calendar) -> None:
    """Lock every case of a town that ``recompute_town`` is going to look at."""
    del calendar
    running = Clock.objects.filter(application=OuterRef("pk"), state=ClockState.OPEN)
    cases = Application.objects.filter(Exists(running), town=town).order_by("pk")
    list(cases.select_for_update(of=("self",)).values_list("pk"))


def _batches(town: Town) -> Iterator[list[Application]]:
    open_ones = Clock.objects.filter(state=ClockState.OPEN, application__town=town)
    keys = sorted(set(open_ones.values_list("application_id", flat=True)))
    for start in range(0, len(keys), BATCH):
        cases = list(
            Application.objects.select_for_update(of=("self",))
            .filter(pk__in=keys[start : start + BATCH])
            .order_by("pk")
            .prefetch_related("consultations")
        )
        for case in cases:
            case.town = town
        yield cases


def _remake(act: Act, cases: list[Application], calendar: Calendar) -> list[Moved]:
    by_pk = {case.pk: case for case in cases}
    clocks: dict[int, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(state=ClockState.OPEN, application_id__in=list(by_pk)):
        clock.application = by_pk[clock.application_id]
        clocks[clock.application_id].append(clock)
    moved: list[Moved] = []
    changed: list[Clock] = []
    others: list[Application] = []
    for case in cases:
        remade = count_again(case, clocks[case.pk], calendar)
        before = _repeated(case)
        repeat(case, clocks[case.pk])
        moved += remade.moved
        changed += remade.changed
        if _repeated(case) != before:
            others.append(case)
    _store(Clock, changed, CHANGING)
    _store(Application, others, REPEATED)
    _tell(act, moved)
    return moved


def _repeated(case: Application) -> tuple[Any, ...]:
    return tuple(getattr(case, name) for name in REPEATED)


def _store(model: type[Model], rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Update rows that are there in one statement: a quarter of what ``bulk_update`` takes."""
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
    )


def _tell(act: Act, moved: list[Moved]) -> None:
    Event.objects.bulk_create(
        Event(
            application=one.clock.application,
            at=now(),
            on=today(),
            verb="recompute",
            words=shortened(f"工作日历更新，{one.words()}。", LONGEST_EVENT),
            who=act.actor.name,
            public=True,
        )
        for one in moved
    )
