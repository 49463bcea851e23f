"""Reading duties, always within the actor's scope. Every list pages on the server."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from gongkai.duty.coverage.lines import LineFilter
from gongkai.duty.engine.plans import setting_of
from gongkai.duty.models import (
    Answer,
    CalendarFeed,
    ColumnRequest,
    ColumnStatus,
    Duty,
    DutyKind,
    IndicatorLink,
    NothingThisYear,
    Notice,
    Obligation,
    Setting,
    Urging,
    UrgingState,
)
from gongkai.duty.states import in_states, with_state
from gongkai.ledger import clock
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account, Unit
from gongkai.organisation.scope import own_unit_ids, units_in_scope
from gongkai.rules.duty_state import WAITING, State


@dataclass(frozen=True)
class DutyFilter:
    """What a list of duties is narrowed to; empty means all.

    ``first`` and ``last`` are days of the due date, both included; ``field`` a code; ``unit`` a
    slug; ``text`` words of the item, of what was formed, or of the unit's name; ``line`` a line
    of the coverage report; ``obligation`` the number of what is owed.
    """

    text: str = ""
    unit: str = ""
    field: str = ""
    kind: str = ""
    states: tuple[State, ...] = ()
    first: date | None = None
    last: date | None = None
    assignee: int | None = None
    provisional: bool = False
    missing: bool = False
    obligation: int | None = None
    line: LineFilter = dataclasses.field(default_factory=LineFilter)


def setting_for(actor: Actor) -> Setting:
    """The numbers of the actor's town (defaults where it has set none), read once per actor."""
    cached: Setting | None = actor.cache.get("duty_setting")
    if cached is None:
        cached = setting_of(actor.town) if actor.town else Setting()
        actor.cache["duty_setting"] = cached
    return cached


def first_year(actor: Actor) -> int:
    """The year from which the actor's town owes anything; this year where it owes nothing."""
    rows = Obligation.objects.filter(town=actor.town_id)
    since: date | None = rows.aggregate(first=Min("since"))["first"]
    return since.year if since else clock.today().year


def duties_for(actor: Actor) -> QuerySet[Duty]:
    """The duties in scope with unit, item, field, clock and assignee, each with its ``state`` as
    of today, by date. One query when it is read, however many are shown.
    """
    duties = Duty.objects.filter(unit__in=units_in_scope(actor, "duty.read"), town=actor.town_id)
    shown = duties.select_related("unit", "item__field", "item__edition", "clock", "assignee")
    soon = setting_for(actor).soon_days
    return with_state(shown, clock.today(), soon).order_by("due_on", "id")


def duty_for(actor: Actor, pk: int) -> Duty | None:
    """One duty, if this person may see it."""
    return duties_for(actor).select_related("obligation").filter(pk=pk).first()


def filtered(actor: Actor, duties: QuerySet[Duty], wanted: DutyFilter) -> QuerySet[Duty]:
    """Narrow a list of duties."""
    exact = {
        "unit__slug": wanted.unit,
        "item__field__code": wanted.field,
        "kind": wanted.kind,
        "assignee": wanted.assignee,
        "obligation": wanted.obligation,
        "due_on__gte": wanted.first,
        "due_on__lte": wanted.last,
    }
    duties = duties.filter(**{name: value for name, value in exact.items() if value})
    if wanted.states:
        soon = setting_for(actor).soon_days
        duties = in_states(duties, wanted.states, clock.today(), soon)
    if wanted.provisional:
        duties = duties.filter(provisional=True, running=True)
    if wanted.missing:
        duties = duties.exclude(missing_channels=[], missing_elements=[])
    if actor.town is not None:
        duties = wanted.line.narrow(duties, actor.town)
    return _containing(duties, wanted.text)


