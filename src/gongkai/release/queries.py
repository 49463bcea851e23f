"""Reading releases, within a person's scope."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town
from gongkai.organisation.scope import units_in_scope
from gongkai.publication.models import Record, RecordState, VersionState
from gongkai.publication.queries import records_for
from gongkai.release.models import (
    ChannelKind,
    Delivery,
    DeliveryState,
    Release,
    Schedule,
    ScheduleState,
    Withdrawal,
)
from gongkai.review.models import ReviewRow

REMOVAL_SECONDS: Final = 60
"""How long after the act something of a withdrawn record may still be seen anywhere."""


def releases_for(actor: Actor) -> QuerySet[Release]:
    """The release register: every release in scope, newest first."""
    return (
        Release.objects.filter(record__unit__in=units_in_scope(actor, "publication.read"))
        .select_related("record__unit", "version", "row__sheet", "released_by")
        .prefetch_related("deliveries")
        .annotate(withdrawn=Exists(Withdrawal.objects.filter(release=OuterRef("pk"))))
        .order_by("-number")
    )


def approved_for(actor: Actor) -> QuerySet[Record]:
    """Approved records that this person may release and of which no plan has failed; not those
    that were reviewed for another use than the website.
    """
    units = units_in_scope(actor, "release.release")
    approved = records_for(actor).filter(state=RecordState.APPROVED, unit__in=units)
    elsewhere = ReviewRow.objects.filter(
        version__record=OuterRef("pk"),
        version__state=VersionState.FROZEN,
        open=True,
        on_website=False,
    )
    return approved.filter(~Exists(_failed().filter(record=OuterRef("pk"))), ~Exists(elsewhere))


def failed_for(actor: Actor) -> QuerySet[Schedule]:
    """Planned releases that the gate refused and that nobody has dealt with yet: those this
    person planned or may plan anew.
    """
    units = units_in_scope(actor, "release.schedule")
    return (
        _failed()
        .filter(Q(by=actor.account) | Q(record__unit__in=units))
        .filter(record__unit__in=units_in_scope(actor, "publication.read"))
        .select_related("record__unit", "version", "by")
    )


def _failed() -> QuerySet[Schedule]:
    """The last plan of a record that is approved as before, refused at its minute."""
    later = Schedule.objects.filter(record=OuterRef("record"), id__gt=OuterRef("id"))
    return Schedule.objects.filter(
        ~Exists(later),
        state=ScheduleState.REFUSED,
        record__state=RecordState.APPROVED,
        version__state=VersionState.FROZEN,
    )


def refused_for(record: Record) -> Schedule | None:
    """The plan of this record that was refused and not dealt with yet."""
    return _failed().filter(record=record).select_related("by").first()


def planned_for(record: Record) -> Schedule | None:
    """The plan whose minute a record waits for."""
    if record.state != RecordState.SCHEDULED:
        return None
    return record.schedules.filter(state=ScheduleState.WAITING).select_related("by").first()


def over_term_for(actor: Actor) -> QuerySet[Record]:
    """Public records whose 公开期限 is over, and for which this person may decide what follows."""
    units = units_in_scope(actor, "publication.set_term")
    also = units_in_scope(actor, "release.expire")
    return records_for(actor).filter(
        Q(unit__in=units) | Q(unit__in=also), publish_until__lt=today(), live_as__gt=""
    )


def releases_of(record: Record) -> QuerySet[Release]:
    """The releases of a record, newest first, with deliveries and proofs."""
    return (
        record.releases.order_by("-number")
        .select_related("version", "withdrawal", "released_by")
        .prefetch_related("deliveries__proofs")
    )


def release_of(identity: int) -> Release | None:
    """A release with its record; None where there is none."""
    return Release.objects.filter(pk=identity).select_related("record").first()


def late_removals(town: Town, moment: datetime) -> QuerySet[Withdrawal]:
    """Withdrawals of which something was still to be seen ``REMOVAL_SECONDS`` after the act. The
    newest first.
    """
    return unfinished_removals(town).filter(at__lt=moment - timedelta(seconds=REMOVAL_SECONDS))


def unfinished_removals(town: Town) -> QuerySet[Withdrawal]:
    """Withdrawals of which not every place has been looked at and found empty. The newest first."""
    left = Delivery.objects.filter(release=OuterRef("release"), channel=ChannelKind.WEBSITE)
    return (
        Withdrawal.objects.filter(
            Exists(left.exclude(state=DeliveryState.REMOVED)),
            release__town=town,
        )
        .select_related("record", "release__version")
        .order_by("-at")
    )


def search_keys(slugs: Collection[str], town: Town) -> dict[str, int]:
    """The places of records in the order of publication: the numbers of their first releases."""
    records = Record.objects.filter(town=town, slug__in=slugs).values_list("pk", flat=True)
    # By the records and in no order: SQLite would go through every release of the town.
    firsts = Release.objects.filter(first=True, record_id__in=records)
    return dict(firsts.order_by().values_list("record__slug", "number"))
