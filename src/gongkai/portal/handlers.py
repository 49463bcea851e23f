"""Handlers of the outbox: the living tree follows releases, withdrawals, catalogue and units.

Each reads the present state from the database and not from its payload, so that a repeated or
a late effect does no harm (promise 6).
"""

from collections.abc import Callable

from django.conf import settings

from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.public_address import public_address
from gongkai.organisation.public_lines import FRONT_EFFECT
from gongkai.outbox.handlers import Delivery, PermanentFailure, register_handler
from gongkai.portal import addresses as at
from gongkai.portal.building import build_held, index_is_done, index_is_due
from gongkai.portal.composing import Composer
from gongkai.portal.delivering import (
    deliver_catalogue,
    deliver_front,
    deliver_organisation,
    deliver_record,
    is_built,
    shell_changed,
    tree_of,
)
from gongkai.portal.indexing import index_record, index_town, offer_items
from gongkai.portal.placing import is_current
from gongkai.portal.probing import NotSeenError, outstanding, removal_probes
from gongkai.portal.released import DamagedRenditionError, record_facts
from gongkai.portal.taken_down import withdrawn_facts
from gongkai.portal.targets import handlers as targets
from gongkai.portal.targets.handlers import plan_pushes
from gongkai.portal.targets.notes import Mark, note_mark
from gongkai.portal.writing import sole_writer
from gongkai.publication.models import Record
from gongkai.rules.digest import digest


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


def on_organisation(delivery: Delivery) -> None:
    """Units, posts, the leading group or the town's names changed: ``{"town"}``."""
    _around(_town(delivery), deliver_organisation)


def on_front(delivery: Delivery) -> None:
    """What other rooms offer for the first page changed: ``{"town"}``."""
    _around(_town(delivery), deliver_front)


def register() -> None:
    """Register the handlers; called when the package starts."""
    register_handler("portal.release", on_release, urgent=True)
    register_handler("portal.withdraw", on_withdraw, urgent=True)
    register_handler("portal.catalogue", on_catalogue)
    register_handler("portal.organisation", on_organisation)
    register_handler(FRONT_EFFECT, on_front)
    targets.register()


def _follow_and_confirm(delivery: Delivery) -> None:
    """Bring the tree up to date, look at it, and have it taken to the other places."""
    town, record = _town(delivery), _record(delivery)
    release = int(delivery.payload["release"])
    with sole_writer(tree_of(town)):
        _follow(town, record)
        removed = _confirm(town, record, release)
        note_mark(tree_of(town), Mark(release, removed))
    plan_pushes(town)


def _follow(town: Town, record: Record) -> None:
    try:
        if is_built(town) and is_current(town):
            deliver_record(town, record.pk)
            index_record(town, record.pk)
        else:
            build_held(town)
        if index_is_due(town):
            index_town(town)
            index_is_done(town)
    except DamagedRenditionError as damage:
        raise PermanentFailure(str(damage)) from None


def _around(town: Town, deliver: Callable[[Town], object]) -> None:
    with sole_writer(tree_of(town)):
        if not (is_built(town) and is_current(town)) or shell_changed(town):
            build_held(town)
        else:
            deliver(town)
        if index_is_due(town):
            index_town(town)
            index_is_done(town)
    plan_pushes(town)


def _confirm(town: Town, record: Record, release_id: int) -> bool:
    """Look at what is on disk, and store what was seen as proof; whether the record is gone."""
    from gongkai.release.actions import confirm_delivery, store_proof

    address = at.record_address(record.slug)
    expected, removed = _expected(town, record)
    if removed:
        probes = list(removal_probes(town, record, expected))
        gone = not outstanding(town, release_id)
        store_proof(system_actor(town), release_id, probes, gone=gone)
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