def _containing(duties: QuerySet[Duty], text: str) -> QuerySet[Duty]:
    for word in text.split():
        duties = duties.filter(
            Q(item__level1__icontains=word)
            | Q(item__level2__icontains=word)
            | Q(what__icontains=word)
            | Q(unit__name__icontains=word)
        )
    return duties


def own_duties(actor: Actor) -> QuerySet[Duty]:
    """The duties of the actor's own unit and those under it, whatever else they may see."""
    return duties_for(actor).filter(unit__in=own_unit_ids(actor))


@dataclass(frozen=True)
class Owing:
    """What waits, by urgency: counts for a home page."""

    overdue: int
    due_soon: int
    next_week: int
    not_due: int
    provisional: int


def owing(actor: Actor, *, own: bool = True) -> Owing:
    """How much waits for the actor's unit (``own``) or for all units in scope. One query.

    next_week: due from next Monday to Sunday.
    """
    today = clock.today()
    units = units_in_scope(actor, "duty.read")
    if own:
        units = units.filter(pk__in=own_unit_ids(actor))
    open_ones = Duty.objects.filter(unit__in=units, town=actor.town_id, running=True)
    soon = today + timedelta(days=setting_for(actor).soon_days)
    monday = today + timedelta(days=7 - today.weekday())
    found = open_ones.exclude(_fresh(soon)).aggregate(
        overdue=Count("id", filter=Q(due_on__lt=today)),
        due_soon=Count("id", filter=Q(due_on__range=(today, soon))),
        next_week=Count("id", filter=Q(due_on__range=(monday, monday + timedelta(days=6)))),
        not_due=Count("id", filter=Q(due_on__gt=soon)),
        provisional=Count("id", filter=Q(provisional=True)),
    )
    return Owing(**found)


def _fresh(soon: date) -> Q:
    """Standing duties that are published and not to be looked at yet."""
    return Q(kind=DutyKind.STANDING, published_on__isnull=False, due_on__gt=soon)


def due_between(actor: Actor, first: date, last: date, *, own: bool = False) -> QuerySet[Duty]:
    """The duties whose date is from one day to another (both included): a calendar's page."""
    duties = own_duties(actor) if own else duties_for(actor)
    return duties.filter(due_on__range=(first, last), ended_on=None)


def overdue_for(actor: Actor) -> QuerySet[Duty]:
    """What is late and not published, the oldest first."""
    return filtered(actor, duties_for(actor), DutyFilter(states=(State.OVERDUE,)))


def waiting_duties(actor: Actor) -> QuerySet[Duty]:
    """Everything that still has to be published, by date."""
    return filtered(actor, duties_for(actor), DutyFilter(states=tuple(sorted(WAITING))))


def units_owing(actor: Actor) -> QuerySet[Unit]:
    """The units in scope that owe something, each with ``overdue`` and ``due_soon`` counts."""
    today = clock.today()
    soon = today + timedelta(days=setting_for(actor).soon_days)
    running = Q(duties__running=True) & ~Q(
        duties__kind=DutyKind.STANDING,
        duties__published_on__isnull=False,
        duties__due_on__gt=soon,
    )
    return (
        units_in_scope(actor, "duty.read")
        .annotate(
            overdue=Count("duties", filter=running & Q(duties__due_on__lt=today)),
            due_soon=Count("duties", filter=running & Q(duties__due_on__range=(today, soon))),
        )
        .filter(Q(overdue__gt=0) | Q(due_soon__gt=0))
        .order_by("-overdue", "order", "id")
    )


def answers_of(duty: Duty) -> QuerySet[Answer]:
    """The publications that answer a duty, first the earliest."""
    return Answer.objects.filter(duty=duty).select_related("record", "release__version")


def obligations_for(actor: Actor) -> QuerySet[Obligation]:
    """What units in scope owe now, with item, field and unit."""
    return (
        Obligation.objects.filter(unit__in=units_in_scope(actor, "duty.read"), ended_on=None)
        .filter(town=actor.town_id)
        .select_related("unit", "item__field", "item__edition", "town")
        .order_by("unit__order", "unit_id", "item__field__order", "item__sequence")
    )


