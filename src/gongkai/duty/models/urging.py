"""督办: the Office asks a unit about duties, and wants an answer by a day (F35)."""

from django.db import models
from django.db.models import Q

from gongkai.duty.models.duties import Duty
from gongkai.ledger.clock import now
from gongkai.organisation.models import Account, Town, Unit


class UrgingState(models.TextChoices):
    """Where an urging stands; the transitions are in ``states.py``."""

    OPEN = "open", "待回复"
    REPLIED = "replied", "已回复"
    ACCEPTED = "accepted", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


class Urging(models.Model):
    """An urging of one unit about one or more of its duties.

    ``escalated``: the code of the last level that was told because nobody answered
    (``rules.reminding.URGING_LEVELS``).
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="urgings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="urgings")
    duties = models.ManyToManyField(Duty, related_name="urgings")
    words = models.CharField("督办要求", max_length=500)
    reply_by = models.DateField("回复期限")
    state = models.CharField(
        "状态", max_length=10, choices=UrgingState.choices, default=UrgingState.OPEN
    )
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    escalated = models.CharField(max_length=10, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField("办结或者撤回的说明", max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "督办"
        ordering = ("-id",)
        indexes = [
            models.Index(
                fields=["town", "reply_by"], condition=Q(state="open"), name="urging_unanswered"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UrgingState.values), name="urging_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "withdrawn")) | Q(closed_at__isnull=False),
                name="urging_closed_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"督办{self.pk}号（{self.unit}）"


class UrgingReply(models.Model):
    """What the unit answered; ``returned_why`` where the Office did not accept it."""

    urging = models.ForeignKey(Urging, on_delete=models.PROTECT, related_name="replies")
    text = models.CharField("回复", max_length=1000)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    returned_why = models.CharField("退回理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "督办回复"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:40]
