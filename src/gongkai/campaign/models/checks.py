"""Guidance checks (指导检查) of units: sheet, findings, rectification with evidence (F32)."""

from django.db import models
from django.db.models import F, Q

from gongkai.campaign.models.plans import Task
from gongkai.organisation.models import Account, Town, Unit


class Check(models.Model):
    """A visit to a unit with its check sheet. ``closed_on``: the last finding was closed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="checks")
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="checks"
    )
    checked_on = models.DateField("检查日期")
    checkers = models.CharField("检查人", max_length=80)
    summary = models.TextField("总体评价", blank=True)
    filled_on = models.DateField("填完日期", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "指导检查"
        ordering = ("-checked_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["unit", "checked_on"], name="check_once_a_day"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(filled_on__isnull=False),
                name="check_closed_was_filled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checked_on} {self.unit_id}"


class PointUnits(models.TextChoices):
    """Which units a point of the check sheet is for."""

    ALL = "all", "所有单位"
    DEPARTMENTS = "departments", "部门、单位"
    VILLAGES = "villages", "村（居）民委员会"


class CheckPoint(models.Model):
    """A point of a town's own check sheet. A town without any uses the package's."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField("排序")
    point = models.CharField("检查内容", max_length=200)
    basis = models.CharField("依据", max_length=120)
    units = models.CharField(
        "检查哪些单位", max_length=12, choices=PointUnits.choices, default=PointUnits.ALL
    )

    class Meta:
        verbose_name = "检查内容"
        ordering = ("town_id", "order")
        constraints = [
            models.UniqueConstraint(fields=["town", "order"], name="checkpoint_order_once"),
            models.UniqueConstraint(fields=["town", "point"], name="checkpoint_text_once"),
            models.CheckConstraint(
                condition=Q(units__in=PointUnits.values), name="checkpoint_units_known"
            ),
            models.CheckConstraint(
                condition=~Q(point="") & ~Q(basis=""), name="checkpoint_says_what_and_why"
            ),
        ]

    def __str__(self) -> str:
        return self.point


class LineResult(models.TextChoices):
    """What was found at a point of the sheet; the empty one is not looked at yet."""

    BLANK = "", "未查"
    GOOD = "good", "符合"
    PROBLEM = "problem", "有问题"
    NONE = "none", "不涉及"


class CheckLine(models.Model):
    """A point of the sheet, as it stood when the check was opened."""

    check_made = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveIntegerField()
    point = models.CharField("检查内容", max_length=200)
    basis = models.CharField("依据", max_length=120)
    result = models.CharField(
        "结果", max_length=10, choices=LineResult.choices, default=LineResult.BLANK, blank=True
    )
    note = models.CharField("情况", max_length=300, blank=True)

    class Meta:
        verbose_name = "检查表行"
        ordering = ("check_made_id", "order")
        constraints = [
            models.UniqueConstraint(fields=["check_made", "order"], name="checkline_order_once"),
            models.CheckConstraint(
                condition=Q(result__in=LineResult.values), name="checkline_result_known"
            ),
        ]

    def __str__(self) -> str:
        return self.point


class FindingState(models.TextChoices):
    """open → rectified → closed, or back to open; the steps are in ``states.py``."""

    OPEN = "open", "待整改"
    RECTIFIED = "rectified", "待复核"
    CLOSED = "closed", "已销号"


class Finding(models.Model):
    """A problem on the issue list of a unit. It closes only upon evidence."""

    check_made = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(
        CheckLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.CharField("问题", max_length=300)
    advice = models.CharField("整改要求", max_length=300, blank=True)
    due_on = models.DateField("整改时限")
    state = models.CharField(
        "状态", max_length=10, choices=FindingState.choices, default=FindingState.OPEN
    )
    rectification = models.TextField("整改情况", blank=True)
    rectified_on = models.DateField("整改日期", null=True, blank=True)
    rectified_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_why = models.CharField("退回理由", max_length=200, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "检查发现的问题"
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FindingState.values), name="finding_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(rectified_on__isnull=False) & ~Q(rectification="")),
                name="finding_rectified_says_how",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False, closed_by__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="finding_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("rectified_on")),
                name="finding_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text
