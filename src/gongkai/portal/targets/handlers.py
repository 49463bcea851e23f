"""Effects of the outbox that take the tree to other places."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.outbox.actions import enqueue, hasten
from gongkai.outbox.daily import register_daily
from gongkai.outbox.handlers import Delivery, register_handler
from gongkai.outbox.queries import stuck
from gongkai.portal import addresses as at
from gongkai.portal.delivering import is_built, tree_of
from gongkai.portal.filenames import file_names
from gongkai.portal.meanwhile import WITHDRAW_EFFECT
from gongkai.portal.models import Target
from gongkai.portal.probing import NotSeenError, removal_places
from gongkai.portal.targets import notes
from gongkai.portal.targets.notes import Mark
from gongkai.portal.targets.pushing import finished, push, seen_at, take_away
from gongkai.portal.writing import LONGEST_WAIT_SECONDS, names_of, sole_writer
from gongkai.publication.content import files_of
from gongkai.publication.models import Record
from gongkai.release.models import Release
from gongkai.release.queries import release_of, unfinished_removals
from gongkai.rules.digest import digest

AGAIN: Final = timedelta(seconds=60)
"""After what time a push that another process is doing is looked after."""


def plan_pushes(town: Town) -> None:
    """Have what is noted taken to every active target of a town."""
    with transaction.atomic():
        for identity in Target.objects.filter(town=town, active=True).values_list("pk", flat=True):
            plan_push(town, identity)


def plan_push(town: Town, target: int) -> None:
    """Have what is noted taken to a target; needs the open transaction of its cause."""
    payload = _payload(town, target)
    if not hasten("portal.push", payload, town.slug):
        enqueue("portal.push", payload, key=_key(target), town=town.slug)


def look_again(town: Town) -> None:
    """Have every withdrawal looked for again that was not yet found gone everywhere: the places
    that count are others now. One that is stuck waits for a person. Needs the open transaction of
    its cause.
    """
    waits = [e.payload for e in stuck(town.slug).filter(handler=WITHDRAW_EFFECT)]
    for withdrawal in unfinished_removals(town):
        payload = {
            "town": town.slug,
            "record": withdrawal.record_id,
            "release": withdrawal.release_id,
        }
        if payload not in waits:
            key = f"{WITHDRAW_EFFECT}:{withdrawal.release_id}:{uuid.uuid4().hex}"
            enqueue(WITHDRAW_EFFECT, payload, key=key, town=town.slug, coalesce=True)


def _payload(town: Town, target: int) -> dict[str, Any]:
    return {"town": town.slug, "target": target}


def _key(target: int) -> str:
    return f"portal.push:{target}:{uuid.uuid4().hex}"


def on_push(delivery: Delivery) -> None:
    """Take to a target what is noted for it: ``{"town", "target"}``."""
    target = Target.objects.filter(pk=delivery.payload["target"], active=True)
    found = target.select_related("town").first()
    if found is None:
        return
    _begin_where_lost(found)
    pushed = push(found)
    if pushed is None:
        _come_again(found)
        return
    for mark in pushed.marks:
        _look(found, mark)
    if finished(found, pushed):
        with transaction.atomic():
            plan_push(found.town, found.pk)


def _begin_where_lost(target: Target) -> None:
    """Note everything anew for an active target whose notes are gone: a restored backup may lack
    them, and without them nothing would be noted, nor taken there, until somebody edits it.

    What was taken there is known no longer; of withdrawals that were not yet found gone
    everywhere it is worked out, and looked for. TreeBusyError as ``sole_writer``.
    """
    root = tree_of(target.town)
    if notes.is_kept(root, target.pk) or not is_built(target.town):
        return
    with sole_writer(root):
        active = Target.objects.filter(pk=target.pk, active=True).exists()
        if notes.is_kept(root, target.pk) or not active:
            return
        notes.begin(root, target.pk, anew=True)
        for withdrawal in unfinished_removals(target.town):
            names = (name for path in _once_public(withdrawal.record) for name in names_of(path))
            gone = [(name, "") for name in names]
            notes.add_known(root, target.pk, gone)
    with transaction.atomic():
        look_again(target.town)


def _once_public(record: Record) -> Iterator[str]:
    """What stood beside the page of a withdrawn record while it was public, of every release of
    it: attachments, the way out, the picture of its address.
    """
    yield from (at.leaving_address(record.slug), at.qr_address(record.slug))
    for release in record.releases.select_related("version"):
        names = file_names([each.name for each in files_of(release.version)])
        yield from (f"{at.record_address(record.slug)}files/{name}" for name in names.values())


def _come_again(target: Target) -> None:
    """Leave a try for later: another process is pushing, and may fail yet.

    It may have pushed for longer than its lease, so that this very effect was taken over from it:
    then nobody will hear of its failure, and without another try what is noted would lie until
    the next day.
    """
    if not notes.is_kept(tree_of(target.town), target.pk):
        return
    with transaction.atomic():
        enqueue(
            "portal.push",
            _payload(target.town, target.pk),
            key=_key(target.pk),
            town=target.town.slug,
            due_at=timezone.now() + AGAIN,
            coalesce=True,
        )


def on_day(delivery: Delivery) -> None:
    """Once a day: what is still noted for a target is tried again, whatever became of it; one
    whose notes are lost begins anew; withdrawals that are not complete are looked for again; and
    nothing more is noted for one that was stopped while the tree was held.
    """
    for town in Town.objects.filter(targets__isnull=False).distinct():
        plan_pushes(town)
        with transaction.atomic():
            look_again(town)
    for target in Target.objects.filter(active=False).select_related("town"):
        if notes.is_kept(tree_of(target.town), target.pk):
            stop_noting(target)


def stop_noting(target: Target, wait_seconds: float = LONGEST_WAIT_SECONDS) -> None:
    """Note nothing more for a target that is stopped. TreeBusyError as ``sole_writer``."""
    root = tree_of(target.town)
    with sole_writer(root, wait_seconds):
        if not Target.objects.filter(pk=target.pk, active=True).exists():
            notes.end(root, target.pk)


def register() -> None:
    """Register the handlers; called when the package starts."""
    register_handler("portal.push", on_push, urgent=True)
    register_daily("portal.push_daily", on_day)


def _look(target: Target, mark: Mark) -> None:
    """Look at the target for a release or its removal, and store what was seen.

    A release that is no longer what is public needs no look: a later mark speaks of it.
    """
    release = release_of(mark.release)
    if release is None or release.current == mark.removed:
        return
    slug = release.record.slug
    same, seen = seen_at(target, slug)
    if not same:
        raise NotSeenError(f"{target.name}: {at.record_address(slug)}与本站不一致")
    if mark.removed and (left := take_away(target, _once_public(release.record))):
        raise NotSeenError(f"{target.name}: {'、'.join(left)}还在，已再次删除")
    _store(target, release, mark, digest(seen, "sha256"))


def _store(target: Target, release: Release, mark: Mark, seen: str) -> None:
    from gongkai.release.actions import Probe, store_proof

    address = f"{target.public_address or target.name}/{at.record_address(release.record.slug)}"
    part = f"target_gone:{target.pk}" if mark.removed else f"target:{target.pk}"
    words = "已撤下，只余撤下说明" if mark.removed else "与本站一致"
    probe = Probe(part, address, f"{target.name}：{words}", seen)
    places = removal_places(target.town) if mark.removed else ()
    store_proof(system_actor(target.town), release.pk, [probe], places=places)
