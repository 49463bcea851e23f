"""Counting running duties again: after another limit, another date, another setting or calendar."""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from gongkai.duty.engine.clocks import clocks_for
from gongkai.duty.engine.plans import event_plan_for, plan_for
from gongkai.duty.locking import hold
from gongkai.duty.models import Clock, Duty, DutyEvent, DutyKind, EventKind, Run
from gongkai.organisation.models import Town
from gongkai.rules.calendar import Calendar
from gongkai.rules.digest import digest
from gongkai.rules.duty_clock import (
    Count,
    Options,
    Span,
    count_of_event,
    count_of_span,
    count_of_standing,
)

_BATCH = 1000
_RECOUNTED = ("clock", "due_on", "provisional", "note", "extended_to", "extended_why")

_LONG = ("item__elements", "item__basis", "item__publisher", "item__provenance", "item__extra")
"""Texts of items that no count needs."""

_NEXT = """FROM duty_clock n WHERE n.start = o.start AND n.n = o.n AND n.unit = o.unit
    AND n.direction = o.direction AND n.calendar = %(calendar)s"""
"""The clock of the same count on the new calendar: looked up for each duty along its index. As a
join PostgreSQL takes five equal columns for a rarity and reads all duties for each clock."""

_HOLD = """
SELECT count(*) FROM (
    SELECT d.id FROM duty_duty d WHERE d.town_id = %(town)s AND d.running
        AND d.clock_id IN (SELECT id FROM duty_clock WHERE calendar <> %(calendar)s)
    ORDER BY d.id FOR NO KEY UPDATE OF d) held
"""
"""Locks what moves before it is read for the events: a later date that is granted between the two
statements below would stand in the duties and not in the events. Read one by one, the keys would
cost more than the lock."""

_EVENTS = f"""
INSERT INTO duty_dutyevent (run_id, duty_id, kind, due_before, due_after,
    provisional_before, provisional_after, calendar_before, calendar_after, at)
SELECT %(run)s, d.id, 'recomputed', d.due_on,
    (SELECT CASE WHEN d.extended_to > n.due_on THEN d.extended_to ELSE n.due_on END {_NEXT}),
    d.provisional, (SELECT n.provisional {_NEXT}), o.calendar, %(calendar)s, %(at)s
FROM duty_duty d
JOIN duty_clock o ON o.id = d.clock_id
WHERE d.town_id = %(town)s AND d.running AND o.calendar <> %(calendar)s
ORDER BY d.id
"""  # noqa: S608 - made of the constant above
_GRANTED = "duty_duty.extended_to > next.due_on"
"""Whether a granted date still grants anything, as in ``set_clock``."""

_DATES = f"""
UPDATE duty_duty
SET (clock_id, due_on, provisional, extended_to, extended_why) = (
    SELECT next.id,
        CASE WHEN {_GRANTED} THEN duty_duty.extended_to ELSE next.due_on END,
        next.provisional,
        CASE WHEN {_GRANTED} THEN duty_duty.extended_to END,
        CASE WHEN {_GRANTED} THEN duty_duty.extended_why ELSE '' END
    FROM duty_clock o JOIN duty_clock next ON next.id = (SELECT n.id {_NEXT})
    WHERE o.id = duty_duty.clock_id)
WHERE town_id = %(town)s AND running
    AND clock_id IN (SELECT id FROM duty_clock WHERE calendar <> %(calendar)s)
"""  # noqa: S608 - the same


def count_of(duty: Duty, options: Options) -> Count | None:
    """The count of a duty by the limit of its item as it is now.

    None where the item's limit makes duties of another kind: the duty keeps its count then.
    Needs ``item`` and ``obligation`` at hand.
    """
    if duty.kind == DutyKind.EVENT:
        plan = event_plan_for(duty.item, options, duty.limit_index)
        return count_of_event(plan, duty.event_day, duty.until)
    plan = plan_for(duty.item, options)
    if plan.kind != duty.kind:
        return None
    if plan.kind == "standing":
        return count_of_standing(plan, duty.published_on, duty.obligation.since, options)
    if duty.period_start is None or duty.period_end is None:
        return None
    return count_of_span(plan, Span(duty.key, duty.period_start, duty.period_end))


def recount(
    run: Run, duties: QuerySet[Duty], options: Options, calendar: Calendar
) -> tuple[int, set[int]]:
    """Count running duties again and note each whose date or clock changed.

    Gives how many were looked at, and the units of those that moved.
    """
    looked, units = 0, set()
    batch: list[Duty] = []
    for duty in _to_count(duties).iterator(_BATCH):
        looked += 1
        batch.append(duty)
        if len(batch) == _BATCH:
            units |= _recount_batch(run, batch, options, calendar)
            batch = []
    units |= _recount_batch(run, batch, options, calendar)
    return looked, units


