"""The record: the identity of a publication through all its versions."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account, Town, Unit


class RecordState(models.TextChoices):
    """Life of a record; the transitions are in ``states.py``."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审查中"
    APPROVED = "approved", "审查通过"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


class Record(models.Model):
    """A publication (信息) of a unit: the identity of all its versions.

    ``slug`` is its public address and ``index_number`` (索引号) its number: both are given once
    and never reused, even after withdrawal. ``state`` speaks of the newest version; whether an
    older version is live is a fact of that version.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="records")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="records")
    slug = models.CharField("地址", max_length=80)
    index_number = models.CharField("索引号", max_length=64, unique=True)
    state = models.CharField(
        "状态", max_length=12, choices=RecordState.choices, default=RecordState.DRAFT
    )
    created_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "信息"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="record_slug_per_town"),
            models.CheckConstraint(
                condition=Q(state__in=RecordState.values), name="record_state_known"
            ),
        ]
        indexes = [models.Index(fields=["town", "state", "-id"], name="record_town_state")]

    def __str__(self) -> str:
        return self.index_number


class Serial(models.Model):
    """The last serial number given by a unit in a year, so that none is given twice."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="serial_unit_year")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}: {self.last}"
