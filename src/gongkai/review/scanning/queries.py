"""Reading what the scan left to decide, within a person's scope."""

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import QuerySet

from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.publication.models import Record
from gongkai.review.models import Clearance, LeakTask, ScanSettings, Word
from gongkai.rules.detectors import Kind
from gongkai.rules.masking import DEFAULT, Pattern


def clearances_awaiting(actor: Actor) -> QuerySet[Clearance]:
    """Questions for the secrecy body that this person may decide: not the own, nor about a
    record that they wrote on.
    """
    units = units_in_scope(actor, "review.decide_clearance")
    return (
        Clearance.objects.filter(decided_at=None, record__unit__in=units)
        .exclude(asked_by=actor.account)
        .exclude(record__versions__created_by=actor.account)
        .select_related("record__unit", "asked_by")
        .order_by("pk")
    )


def clearances_of(actor: Actor, record: Record) -> QuerySet[Clearance]:
    """What was asked and decided about a record that this person may see, newest first."""
    units = units_in_scope(actor, "publication.read")
    return Clearance.objects.filter(record=record, record__unit__in=units).select_related(
        "asked_by", "decided_by"
    )


def leaks_for(actor: Actor) -> QuerySet[LeakTask]:
    """The secrecy marks found in this person's scope, newest first."""
    units = units_in_scope(actor, "review.leaks.read")
    return LeakTask.objects.filter(unit__in=units).select_related(
        "unit", "record", "quarantined__account", "closed_by"
    )


def words_for(actor: Actor) -> QuerySet[Word]:
    """The town's own word lists."""
    return Word.objects.filter(town_id=actor.town_id)


def patterns_of(town_id: int) -> Mapping[Kind, Pattern]:
    """The masking patterns of a town: the usual ones with what the town set."""
    own = ScanSettings.objects.filter(town_id=town_id).values_list("patterns", flat=True).first()
    changed = {Kind(kind): replace(DEFAULT[Kind(kind)], **v) for kind, v in (own or {}).items()}
    return {**DEFAULT, **changed}
