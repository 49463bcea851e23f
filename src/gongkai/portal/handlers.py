"""Handlers of the outbox: the living tree follows releases, withdrawals, catalogue and units.

Each reads the present state from the database and not from its payload, so that a repeated or
a late effect does no harm (promise 6).
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import transaction

from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.public_address import public_address
from gongkai.organisation.public_lines import FRONT_EFFECT
from gongkai.outbox.actions import enqueue
from gongkai.outbox.handlers import Delivery, PermanentFailure, register_handler
from gongkai.portal import addresses as at
from gongkai.portal.building import build, index_anew, index_is_forgotten
from gongkai.portal.composing import Composer
from gongkai.portal.delivering import (
    can_follow,
    deliver_catalogue,
    deliver_front,
    deliver_organisation,
    deliver_record,
    deliver_records,
    shell_changed,
    tree_of,
)
from gongkai.portal.indexing import index_record, offer_items
from gongkai.portal.meanwhile import (
    CATALOGUE_EFFECT,
    FIELD_EFFECT,
    ORGANISATION_EFFECT,
    RELEASE_EFFECT,
    WITHDRAW_EFFECT,
    renamed_by,
)
from gongkai.portal.probing import NotSeenError, removal_places, removal_probes
from gongkai.portal.released import DamagedRenditionError, record_facts
from gongkai.portal.taken_down import withdrawn_facts
from gongkai.portal.targets import handlers as targets
from gongkai.portal.targets.handlers import plan_pushes
from gongkai.portal.targets.notes import Mark, note_mark
from gongkai.portal.writing import TreeBusyError, sole_writer
from gongkai.publication.models import Record
from gongkai.rules.digest import digest

INDEX_EFFECT: Final = "portal.index"
PATIENCE_SECONDS: Final = 1.0
RECORDS_AT_ONCE: Final = 50


def on_release(delivery: Delivery) -> None:
    """A version went out or was corrected: ``{"town", "record", "release"}``."""
    _follow_and_confirm(delivery)


def on_withdraw(delivery: Delivery) -> None:
    """A record was taken down: ``{"town", "record", "release"}``."""
    _follow_and_confirm(delivery)


def on_catalogue(delivery: Delivery) -> None:
    """Another edition is in force: ``{"town"}``."""
    town = _town(delivery)
    _around(town, deliver_catalogue)
    offer_items(town)


def on_field(delivery: Delivery) -> None:
    """A field has another name since a day: ``{"town", "field", "since"}``. What came out since
    then shows it. The tree is held for a few records at a time: withdrawals go in between.
    """
    town = _town(delivery)
    record_ids = renamed_by(town, delivery.payload)
    for first in range(0, len(record_ids), RECORDS_AT_ONCE):
        with _held(town):
            deliver_records(town, record_ids[first : first + RECORDS_AT_ONCE])
    plan_pushes(town)


def on_organisation(delivery: Delivery) -> None:
    """Units, posts, the leading group or the town's names changed: ``{"town"}``."""
    _around(_town(delivery), deliver_organisation)


def on_front(delivery: Delivery) -> None:
    """What other rooms offer for the first page changed: ``{"town"}``."""
    _around(_town(delivery), deliver_front)


def on_index(delivery: Delivery) -> None:
    """The tree was built anew, and its builder died before the index followed: ``{"town"}``."""
    town = _town(delivery)
    if index_is_forgotten(town):
        index_anew(town)


def register() -> None:
    """Register the handlers; called when the package starts."""
    register_handler(RELEASE_EFFECT, on_release, urgent=True)
    register_handler(WITHDRAW_EFFECT, on_withdraw, urgent=True)
    register_handler(CATALOGUE_EFFECT, on_catalogue)
    register_handler(FIELD_EFFECT, on_field)
    register_handler(ORGANISATION_EFFECT, on_organisation)
    register_handler(INDEX_EFFECT, on_index)
    register_handler(FRONT_EFFECT, on_front)
    targets.register()


