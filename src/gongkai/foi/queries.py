"""Reading applications, within a person's scope."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, DateField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from gongkai.foi.models import (
    Application,
    Assistance,
    CaseNumber,
    Demand,
    Dispute,
    OwnRecordRequest,
    Reply,
)
from gongkai.foi.setting import settings_of
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town
from gongkai.organisation.permissions import Reach, reach_of
from gongkai.organisation.prepared import Listed, Listing
from gongkai.organisation.scope import rows_in_scope, units_in_scope


class ListedCase(NamedTuple):
    """What lists show of a case; the rest, sealed words among it, stays where it is."""

    number: str
    subject: str
    topic: str
    applicant_mask: str
    applicant_kind: str
    channel: str
    state: str
    received_on: date
    due_on: date | None
    due_provisional: bool
    act_by: date | None
    act_why: str
    answered_on: date | None
    served_on: date | None
    handler: str | None


_COLUMNS = tuple("handler__name" if name == "handler" else name for name in ListedCase._fields)
FILTERS = {
    "state": "state",
    "turn": "turn",
    "channel": "channel",
    "topic": "topic",
    "mine": "handler_id",
    "kept": "keep_until__lt",
    "since": "received_on__gte",
    "until": "received_on__lte",
}
"""By what a list may be filtered → the lookup."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a list of cases. values: name of ``FILTERS`` → value. words: in the number
    or the subject.
    """

    open_only: bool
    values: dict[str, Any]
    words: str = ""


def applications_for(actor: Actor) -> QuerySet[Application]:
    """Every application in scope, newest first, with what lists show."""
    return (
        rows_in_scope(Application.objects.all(), actor, "foi.read")
        .defer("request")
        .select_related("handler", "unit")
        .order_by("-id")
    )


def queue_for(actor: Actor) -> QuerySet[Application]:
    """Open applications in scope by the day on which somebody must act, late ones first.

    Open is what has no day of closing: an index can hold that, and not a list of states.
    """
    return applications_for(actor).filter(closed_on=None).order_by(*_BY_DATE)


_BY_DATE = (F("act_by").asc(nulls_last=True), "id")
_NEWEST = ("-id",)
_OF_A_TIME = ("-received_on", "-id")
"""A year of the register by the day of receipt: an index has it in this order."""


def listed(actor: Actor, asked: Asked) -> Listed[ListedCase]:
    """The cases in scope that are asked for: open ones by date, else all, newest first (of a year
    by the day of receipt).

    The SQL of what the Office asks is kept; a scope of units and words to look for are put into a
    question of their own each time.
    """
    names = ("town", *sorted(asked.values))
    values = (actor.town_id, *(asked.values[name] for name in names[1:]))
    if asked.words or reach_of(actor, "foi.read") is not Reach.TOWN:
        scope = rows_in_scope(Application.objects.all(), actor, "foi.read")
        return _listing(asked.open_only, names, _with_words(scope, asked.words)).of(*values)
    whole = not asked.open_only and _is_whole(asked.values)
    return _kept_listing(asked.open_only, names, whole).of(*values)


def _is_whole(asked: dict[str, Any]) -> bool:
    """Whether that is the whole register, or whole years of it."""
    if not asked:
        return True
    if asked.keys() != {"since", "until"}:
        return False
    since, until = asked["since"], asked["until"]
    return (since.month, since.day, until.month, until.day) == (1, 1, 12, 31)


@lru_cache(maxsize=256)
def _kept_listing(open_only: bool, names: tuple[str, ...], whole: bool) -> Listing[ListedCase]:
    return _listing(open_only, names, Application.objects.all(), _number_of if whole else None)


def _listing(
    open_only: bool,
    names: tuple[str, ...],
    rows: QuerySet[Application],
    number: Callable[..., QuerySet[Any, tuple[int]]] | None = None,
) -> Listing[ListedCase]:
    def draw(town: Any, *values: Any) -> QuerySet[Application]:
        asked = {FILTERS[name]: value for name, value in zip(names[1:], values, strict=True)}
        found = rows.filter(town_id=town, **asked)
        return found.filter(closed_on=None) if open_only else found

    def show(found: QuerySet[Application]) -> QuerySet[Application, Any]:
        return found.values_list(*_COLUMNS)

    order = _BY_DATE if open_only else _OF_A_TIME if "since" in names else _NEWEST
    return Listing(draw, order, show, names, ListedCase._make, number=number)


def _number_of(town: Any, since: Any = None, until: Any = None) -> QuerySet[CaseNumber, Any]:
    """How many cases a town has ever had, or had in whole years.

    No row of theirs is read: a case gets its number in the year of its receipt, in the
    transaction that stores it, none is given without a case, and neither changes or goes.
    """
    given = CaseNumber.objects.filter(town_id=town, series="case")
    if since is not None:
        years = (ExtractYear(ExpressionWrapper(day, DateField())) for day in (since, until))
        given = given.filter(year__range=tuple(years))
    return given.order_by().values("town_id").annotate(number=Sum("last")).values_list("number")


def _with_words(rows: QuerySet[Application], words: str) -> QuerySet[Application]:
    if not words:
        return rows
    return rows.filter(Q(number__icontains=words) | Q(subject__icontains=words))


def application_for(actor: Actor, number: str) -> Application:
    """One application by its number; Application.DoesNotExist outside the scope."""
    return (
        rows_in_scope(Application.objects.all(), actor, "foi.read")
        .select_related(
            "handler",
            "unit",
            "town__foi_settings",
            "correction",
            "fee",
            "reasons_request",
        )
        .get(number=number)
    )


def disputes_for(actor: Actor) -> QuerySet[Dispute]:
    """Reconsiderations and lawsuits in scope, newest first."""
    units = units_in_scope(actor, "foi.read")
    return Dispute.objects.filter(application__unit__in=units).select_related("application")


def assistances_for(actor: Actor) -> QuerySet[Assistance]:
    """What units in scope were asked to help with (协办函), the latest day first."""
    units = units_in_scope(actor, "foi.assistance.read")
    return (
        Assistance.objects.filter(application__town_id=actor.town_id, unit__in=units)
        .select_related("unit", "application__unit", "application__handler")
        .defer("application__request")
        .order_by("-reply_by", "-id")
    )


def own_records_for(actor: Actor) -> QuerySet[OwnRecordRequest]:
    """Requests to correct one's own record (Art. 41) in scope, newest first."""
    units = units_in_scope(actor, "foi.read")
    return OwnRecordRequest.objects.filter(unit__in=units).select_related("handler")


