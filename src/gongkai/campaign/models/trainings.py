"""Trainings (培训): announced, signed in on paper, registered afterwards (F30)."""

from django.db import models
from django.db.models import Q

from gongkai.campaign.models.plans import Task
from gongkai.organisation.models import Unit


class TrainingState(models.TextChoices):
    """planned → held or cancelled."""

    PLANNED = "planned", "已安排"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "已取消"


class Training(models.Model):
    """A training that a unit (the Office) gives. ``task`` is what of a plan it fulfils."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="trainings"
    )
    title = models.CharField("名称", max_length=120)
    held_on = models.DateField("日期")
    hours = models.CharField("时间", max_length=40, blank=True)
    place = models.CharField("地点", max_length=120)
    trainer = models.CharField("授课人", max_length=80)
    content = models.TextField("培训内容")
    state = models.CharField(
        "状态", max_length=10, choices=TrainingState.choices, default=TrainingState.PLANNED
    )
    state_note = models.CharField("说明", max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "培训"
        ordering = ("-held_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=TrainingState.values), name="training_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """Who is expected from a unit, and whether the signed sheet bears the name.

    ``came`` is empty until the sheet is registered. Paper is signed, nobody checks in by phone
    (国办函〔2026〕12号).
    """

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="attendees")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=40, blank=True)
    came = models.BooleanField("到会", null=True)

    class Meta:
        verbose_name = "参训人员"
        ordering = ("training_id", "unit__order", "unit_id", "id")
        constraints = [
            models.UniqueConstraint(fields=["training", "unit", "name"], name="attendee_once")
        ]

    def __str__(self) -> str:
        return self.name
