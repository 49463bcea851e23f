"""Steps of a record's life, used by the actions of this and of higher packages.

Each runs inside the caller's transaction, on a record whose row the caller has locked.
"""

from django.db.models import Max

from gongkai.ledger.clock import now
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.content import digest_of
from gongkai.publication.models import Attachment, Record, Version, VersionState
from gongkai.publication.states import step


def lock(record_id: int) -> Record:
    """The record, its row locked until the transaction ends."""
    return (
        Record.objects.select_for_update(of=("self",))
        .select_related("unit", "unit__town", "town")
        .get(pk=record_id)
    )


def advance(record: Record, verb: str) -> None:
    """Take a step of the transition table; NotAllowedNow if there is none."""
    record.state = step(record.state, verb)
    record.updated_at = now()
    record.save(update_fields=["state", "updated_at"])


def newest(record: Record) -> Version:
    """The version with the highest number."""
    return record.versions.order_by("-number").select_related("record__unit", "item")[0]


def draft_of(record: Record) -> Version | None:
    """The version that may still change, if there is one."""
    return record.versions.filter(state=VersionState.DRAFT).first()


def freeze(record: Record) -> Version:
    """Close the draft for review: its content is digested and never changes again."""
    version = draft_of(record)
    if version is None:
        raise NotAllowedNow("这条信息没有可送审的草稿。")
    version.record = record
    version.digest = digest_of(version)
    version.state = VersionState.FROZEN
    version.frozen_at = now()
    version.save(update_fields=["digest", "state", "frozen_at"])
    return version


def reopen(record: Record, account: Account) -> Version:
    """The draft to edit: the one there is, or a new version copied from the newest."""
    existing = draft_of(record)
    if existing is not None:
        return existing
    source = newest(record)
    attachments = list(source.attachments.order_by("order"))
    if source.state == VersionState.FROZEN:
        Version.objects.filter(pk=source.pk).update(state=VersionState.PAST)
    source.pk = None
    source._state.adding = True
    source.number = (record.versions.aggregate(top=Max("number"))["top"] or 0) + 1
    source.state, source.digest, source.frozen_at, source.lock = VersionState.DRAFT, "", None, 0
    source.created_by, source.created_at = account, now()
    source.save()
    Attachment.objects.bulk_create(
        [
            Attachment(version=source, file_id=a.file_id, name=a.name, order=a.order)
            for a in attachments
        ]
    )
    return source
