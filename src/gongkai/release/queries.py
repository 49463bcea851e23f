"""Reading releases, within a person's scope."""

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.publication.models import Record, RecordState
from gongkai.publication.queries import records_for
from gongkai.release.models import Release, Withdrawal


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
    """Approved records that this person may release."""
    units = units_in_scope(actor, "release.release")
    return records_for(actor).filter(state=RecordState.APPROVED, unit__in=units)


def releases_of(record: Record) -> QuerySet[Release]:
    """The releases of a record, newest first, with deliveries and proofs."""
    return (
        record.releases.order_by("-number")
        .select_related("version", "withdrawal", "released_by")
        .prefetch_related("deliveries__proofs")
    )
