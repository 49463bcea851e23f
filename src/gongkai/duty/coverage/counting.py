"""Counting a coverage report: a fixed number of queries, however many duties there are.

The database counts the duties of each obligation by state; the lines are added up from that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from gongkai.catalogue.fields import names_on
from gongkai.catalogue.models import Item
from gongkai.duty.coverage.report import WEBSITE, Owed, Report
from gongkai.duty.engine.plans import items_in_force, setting_of
from gongkai.duty.models import Answer, ChannelProof, Duty, DutyKind, NothingThisYear, Obligation
from gongkai.duty.states import with_state
from gongkai.ledger import clock
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.scope import units_in_scope
from gongkai.rules.duty_state import DONE, State

_STATES = {state.value: state for state in State}
_MET = frozenset({*DONE, State.NOTHING})
_SHOWN = ("identity", "level1", "level2", "channels", "legal_bases", "sequence", "levels", "field")
"""The columns of an item that a report needs; the long texts stay where they are."""


class _Row(NamedTuple):
    """An obligation as it is read: no model, there are thousands."""

    pk: int
    unit_id: int
    identity: UUID
    item_id: int
    kind: str
    ended_on: date | None


@dataclass
class _Shown:
    """What was published of an obligation in the time asked for, and what is public now."""

    published: bool = False
    living: bool = False
    channels: set[str] = field(default_factory=set)


def coverage_for(actor: Actor, year: int) -> Report | None:
    """The coverage of the units that this person may see; None where they may see none."""
    if actor.town is None:
        return None
    return coverage_of(actor.town, year, units_in_scope(actor, "duty.read"))


def coverage_of(town: Town, year: int, units: QuerySet[Unit] | None = None) -> Report:
    """The coverage of a town, or of some of its units, in a year as it stands today.

    Counts the duties due in the year and the standing ones; about ten queries.
    """
    shown_units = units if units is not None else Unit.objects.filter(town=town)
    by_id = {unit.pk: unit for unit in shown_units.order_by("order", "pk")}
    first, last = date(year, 1, 1), date(year, 12, 31)
    states = _states(town, first, last)
    shown, stages = _published(town, first, last)
    declared = _declared(town, year)
    rows = [row for row in _obligations(town, states, last) if row.unit_id in by_id]
    items, in_force = _items(town, rows)
    nothing = _Shown()
    owed = [
        _owed(row, states.get(row.pk, {}), shown.get(row.pk, nothing), row.pk in declared)
        for row in rows
    ]
    own = {one.identity for one in owed}
    return Report(
        year=year,
        as_of=clock.today(),
        owed=owed,
        items=items,
        in_force=in_force,
        units=by_id,
        field_names=names_on(min(last, clock.today())),
        nothing=_nothing(town, year),
        stages={key: number for key, number in stages.items() if key[1] in own},
    )


def _owed(row: _Row, states: Mapping[State, int], shown: _Shown, declared: bool) -> Owed:
    met = declared or shown.published or not _MET.isdisjoint(states)
    standing = row.kind == DutyKind.STANDING and shown.living
    return Owed(
        row.pk,
        row.unit_id,
        row.identity,
        met or standing,
        shown.living,
        frozenset(shown.channels),
        states,
    )


def _states(town: Town, first: date, last: date) -> dict[int, dict[State, int]]:
    """How many duties of each obligation stand where: due in the time, or standing.

    Two queries, each along an index: together they would read every duty of the town.
    """
    soon = setting_of(town).soon_days
    duties = Duty.objects.filter(town=town)
    found: dict[int, dict[State, int]] = {}
    for part in (
        duties.filter(~Q(kind=DutyKind.STANDING), due_on__range=(first, last)),
        duties.filter(kind=DutyKind.STANDING),
    ):
        counted = with_state(part, clock.today(), soon).order_by()
        rows = counted.values_list("obligation_id", "state")  # type: ignore[misc]
        for obligation, state, number in rows.annotate(n=Count("id")):
            found.setdefault(obligation, {})[_STATES[state]] = number
    return found


def _obligations(
    town: Town, states: Mapping[int, Mapping[State, int]], last: date
) -> Iterator[_Row]:
    """What is owed now, and what was owed and left something that counts."""
    rows = Obligation.objects.filter(town=town, since__lte=last).order_by("pk")
    columns = ("pk", "unit_id", "identity", "item_id", "kind", "ended_on")
    for row in map(_Row._make, rows.values_list(*columns)):
        counts = states.get(row.pk, {})
        if row.ended_on is None or sum(counts.values()) > counts.get(State.ENDED, 0):
            yield row


def _items(town: Town, rows: Iterable[_Row]) -> tuple[dict[UUID, Item], frozenset[UUID]]:
    """The items in force and those owed before, by identity; and which are in force."""
    items = {item.identity: item for item in items_in_force(town, *_SHOWN)}
    in_force = frozenset(items)
    former = {row.identity: row.item_id for row in rows if row.identity not in in_force}
    gone = Item.objects.select_related("field").only(*_SHOWN).in_bulk(set(former.values()))
    items.update({identity: gone[pk] for identity, pk in former.items()})
    return items, in_force


def _published(
    town: Town, first: date, last: date
) -> tuple[defaultdict[int, _Shown], Counter[tuple[str, UUID]]]:
    """What was published of each obligation, and the publications by stage and item."""
    shown: defaultdict[int, _Shown] = defaultdict(_Shown)
    stages: Counter[tuple[str, UUID]] = Counter()
    in_time = Q(released_on__range=(first, last))
    rows = (
        Answer.objects.filter(obligation__town=town, proven=True, stands=True)
        .order_by()
        .values_list("obligation_id", "obligation__identity", "stage")
        .annotate(published=Count("id", filter=in_time), living=Count("id", filter=Q(living=True)))
    )
    for obligation, identity, stage, published, living in rows:
        one = shown[obligation]
        one.published |= bool(published)
        one.living |= bool(living)
        if published or living:
            one.channels.add(WEBSITE)
        if stage and published:
            stages[stage, identity] += published
    proofs = ChannelProof.objects.filter(duty__town=town, shown_on__range=(first, last))
    for obligation, channel in (
        proofs.order_by().values_list("duty__obligation_id", "channel").distinct()
    ):
        shown[obligation].channels.add(channel)
    return shown, stages


def _declared(town: Town, year: int) -> set[int]:
    rows = NothingThisYear.objects.filter(town=town, year=year, obligation__isnull=False)
    return {row for row in rows.values_list("obligation_id", flat=True) if row is not None}


def _nothing(town: Town, year: int) -> dict[str, str]:
    rows = NothingThisYear.objects.filter(town=town, year=year).exclude(basis="")
    return dict(rows.values_list("basis", "why"))
