"""Counting a coverage report: a fixed number of queries, however many duties there are.

The database counts the duties of each obligation by state; the lines are added up from that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.catalogue.fields import names_on
from gongkai.catalogue.models import Item
from gongkai.duty.coverage.lines import SHOWN
from gongkai.duty.coverage.report import Owed, Report
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
_COUNTED = Answer.objects.filter(proven=True, stands=True)


class _Row(NamedTuple):
    """An obligation as it is read: no model, there are thousands.

    ``published``: in the year asked for, with its proof; ``living``: to be read now.
    """

    pk: int
    unit_id: int
    item_id: int
    kind: str
    ended_on: date | None
    published: bool
    living: bool


def coverage_for(actor: Actor, year: int) -> Report | None:
    """The coverage of the units that this person may see; None where they may see none."""
    reach = reach_of(actor, "duty.read")
    if actor.town is None or reach is None:
        return None
    units = None if reach is Reach.TOWN else units_in_scope(actor, "duty.read")
    return coverage_of(actor.town, year, units)


def coverage_of(town: Town, year: int, units: QuerySet[Unit] | None = None) -> Report:
    """The coverage of a town, or of some of its units, in a year as it stands today.

    Counts the duties due in the year and the standing ones; eight queries, and one more for
    channels and for stages when somebody asks the report for these.
    """
    shown_units = units if units is not None else Unit.objects.filter(town=town)
    by_id = {unit.pk: unit for unit in shown_units.order_by("order", "pk")}
    first, last = date(year, 1, 1), date(year, 12, 31)
    states = _states(town, first, last)
    declared = _declared(town, year)
    rows = [row for row in _obligations(town, states, first, last) if row.unit_id in by_id]
    items = _Items(town, {row.item_id for row in rows})
    owed = [
        Owed(
            row.pk,
            row.unit_id,
            items.identities[row.item_id],
            row.pk in declared or _is_covered(row, states.get(row.pk, {})),
            row.published or row.living,
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
        read_proofs=lambda: _proofs(town, first, last),
        read_stages=lambda: _by_identity(_stages(town, first, last), items.identities, own),
    )


def _is_covered(row: _Row, states: Mapping[State, int]) -> bool:
    """Whether something was published or declared as nothing, or is standing and to be read."""
    standing = row.kind == DutyKind.STANDING and row.living
    return row.published or standing or not _MET.isdisjoint(states)


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
    town: Town, states: Mapping[int, Mapping[State, int]], first: date, last: date
) -> Iterator[_Row]:
    """What is owed now, and what was owed and left something that counts."""
    mine = _COUNTED.filter(obligation=OuterRef("pk"))
    rows = Obligation.objects.filter(town=town, since__lte=last).order_by("pk")
    for row in rows.values_list(
        *("pk", "unit_id", "item_id", "kind", "ended_on"),
        Exists(mine.filter(released_on__range=(first, last))),
        Exists(mine.filter(living=True)),
    ):
        counts = states.get(row[0], {})
        if row[4] is None or sum(counts.values()) > counts.get(State.ENDED, 0):
            yield _Row._make(row)


def _proofs(town: Town, first: date, last: date) -> dict[int, set[str]]:
    """The channels other than the website that are proven in the time, by obligation."""
    proofs = ChannelProof.objects.filter(town=town, shown_on__range=(first, last)).order_by()
    found: defaultdict[int, set[str]] = defaultdict(set)
    for obligation, channel in proofs.values_list("duty__obligation_id", "channel"):
        found[obligation].add(channel)
    return found


def _stages(town: Town, first: date, last: date) -> dict[tuple[str, int], int]:
    """How many publications of the time stand in which stage, by item."""
    answers = _COUNTED.filter(obligation__town=town, released_on__range=(first, last))
    rows = answers.exclude(stage="").order_by().values_list("stage", "obligation__item_id")
    return {(stage, item): number for stage, item, number in rows.annotate(number=Count("id"))}


def _declared(town: Town, year: int) -> set[int]:
    rows = NothingThisYear.objects.filter(town=town, year=year, obligation__isnull=False)
    return {row for row in rows.values_list("obligation_id", flat=True) if row is not None}


def _nothing(town: Town, year: int) -> dict[str, str]:
    rows = NothingThisYear.objects.filter(town=town, year=year).exclude(basis="")
    return dict(rows.values_list("basis", "why"))
