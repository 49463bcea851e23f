"""What recomputing changed, who is told of it, and what a unit says does not exist this year."""

from django.db import models
from django.db.models import Q

from gongkai.duty.models.duties import Duty, Obligation
from gongkai.ledger.clock import now
from gongkai.organisation.models import Account, Town, Unit


class Cause(models.TextChoices):
    """Why duties were made or recomputed."""

    DAY = "day", "每日核对"
    CATALOGUE = "catalogue", "目录变动"
    UNITS = "units", "单位或责任变动"
    CALENDAR = "calendar", "工作日历变动"
    TRANSFER = "transfer", "任务移交"
    SETTING = "setting", "设置变动"
    PERSON = "person", "人工重算"


class Run(models.Model):
    """One making or recomputing of a town's duties, in one transaction.

    Its ledger entry carries the counts and ``digest``: over the events of the run in their order,
    so that the ledger vouches for each of them (``checks.py`` recomputes it).
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="duty_runs")
    cause = models.CharField("原因", max_length=12, choices=Cause.choices)
    calendar = models.CharField("工作日历版本", max_length=60)
    made = models.PositiveIntegerField("新增", default=0)
    moved = models.PositiveIntegerField("日期变动", default=0)
    ended = models.PositiveIntegerField("终止", default=0)
    looked_at = models.PositiveIntegerField("重算", default=0)
    digest = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = "任务重算"
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="run_cause_known")
        ]

    def __str__(self) -> str:
        what = f"新增{self.made}项，日期变动{self.moved}项，终止{self.ended}项"
        return f"{self.get_cause_display()}：{what}"


class EventKind(models.TextChoices):
    """What happened to a duty."""

    RECOMPUTED = "recomputed", "重算"
    ENDED = "ended", "终止"
    TRANSFERRED = "transferred", "移交"
    PUBLISHED = "published", "公开"
    UNPUBLISHED = "unpublished", "不再算作公开"


class DutyEvent(models.Model):
    """What happened to one duty: the date before and after, on which calendar.

    Written by the hundred thousand with one statement; the ledger entry of the run vouches for
    them. What people do to a duty has its own ledger entries and is not here.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="events")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    provisional_before = models.BooleanField(default=False)
    provisional_after = models.BooleanField(default=False)
    calendar_before = models.CharField(max_length=60, blank=True)
    calendar_after = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "任务变动"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.duty_id} {self.kind}"


class Notice(models.Model):
    """A note to a unit: what a run or the Office changed for it, until somebody has seen it."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="duty_notices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_notices")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="notices")
    words = models.CharField("内容", max_length=300)
    at = models.DateTimeField(default=now)
    seen_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "任务变动通知"
        ordering = ("-id",)
        indexes = [
            models.Index(
                fields=["unit"], condition=Q(seen_at__isnull=True), name="duty_notice_unseen"
            )
        ]

    def __str__(self) -> str:
        return self.words


class NothingThisYear(models.Model):
    """A recorded "nothing this year": for what a unit owes, or for a legal basis of the town.

    ``obligation`` for an item of a unit; ``basis`` for a code of Art. 20 or 21 (handbook 1.7).
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="nothing_this_year")
    year = models.PositiveIntegerField("年度")
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="nothing"
    )
    basis = models.CharField("法定依据代码", max_length=10, blank=True)
    why = models.CharField("说明", max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = "本年度无此信息"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "year"],
                condition=Q(obligation__isnull=False),
                name="nothing_obligation_once",
            ),
            models.UniqueConstraint(
                fields=["town", "basis", "year"], condition=~Q(basis=""), name="nothing_basis_once"
            ),
            models.CheckConstraint(
                condition=(Q(obligation__isnull=False) & Q(basis=""))
                | (Q(obligation__isnull=True) & ~Q(basis="")),
                name="nothing_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="nothing_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.basis or self.obligation_id}"
