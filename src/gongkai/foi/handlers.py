"""What the outbox calls in this package."""

from gongkai.foi.letters.making import EFFECT
from gongkai.foi.letters.writing import write_letter
from gongkai.outbox.handlers import register_handler


def register() -> None:
    """Register the handlers; called when the package starts."""
    register_handler(EFFECT, write_letter)
