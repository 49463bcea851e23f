"""Making the duties of obligations: standing ones once, periods and dates as time goes on."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from gongkai.duty.engine.clocks import clocks_for
from gongkai.duty.engine.plans import plan_for, setting_of
from gongkai.duty.models import Duty, DutyKind, Obligation
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

BATCH = 2000


def make_duties(town: Town, calendar: Calendar, today: date) -> int:
    """Make the duties that are missing, of all open obligations, through today and ``AHEAD``.

    Gives how many were made. A day on which nothing begins costs one query.
    """
    options = setting_of(town).options
    rows = lacking(town, today).select_related("item")
    return _Maker(calendar, options, today + AHEAD).make(rows)


def lacking(town: Town, today: date) -> QuerySet[Obligation]:
    """The open obligations that lack a duty which should be there today."""
    return Obligation.objects.filter(
        Q(made_through__isnull=True)
        | Q(made_through__lt=today + AHEAD, kind__in=[DutyKind.PERIODIC, DutyKind.BY_DATE]),
        town=town,
        ended_on=None,
    )


class _Maker:
    """Makes duties in batches; counts each different period of each different limit once."""

    def __init__(self, calendar: Calendar, options: Options, through: date) -> None:
        self.calendar, self.options, self.through = calendar, options, through
        self.made_at = clock.now()
        self._plans: dict[int, Plan] = {}
        self._spans: dict[tuple[Plan, date], list[tuple[Span, Count]]] = {}

    def make(self, obligations: Iterable[Obligation]) -> int:
        made = 0
        todo = list(obligations)
        for first in range(0, len(todo), BATCH):
            made += self._batch(todo[first : first + BATCH])
        return made

    def _batch(self, obligations: list[Obligation]) -> int:
        rows = [row for obligation in obligations for row in self._rows(obligation)]
        clocks = clocks_for({count for _, count in rows}, self.calendar)
        duties = []
        for duty, count in rows:
            duty.clock = clocks[count]
            duty.due_on, duty.provisional = duty.clock.due_on, duty.clock.provisional
            # What was due before the obligation began is owed by nobody here.
            if duty.due_on >= duty.obligation.since:
                duties.append(duty)
        Duty.objects.bulk_create(duties, batch_size=BATCH, ignore_conflicts=True)
        self._note_made(obligations)
        return len(duties)

    def _note_made(self, obligations: list[Obligation]) -> None:
        """Keep through which day periods are made: the end of the last one, for ever if no more."""
        ends: dict[date, list[int]] = {}
        for obligation in obligations:
            periods = self._spans_of(self._plan(obligation), obligation.since)
            last = periods[-1][0].end if periods else LAST_DATE
            ends.setdefault(last, []).append(obligation.pk)
        for last, keys in ends.items():
            Obligation.objects.filter(pk__in=keys).update(made_through=last)

    def _rows(self, obligation: Obligation) -> Iterator[tuple[Duty, Count]]:
        plan = self._plan(obligation)
        if plan.kind == "standing":
            if obligation.made_through is None:
                count = count_of_standing(plan, None, obligation.since, self.options)
                yield self._duty(obligation, plan, "standing"), count
            return
        begun = obligation.made_through
        for span, count in self._spans_of(plan, obligation.since):
            if begun is None or span.start > begun:
                duty = self._duty(obligation, plan, span.key)
                duty.what, duty.period_start, duty.period_end = span.name, span.start, span.end
                yield duty, count

    def _plan(self, obligation: Obligation) -> Plan:
        if obligation.item_id not in self._plans:
            self._plans[obligation.item_id] = plan_for(obligation.item, self.options)
        return self._plans[obligation.item_id]

    def _spans_of(self, plan: Plan, since: date) -> list[tuple[Span, Count]]:
        if (plan, since) not in self._spans:
            self._spans[plan, since] = [
                (span, count_of_span(plan, span)) for span in spans(plan, since, self.through)
            ]
        return self._spans[plan, since]

    def _duty(self, obligation: Obligation, plan: Plan, key: str) -> Duty:
        return Duty(
            town_id=obligation.town_id,
            unit_id=obligation.unit_id,
            obligation=obligation,
            item_id=obligation.item_id,
            kind=plan.kind,
            key=key,
            note=plan.note[:120],
            made_at=self.made_at,
        )
