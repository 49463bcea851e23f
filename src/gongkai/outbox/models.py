"""An effect that waits to happen outside the database."""

from django.db import models


class EffectState(models.TextChoices):
    """Where an effect stands. ``stuck`` waits for a person."""

    WAITING = "waiting", "等待"
    DONE = "done", "完成"
    STUCK = "stuck", "受阻"


class Effect(models.Model):
    """Something to be done outside the database, written in the transaction of its cause.

    ``key`` is the idempotency key: the same cause written twice is one effect, and a handler
    may use it towards the outside. A worker holds an effect by ``lease`` until ``leased_until``;
    a worker that dies simply lets the lease run out.
    """

    town = models.CharField(max_length=64, blank=True)
    handler = models.CharField(max_length=80)
    payload = models.JSONField()
    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(
        max_length=10, choices=EffectState.choices, default=EffectState.WAITING
    )
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    lease = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=EffectState.values), name="outbox_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.key}"