def earlier_replies(application: Application) -> QuerySet[Reply]:
    """Answers to the same applicant before this case, newest first (Art. 36(6))."""
    if not application.applicant_tag:
        return Reply.objects.none()
    return (
        Reply.objects.filter(
            application__town_id=application.town_id,
            application__applicant_tag=application.applicant_tag,
            issued_on__isnull=False,
        )
        .exclude(application=application)
        .select_related("application", "letter")
        .order_by("-issued_on", "-id")
    )


def items_before(application: Application) -> int:
    """How many applications the same applicant made earlier in the same calendar month (按件).

    An applicant without papers or ways of contact cannot be told from others: 0.
    """
    if not application.applicant_tag:
        return 0
    first = application.received_on.replace(day=1)
    return (
        Application.objects.filter(
            town_id=application.town_id,
            applicant_tag=application.applicant_tag,
            received_on__gte=first,
        )
        .filter(
            Q(received_on__lt=application.received_on)
            | Q(received_on=application.received_on, pk__lt=application.pk)
        )
        .count()
    )


@dataclass(frozen=True)
class DemandRow:
    """A topic that is asked for again and again: how often, and what was decided last."""

    town_id: int
    topic: str
    count: int
    decided: Demand | None


def demand_for(actor: Actor) -> list[DemandRow]:
    """Topics asked for at least as often as the town's number, the most frequent first."""
    if actor.town is None:
        return []
    most = settings_of(actor.town).demand_threshold
    rows = (
        applications_for(actor)
        .exclude(topic="")
        .order_by()
        .values_list("topic")
        .annotate(count=Count("id"))
        .filter(count__gte=most)
        .order_by("-count", "topic")
    )
    decided = {d.topic: d for d in Demand.objects.filter(town=actor.town).order_by("id")}
    return [DemandRow(actor.town.pk, topic, count, decided.get(topic)) for topic, count in rows]


def demand_of(town: Town, topic: str) -> int:
    """How many applications of a town have this topic."""
    return Application.objects.filter(town=town, topic=topic).exclude(topic="").count()


def answered_in(town: Town, year: int) -> QuerySet[Application]:
    """Applications that the annual report counts as handled in a year: by their first answer."""
    return Application.objects.filter(
        town=town, answered_on__gte=date(year, 1, 1), answered_on__lte=date(year, 12, 31)
    )


def received_in(town: Town, year: int) -> QuerySet[Application]:
    """Applications that the annual report counts as new in a year: by the day of receipt."""
    return Application.objects.filter(
        town=town, received_on__gte=date(year, 1, 1), received_on__lte=date(year, 12, 31)
    )
