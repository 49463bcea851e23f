"""Storing the proof that a delivery arrived, or that a page is gone."""

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.release.actions.common import tell_changed
from gongkai.release.models import ChannelKind, Delivery, DeliveryState, Proof


@action("release.confirm_delivery")
def confirm_delivery(
    act: Act, release_id: int, address: str, digest: str, seen: str, *, removed: bool = False
) -> Delivery:
    """Note what was seen at ``address`` after delivering (or removing) a release.

    Only the product itself does this, after it has looked. Doing it twice changes nothing.
    """
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("release__record__unit", "release__version")
        .get(release_id=release_id, channel=ChannelKind.WEBSITE)
    )
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
