"""Registers: advanced places (F34), upstream requests (F35), practices and concerns (F36)."""

from django.db import models
from django.db.models import F, Q

from gongkai.organisation.models import Town, Unit
from gongkai.publication.models import Record


class Reference(models.Model):
    """What another place does well (先进地区经验), with its source and date (F34)."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.CharField("地区、单位", max_length=80)
    title = models.CharField("经验名称", max_length=120)
    source = models.CharField("来源", max_length=200)
    url = models.URLField("网址", max_length=300, blank=True)
    source_on = models.DateField("来源日期")
    content = models.TextField("主要做法")
    use = models.TextField("拟借鉴、已借鉴", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "先进经验"
        ordering = ("-source_on", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["town", "place", "title"], name="reference_once_per_town"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="reference_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.place}：{self.title}"


class RequestState(models.TextChoices):
    """sent → answered → settled; the steps are in ``states.py``."""

    SENT = "sent", "等待答复"
    ANSWERED = "answered", "已答复"
    SETTLED = "settled", "已办结"


class UpstreamRequest(models.Model):
    """What was asked of a superior department (对接上级), and what it said (F35)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField("上级部门", max_length=80)
    subject = models.CharField("事由", max_length=120)
    content = models.TextField("内容")
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    sent_on = models.DateField("发出日期")
    reply_by = models.DateField("希望答复日期", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=RequestState.choices, default=RequestState.SENT
    )
    reply = models.TextField("答复", blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    outcome = models.TextField("落实情况", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "请示和对接"
        ordering = ("-sent_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="upstream_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent") | (Q(replied_on__isnull=False) & ~Q(reply="")),
                name="upstream_answered_says_what",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True) | Q(replied_on__gte=F("sent_on")),
                name="upstream_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Practice(models.Model):
    """A new way that a unit tried (创新实践), of one kind of ``rules.practices`` (F36)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("方面", max_length=20)
    title = models.CharField("名称", max_length=120)
    happened_on = models.DateField("日期")
    content = models.TextField("做法")
    effect = models.TextField("效果")
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "创新实践"
        ordering = ("-happened_on", "-id")
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="practice_once")]

    def __str__(self) -> str:
        return self.title


class Concern(models.Model):
    """Something that people are worried about (关切), of one kind of ``rules.concerns``.

    ``assigned_at`` is the moment of its entry here. ``answered_at``: its last limit was met.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=20)
    title = models.CharField("关切的事", max_length=120)
    source = models.CharField("从哪里发现", max_length=120)
    content = models.TextField("情况")
    found_at = models.DateTimeField("发现时间")
    assigned_at = models.DateTimeField("交办时间")
    answered_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = "回应关切"
        ordering = ("-found_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(found_at__lte=F("assigned_at")), name="concern_found_before_assigned"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ConcernLimit(models.Model):
    """One limit of a concern, as the rules said on the day it was found.

    ``missed_at``: when the product noticed that the limit had passed unmet.
    """

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="limits")
    code = models.CharField(max_length=20)
    name = models.CharField("事项", max_length=60)
    hours = models.PositiveIntegerField("小时")
    source = models.CharField("依据", max_length=120)
    due_at = models.DateTimeField("时限")
    met_at = models.DateTimeField("完成时间", null=True, blank=True)
    missed_at = models.DateTimeField("超时记录", null=True, blank=True)
    where = models.CharField("在哪里回应", max_length=200, blank=True)
    words = models.TextField("回应内容", blank=True)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "回应时限"
        ordering = ("concern_id", "due_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["concern", "code"], name="concern_limit_once"),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | (~Q(where="") & ~Q(words="")),
                name="concern_limit_met_says_where",
            ),
        ]

    def __str__(self) -> str:
        return self.name