def _follow_and_confirm(delivery: Delivery) -> None:
    """Bring the tree up to date, look at it, and have it taken to the other places."""
    town, record = _town(delivery), _record(delivery)
    release = int(delivery.payload["release"])
    try:
        with _held(town):
            deliver_record(town, record.pk)
            index_record(town, record.pk)
            removed = _confirm(town, record, release)
            note_mark(tree_of(town), Mark(release, removed))
    except DamagedRenditionError as damage:
        raise PermanentFailure(str(damage)) from None
    if index_is_forgotten(town):
        _plan_index(town)
    plan_pushes(town)


@contextmanager
def _held(town: Town) -> Iterator[None]:
    """Hold a tree that deliveries can follow; it is built first where it is not."""
    if not can_follow(town):
        _build(town)
    with sole_writer(tree_of(town)):
        if not can_follow(town):
            raise TreeBusyError("公开网站还没有整体生成，稍后会自动再试。")
        yield


def _around(town: Town, deliver: Callable[[Town], object]) -> None:
    with _held(town):
        renamed = shell_changed(town)
        if not renamed:
            deliver(town)
    if renamed:
        _build(town)
    if index_is_forgotten(town):
        index_anew(town)
    plan_pushes(town)


def _build(town: Town) -> None:
    """A full build and the index after it. Another one in progress is not waited for: what else
    is to be delivered goes on, and this is tried again.
    """
    build(town, wait_seconds=PATIENCE_SECONDS)
    index_anew(town)


def _plan_index(town: Town) -> None:
    """Have the index made anew, by an effect that no release and no withdrawal stands behind."""
    with transaction.atomic():
        enqueue(
            INDEX_EFFECT,
            {"town": town.slug},
            key=f"{INDEX_EFFECT}:{uuid.uuid4().hex}",
            town=town.slug,
            coalesce=True,
        )


def _confirm(town: Town, record: Record, release_id: int) -> bool:
    """Look at what is on disk, and store what was seen as proof; whether the record is gone."""
    from gongkai.release.actions import confirm_delivery, store_proof

    address = at.record_address(record.slug)
    expected, removed = _expected(town, record)
    if removed:
        probes = list(removal_probes(town, record, expected))
        store_proof(system_actor(town), release_id, probes, places=removal_places(town))
        return True
    path = tree_of(town) / at.file_of(address)
    seen = path.read_bytes() if path.exists() else b""
    if seen != expected:
        raise NotSeenError(f"{settings.SITE_ADDRESS} {address}")
    confirm_delivery(
        system_actor(town),
        release_id,
        public_address(town, address),
        digest(seen, settings.DIGEST_ALGORITHM),
        "网页与发布内容一致",
    )
    return False


def _expected(town: Town, record: Record) -> tuple[bytes, bool]:
    """What the record's page must be now, and whether it says that it was withdrawn."""
    composer = Composer(town)
    path = at.file_of(at.record_address(record.slug))
    facts = record_facts(town, record.pk)
    if facts is not None:
        return dict(composer.record_files(facts))[path] or b"", False
    gone = withdrawn_facts(town, record.pk)
    if gone is None:
        raise PermanentFailure(f"{record.index_number}既没有公开，也没有撤下登记。")
    return dict(composer.withdrawn_files(gone))[path] or b"", True


def _town(delivery: Delivery) -> Town:
    try:
        return Town.objects.get(slug=delivery.payload["town"])
    except Town.DoesNotExist:
        raise PermanentFailure(f"没有标识为{delivery.payload['town']}的镇街。") from None


def _record(delivery: Delivery) -> Record:
    try:
        return Record.objects.get(pk=delivery.payload["record"])
    except Record.DoesNotExist:
        raise PermanentFailure(f"没有编号为{delivery.payload['record']}的信息。") from None
