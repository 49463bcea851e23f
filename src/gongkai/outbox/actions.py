"""Writing effects with the act that causes them, and trying stuck ones again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.outbox.models import Effect, EffectState


class OutsideTransactionError(RuntimeError):
    """An effect was to be written outside the change that causes it."""


def enqueue(
    handler: str,
    payload: Any,
    *,
    key: str,
    town: str = "",
    due_at: datetime | None = None,
    coalesce: bool = False,
) -> Effect:
    """Write an effect. Needs the open transaction of its cause (promise 6).

    handler: name under which a package registered its function. payload: JSON. key: idempotency
    key; a second effect with the same key is the first one. due_at: not before this moment.
    coalesce: for handlers that read the present state: an equal effect that nobody has begun
    stands for this one too.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(handler)
    if coalesce and (same := _waiting_untouched(handler, payload, town)):
        return same
    now = timezone.now()
    effect = Effect(
        key=key, handler=handler, payload=payload, town=town, due_at=due_at or now, created_at=now
    )
    # One statement; where the key is taken the row stays as it is and gives its identity.
    Effect.objects.bulk_create(
        [effect], update_conflicts=True, unique_fields=["key"], update_fields=["key"]
    )
    return effect


def _waiting_untouched(handler: str, payload: Any, town: str) -> Effect | None:
    """An equal effect that waits and that no worker can begin before this transaction ends.

    The lock is what makes it safe: a worker's claim waits for it, and so sees what is written
    here.
    """
    waiting = Effect.objects.select_for_update().filter(
        handler=handler, town=town, state=EffectState.WAITING, lease="", attempts=0
    )
    return next((effect for effect in waiting if effect.payload == payload), None)


def hasten(handler: str, payload: Any, town: str) -> bool:
    """Let an equal effect that waits for its next try be tried now; False where none waits.

    For handlers that read the present state: what has failed and is to be tried later stands for
    what came since. One that a worker has begun does not.
    """
    waiting = Effect.objects.filter(handler=handler, town=town, state=EffectState.WAITING, lease="")
    same = [effect.pk for effect in waiting if effect.payload == payload]
    return bool(
        Effect.objects.filter(pk__in=same, state=EffectState.WAITING, lease="").update(
            due_at=timezone.now()
        )
    )


def retry_stuck(effects: list[int]) -> int:
    """Let stuck effects be tried again from the start; returns how many."""
    return Effect.objects.filter(pk__in=effects, state=EffectState.STUCK).update(
        state=EffectState.WAITING, attempts=0, due_at=timezone.now(), lease="", leased_until=None
    )
