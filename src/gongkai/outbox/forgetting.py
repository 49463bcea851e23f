"""What was done long ago is removed once a day, so that the table does not grow for ever.

Only done effects: what waits and what is stuck stays, however old it is. Nothing reads a done
effect; who did what is on the ledger, and what was seen outside is a proof of its own. A package
whose effect stands for something that is not proved yet says so with ``keep_while``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final, TypeVar

import structlog
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone

from gongkai.outbox.handlers import Delivery
from gongkai.outbox.models import Effect, EffectState

BATCH: Final = 1_000
MOST: Final = 50_000
"""Rows that one day removes, so that the first day of a large town holds up nobody; the next day
goes on.
"""

Needed = Callable[[Sequence[Effect]], Iterable[Effect]]
M = TypeVar("M", bound=Model)
_needed: dict[str, Needed] = {}
log = structlog.get_logger(__name__)


def keep_while(handler: str, needed: Needed) -> None:
    """Register which of some old, done effects of a handler are still needed."""
    _needed[handler] = needed


def forget_done(delivery: Delivery) -> None:
    """Once a day: remove the effects done more than ``KEPT_EFFECTS_DAYS`` ago."""
    del delivery
    until = timezone.now() - timedelta(days=settings.KEPT_EFFECTS_DAYS)
    # None is done before it is due, and an index knows what is due.
    old = Effect.objects.filter(state=EffectState.DONE, due_at__lt=until, done_at__lt=until)
    removed = remove(old, _still_needed)
    log.info("done effects removed", removed=removed)


def remove(old: QuerySet[M], needed: Callable[[Sequence[M]], Iterable[M]] | None = None) -> int:
    """Remove rows in batches, the oldest first, at most ``MOST``; how many were removed.

    needed: gives those of a batch that must stay.
    """
    removed = 0
    for batch in _batches(old):
        kept = {row.pk for row in needed(batch)} if needed else set()
        going = [row.pk for row in batch if row.pk not in kept]
        removed += old.filter(pk__in=going).delete()[0]
        if removed >= MOST:
            break
    return removed


def _batches(rows: QuerySet[M]) -> Iterator[list[M]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _still_needed(effects: Sequence[Effect]) -> Iterator[Effect]:
    for handler, needed in _needed.items():
        theirs = [effect for effect in effects if effect.handler == handler]
        yield from needed(theirs) if theirs else ()
