"""Handlers of effects, registered by name when the packages start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Delivery:
    """What a handler is given: the payload and the idempotency key."""

    payload: Any
    key: str
    attempt: int


Handler = Callable[[Delivery], None]
_handlers: dict[str, Handler] = {}
_urgent: set[str] = set()


class PermanentFailure(Exception):
    """Trying again cannot help; the effect is stuck at once and shown to a person."""


def register_handler(name: str, handler: Handler, *, urgent: bool = False) -> None:
    """Register a function for effects of this name.

    A handler must be idempotent: it is called at least once, and again after a crash. urgent: its
    effects pass those that wait before them, because the public sees them: a release and a
    withdrawal stand behind no scan and no recognition of text.
    """
    _handlers[name] = handler
    if urgent:
        _urgent.add(name)


def urgent_handlers() -> frozenset[str]:
    """The names of the handlers whose effects go first."""
    return frozenset(_urgent)


def handler_for(name: str) -> Handler:
    """The handler of that name; PermanentFailure if no package registered one."""
    try:
        return _handlers[name]
    except KeyError:
        raise PermanentFailure(f"没有名为{name}的处理程序") from None
