"""The record: the identity of a publication through all its versions."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account, Town, Unit


class RecordState(models.TextChoices):
    """Life of a record; the transitions are in ``states.py``."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审查中"
    APPROVED = "approved", "审查通过"
    SCHEDULED = "scheduled", "定时发布"
    PUBLISHED = "published", "已发布"
    CORRECTED = "corrected", "已更正"
    REPEALED = "repealed", "已废止"
    WITHDRAWN = "withdrawn", "已撤下"
    EXPIRED = "expired", "公开期满"


PUBLIC_STATES = (RecordState.PUBLISHED, RecordState.CORRECTED, RecordState.REPEALED)
ENDED_STATES = (RecordState.WITHDRAWN, RecordState.EXPIRED)


class Record(models.Model):
    """A publication (信息) of a unit: the identity of all its versions.

    ``slug`` is its public address and ``index_number`` (索引号) its number: both are given once
    and never reused, even after withdrawal. ``state`` speaks of the newest version; ``live_as``
    of what the public sees meanwhile, and is empty when it sees nothing. ``publish_until`` is the
    last day of the 公开期限 (handbook 4.6). While ``halted_at`` is set nothing but a withdrawal is
    possible: a secrecy mark was found (5.2).
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="records")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="records")
    slug = models.CharField("地址", max_length=80)
    index_number = models.CharField("索引号", max_length=64, unique=True)
    state = models.CharField(
        "状态", max_length=12, choices=RecordState.choices, default=RecordState.DRAFT
    )
    live_as = models.CharField("公开状态", max_length=12, blank=True)
    publish_until = models.DateField("公开期限", null=True, blank=True)
    halted_at = models.DateTimeField("停止办理", null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(live_as__in=["", *PUBLIC_STATES]), name="record_live_as_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED_STATES) | Q(live_as=""), name="record_ended_not_live"
            ),
        ]
        indexes = [
            models.Index(fields=["town", "state", "-id"], name="record_town_state"),
            models.Index(
                fields=["publish_until"],
                condition=Q(publish_until__isnull=False) & ~Q(live_as=""),
                name="record_term",
            ),
        ]

    def __str__(self) -> str:
        return self.index_number

    def get_live_as_display(self) -> str:
        """What the public sees, in words; empty when nothing."""
        return RecordState(self.live_as).label if self.live_as else ""


class Serial(models.Model):
    """The last serial number given by a unit in a year, so that none is given twice."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="serial_unit_year")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}: {self.last}"


class Matter(models.Model):
    """A matter (一件事) of which several records speak, each in its stage of the 五公开 (F05, F16).

    Records of the same matter are related to each other by that alone.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="matters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="matters")
    slug = models.CharField("地址", max_length=80)
    name = models.CharField("名称", max_length=120)
    created_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "事项办理全过程"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="matter_slug_per_town"),
            models.UniqueConstraint(fields=["unit", "name"], name="matter_name_per_unit"),
        ]

    def __str__(self) -> str:
        return self.name
