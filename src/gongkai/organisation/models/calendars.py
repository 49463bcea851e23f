"""Editions of the working-day calendar: the shipped years plus what staff entered."""

from django.db import models


class CalendarEdition(models.Model):
    """One edition of the national working-day calendar, as the rules engine reads it.

    National, so it belongs to no town. An edition is never changed; a new year's notice makes
    the next one, and the last one is in force.
    """

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField("名称", max_length=120)
    data = models.JSONField()
    notice = models.CharField("依据的通知", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField("录入人", max_length=80, blank=True)

    class Meta:
        verbose_name = "工作日历版本"
        ordering = ("-number",)

    def __str__(self) -> str:
        return self.name
