"""What the outbox calls in this package."""

from gongkai.foi.files import erase
from gongkai.foi.letters.making import EFFECT
from gongkai.foi.letters.writing import write_letter
from gongkai.outbox.handlers import Delivery, register_handler


def erase_files(delivery: Delivery) -> None:
    """A case was removed at the end of its period: ``{"town", "files"}``."""
    for storage in delivery.payload["files"]:
        erase(delivery.payload["town"], storage)


def register() -> None:
    """Register the handlers; called when the package starts."""
    register_handler("foi.erase", erase_files)
    register_handler(EFFECT, write_letter)
