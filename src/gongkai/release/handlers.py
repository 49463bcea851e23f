"""The outbox calls these when a planned minute has come."""

from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.outbox.handlers import Delivery, PermanentFailure, register_handler
from gongkai.release.actions import release_scheduled
from gongkai.release.models import Schedule


def on_minute(delivery: Delivery) -> None:
    """The minute of a planned release: ``{"town", "schedule"}``."""
    try:
        town = Town.objects.get(slug=delivery.payload["town"])
        planned = Schedule.objects.get(pk=delivery.payload["schedule"], record__town=town)
    except (Town.DoesNotExist, Schedule.DoesNotExist):
        raise PermanentFailure("没有这个定时发布。") from None
    if planned.closed_at is None:
        release_scheduled(system_actor(town), planned.pk)


def register() -> None:
    """Register the handler; called when the package starts."""
    register_handler("release.scheduled", on_minute)
