"""Making the duties of obligations: standing ones once, periods and dates as time goes on.

A district owes hundreds of thousands of duties, most of them alike: so every different limit and
period is counted once, and one statement gives that duty to all obligations which lack it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Min, Q, QuerySet

from gongkai.catalogue.models import Item
from gongkai.duty.engine.clocks import clocks_for
from gongkai.duty.engine.plans import plan_for, setting_of
from gongkai.duty.models import Clock, DutyKind, Obligation
from gongkai.ledger import clock
from gongkai.organisation.models import Town
from gongkai.rules.calendar import Calendar
from gongkai.rules.dates import LAST_DATE
from gongkai.rules.duty_clock import (
    Count,
    Options,
    Plan,
    Span,
    count_of_span,
    count_of_standing,
    spans,
)

AHEAD = timedelta(days=31)
"""How far ahead the duties of coming periods are made: what a calendar of the next month shows."""

_GIVE = """
INSERT INTO duty_duty (town_id, unit_id, obligation_id, item_id, kind, key, what,
    period_start, period_end, limit_index, clock_id, note, due_on, provisional, running,
    missing_channels, missing_elements, extended_why, excused_why, nothing_why, ended_why,
    made_at)
SELECT o.town_id, o.unit_id, o.id, o.item_id, o.kind, %s, %s, {date}, {date}, 0, %s, %s, {date},
    %s, {true}, {empty}, {empty}, '', '', '', '', {moment}
FROM duty_obligation o
WHERE o.town_id = %s AND o.ended_on IS NULL AND o.item_id IN ({items})
    AND o.since BETWEEN {date} AND {date}
    AND (o.made_through IS NULL OR o.made_through < {date})
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class _Group:
    """The items of a town whose duties arise alike, and the earliest day one of them is owed."""

    plan: Plan
    items: tuple[int, ...]
    since: date


@dataclass(frozen=True)
class _Gift:
    """A duty that every obligation of a group gets which began from ``first`` to ``last``."""

    group: _Group
    key: str
    count: Count
    first: date
    last: date
    span: Span | None = None


def make_duties(town: Town, calendar: Calendar, today: date) -> int:
    """Make the duties that are missing, of all open obligations, through today and ``AHEAD``.

    Gives how many were made. A day on which nothing begins costs two queries.
    """
    options, through = setting_of(town).options, today + AHEAD
    groups = list(_groups(lacking(town, today), options))
    gifts = [gift for group in groups for gift in _gifts(town, group, through, options)]
    clocks = clocks_for({gift.count for gift in gifts}, calendar)
    made = sum(_give(town, gift, clocks[gift.count]) for gift in gifts)
    for group in groups:
        _note_made(town, group, through)
    return made


def lacking(town: Town, today: date) -> QuerySet[Obligation]:
    """The open obligations that lack a duty which should be there today."""
    return Obligation.objects.filter(
        Q(made_through__isnull=True)
        | Q(made_through__lt=today + AHEAD, kind__in=[DutyKind.PERIODIC, DutyKind.BY_DATE]),
        town=town,
        ended_on=None,
    )


def _groups(rows: QuerySet[Obligation], options: Options) -> Iterator[_Group]:
    """The items of obligations that lack something, put together by how their duties arise."""
    begun = rows.order_by().values_list("item").annotate(first=Min("since"))
    since = dict(begun.values_list("item", "first"))
    by_plan: dict[Plan, list[int]] = {}
    for item in Item.objects.filter(pk__in=since).order_by("pk"):
        by_plan.setdefault(plan_for(item, options), []).append(item.pk)
    for plan, items in by_plan.items():
        yield _Group(plan, tuple(items), min(since[item] for item in items))


def _gifts(town: Town, group: _Group, through: date, options: Options) -> Iterator[_Gift]:
    plan = group.plan
    if plan.kind == "standing":
        rows = Obligation.objects.filter(
            town=town, item__in=group.items, ended_on=None, made_through=None
        )
        for since in sorted(set(rows.values_list("since", flat=True))):
            count = count_of_standing(plan, None, since, options)
            yield _Gift(group, "standing", count, since, since)
    for span in spans(plan, group.since, through):
        # Whoever begins after the period owes nothing for it.
        yield _Gift(group, span.key, count_of_span(plan, span), date.min, span.end, span)


def _give(town: Town, gift: _Gift, made: Clock) -> int:
    """Give one duty to all obligations that lack it; how many did."""
    span, plan = gift.span, gift.group.plan
    # What was due before the obligation began is owed by nobody here.
    last = min(gift.last, made.due_on) if span else gift.last
    sql = _statement(len(gift.group.items))
    day = connection.ops.adapt_datefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [
                gift.key,
                span.name if span else "",
                day(span.start if span else None),
                day(span.end if span else None),
                made.pk,
                plan.note[:120],
                day(made.due_on),
                made.provisional,
                connection.ops.adapt_datetimefield_value(clock.now()),
                town.pk,
                *gift.group.items,
                day(gift.first),
                day(last),
                day(span.start if span else LAST_DATE),
            ],
        )
        return int(cursor.rowcount)


def _statement(items: int) -> str:
    """The statement in the words of the engine: PostgreSQL asks for types where SQLite has none."""
    typed = connection.vendor == "postgresql"
    return _GIVE.format(
        date="%s::date" if typed else "%s",
        moment="%s::timestamptz" if typed else "%s",
        empty="'[]'::jsonb" if typed else "'[]'",
        true="TRUE" if typed else "1",
        items=", ".join(["%s"] * items),
    )


def _note_made(town: Town, group: _Group, through: date) -> None:
    """Keep through which day periods are made: the end of the last one, for ever if no more."""
    periods = spans(group.plan, group.since, through)
    last = max((span.end for span in periods), default=LAST_DATE)
    Obligation.objects.filter(town=town, item__in=group.items, ended_on=None).update(
        made_through=last
    )
