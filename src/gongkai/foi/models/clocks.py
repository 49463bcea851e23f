"""Every clock of a case, with the inputs it was made of and the segments that explain it."""

from django.db import models
from django.db.models import F, Q

from gongkai.foi.models.cases import Application


class ClockKind(models.TextChoices):
    """What runs. The values are codes of ``rules.foi.periods``."""

    CONFIRMATION = "confirmation_alert", "提醒与申请人确认"
    CORRECTION_NOTICE = "correction_notice", "告知补正"
    CORRECTION = "correction", "申请人补正"
    REPLY = "reply", "答复"
    THIRD_PARTY = "third_party", "第三方答复意见"
    CO_MAKER = "co_maker", "共同制作机关答复意见"
    REASONS = "reasons", "申请人说明理由"
    FEE = "fee", "缴费"
    DELAY = "delay", "延迟答复"


class ClockState(models.TextChoices):
    """open → kept, missed, or superseded by one that began anew."""

    OPEN = "open", "进行中"
    KEPT = "kept", "按期完成"
    MISSED = "missed", "已超期"
    SUPERSEDED = "superseded", "已重新计算"


class Clock(models.Model):
    """A statutory date with its inputs (promise 3).

    ``inputs`` has day 0, number, unit, extension, pauses, rule and calendar edition, so that the
    date can be made again; ``sentence`` says it in words; ``segments`` are runs of days that
    count, extend, or are excluded with reason and article (``rules.foi.clocks.Segment``). ``step``
    is the id of the consultation that it belongs to, if any.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=20, choices=ClockKind.choices)
    state = models.CharField(max_length=12, choices=ClockState.choices, default=ClockState.OPEN)
    step = models.PositiveBigIntegerField(null=True, blank=True)
    start = models.DateField("起算日")
    n = models.PositiveIntegerField()
    extra = models.PositiveIntegerField(default=0)
    unit = models.CharField(max_length=12)
    due = models.DateField("截止日期")
    provisional = models.BooleanField(default=False)
    estimated = models.BooleanField(default=False)
    article = models.CharField(max_length=120, blank=True)
    calendar = models.CharField(max_length=60)
    inputs = models.JSONField(default=dict)
    segments = models.JSONField(default=list)
    sentence = models.CharField(max_length=800)
    ended_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = "期限"
        ordering = ("application_id", "id")
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=F("start")), name="foi_clock_forward"),
            models.CheckConstraint(
                condition=Q(state__in=ClockState.values), name="foi_clock_state_known"
            ),
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=Q(state="open") & ~Q(kind__in=["third_party", "co_maker"]),
                name="foi_clock_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_on__isnull=True)
                | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="foi_clock_end_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["application"], condition=Q(state="open"), name="foi_clock_open")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due}"
