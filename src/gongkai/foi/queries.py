"""Reading applications, within a person's scope."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from gongkai.foi.models import Application, Demand, Dispute, OwnRecordRequest, Reply
from gongkai.foi.setting import settings_of
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town
from gongkai.organisation.scope import units_in_scope

LISTED = (
    "number",
    "subject",
    "topic",
    "applicant_mask",
    "applicant_kind",
    "channel",
    "state",
    "received_on",
    "due_on",
    "due_provisional",
    "act_by",
    "act_why",
    "answered_on",
    "served_on",
    "handler__name",
)
"""What lists show of a case; the rest, sealed words among it, stays where it is."""


def applications_for(actor: Actor) -> QuerySet[Application]:
    """Every application in scope, newest first, with what lists show."""
    return (
        Application.objects.filter(
            town_id=actor.town_id, unit__in=units_in_scope(actor, "foi.read")
        )
        .defer("request")
        .select_related("handler", "unit")
        .order_by("-id")
    )


def listed(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The same rows with no more than lists show."""
    return rows.defer(None).select_related(None).select_related("handler").only(*LISTED)


def queue_for(actor: Actor) -> QuerySet[Application]:
    """Open applications in scope by the day on which somebody must act, late ones first.

    Open is what has no day of closing: an index can hold that, and not a list of states.
    """
    return (
        applications_for(actor)
        .filter(closed_on=None)
        .order_by(F("act_by").asc(nulls_last=True), "id")
    )


def application_for(actor: Actor, number: str) -> Application:
    """One application by its number; Application.DoesNotExist outside the scope."""
    return (
        Application.objects.filter(
            town_id=actor.town_id, unit__in=units_in_scope(actor, "foi.read")
        )
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
