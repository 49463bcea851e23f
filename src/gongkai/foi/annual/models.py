"""The report of a year as a record of work: what was computed, what people entered, the texts."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account, Town, Unit
from gongkai.publication.models import Record
from gongkai.rules.annual_report.layout import TEXT_SECTIONS

OVERVIEW, PROBLEMS, OTHER = TEXT_SECTIONS


class ReportState(models.TextChoices):
    """draft → done; a done report may be taken up again, with a reason."""

    DRAFT = "draft", "编制中"
    DONE = "done", "已定稿"


class AnnualReport(models.Model):
    """A town's report of a year.

    ``computed`` holds what the records said at ``computed_at``: ``tables`` (null where the
    platform cannot know), ``facts`` for the texts, ``problems`` in words. ``previous`` holds the
    tables of the year before with the name of the file, if they come from a file. ``record`` is
    the draft made of the finished report; it goes the way of every record (promise 1).
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="annual_reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="annual_reports")
    year = models.PositiveIntegerField("年度")
    issuer = models.CharField("编制单位", max_length=80)
    state = models.CharField(
        "状态", max_length=8, choices=ReportState.choices, default=ReportState.DRAFT
    )
    computed = models.JSONField(default=dict)
    computed_at = models.DateTimeField()
    previous = models.JSONField(default=dict)
    overview = models.TextField("一、总体情况", blank=True)
    problems = models.TextField("五、存在的主要问题及改进情况", blank=True)
    other = models.TextField("六、其他需要报告的事项", blank=True)
    lock = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    finished_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    record = models.ForeignKey(
        Record, on_delete=models.SET_NULL, null=True, blank=True, related_name="annual_reports"
    )

    class Meta:
        verbose_name = "年度报告"
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(fields=["town", "year"], name="annual_one_per_year"),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="annual_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", finished_at__isnull=True)
                | Q(state="done", finished_at__isnull=False, finished_by__isnull=False),
                name="annual_done_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年政府信息公开工作年度报告"


class AnnualEntry(models.Model):
    """A number that a person entered for a cell, in place of what was computed or not known."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="entries")
    table = models.CharField(max_length=12)
    row = models.CharField(max_length=16)
    column = models.CharField(max_length=12)
    number = models.DecimalField(max_digits=18, decimal_places=6)
    reason = models.CharField("理由或者数据来源", max_length=300)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "填写的数据"
        ordering = ("report_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "table", "row", "column"], name="annual_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=0) & ~Q(reason=""), name="annual_entry_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}"