def own_obligations(actor: Actor) -> QuerySet[Obligation]:
    """What the actor's own unit owes: where an event can be recorded."""
    return obligations_for(actor).filter(unit__in=own_unit_ids(actor))


def feed_of(account: Account) -> CalendarFeed | None:
    """The open calendar address of a person."""
    return CalendarFeed.objects.filter(account=account, closed_at=None).first()


def feed_with(digest: str) -> CalendarFeed | None:
    """The open calendar address with this digest, with its person and unit."""
    rows = CalendarFeed.objects.filter(digest=digest, closed_at=None, account__is_active=True)
    return rows.select_related("account__unit__town").first()


@dataclass(frozen=True)
class UrgingFilter:
    """What a list of urgings is narrowed to; ``late``: unanswered beyond their day."""

    state: str = ""
    unit: str = ""
    text: str = ""
    late: bool = False


def urgings_for(actor: Actor, wanted: UrgingFilter | None = None) -> QuerySet[Urging]:
    """The urgings of units in scope, newest first, with the number of their duties."""
    asked = wanted or UrgingFilter()
    rows = Urging.objects.filter(unit__in=units_in_scope(actor, "duty.read"), town=actor.town_id)
    exact = {"state": asked.state, "unit__slug": asked.unit, "words__icontains": asked.text}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.late:
        rows = rows.filter(state=UrgingState.OPEN, reply_by__lt=clock.today())
    return rows.select_related("unit", "asked_by").annotate(count=Count("duties")).order_by("-id")


def urging_for(actor: Actor, pk: int) -> Urging | None:
    """One urging, if this person may see it."""
    return urgings_for(actor).filter(pk=pk).first()


def silent_obligations(actor: Actor, year: int) -> QuerySet[Obligation]:
    """What was neither published, nor recorded, nor declared as nothing in a year.

    For these a unit records what was formed, publishes, or declares "nothing this year".
    """
    published = Answer.objects.filter(
        obligation=OuterRef("pk"), stands=True, released_on__year=year
    )
    recorded = Duty.objects.filter(obligation=OuterRef("pk"), formed_on__year=year, ended_on=None)
    declared = NothingThisYear.objects.filter(obligation=OuterRef("pk"), year=year)
    return obligations_for(actor).filter(
        ~Exists(published), ~Exists(recorded), ~Exists(declared), kind=DutyKind.EVENT
    )


def column_requests(actor: Actor) -> QuerySet[ColumnRequest]:
    """Every request for a column of the actor's town, newest first."""
    towns = units_in_scope(actor, "duty.read").values("town")
    return ColumnRequest.objects.filter(town__in=towns, town=actor.town_id)


def column_of(identity: object, requests: Iterable[ColumnRequest]) -> ColumnRequest | None:
    """The open column or the running request of an item."""
    return next(
        (
            request
            for request in requests
            if request.identity == identity and request.status != ColumnStatus.REFUSED
        ),
        None,
    )


def indicator_links(actor: Actor) -> QuerySet[IndicatorLink]:
    """Which items are evidence for which indicator (F11)."""
    towns = units_in_scope(actor, "duty.read").values("town")
    return IndicatorLink.objects.filter(town__in=towns, town=actor.town_id)


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """The notes to units in scope, newest first; ``seen_at`` empty: nobody there has seen it."""
    units = units_in_scope(actor, "duty.read")
    return Notice.objects.filter(unit__in=units, town=actor.town_id).select_related("unit", "run")


def orphaned(actor: Actor) -> QuerySet[Unit]:
    """Closed units that still owe something: ``duty.transfer`` hands it to another."""
    left = Duty.objects.filter(unit=OuterRef("pk"), running=True)
    return units_in_scope(actor, "duty.read").filter(Exists(left), closed_on__isnull=False)
