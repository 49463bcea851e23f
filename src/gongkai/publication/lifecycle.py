"""Steps of a record's life, used by the actions of this and of higher packages.

Each runs inside the caller's transaction, on a record whose row the caller has locked.
"""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from typing import Any

from django.db.models import Model, QuerySet, Subquery
from django.db.models.base import ModelState

from gongkai.ledger.clock import now
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.content import digest_of, files_of, relations_of, whole
from gongkai.publication.models import (
    ENDED_STATES,
    FOREMOST_FIRST,
    PUBLIC_STATES,
    Attachment,
    Record,
    Relation,
    Version,
    VersionState,
)
from gongkai.publication.states import step


def lock(record_id: int) -> Record:
    """The record, its row locked until the transaction ends."""
    return _locking().get(pk=record_id)


def lock_all(record_ids: Collection[int] | QuerySet[Any]) -> dict[int, Record]:
    """Several records by id, locked in the order of their ids, so that two who want some of the
    same never wait for each other.
    """
    records = _locking().filter(pk__in=record_ids).order_by("pk")
    return {record.pk: record for record in records}


def _locking() -> QuerySet[Record]:
    # What refers to a record is looked at when it is committed, with the ledger in hand: it must
    # not wait for whoever holds the record and waits for the ledger.
    return Record.objects.select_for_update(of=("self",), no_key=True).select_related(
        "unit__parent__parent", "unit__town", "town"
    )


def advance(record: Record, verb: str) -> None:
    """Take a step of the transition table; NotAllowedNow if there is none."""
    record.state = step(record, verb)
    if record.state in PUBLIC_STATES:
        record.live_as = record.state
    elif record.state in ENDED_STATES:
        record.live_as = ""
    record.updated_at = now()
    record.save(update_fields=["state", "live_as", "updated_at"])


def newest(record: Record) -> Version:
    """The version that the record's state speaks of."""
    return _versions(record)[0]


def newest_whole(record: Record) -> Version:
    """The same with its files and relations, read once for all that follows."""
    numbers = Version.objects.filter(record=record).order_by("-number").values("number")
    return whole(_versions(record).annotate(last_number=Subquery(numbers[:1])))[0]


def _versions(record: Record) -> QuerySet[Version]:
    return record.versions.order_by(*FOREMOST_FIRST).select_related(
        "record__unit", "item__edition", "matter", "successor"
    )


def draft_of(record: Record) -> Version | None:
    """The version that may still change, if there is one."""
    return record.versions.filter(state=VersionState.DRAFT).first()


def freeze(record: Record, version: Version | None = None) -> Version:
    """Close the draft for review: its content is digested and never changes again.

    ``version``: the newest one, where the caller has read it already.
    """
    version = version or newest_whole(record)
    if version.state != VersionState.DRAFT:
        raise NotAllowedNow("这条信息没有可送审的草稿。")
    version.record = record
    version.digest = digest_of(version)
    version.state = VersionState.FROZEN
    version.frozen_at = now()
    version.save(update_fields=["digest", "state", "frozen_at"])
    return version


def reopen(
    record: Record,
    account: Account | None,
    source: Version | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Version:
    """A new draft to change, copied from the newest version with its files and relations.

    ``account`` is its author; None leaves it with the author of what is copied (a record sent
    back unchanged is not the work of whoever sent it back). ``source``: what ``newest_whole`` gave,
    where the caller has read it already. ``changes``: values of fields that differ from it.

    What it is copied from stays as it is for ever: a draft that is saved over becomes past, with
    its digest; a frozen version is past too, and the live one stays live. The counter ``lock``
    goes on, so that a page opened before knows that somebody saved.
    """
    source = source or newest_whole(record)
    source.record = record
    _leave(source)
    version = copy(source)
    version.pk, version._state = None, _unsaved(source)
    version.number = vars(source)["last_number"] + 1
    version.state, version.digest, version.frozen_at = VersionState.DRAFT, "", None
    version.lock = source.lock + 1
    version.created_by, version.created_at = account or source.created_by, now()
    if source.state == VersionState.LIVE:
        # What an earlier correction changed says nothing about the next one.
        version.change_note = ""
    for name, value in (changes or {}).items():
        setattr(version, name, value)
    version.save()
    version._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    _copy(files_of(source), relations_of(source), version)
    return version


def halt(record: Record) -> None:
    """Stop everything but a withdrawal: a secrecy mark was found (handbook 5.2)."""
    record.halted_at = record.halted_at or now()
    record.save(update_fields=["halted_at"])


def resume(record: Record) -> None:
    """Let the work go on after the secrecy body has dealt with the mark."""
    record.halted_at = None
    record.save(update_fields=["halted_at"])


def return_to_live(record: Record) -> None:
    """Take the record back to what the public sees, giving up the draft."""
    advance(record, f"return_to_{record.live_as or PUBLIC_STATES[0]}")


def _leave(version: Version) -> None:
    """Put a version that is worked over among the past ones."""
    if version.state == VersionState.DRAFT:
        digest = digest_of(version)
        Version.objects.filter(pk=version.pk).update(state=VersionState.PAST, digest=digest)
    elif version.state == VersionState.FROZEN:
        Version.objects.filter(pk=version.pk).update(state=VersionState.PAST)


def _unsaved(source: Model) -> ModelState:
    """The state of a copy that is in no database yet but knows what it refers to."""
    state = ModelState()
    state.fields_cache = dict(source._state.fields_cache)
    return state


def _copy(
    attachments: Sequence[Attachment], relations: Sequence[Relation], version: Version
) -> None:
    files, links = [copy(one) for one in attachments], [copy(one) for one in relations]
    for copied in (*files, *links):
        copied.pk, copied._state = None, _unsaved(copied)
    for file in files:
        file.version = version
    for link in links:
        link.version = version
    if files:
        Attachment.objects.bulk_create(files)
    if links:
        Relation.objects.bulk_create(links)
