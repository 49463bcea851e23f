"""Effects that this room itself delivers."""

import structlog

from gongkai.outbox.handlers import Delivery

log = structlog.get_logger(__name__)


def note_calendar_change(delivery: Delivery) -> None:
    """Log that another calendar edition is in force.

    A higher room that keeps open clocks registers its own handler under the same name and
    recomputes them (promise 3).
    """
    log.info("calendar changed", edition=delivery.payload["edition"])
