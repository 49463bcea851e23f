"""What the outbox calls in this package."""

import structlog

from gongkai.outbox.handlers import Delivery, register_handler

log = structlog.get_logger(__name__)


def note_letter(delivery: Delivery) -> None:
    """A letter was registered: ``{"letter"}``. Whoever writes letters registers its own handler
    under the same name.
    """
    log.info("letter registered", letter=delivery.payload["letter"])


def register() -> None:
    """Register the handlers; called when the package starts."""
    register_handler("foi.letter", note_letter)
