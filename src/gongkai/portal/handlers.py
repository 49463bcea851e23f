"""Handlers of the outbox: the living tree follows releases, withdrawals, catalogue and units.

Each reads the present state from the database and not from its payload, so that a repeated or
a late effect does no harm (promise 6).
"""

from collections.abc import Callable

from django.conf import settings

from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.public_lines import FRONT_EFFECT
from gongkai.outbox.handlers import Delivery, PermanentFailure, register_handler
from gongkai.portal import addresses as at
from gongkai.portal.building import build_held
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
from gongkai.portal.released import DamagedRenditionError, record_facts
from gongkai.portal.surroundings import public_address
from gongkai.portal.taken_down import withdrawn_facts
from gongkai.portal.writing import sole_writer
from gongkai.publication.models import Record
from gongkai.rules.digest import digest


class NotSeenError(Exception):
    """After writing, the page was not what it should be; the effect is tried again."""


def on_release(delivery: Delivery) -> None:
    """A version went out or was corrected: ``{"town", "record", "release"}``."""
    town, record = _town(delivery), _record(delivery)
    _follow(town, record)
    _confirm(town, record, delivery.payload["release"])


def on_withdraw(delivery: Delivery) -> None:
    """A record was taken down: ``{"town", "record", "release"}``."""
    town, record = _town(delivery), _record(delivery)
    _follow(town, record)
    _confirm(town, record, delivery.payload["release"])


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
    register_handler("portal.release", on_release)
    register_handler("portal.withdraw", on_withdraw)
    register_handler("portal.catalogue", on_catalogue)
    register_handler("portal.organisation", on_organisation)
    register_handler(FRONT_EFFECT, on_front)


def _follow(town: Town, record: Record) -> None:
    with sole_writer(tree_of(town)):
        try:
            if is_built(town) and is_current(town):
                deliver_record(town, record.pk)
                index_record(town, record.pk)
            else:
                build_held(town)
                index_town(town)
        except DamagedRenditionError as damage:
            raise PermanentFailure(str(damage)) from None


def _around(town: Town, deliver: Callable[[Town], object]) -> None:
    with sole_writer(tree_of(town)):
        if not (is_built(town) and is_current(town)) or shell_changed(town):
            build_held(town)
            index_town(town)
        else:
            deliver(town)


def _confirm(town: Town, record: Record, release_id: int) -> None:
    """Look at the page as it is on disk, and store what was seen as proof."""
    from gongkai.release.actions import confirm_delivery

    address = at.record_address(record.slug)
    expected, removed = _expected(town, record)
    path = tree_of(town) / at.file_of(address)
    seen = path.read_bytes() if path.exists() else b""
    if seen != expected:
        raise NotSeenError(f"{settings.SITE_ADDRESS} {address}")
    confirm_delivery(
        system_actor(town),
        release_id,
        public_address(town, address),
        digest(seen, settings.DIGEST_ALGORITHM),
        "网页已撤下，只余撤下说明" if removed else "网页与发布内容一致",
        removed=removed,
    )


def _expected(town: Town, record: Record) -> tuple[bytes | None, bool]:
    """What the record's page must be now, and whether it says that it was withdrawn."""
    composer = Composer(town)
    path = at.file_of(at.record_address(record.slug))
    facts = record_facts(town, record.pk)
    if facts is not None:
        return dict(composer.record_files(facts))[path], False
    gone = withdrawn_facts(town, record.pk)
    if gone is None:
        raise PermanentFailure(f"{record.index_number}既没有公开，也没有撤下登记。")
    return dict(composer.withdrawn_files(gone))[path], True


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
