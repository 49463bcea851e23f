"""What happens by itself: a limit of a concern that has passed is written down."""

from gongkai.campaign.actions.concerns import LIMIT_PASSED, note_missed_limit
from gongkai.campaign.models import ConcernLimit
from gongkai.organisation.actor import system_actor
from gongkai.outbox.handlers import Delivery, register_handler


def limit_passed(delivery: Delivery) -> None:
    """Look at a limit at its end; a second delivery finds it noted and does nothing."""
    limit = (
        ConcernLimit.objects.select_related("concern__unit__town")
        .filter(pk=delivery.payload["limit"], met_at=None, missed_at=None)
        .first()
    )
    if limit is not None:
        note_missed_limit(system_actor(limit.concern.unit.town), limit)


def register() -> None:
    """Make the handlers known to the outbox."""
    register_handler(LIMIT_PASSED, limit_passed)
