"""Counting a coverage report: a fixed number of queries, however many duties there are.

The database counts the duties of each obligation by state; the lines are added up from that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.catalogue.fields import names_on
from gongkai.catalogue.models import Item
from gongkai.duty.coverage.lines import SHOWN
from gongkai.duty.coverage.report import WEBSITE, Owed, Report
from gongkai.duty.engine.plans import items_in_force, setting_of
from gongkai.duty.models import Answer, ChannelProof, Duty, DutyKind, NothingThisYear, Obligation
from gongkai.duty.states import with_state
from gongkai.ledger import clock
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.permissions import Reach, reach_of
from gongkai.organisation.scope import units_in_scope
from gongkai.rules.duty_state import DONE, State

_STATES = {state.value: state for state in State}
_MET = frozenset({*DONE, State.NOTHING})


class _Row(NamedTuple):
    """An obligation as it is read: no model, there are thousands."""

    pk: int
    unit_id: int
    item_id: int
    kind: str
    ended_on: date | None


@dataclass
class _Shown:
    """What was published (or declared as nothing) of an obligation, and what is public now."""

    published: bool = False
    living: bool = False
    channels: set[str] = field(default_factory=set)


def coverage_for(actor: Actor, year: int) -> Report | None:
    """The coverage of the units that this person may see; None where they may see none."""
    reach = reach_of(actor, "duty.read")
    if actor.town is None or reach is None:
        return None
    units = None if reach is Reach.TOWN else units_in_scope(actor, "duty.read")
    return coverage_of(actor.town, year, units)


def coverage_of(town: Town, year: int, units: QuerySet[Unit] | None = None) -> Report:
    """The coverage of a town, or of some of its units, in a year as it stands today.

    Counts the duties due in the year and the standing ones; about ten queries.
    """
    shown_units = units if units is not None else Unit.objects.filter(town=town)
    by_id = {unit.pk: unit for unit in shown_units.order_by("order", "pk")}
    first, last = date(year, 1, 1), date(year, 12, 31)
    states = _states(town, first, last)
    shown, stages = _published(town, first, last)
    for obligation in _declared(town, year):
        shown[obligation].published = True
    rows = [row for row in _obligations(town, states, last) if row.unit_id in by_id]
    items = _Items(town, {row.item_id for row in rows})
    nothing = _Shown()
    owed = [
        Owed(
            row.pk,
            row.unit_id,
            items.identities[row.item_id],
            _is_covered(row, states.get(row.pk, {}), shown.get(row.pk, nothing)),
            shown.get(row.pk, nothing).living,
            frozenset(shown.get(row.pk, nothing).channels),
            states.get(row.pk, {}),
        )
        for row in rows
    ]
    own = {one.identity for one in owed}
    if units is not None:
        items.keep(own)
    return Report(
        year=year,
        as_of=clock.today(),
        owed=owed,
        items=items.by_identity,
        in_force=items.in_force,
        units=by_id,
        field_names=names_on(min(last, clock.today())),
        nothing=_nothing(town, year),
        stages=_by_identity(stages, items.identities, own),
    )


def _is_covered(row: _Row, states: Mapping[State, int], shown: _Shown) -> bool:
    """Whether something was published or declared as nothing, or is standing and to be read."""
    standing = row.kind == DutyKind.STANDING and shown.living
    return shown.published or standing or not _MET.isdisjoint(states)


def _by_identity(
    stages: Mapping[tuple[str, int], int], identities: Mapping[int, UUID], own: set[UUID]
) -> dict[tuple[str, UUID], int]:
    """Publications by stage and identity of their item, of what is owed here."""
    found: Counter[tuple[str, UUID]] = Counter()
    for (stage, item), number in stages.items():
        if identities.get(item) in own:
            found[stage, identities[item]] += number
    return found


class _Items:
    """The items in force and those owed before: each read once, without its long texts."""

    def __init__(self, town: Town, owed: set[int]) -> None:
        present = {item.pk: item for item in items_in_force(town, *SHOWN)}
        former = Item.objects.select_related("field").only(*SHOWN).in_bulk(owed - present.keys())
        self.in_force = frozenset(item.identity for item in present.values())
        both = {**former, **present}
        self.identities = {pk: item.identity for pk, item in both.items()}
        self.by_identity = {item.identity: item for item in both.values()}

    def keep(self, own: set[UUID]) -> None:
        """Leave out what other units owe: this person sees nothing of it."""
        self.in_force &= own
        self.by_identity = {key: item for key, item in self.by_identity.items() if key in own}


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
    columns = ("pk", "unit_id", "item_id", "kind", "ended_on")
    for row in map(_Row._make, rows.values_list(*columns)):
        counts = states.get(row.pk, {})
        if row.ended_on is None or sum(counts.values()) > counts.get(State.ENDED, 0):
            yield row


def _published(
    town: Town, first: date, last: date
) -> tuple[defaultdict[int, _Shown], Counter[tuple[str, int]]]:
    """What was published of each obligation, and the publications by stage and item."""
    shown: defaultdict[int, _Shown] = defaultdict(_Shown)
    counted = Answer.objects.filter(proven=True, stands=True)
    in_time = counted.filter(released_on__range=(first, last))
    mine = Q(obligation=OuterRef("pk"))
    rows = Obligation.objects.filter(town=town).order_by()
    for obligation, published, living in rows.values_list(
        "pk", Exists(in_time.filter(mine)), Exists(counted.filter(mine, living=True))
    ):
        if published or living:
            shown[obligation] = _Shown(bool(published), bool(living), {WEBSITE})
    proofs = ChannelProof.objects.filter(duty__town=town, shown_on__range=(first, last))
    for obligation, channel in (
        proofs.order_by().values_list("duty__obligation_id", "channel").distinct()
    ):
        shown[obligation].channels.add(channel)
    by_stage = in_time.filter(obligation__town=town).exclude(stage="").order_by()
    stages = by_stage.values_list("stage", "obligation__item_id").annotate(number=Count("id"))
    return shown, Counter({(stage, item): number for stage, item, number in stages})


def _declared(town: Town, year: int) -> set[int]:
    rows = NothingThisYear.objects.filter(town=town, year=year, obligation__isnull=False)
    return {row for row in rows.values_list("obligation_id", flat=True) if row is not None}


def _nothing(town: Town, year: int) -> dict[str, str]:
    rows = NothingThisYear.objects.filter(town=town, year=year).exclude(basis="")
    return dict(rows.values_list("basis", "why"))
