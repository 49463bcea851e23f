"""Effects of the outbox that take the tree to other places."""

import uuid

from django.db import transaction

from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.outbox.actions import enqueue, hasten
from gongkai.outbox.daily import register_daily
from gongkai.outbox.handlers import Delivery, register_handler
from gongkai.portal import addresses as at
from gongkai.portal.models import Target
from gongkai.portal.probing import NotSeenError, outstanding
from gongkai.portal.targets.notes import Mark
from gongkai.portal.targets.pushing import finished, push, seen_at
from gongkai.release.models import Proof, Release
from gongkai.release.queries import release_of
from gongkai.rules.digest import digest


def plan_pushes(town: Town) -> None:
    """Have what is noted taken to every active target of a town."""
    with transaction.atomic():
        for identity in Target.objects.filter(town=town, active=True).values_list("pk", flat=True):
            plan_push(town, identity)


def plan_push(town: Town, target: int) -> None:
    """Have what is noted taken to a target; needs the open transaction of its cause."""
    key = f"portal.push:{target}:{uuid.uuid4().hex}"
    payload = {"town": town.slug, "target": target}
    if not hasten("portal.push", payload, town.slug):
        enqueue("portal.push", payload, key=key, town=town.slug)


def on_push(delivery: Delivery) -> None:
    """Take to a target what is noted for it: ``{"town", "target"}``."""
    target = Target.objects.filter(pk=delivery.payload["target"], active=True)
    found = target.select_related("town").first()
    if found is None:
        return
    pushed = push(found)
    if pushed is None:
        return
    for mark in pushed.marks:
        _look(found, mark)
    if finished(found, pushed):
        with transaction.atomic():
            plan_push(found.town, found.pk)


def on_day(delivery: Delivery) -> None:
    """Once a day: what is still noted for a target is tried again, whatever became of it."""
    for town in Town.objects.filter(targets__active=True).distinct():
        plan_pushes(town)


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
    _store(target, release, mark, digest(seen, "sha256"))


def _store(target: Target, release: Release, mark: Mark, seen: str) -> None:
    from gongkai.release.actions import Probe, store_proof

    address = f"{target.public_address or target.name}/{at.record_address(release.record.slug)}"
    part = f"target_gone:{target.pk}" if mark.removed else f"target:{target.pk}"
    words = "已撤下，只余撤下说明" if mark.removed else "与本站一致"
    probe = Probe(part, address, f"{target.name}：{words}", seen)
    others = [each for each in outstanding(target.town, release.pk) if each != target.pk]
    gone = mark.removed and not others and _own_places_are_clean(release)
    store_proof(system_actor(target.town), release.pk, [probe], gone=gone)


def _own_places_are_clean(release: Release) -> bool:
    """Whether the town's own places were all found empty: the last of them is the index."""
    return Proof.objects.filter(delivery__release=release, part="search_gone").exists()
