"""Reports of the units on the fixed template, and the town's summary of them (F33)."""

from django.db import models
from django.db.models import Q

from gongkai.campaign.models.plans import Task
from gongkai.organisation.models import Account, Town, Unit


class ReportCall(models.Model):
    """The Office asks units for a report until a day."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    title = models.CharField("名称", max_length=120)
    period = models.CharField("总结的时期", max_length=60)
    due_on = models.DateField("报送时限")
    note = models.TextField("要求", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "工作报告征集"
        ordering = ("-due_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["town", "title"], name="call_title_per_town")
        ]

    def __str__(self) -> str:
        return self.title


class ReportState(models.TextChoices):
    """waiting → submitted → perhaps returned; the steps are in ``states.py``."""

    WAITING = "waiting", "未报送"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "退回修改"


class Report(models.Model):
    """The report of a unit. ``parts``: code of the part → text (``rules.work_report``).

    ``first_on`` is the day of the first submission: a report that was returned is not late for
    that alone.
    """

    call = models.ForeignKey(ReportCall, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    parts = models.JSONField("内容", default=dict)
    state = models.CharField(
        "状态", max_length=10, choices=ReportState.choices, default=ReportState.WAITING
    )
    saved_at = models.DateTimeField("保存时间", null=True, blank=True)
    first_on = models.DateField("首次报送日期", null=True, blank=True)
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_why = models.CharField("退回理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "工作报告"
        ordering = ("call_id", "unit__order", "unit_id")
        constraints = [
            models.UniqueConstraint(fields=["call", "unit"], name="report_once_per_unit"),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting")
                | Q(submitted_at__isnull=False, first_on__isnull=False),
                name="report_submitted_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_why=""),
                name="report_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.unit_id}"


class Summary(models.Model):
    """The town's summary as it was merged once; merging again makes the next one.

    ``overall``: code of the part → the Office's own words. ``content``: the reports as they were,
    ``[{"unit": name, "parts": {...}}]``. ``missing``: names of units that had not reported.
    """

    call = models.ForeignKey(ReportCall, on_delete=models.PROTECT, related_name="summaries")
    number = models.PositiveIntegerField("序号")
    title = models.CharField("标题", max_length=120)
    overall = models.JSONField("总体情况", default=dict)
    content = models.JSONField("各单位报告", default=list)
    missing = models.JSONField("未报送单位", default=list)
    made_at = models.DateTimeField("汇总时间")
    made_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "全镇总结"
        ordering = ("call_id", "-number")
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="summary_number_per_call")
        ]

    def __str__(self) -> str:
        return self.title
