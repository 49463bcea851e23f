"""The worker: claims waiting effects one at a time, delivers them, retries with backoff."""

import signal
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import FrameType

import structlog
from django.db import close_old_connections
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from gongkai.outbox.daily import plan
from gongkai.outbox.handlers import Delivery, PermanentFailure, handler_for, urgent_handlers
from gongkai.outbox.models import Effect, EffectState

LEASE = timedelta(seconds=120)
MAX_ATTEMPTS = 8
BACKOFF_SECONDS = (1, 5, 30, 120, 600, 1800, 3600)

log = structlog.get_logger(__name__)


def claim(lease: timedelta = LEASE, *, urgent_only: bool = False) -> Effect | None:
    """Take the oldest effect that is due and held by nobody, for the length of the lease.

    Those of urgent handlers come first; ``urgent_only``: no others.

    The claim is one conditional update, so two workers never hold the same effect at once, on
    any engine.
    """
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    waiting = Effect.objects.filter(free, state=EffectState.WAITING, due_at__lte=now)
    for identity in _in_turn(waiting, urgent_only):
        token = uuid.uuid4().hex
        taken = Effect.objects.filter(free, pk=identity, state=EffectState.WAITING).update(
            lease=token, leased_until=now + lease, attempts=F("attempts") + 1
        )
        if taken:
            return Effect.objects.get(pk=identity)
    return None


def _in_turn(waiting: QuerySet[Effect], urgent_only: bool) -> Iterator[int]:
    """The next few, by age, the urgent ones first."""
    urgent = urgent_handlers()
    yield from _oldest(waiting.filter(handler__in=urgent)) if urgent else ()
    if not urgent_only:
        yield from _oldest(waiting)


def _oldest(waiting: QuerySet[Effect]) -> Iterator[int]:
    yield from waiting.order_by("id").values_list("id", flat=True)[:20]


def deliver(effect: Effect) -> bool:
    """Call the handler and store the outcome; True if the effect is done."""
    try:
        handler = handler_for(effect.handler)
        handler(Delivery(effect.payload, effect.key, effect.attempts))
    except Exception as failure:
        _failed(effect, failure)
        return False
    Effect.objects.filter(pk=effect.pk, lease=effect.lease).update(
        state=EffectState.DONE,
        done_at=timezone.now(),
        lease="",
        leased_until=None,
        last_error="",
    )
    return True


def _failed(effect: Effect, failure: Exception) -> None:
    stuck = isinstance(failure, PermanentFailure) or effect.attempts >= MAX_ATTEMPTS
    wait = BACKOFF_SECONDS[min(effect.attempts, len(BACKOFF_SECONDS)) - 1]
    Effect.objects.filter(pk=effect.pk, lease=effect.lease).update(
        state=EffectState.STUCK if stuck else EffectState.WAITING,
        due_at=timezone.now() + timedelta(seconds=wait),
        lease="",
        leased_until=None,
        last_error=f"{type(failure).__name__}: {failure}"[:2000],
    )
    log.error("effect failed", handler=effect.handler, key=effect.key, stuck=stuck, exc_info=True)


def drain() -> int:
    """Deliver everything that is due now; returns how many effects were done."""
    done = 0
    while (effect := claim()) is not None:
        done += deliver(effect)
    return done


class Worker:
    """The loop of a worker process. ``stop`` lets the effect in hand finish first.

    urgent_only: takes nothing that may keep it from a withdrawal, and leaves the planning of the
    day to others. watch: asked before each effect; the loop ends when it answers no.
    """

    def __init__(
        self,
        pause_seconds: float = 0.2,
        *,
        urgent_only: bool = False,
        watch: Callable[[], bool] = lambda: True,
    ) -> None:
        self.pause_seconds = pause_seconds
        self.urgent_only = urgent_only
        self.watch = watch
        self._planned: date | None = None
        self._stopping = threading.Event()

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask the loop to end; also serves as a signal handler."""
        self._stopping.set()

    def run(self) -> None:
        """Deliver until asked to stop."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self._stopping.is_set() and self.watch():
            close_old_connections()
            self._plan_day()
            effect = claim(urgent_only=self.urgent_only)
            if effect is None:
                self._stopping.wait(self.pause_seconds)
            else:
                deliver(effect)

    def _plan_day(self) -> None:
        """Plan what happens once a day, when the worker starts and when a day begins."""
        day = timezone.localdate()
        if self._planned != day and not self.urgent_only:
            plan(day)
            self._planned = day
