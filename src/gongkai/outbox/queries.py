"""What waits and what is stuck."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from gongkai.outbox.models import Effect, EffectState


@dataclass(frozen=True)
class OutboxStatus:
    """How many effects wait and how many are stuck."""

    waiting: int
    stuck: int


def status(town: str | None = None) -> OutboxStatus:
    """Counts for one town (slug) or for all."""
    effects = Effect.objects.all() if town is None else Effect.objects.filter(town=town)
    counts = effects.aggregate(
        waiting=Count("id", filter=Q(state=EffectState.WAITING)),
        stuck=Count("id", filter=Q(state=EffectState.STUCK)),
    )
    return OutboxStatus(waiting=counts["waiting"], stuck=counts["stuck"])


def unfinished(town: str, handlers: Collection[str]) -> QuerySet[Effect]:
    """The effects of a town for these handlers that wait, are in hand or are stuck."""
    states = (EffectState.WAITING, EffectState.STUCK)
    return Effect.objects.filter(state__in=states, town=town, handler__in=handlers)


def stuck(town: str) -> QuerySet[Effect]:
    """The stuck effects of a town, oldest first."""
    return Effect.objects.filter(town=town, state=EffectState.STUCK).order_by("id")
