"""Replies: the kind, the facts it rests on, its parts, searches, and what was handed over."""

from django.db import models
from django.db.models import Q

from gongkai.foi.models.cases import Application
from gongkai.foi.models.files import CaseFile
from gongkai.foi.models.letters import Letter
from gongkai.organisation.models import Account, Town
from gongkai.publication.models import Record, Version
from gongkai.review.models import ReviewRow
from gongkai.rules.foi.replies import CODES, TABLE, WITHHOLDING

CODE_CHOICES = [(row.code, f"{row.code} {row.name}") for row in TABLE.rows]


class ReplyState(models.TextChoices):
    """draft → issued; an issued one that was not served may be taken back."""

    DRAFT = "draft", "起草中"
    ISSUED = "issued", "已作出"
    TAKEN_BACK = "taken_back", "已收回"
    REPLACED = "replaced", "已重新答复"


class Reply(models.Model):
    """An answer: one of R01 to R24 with its facts (``rules.foi.replies``).

    ``record`` is what is handed over: a publication record whose newest version was reviewed with
    发布形式 依申请公开. ``remedy`` is made from the code when it is issued and never typed.
    ``proposed`` is the draft made of it for proactive release (Art. 44).
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="replies")
    state = models.CharField(max_length=12, choices=ReplyState.choices, default=ReplyState.DRAFT)
    code = models.CharField("答复类型", max_length=4, choices=CODE_CHOICES)
    facts = models.JSONField(default=dict)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="foi_replies"
    )
    earlier = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="cited_by"
    )
    remedy = models.TextField("救济途径", blank=True)
    issued_on = models.DateField("答复日期", null=True, blank=True)
    letter = models.OneToOneField(
        Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="reply"
    )
    proposed = models.ForeignKey(
        Record, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposed_from"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "答复"
        ordering = ("application_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="issued"), name="foi_reply_one_issued"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="draft"), name="foi_reply_one_draft"
            ),
            models.CheckConstraint(condition=Q(code__in=list(CODES)), name="foi_reply_code_known"),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(issued_on__isnull=False),
                name="foi_reply_issued_has_day",
            ),
        ]
        indexes = [models.Index(fields=["code", "issued_on"], name="foi_reply_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.application_id}"


class ReplyPart(models.Model):
    """A withheld part of a partial release: what, on which ground, why (Art. 37)."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveIntegerField()
    what = models.CharField("不予公开的部分", max_length=200)
    ground = models.CharField("法定理由", max_length=4)
    reason = models.TextField("理由")

    class Meta:
        verbose_name = "不予公开的部分"
        ordering = ("reply_id", "order")
        constraints = [
            models.UniqueConstraint(fields=["reply", "order"], name="foi_part_order"),
            models.CheckConstraint(
                condition=Q(ground__in=list(WITHHOLDING)) & ~Q(what="") & ~Q(reason=""),
                name="foi_part_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Search(models.Model):
    """检索记录: where somebody looked, how, and with what result."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="searches")
    on = models.DateField("检索日期")
    where = models.CharField("检索范围", max_length=200)
    how = models.CharField("检索方法和关键词", max_length=300)
    found = models.BooleanField("是否找到", default=False)
    result = models.CharField("结果", max_length=500)
    searcher = models.CharField("检索人", max_length=40)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "检索记录"
        ordering = ("application_id", "id")

    def __str__(self) -> str:
        return f"{self.on} {self.where}"


class Supply(models.Model):
    """Reviewed content handed to the applicant: through the gate, under this digest (promise 1)."""

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="supply")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="foi_supplies")
    row = models.ForeignKey(ReviewRow, on_delete=models.PROTECT, related_name="foi_supplies")
    digest = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "提供的内容"

    def __str__(self) -> str:
        return f"{self.reply_id} {self.digest}"


class SupplyFile(models.Model):
    """One file of what was handed over, sealed into the case as the gate let it pass."""

    supply = models.ForeignKey(Supply, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField(CaseFile, on_delete=models.CASCADE, related_name="supplied")

    class Meta:
        verbose_name = "提供的文件"
        ordering = ("supply_id", "id")

    def __str__(self) -> str:
        return f"{self.supply_id} {self.file_id}"


class Demand(models.Model):
    """What the Office decided about a topic that is asked for again and again (Art. 44)."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="foi_demands")
    topic = models.CharField("归类", max_length=60)
    count = models.PositiveIntegerField("当时的申请件数")
    proposes = models.BooleanField("建议增加公开事项")
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "集中需求"
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.topic
