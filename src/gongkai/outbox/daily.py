"""What happens once a day by itself: planned by the worker as effects like any other.

A package registers a handler at start. A worker plans the day's effects when it starts and when a
new day begins; the day is part of the idempotency key, so however many workers there are and
however often they start, each thing happens once a day.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from gongkai.outbox.actions import enqueue
from gongkai.outbox.handlers import Handler, register_handler

_daily: dict[str, time] = {}


def register_daily(name: str, handler: Handler, at: time = time(3, 30)) -> None:
    """Let a handler run once a day, not before ``at`` on the local clock.

    Its payload is the day. A day on which no worker ran is not made up for.
    """
    register_handler(name, handler)
    _daily[name] = at


def plan(day: date) -> None:
    """Write the effects of a day that are not written yet."""
    zone = timezone.get_default_timezone()
    with transaction.atomic():
        for name, at in sorted(_daily.items()):
            enqueue(
                name,
                {"day": day.isoformat()},
                key=f"daily:{name}:{day.isoformat()}",
                due_at=datetime.combine(day, at, zone),
            )
