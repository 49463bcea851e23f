"""Columns of the district's site for items (F13), and indicators of the assessment (F11)."""

from django.db import models
from django.db.models import Q

from gongkai.ledger.clock import now
from gongkai.organisation.models import Town


class ColumnStatus(models.TextChoices):
    """Where the request for a column (栏目) stands; the transitions are in ``states.py``."""

    PROPOSED = "proposed", "拟提出"
    SENT = "sent", "已报送"
    ACCEPTED = "accepted", "已采纳"
    OPEN = "open", "已开通"
    REFUSED = "refused", "未采纳"


class ColumnRequest(models.Model):
    """Which column of the district's site an item maps to, or the request for one (F13)."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="column_requests")
    identity = models.UUIDField()
    column = models.CharField("栏目名称", max_length=120)
    address = models.URLField("栏目网址", max_length=300, blank=True)
    why = models.CharField("设置理由", max_length=300, blank=True)
    status = models.CharField(
        "状态", max_length=10, choices=ColumnStatus.choices, default=ColumnStatus.PROPOSED
    )
    reply = models.CharField("上级答复", max_length=300, blank=True)
    asked_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = "栏目设置需求"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["town", "identity"],
                condition=~Q(status="refused"),
                name="column_request_one_open",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ColumnStatus.values), name="column_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="open") | ~Q(address=""), name="column_open_has_address"
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reply=""), name="column_refusal_has_reply"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.column}（{self.get_status_display()}）"


class IndicatorLink(models.Model):
    """An item is evidence for an indicator of the assessment (考核评估指标, F11)."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="indicator_links")
    identity = models.UUIDField()
    indicator = models.CharField("指标代码", max_length=40)
    name = models.CharField("指标名称", max_length=120)

    class Meta:
        verbose_name = "考核指标对应"
        ordering = ("indicator", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["town", "identity", "indicator"], name="indicator_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.name}"
