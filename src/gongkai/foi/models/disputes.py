"""Cases of their own: 行政复议, 行政诉讼, and requests to correct one's own record (Art. 41)."""

from django.db import models
from django.db.models import Q

from gongkai.foi.models.cases import Application
from gongkai.organisation.models import Account, Town, Unit
from gongkai.rules.foi.disputes import KIND_NAMES, STATE_NAMES, DisputeKind, DisputeState
from gongkai.rules.foi.own_record import STATE_NAMES as OWN_NAMES
from gongkai.rules.foi.own_record import OwnRecordState


class Dispute(models.Model):
    """A reconsideration or a lawsuit about a reply. ``redo`` orders another answer."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="foi_disputes")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    kind = models.CharField(max_length=16, choices=[(k.value, v) for k, v in KIND_NAMES.items()])
    state = models.CharField(
        max_length=10,
        choices=[(k.value, v) for k, v in STATE_NAMES.items()],
        default=DisputeState.PENDING,
    )
    reference = models.CharField("案号", max_length=80)
    body = models.CharField("复议机关或者法院", max_length=80)
    simplified = models.BooleanField("简易程序", default=False)
    notified_on = models.DateField("收到通知日期")
    answer_due = models.DateField("答复答辩期限")
    answer_sentence = models.CharField(max_length=800)
    answered_on = models.DateField("答复答辩日期", null=True, blank=True)
    ended_on = models.DateField("结案日期", null=True, blank=True)
    result = models.TextField("结果", blank=True)
    redo = models.BooleanField("责令重新答复", default=False)
    redo_by = models.DateField("重新答复期限", null=True, blank=True)
    redone = models.BooleanField(default=False)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "行政复议和行政诉讼"
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in DisputeKind])
                & Q(state__in=[s.value for s in DisputeState]),
                name="foi_dispute_known",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", ended_on__isnull=True)
                | (~Q(state="pending") & Q(ended_on__isnull=False)),
                name="foi_dispute_end_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


class OwnRecordRequest(models.Model):
    """更正与本人有关的政府信息: outside the annual table. ``sealed`` holds who asks and what.

    It is emptied at the end of the period of keeping, with what was removed and why in its place.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="foi_own_records")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.CharField("登记编号", max_length=20)
    state = models.CharField(
        max_length=12,
        choices=[(k.value, v) for k, v in OWN_NAMES.items()],
        default=OwnRecordState.VERIFYING,
    )
    subject = models.CharField("需要更正的信息", max_length=120)
    sealed = models.BinaryField()
    applicant_mask = models.CharField("申请人", max_length=20)
    received_on = models.DateField("收到日期")
    due_on = models.DateField("办理期限")
    due_sentence = models.CharField(max_length=800)
    agency = models.CharField("有权更正的机关", max_length=80, blank=True)
    outcome = models.TextField("核实情况", blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    keep_until = models.DateField("保管至", null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_note = models.CharField("清除说明", max_length=500, blank=True)
    handler = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "更正申请"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="foi_own_number"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in OwnRecordState]), name="foi_own_known"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(removal_note=""),
                name="foi_own_removed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number
