"""The application (申请): its facts in the clear, its applicant sealed."""

from django.db import models
from django.db.models import F, Q

from gongkai.organisation.models import Account, Town, Unit
from gongkai.rules.foi import applicants, receipt
from gongkai.rules.foi.states import STATE_NAMES, State, Turn

STATES = [(state.value, STATE_NAMES[state]) for state in State]
CHANNELS = [(row.code, row.name) for row in receipt.TABLE.rows]
KINDS = [(row.code, row.name) for row in applicants.TABLE.rows]


class Application(models.Model):
    """One application for disclosure (Art. 27 to 45).

    ``number`` is unique in a town and says nothing of the applicant. ``subject`` is a short name
    of what is asked for, without personal data, for lists; the words of the applicant are sealed
    in ``request`` (``personal.request_of``). ``secret_digest`` belongs to the code with which the
    applicant follows the case.

    ``received_on`` is the day of submission, signing or arrival; ``confirmed_on`` when both sides
    confirmed; ``clock_start`` is day 0 of the first clock and is empty while unconfirmed (Art.
    31). ``due_on``, ``act_by``, ``turn`` repeat what the open clocks say, for lists: ``due_on`` is
    the last day to answer, ``act_by`` the next day by which somebody must do something.
    ``answered_on`` is the day of the first answer, by which the annual report counts it.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="applications")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="applications")
    number = models.CharField("登记编号", max_length=20)
    secret_digest = models.CharField(max_length=64, blank=True)
    state = models.CharField("状态", max_length=12, choices=STATES, default=State.REGISTERED)
    turn = models.CharField(max_length=10, default=Turn.OFFICE)
    channel = models.CharField("提交方式", max_length=10, choices=CHANNELS)
    misaddressed = models.BooleanField("寄给个人或者其他单位", default=False)
    applicant_kind = models.CharField("申请人类别", max_length=10, choices=KINDS)
    applicant_mask = models.CharField("申请人", max_length=20)
    applicant_tag = models.CharField(max_length=64, blank=True)
    subject = models.CharField("申请内容", max_length=120)
    topic = models.CharField("归类", max_length=60, blank=True)
    request = models.BinaryField(default=b"")
    form = models.CharField("信息的形式", max_length=12, blank=True)
    route = models.CharField("获取方式", max_length=12, blank=True)
    submitted_at = models.DateTimeField("提交时间")
    received_on = models.DateField("收到日期")
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    confirmation = models.CharField("确认方式和经过", max_length=300, blank=True)
    clock_start = models.DateField("起算日", null=True, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    due_estimated = models.BooleanField("期限可能提前", default=False)
    act_by = models.DateField("下一期限", null=True, blank=True)
    act_why = models.CharField(max_length=60, blank=True)
    delayed_until = models.DateField("延迟答复至", null=True, blank=True)
    handler = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="foi_cases"
    )
    answered_on = models.DateField("答复日期", null=True, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    keep_until = models.DateField("保管至", null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_note = models.CharField("清除说明", max_length=500, blank=True)
    satisfaction = models.CharField("对服务的评价", max_length=12, blank=True)
    opinion = models.CharField("对服务的意见", max_length=500, blank=True)
    registered_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "政府信息公开申请"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="foi_number_per_town"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="foi_state_known"
            ),
            models.CheckConstraint(
                condition=Q(applicant_kind__in=list(applicants.KINDS)), name="foi_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=list(receipt.BY_CODE)), name="foi_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(clock_start__isnull=True) | Q(clock_start__gte=F("received_on")),
                name="foi_clock_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(clock_start__isnull=True)
                | Q(confirmed_on__isnull=False)
                | (Q(channel__in=["counter", "oral", "mail"]) & Q(misaddressed=False)),
                name="foi_clock_only_when_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state="removed") | (Q(removed_at__isnull=False) & ~Q(removal_note="")),
                name="foi_removed_says_why",
            ),
        ]
        indexes = [
            # With the unit, by which every list is scoped, and what the queue is filtered by:
            # neither the count of a list nor the search for a page of it reads a row. A condition
            # with values would not be used: they come as parameters.
            models.Index(
                fields=["town", "act_by", "id", "unit", "handler", "state", "turn"],
                condition=Q(closed_on__isnull=True),
                name="foi_open_by_date",
            ),
            models.Index(fields=["town", "-id", "unit"], name="foi_register_by_unit"),
            models.Index(fields=["town", "received_on", "id"], name="foi_received"),
            models.Index(fields=["town", "answered_on"], name="foi_answered"),
            models.Index(
                fields=["town", "applicant_tag", "received_on"], name="foi_same_applicant"
            ),
            models.Index(fields=["town", "topic"], name="foi_topic"),
        ]

    def __str__(self) -> str:
        return self.number


class Applicant(models.Model):
    """Who asks: name, papers, ways of contact, sealed as one (``personal.open_applicant``).

    The row is deleted at the end of the period of keeping.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="applicant"
    )
    sealed = models.BinaryField()
    key_id = models.CharField(max_length=40)
    algorithm = models.CharField(max_length=20)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = "申请人资料"

    def __str__(self) -> str:
        return f"{self.application_id}"


class CaseNumber(models.Model):
    """The last number given in a town, a year and a series, so that none is given twice.

    series: ``case`` for applications, else a kind of letter.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "series", "year"], name="foi_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}: {self.last}"


class Event(models.Model):
    """Something that happened in a case, in plain words without personal data.

    ``public`` events are shown to the applicant. The ledger has the act itself.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    on = models.DateField("日期")
    verb = models.CharField(max_length=24)
    words = models.CharField(max_length=400)
    who = models.CharField(max_length=80)
    public = models.BooleanField(default=False)

    class Meta:
        verbose_name = "办理经过"
        ordering = ("application_id", "id")

    def __str__(self) -> str:
        return self.words
