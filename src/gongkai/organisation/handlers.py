"""Effects that this room itself delivers."""

import structlog
from django.db import transaction

from gongkai.organisation.clocks import recompute_all
from gongkai.organisation.models import Town
from gongkai.organisation.queries import calendar_in_force
from gongkai.outbox.handlers import Delivery

log = structlog.get_logger(__name__)


def recompute_clocks(delivery: Delivery) -> None:
    """Let every package that keeps open clocks recompute them, in one transaction (promise 3)."""
    with transaction.atomic():
        calendar = calendar_in_force()
        for town in Town.objects.order_by("pk"):
            moved = recompute_all(town, calendar)
            log.info("clocks recomputed", town=town.slug, edition=calendar.edition, **moved)