def _to_count(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    running = duties.filter(running=True).select_related("item", "obligation", "clock")
    return running.defer("clock__explanation", *_LONG).order_by("pk")


def _recount_batch(run: Run, duties: list[Duty], options: Options, calendar: Calendar) -> set[int]:
    moving = [duty.pk for duty, _ in _moving(duties, options, calendar)]
    if not moving:
        return set()
    # An excuse or a later date of this moment waits for nobody's turn: what is written is made of
    # the rows as they are once nobody else can write them.
    held = Duty.objects.filter(pk__in=hold(Duty.objects.filter(pk__in=moving)))
    moved = _moving(list(_to_count(held)), options, calendar)
    events = [recounted(run, duty, clock) for duty, clock in moved]
    DutyEvent.objects.bulk_create(events, batch_size=_BATCH)
    Duty.objects.bulk_update([duty for duty, _ in moved], _RECOUNTED, batch_size=200)
    return {duty.unit_id for duty, _ in moved}


def _moving(duties: list[Duty], options: Options, calendar: Calendar) -> list[tuple[Duty, Clock]]:
    """The duties that get another clock, each with it."""
    counts = {duty.pk: count_of(duty, options) or duty.clock.count for duty in duties}
    clocks = clocks_for(counts.values(), calendar)
    wanted = [(duty, clocks[counts[duty.pk]]) for duty in duties]
    return [(duty, clock) for duty, clock in wanted if duty.clock_id != clock.pk]


def recounted(run: Run, duty: Duty, clock: Clock) -> DutyEvent:
    """Put another clock on a duty, unsaved, and give the event of it.

    A date that the Office granted stays while it is the later one.
    """
    event = DutyEvent(
        run=run,
        duty=duty,
        kind=EventKind.RECOMPUTED,
        due_before=duty.due_on,
        provisional_before=duty.provisional,
        calendar_before=duty.clock.calendar,
        calendar_after=clock.calendar,
        at=run.at,
    )
    set_clock(duty, clock)
    event.due_after, event.provisional_after = duty.due_on, duty.provisional
    return event


def set_clock(duty: Duty, clock: Clock) -> None:
    """Put a clock on a duty, unsaved. A date that the Office granted stays while it is the later
    one; once the counted date reaches it, it grants nothing and ends.
    """
    duty.clock = clock
    if duty.extended_to is not None and duty.extended_to <= clock.due_on:
        duty.extended_to, duty.extended_why = None, ""
    duty.due_on = duty.extended_to or clock.due_on
    duty.provisional = clock.provisional


def hold_stale(town: Town, calendar: Calendar) -> None:
    """Lock every running duty of a town that is not on ``calendar``."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, {"town": town.pk, "calendar": calendar.edition})


def follow_calendar(run: Run, calendar: Calendar) -> int:
    """Put every running duty of the run's town on ``calendar``, each with an event.

    Three statements for all duties of the town, and one count for each different clock; gives how
    many duties were recomputed. Called again it finds nothing to do.
    """
    town = run.town_id
    used = Duty.objects.filter(town=town, running=True).values("clock")
    stale = Clock.objects.filter(~Q(calendar=calendar.edition), pk__in=used)
    clocks_for((clock.count for clock in stale.defer("explanation")), calendar)
    hold_stale(run.town, calendar)
    with connection.cursor() as cursor:
        at = connection.ops.adapt_datetimefield_value(run.at)
        facts = {"run": run.pk, "at": at, "calendar": calendar.edition, "town": town}
        cursor.execute(_EVENTS, facts)
        recomputed = int(cursor.rowcount)
        if connection.vendor == "postgresql":
            # Now, while the duties are as they were: later each check finds a row that has moved.
            connection.check_constraints()
        cursor.execute(_DATES, facts)
    return recomputed


def digest_of(run: Run) -> str:
    """The digest over the events of a run in their order; what the ledger vouches for."""
    rows = DutyEvent.objects.filter(run=run).order_by("id").values_list(*_DIGESTED)
    return digest(_lines(rows.iterator(5000)), settings.DIGEST_ALGORITHM)


_DIGESTED = (
    "duty_id",
    "kind",
    "due_before",
    "due_after",
    "provisional_before",
    "provisional_after",
    "calendar_before",
    "calendar_after",
)


def _lines(rows: Iterable[tuple[object, ...]]) -> bytes:
    return "\n".join("|".join(map(str, row)) for row in rows).encode()
