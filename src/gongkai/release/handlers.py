"""The outbox calls these when a planned minute has come, and before it forgets a delivery."""

from collections.abc import Iterable, Sequence

from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.outbox.forgetting import keep_while
from gongkai.outbox.handlers import Delivery, PermanentFailure, register_handler
from gongkai.outbox.models import Effect
from gongkai.release.actions import release_scheduled
from gongkai.release.models import Delivery as OnItsWay
from gongkai.release.models import DeliveryState, Schedule


def on_minute(delivery: Delivery) -> None:
    """The minute of a planned release: ``{"town", "schedule"}``."""
    try:
        town = Town.objects.get(slug=delivery.payload["town"])
        planned = Schedule.objects.get(pk=delivery.payload["schedule"], record__town=town)
    except (Town.DoesNotExist, Schedule.DoesNotExist):
        raise PermanentFailure("没有这个定时发布。") from None
    if planned.closed_at is None:
        release_scheduled(system_actor(town), planned.pk)


def unseen(effects: Sequence[Effect]) -> Iterable[Effect]:
    """Those whose release was not yet seen at its address (``DeliveryState.WAITING``)."""
    return _of_state(effects, DeliveryState.WAITING)


def not_gone(effects: Sequence[Effect]) -> Iterable[Effect]:
    """Those whose release was not yet found gone from every place."""
    return _of_state(effects, DeliveryState.WAITING, DeliveryState.DELIVERED)


def register() -> None:
    """Register the handlers; called when the package starts."""
    register_handler("release.scheduled", on_minute)
    keep_while("portal.release", unseen)
    keep_while("portal.withdraw", not_gone)


def _of_state(effects: Sequence[Effect], *states: DeliveryState) -> Iterable[Effect]:
    """The effects whose release stands so. One statement."""
    asked = [effect.payload["release"] for effect in effects]
    found = OnItsWay.objects.filter(release__in=asked, state__in=states)
    open_ones = set(found.values_list("release_id", flat=True))
    return [effect for effect in effects if effect.payload["release"] in open_ones]
