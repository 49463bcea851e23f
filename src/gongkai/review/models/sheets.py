"""信息发布保密审查表: sheets, rows, opinions and signatures (handbook 5.3, attachment 2)."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account, Town, Unit
from gongkai.publication.models import Version


class SheetState(models.TextChoices):
    """open (rows and ticks) → signed (immutable). A sheet given up is void and kept."""

    OPEN = "open", "办理中"
    SIGNED = "signed", "已签字"
    VOID = "void", "作废"


class ReviewSheet(models.Model):
    """One printed form: 单位, 年月日, rows, three signatures.

    ``code`` is the number printed at its foot by which anyone can ask whether it is genuine.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="review_sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="review_sheets")
    number = models.PositiveIntegerField("表号")
    code = models.CharField("核验码", max_length=20, unique=True)
    dated = models.DateField("日期")
    state = models.CharField(
        "状态", max_length=8, choices=SheetState.choices, default=SheetState.OPEN
    )
    created_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "信息发布保密审查表"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="sheet_number_per_town"),
            models.CheckConstraint(
                condition=Q(state__in=SheetState.values), name="sheet_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"信息发布保密审查表第{self.number}号"


class ReviewRow(models.Model):
    """A row of the form: one version under one digest.

    ``open`` is true while the row counts: from registration until it is voided (an edit, a
    removed row, a void sheet). A version is on one open row at most.
    """

    sheet = models.ForeignKey(ReviewSheet, on_delete=models.PROTECT, related_name="rows")
    sequence = models.PositiveIntegerField("序号")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="review_rows")
    department = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("信息名称", max_length=200)
    digest = models.CharField(max_length=80)
    on_website = models.BooleanField("网站公开", default=True)
    on_request = models.BooleanField("依申请公开", default=False)
    elsewhere = models.CharField("其他", max_length=60, blank=True)
    open = models.BooleanField(default=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "审查行"
        ordering = ("sheet_id", "sequence")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "sequence"], name="row_sequence"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(open=True), name="row_one_open_per_version"
            ),
            models.CheckConstraint(
                condition=Q(on_website=True) | Q(on_request=True) | ~Q(elsewhere=""),
                name="row_has_form",
            ),
            models.CheckConstraint(
                condition=Q(open=True) | ~Q(void_reason=""), name="row_void_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.title}"


class Column(models.TextChoices):
    """The two opinion columns of the form."""

    WORKING_BODY = "working_body", "工作机构或者人员审查意见"
    LEADER = "leader", "主管领导意见"


class OpinionValue(models.TextChoices):
    """What may be ticked. ``UNCLEAR`` is a state of the work and is never printed (N4)."""

    AGREE = "agree", "同意"
    DISAGREE = "disagree", "不同意"
    UNCLEAR = "unclear", "不明确"


class Opinion(models.Model):
    """A person's tick in a column of a row, on the digest they saw.

    ``seen`` names the digests of the attachments that the person says to have looked at.
    Changing one's mind before signing makes a new opinion; the old one stays with ``current``
    false.
    """

    row = models.ForeignKey(ReviewRow, on_delete=models.PROTECT, related_name="opinions")
    column = models.CharField(max_length=14, choices=Column.choices)
    value = models.CharField(max_length=10, choices=OpinionValue.choices)
    note = models.CharField("说明", max_length=500, blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=80)
    seen = models.JSONField("看过的附件", default=list)
    at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = "审查意见"
        ordering = ("row_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["row", "column"], condition=Q(current=True), name="opinion_one_current"
            ),
            models.CheckConstraint(
                condition=Q(column__in=Column.values) & Q(value__in=OpinionValue.values),
                name="opinion_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_column_display()}: {self.get_value_display()}"


class SecrecyFinding(models.Model):
    """The secrecy body's written result on an unclear row (N4).

    Where it cannot tell either, it refers the matter to the competent authority or the secrecy
    administration (政府信息公开条例 Art. 17) and says to whom and why; the row waits until the
    answer from there is entered as the result.
    """

    row = models.ForeignKey(ReviewRow, on_delete=models.PROTECT, related_name="findings")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    question = models.CharField("不明确之处", max_length=500)
    referred_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    referred_at = models.DateTimeField(null=True)
    referred_to = models.CharField("提请的部门", max_length=120, blank=True)
    referral = models.TextField("提请的理由", blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    may_publish = models.BooleanField(null=True)
    result = models.TextField("书面审查结果", blank=True)

    class Meta:
        verbose_name = "保密审查结果"
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(answered_at__isnull=True), name="finding_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True)
                | (Q(answered_by__isnull=False) & ~Q(result="") & Q(may_publish__isnull=False)),
                name="finding_answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(referred_at__isnull=True)
                | (Q(referred_by__isnull=False) & ~Q(referred_to="") & ~Q(referral="")),
                name="finding_referral_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id}"


class Seat(models.TextChoices):
    """The three places of the signature row."""

    HANDLER = "handler", "承办人"
    REVIEWER = "reviewer", "审查人员"
    LEADER = "leader", "主管领导"


class Signature(models.Model):
    """A signature on the whole form: who, when, over which rows.

    ``statement`` is the canonical text that was signed (sheet, seat, digests of every row and
    their ticks); ``value`` the signature over it. Three different persons by constraint.
    """

    sheet = models.ForeignKey(ReviewSheet, on_delete=models.PROTECT, related_name="signatures")
    seat = models.CharField(max_length=10, choices=Seat.choices)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    at = models.DateTimeField()
    statement = models.TextField()
    algorithm = models.CharField(max_length=20)
    key_id = models.CharField(max_length=40)
    value = models.TextField()

    class Meta:
        verbose_name = "签字"
        ordering = ("sheet_id", "at")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "seat"], name="signature_one_per_seat"),
            models.UniqueConstraint(
                fields=["sheet", "account"], name="signature_three_different_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_seat_display()} {self.name}"
