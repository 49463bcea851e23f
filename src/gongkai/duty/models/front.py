"""What the first page of the public site says of a town's duties."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.organisation.models import Town


class FrontCount(models.Model):
    """How many duties of a quarter had come due by a day, and how many of them in time.

    Kept, because a public page follows from what is stored and not from the clock; counted anew
    once a day.
    """

    town = models.OneToOneField(Town, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField("季度第一天")
    last_day = models.DateField("统计至")
    owed = models.PositiveIntegerField("应公开")
    in_time = models.PositiveIntegerField("按时公开")

    class Meta:
        verbose_name = "首页公开情况"
        constraints = [
            models.CheckConstraint(
                condition=Q(in_time__lte=F("owed"), first_day__lte=F("last_day")),
                name="front_count_sound",
            )
        ]

    def __str__(self) -> str:
        return f"{self.town_id} {self.last_day}：{self.in_time}/{self.owed}"

    @property
    def value(self) -> tuple[date, date, int, int]:
        """What it says, to be compared."""
        return self.first_day, self.last_day, self.owed, self.in_time
