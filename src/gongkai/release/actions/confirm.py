"""Storing the proof that a delivery arrived, or that a page is gone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.release.actions.common import tell_changed
from gongkai.release.models import ChannelKind, Delivery, DeliveryState, Proof


@dataclass(frozen=True)
class Probe:
    """What was looked at (``Proof.part``), where, what was seen, and the digest of that."""

    part: str
    address: str
    seen: str
    digest: str = ""


@action("release.store_proof")
def store_proof(
    act: Act, release_id: int, probes: Sequence[Probe], *, places: Collection[str] = ()
) -> Delivery:
    """Store what was seen of a release, or of its removal, at several places.

    places: for a removal, every part at which something of it may be left; once each of them was
    seen empty the delivery is removed. Only the product itself does this, after it has looked.
    Doing it twice changes nothing.
    """
    delivery = _held(release_id)
    record = delivery.release.record
    act.permit(record.unit)
    before = delivery.state
    known = set(delivery.proofs.values_list("part", "address", "digest"))
    Proof.objects.bulk_create(
        Proof(
            delivery=delivery,
            part=probe.part,
            address=probe.address,
            seen=probe.seen,
            digest=probe.digest,
            at=now(),
        )
        for probe in probes
        if (probe.part, probe.address, probe.digest) not in known
    )
    gone = _seen_everywhere(delivery, places)
    if gone and before != DeliveryState.REMOVED:
        delivery.state, delivery.updated_at = DeliveryState.REMOVED, now()
        delivery.save(update_fields=["state", "updated_at"])
    act.record(
        record,
        unit=record.unit,
        before={"delivery": before},
        after={
            "delivery": delivery.state,
            "proofs": [
                {"part": probe.part, "address": probe.address, "seen": probe.seen}
                for probe in probes
            ],
        },
        label=delivery.release.version.title,
    )
    if gone:
        tell_changed(act, record)
    return delivery


def _seen_everywhere(delivery: Delivery, places: Collection[str]) -> bool:
    """Whether each of these parts was looked at. The caller holds the delivery: of two who look
    at the last two places at the same moment, the second finds what the first has seen.
    """
    return bool(places) and set(places) <= set(delivery.proofs.values_list("part", flat=True))


def _held(release_id: int) -> Delivery:
    """The website's delivery of a release, for this transaction alone."""
    return (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("release__record__unit", "release__version")
        .get(release_id=release_id, channel=ChannelKind.WEBSITE)
    )


@action("release.confirm_delivery")
def confirm_delivery(
    act: Act, release_id: int, address: str, digest: str, seen: str, *, removed: bool = False
) -> Delivery:
    """Note what was seen at ``address`` after delivering (or removing) a release.

    Only the product itself does this, after it has looked. Doing it twice changes nothing.
    """
    delivery = _held(release_id)
    record = delivery.release.record
    act.permit(record.unit)
    state = DeliveryState.REMOVED if removed else DeliveryState.DELIVERED
    before = delivery.state
    if before != state:
        delivery.state, delivery.updated_at = state, now()
        delivery.save(update_fields=["state", "updated_at"])
    if before != state or not delivery.proofs.filter(digest=digest, seen=seen).exists():
        Proof.objects.create(delivery=delivery, address=address, seen=seen, digest=digest, at=now())
    act.record(
        record,
        unit=record.unit,
        before={"delivery": before},
        after={"delivery": state, "address": address, "seen": seen, "digest": digest},
        label=delivery.release.version.title,
    )
    tell_changed(act, record)
    return delivery
