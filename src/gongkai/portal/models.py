"""Where each record stands in the public lists, given once so that archive pages stay still."""

from django.db import models

from gongkai.organisation.models import Town
from gongkai.publication.models import Record


class Listing(models.Model):
    """A record's place in one list: positions count from the oldest, from 1, and never move.

    A withdrawn record leaves its place empty, so that a withdrawal touches one page only.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="listings")
    list = models.CharField(max_length=80)
    position = models.PositiveBigIntegerField()
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="listings")

    class Meta:
        ordering = ("list", "position")
        constraints = [
            models.UniqueConstraint(fields=["town", "list", "position"], name="listing_position"),
            models.UniqueConstraint(fields=["list", "record"], name="listing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.position}"
