"""Obligations follow the catalogue in force and the units: begun, ended, or of another item."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from gongkai.catalogue.models import Item
from gongkai.duty.engine.plans import Pair, Wanted, plan_for, setting_of, wanted_of
from gongkai.duty.models import Duty, DutyEvent, DutyKind, EventKind, Obligation, Run
from gongkai.ledger import clock
from gongkai.organisation.models import Town
from gongkai.rules.duty_clock import Options

LEFT_CATALOGUE = "施行中的目录已不含此事项"
NOT_RESPONSIBLE = "单位不再负责此事项"
UNIT_CLOSED = "单位已撤销"
OTHER_KIND = "目录里的公开时限已经改变"


@dataclass
class Changes:
    """What changed: obligations begun, ended, of another item; units that have to know."""

    begun: list[Obligation] = field(default_factory=list)
    ended: int = 0
    duties_ended: int = 0
    units: dict[int, list[str]] = field(default_factory=dict)

    def tell(self, unit_id: int, words: str) -> None:
        """Add a sentence to what a unit is told."""
        self.units.setdefault(unit_id, []).append(words)


@dataclass(frozen=True)
class _New:
    """What new obligations are made of."""

    wanted: Wanted
    options: Options
    since: date | None


def follow_catalogue(run: Run, since: date | None = None) -> Changes:
    """Let the obligations of the run's town follow its catalogue in force and its units.

    since: from when new obligations count. None: for an item that the town had before (another
    unit, another kind of limit) from today; else from the day the edition came into force, but
    not from before 1 January of this year. What is published or otherwise settled stays as it is.
    """
    wanted = wanted_of(run.town)
    options = setting_of(run.town).options
    rows = Obligation.objects.filter(town=run.town, ended_on=None).select_related("unit")
    present = {Pair(row.identity, row.unit_id): row for row in rows}
    changes = Changes()
    _end(changes, run, wanted, present, options)
    _swap(run.town, wanted, present)
    _begin(changes, run.town, _New(wanted, options, since), present)
    return changes


def in_step(town: Town) -> bool:
    """Whether the obligations are those that the catalogue in force asks for. Four queries."""
    wanted, options = wanted_of(town), setting_of(town).options
    rows = Obligation.objects.filter(town=town, ended_on=None).select_related("unit")
    present = {Pair(row.identity, row.unit_id): row for row in rows}
    return present.keys() == wanted.pairs.keys() and not any(
        row.item_id != wanted.pairs[pair].pk or _why_ended(row, wanted, options)
        for pair, row in present.items()
    )


def _begin(changes: Changes, town: Town, new: _New, present: dict[Pair, Obligation]) -> None:
    """Begin what is not there; those that ended just now are not ``present`` any more."""
    had = Obligation.objects.filter(town=town).values_list("identity", flat=True)
    known = set(had.distinct())
    plans = {item.pk: plan_for(item, new.options) for item in new.wanted.items.values()}
    rows = [
        Obligation(
            town=town,
            unit_id=pair.unit_id,
            identity=pair.identity,
            item=item,
            kind=plans[item.pk].kind,
            period=plans[item.pk].period or "",
            since=new.since or _first_day(item, pair.identity in known),
        )
        for pair, item in new.wanted.pairs.items()
        if pair not in present
    ]
    changes.begun = Obligation.objects.bulk_create(rows, batch_size=1000)
    for unit_id, count in Counter(row.unit_id for row in changes.begun).items():
        changes.tell(unit_id, f"新增{count}项公开责任")


def _first_day(item: Item, known: bool) -> date:
    today = clock.today()
    if known:
        return today
    new_year = today.replace(month=1, day=1)
    return max(item.edition.effective_from or new_year, new_year)


def _end(
    changes: Changes,
    run: Run,
    wanted: Wanted,
    present: dict[Pair, Obligation],
    options: Options,
) -> None:
    by_reason: dict[str, list[Obligation]] = {}
    for pair, obligation in list(present.items()):
        if why := _why_ended(obligation, wanted, options):
            by_reason.setdefault(why, []).append(present.pop(pair))
    for why, obligations in by_reason.items():
        end_obligations(changes, run, obligations, why)


def _why_ended(obligation: Obligation, wanted: Wanted, options: Options) -> str:
    """Why an obligation does not go on; empty where it does."""
    item = wanted.pairs.get(Pair(obligation.identity, obligation.unit_id))
    if item is not None:
        plan = plan_for(item, options)
        same = (plan.kind, plan.period or "") == (obligation.kind, obligation.period)
        return "" if same else OTHER_KIND
    if obligation.unit.closed_on is not None:
        return UNIT_CLOSED
    return NOT_RESPONSIBLE if obligation.identity in wanted.items else LEFT_CATALOGUE


def end_obligations(changes: Changes, run: Run, obligations: list[Obligation], why: str) -> None:
    """End obligations and what of their duties is not due yet.

    What is overdue, and what an event has started, stays owed until it is published, excused or
    transferred; what is published stays published.
    """
    keys = [obligation.pk for obligation in obligations]
    today = clock.today()
    Obligation.objects.filter(pk__in=keys).update(ended_on=today, ended_why=why)
    waiting = Duty.objects.filter(obligation__in=keys, ended_on=None, due_on__gte=today)
    coming = waiting.exclude(kind=DutyKind.EVENT).filter(running=True)
    changes.ended += len(keys)
    changes.duties_ended += end_duties(run, coming, why)
    for unit_id, count in Counter(row.unit_id for row in obligations).items():
        changes.tell(unit_id, f"{count}项公开责任终止（{why}）")


def end_duties(run: Run, duties: QuerySet[Duty], why: str) -> int:
    """End duties, each with its event; gives how many.

    duties: read without joins (``locking.hold``). What is excused at the same moment is not among
    them any more.
    """
    rows = list(duties.select_for_update(no_key=True).order_by("pk"))
    DutyEvent.objects.bulk_create(
        [
            DutyEvent(run=run, duty=duty, kind=EventKind.ENDED, due_before=duty.due_on, at=run.at)
            for duty in rows
        ],
        batch_size=1000,
    )
    Duty.objects.filter(pk__in=[duty.pk for duty in rows]).update(
        ended_on=clock.today(), ended_why=why, running=False
    )
    return len(rows)


def _swap(town: Town, wanted: Wanted, present: dict[Pair, Obligation]) -> None:
    """Give obligations and their running duties the item of the edition in force."""
    swapped = {
        row.identity: wanted.items[row.identity]
        for row in present.values()
        if row.item_id != wanted.items[row.identity].pk
    }
    for identity, item in swapped.items():
        rows = Obligation.objects.filter(town=town, identity=identity, ended_on=None)
        Duty.objects.filter(obligation__in=rows, running=True).update(item=item)
        rows.update(item=item)
