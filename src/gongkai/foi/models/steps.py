"""What may happen on the way to an answer: correction, consultation, extension, fee, reasons,
assistance of another unit.
"""

from django.db import models
from django.db.models import Q

from gongkai.foi.models.cases import Application
from gongkai.organisation.models import Account, Unit


class Correction(models.Model):
    """补正, once in a case (Art. 30): what was asked, by when, what came back."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="correction"
    )
    items = models.TextField("需要补正的内容")
    guidance = models.TextField("指导和释明", blank=True)
    sent_on = models.DateField("告知日期")
    received_on = models.DateField("申请人收到日期", null=True, blank=True)
    days = models.PositiveIntegerField("补正期限")
    corrected_on = models.DateField("收到补正日期", null=True, blank=True)
    excuse = models.CharField("逾期的正当理由", max_length=300, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "补正"

    def __str__(self) -> str:
        return f"{self.application_id} {self.sent_on}"


class ConsultationKind(models.TextChoices):
    """Who is asked, and with it what silence means."""

    THIRD_PARTY = "third_party", "第三方"
    CO_MAKER = "co_maker", "共同制作机关"


class ConsultationOutcome(models.TextChoices):
    """How it ended. Silence of a third party: the agency decides; of a co-maker: consent."""

    AGREED = "agreed", "同意公开"
    REFUSED = "refused", "不同意公开"
    PARTLY = "partly", "同意部分公开"
    SILENT = "silent", "逾期未答复"


class Consultation(models.Model):
    """征求意见 of one party (Art. 32, 34). ``party`` is sealed where it names a person.

    ``received_on`` is the day on which the letter reached it, from which its 15 days count;
    until that is known the day of dispatch stands for it. ``override`` says why information is
    released against a refusal (major public interest), or why a refusal is reasonable.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="consultations"
    )
    kind = models.CharField(max_length=12, choices=ConsultationKind.choices)
    party = models.BinaryField()
    party_mask = models.CharField(max_length=40)
    question = models.TextField("征求意见的内容")
    sent_on = models.DateField("发出日期")
    received_on = models.DateField("对方收到日期", null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=ConsultationOutcome.choices, blank=True)
    answered_on = models.DateField("收到意见日期", null=True, blank=True)
    answer = models.TextField("意见", blank=True)
    override = models.TextField("本机关的判断", blank=True)
    told_on = models.DateField("书面告知第三方日期", null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "征求意见"
        ordering = ("application_id", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ConsultationKind.values)
                & Q(outcome__in=["", *ConsultationOutcome.values]),
                name="foi_consultation_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on__isnull=True)
                | (~Q(outcome="") & Q(answered_on__isnull=False)),
                name="foi_consultation_end_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sent_on}"


class ExtensionState(models.TextChoices):
    """asked → approved or refused; approved → sent."""

    ASKED = "asked", "等待负责人审批"
    APPROVED = "approved", "已同意，待告知"
    REFUSED = "refused", "未同意"
    SENT = "sent", "已告知申请人"


class Extension(models.Model):
    """延期 (Art. 33): asked by the handler, approved by the head of the Office, told in time.

    Refused ones stay; only one is ever sent, and nobody approves what they asked for.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="extensions"
    )
    state = models.CharField(max_length=8, choices=ExtensionState.choices)
    days = models.PositiveIntegerField("延长的工作日")
    reason = models.TextField("延期理由")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField("审批意见", max_length=300, blank=True)
    sent_on = models.DateField("告知日期", null=True, blank=True)

    class Meta:
        verbose_name = "延期"
        ordering = ("application_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=~Q(state="refused"), name="foi_extension_once"
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=20), name="foi_extension_days"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")),
                name="foi_extension_other_approves",
            ),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(decided_by__isnull=False),
                name="foi_extension_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_on__isnull=False), name="foi_extension_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.days}"


class Fee(models.Model):
    """信息处理费, one notice in a case: by item or by page, never both (国办函〔2020〕109号).

    No money passes through the platform: ``receipt_number`` is that of the fiscal receipt.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="fee")
    scheme = models.CharField(max_length=4, choices=[("item", "按件"), ("page", "按量")])
    already = models.PositiveIntegerField("当月此前件数", default=0)
    items = models.PositiveIntegerField("件数", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    amount = models.PositiveIntegerField("金额（元）")
    sentence = models.CharField(max_length=500)
    reason = models.TextField("收费的理由")
    sent_on = models.DateField("通知发出日期")
    received_on = models.DateField("申请人收到日期", null=True, blank=True)
    paid_on = models.DateField("缴清日期", null=True, blank=True)
    receipt_number = models.CharField("票据号", max_length=40, blank=True)
    excuse = models.CharField("逾期缴费仍受理的理由", max_length=300, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "信息处理费"
        constraints = [
            models.CheckConstraint(
                condition=Q(scheme="item", pages=0, items__gte=1)
                | Q(scheme="page", items=0, already=0, pages__gte=1),
                name="foi_fee_one_scheme",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="foi_fee_is_something"),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | ~Q(receipt_number=""), name="foi_fee_receipt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.amount}元"


class ReasonsRequest(models.Model):
    """说明理由 (Art. 35): asked of whoever asks excessively, and what a person made of it."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="reasons_request"
    )
    why = models.TextField("认为明显超过合理范围的情况")
    sent_on = models.DateField("通知日期")
    days = models.PositiveIntegerField("说明期限")
    given_on = models.DateField("收到说明日期", null=True, blank=True)
    given = models.TextField("申请人的说明", blank=True)
    reasonable = models.BooleanField("理由合理", null=True)
    judgement = models.TextField("判断", blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "说明理由"

    def __str__(self) -> str:
        return f"{self.application_id}"


class Assistance(models.Model):
    """协办: a unit of the town is asked to search or to give what it holds; the clock goes on."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="assistances"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    request = models.TextField("协办事项")
    sent_on = models.DateField("发出日期")
    reply_by = models.DateField("请在此日前反馈")
    answered_on = models.DateField("收到反馈日期", null=True, blank=True)
    answer = models.TextField("反馈", blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "协办"
        ordering = ("application_id", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_by__gte=models.F("sent_on")), name="foi_assistance_order"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="foi_assistance_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.sent_on}"
