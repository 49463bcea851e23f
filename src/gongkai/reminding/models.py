"""Settings and ways of a town, what people wish, and every message with its proof."""

from datetime import date, time

from django.db import models
from django.db.models import Q

from gongkai.ledger.clock import now
from gongkai.organisation.models import Account, Town, Unit
from gongkai.rules.reminding import Level, Quiet, Way, levels_with, urging_levels_with


class WayKind(models.TextChoices):
    """How a message leaves the house (``rules.reminding.Way``)."""

    EMAIL = Way.EMAIL.value, "电子邮件"
    SMS = Way.SMS.value, "短信"
    WECOM = Way.WECOM.value, "企业微信"


class Setting(models.Model):
    """A town's own numbers: days from the date of each level, none to leave it out; quiet hours."""

    town = models.OneToOneField(Town, on_delete=models.CASCADE, related_name="reminding_setting")
    first = models.PositiveSmallIntegerField(
        "到期前几天第一次提醒", null=True, blank=True, default=7
    )
    last = models.PositiveSmallIntegerField("到期前几天再提醒", null=True, blank=True, default=1)
    day = models.BooleanField("到期当天提醒", default=True)
    late = models.PositiveSmallIntegerField("逾期几天提醒联络员", null=True, blank=True, default=1)
    head = models.PositiveSmallIntegerField(
        "逾期几天提醒单位负责人", null=True, blank=True, default=3
    )
    office = models.PositiveSmallIntegerField(
        "逾期几天告知党政办公室", null=True, blank=True, default=7
    )
    every = models.PositiveSmallIntegerField("以后每几天再提醒一次，0为不再提醒", default=7)
    urging_head = models.PositiveSmallIntegerField("督办过期几天提请单位负责人", default=1)
    urging_leader = models.PositiveSmallIntegerField("督办过期几天提请主管领导", default=4)
    quiet_from = models.TimeField("免打扰从几点", default=time(20, 0))
    quiet_to = models.TimeField("到几点", default=time(8, 0))
    keep_email = models.BooleanField("逾期和督办的邮件，本人不能关闭", default=True)

    class Meta:
        verbose_name = "提醒设置"

    def __str__(self) -> str:
        return f"{self.town_id}"

    @property
    def days(self) -> dict[str, int | None]:
        """Days from the date by level, as ``rules.reminding`` asks for them."""
        ahead = {name: getattr(self, name) for name in ("first", "last")}
        return {
            **{name: None if value is None else -value for name, value in ahead.items()},
            "day": 0 if self.day else None,
            "late": self.late,
            "head": self.head,
            "office": self.office,
        }

    def levels(self, day: date) -> tuple[Level, ...]:
        """The levels in force; raises ``rules.reminding.LevelsError``."""
        return levels_with(self.days, day, self.every)

    def urging_levels(self, day: date) -> tuple[Level, ...]:
        """The levels of unanswered urgings; raises ``rules.reminding.LevelsError``."""
        days = {"head": self.urging_head, "leader": self.urging_leader}
        return urging_levels_with(days, day)

    @property
    def quiet(self) -> Quiet:
        """The quiet hours."""
        return Quiet(self.quiet_from, self.quiet_to)

    @property
    def kept(self) -> frozenset[Way]:
        """What people cannot switch off for what is overdue or urged."""
        return frozenset({Way.EMAIL}) if self.keep_email else frozenset()


class Security(models.TextChoices):
    """How the line to a mail server is kept private."""

    STARTTLS = "starttls", "STARTTLS（端口常为587）"
    TLS = "tls", "TLS（端口常为465）"
    NONE = "none", "不加密（只限本机的邮件程序）"


class Gateway(models.Model):
    """A way of a town: the mail server, the SMS platform, or the application of WeChat Work.

    ``sender``: the address that mail comes from; the signature code of the SMS platform; the
    application's id. ``user``: of the mail server; apId; the corporation's id. ``secret`` is
    sealed and never shown.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="reminding_gateways")
    kind = models.CharField("方式", max_length=10, choices=WayKind.choices)
    active = models.BooleanField("启用", default=True)
    host = models.CharField("主机或接口地址", max_length=200)
    port = models.PositiveIntegerField("端口", default=587)
    security = models.CharField(
        "加密", max_length=10, choices=Security.choices, default=Security.STARTTLS
    )
    sender = models.CharField("发件人", max_length=120)
    company = models.CharField("集团客户名称", max_length=120, blank=True)
    user = models.CharField("用户名", max_length=120, blank=True)
    secret = models.TextField(blank=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "提醒发送方式"
        ordering = ("kind",)
        constraints = [
            models.UniqueConstraint(fields=["town", "kind"], name="gateway_one_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=WayKind.values), name="gateway_kind_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Head(models.Model):
    """Who of a unit is told as its head (单位负责人) when something is overdue or urged."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="reminding_head")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "接收提醒的单位负责人"

    def __str__(self) -> str:
        return f"{self.unit}：{self.account}"


class Wish(models.Model):
    """How a person wants to be reached. ``mobile`` is sealed; mail goes to the account's own."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="reminding_wish")
    email_off = models.BooleanField("不收电子邮件", default=False)
    sms_off = models.BooleanField("不收短信", default=False)
    wecom_off = models.BooleanField("不收企业微信", default=False)
    mobile = models.TextField(blank=True)
    wecom_user = models.CharField("企业微信账号", max_length=64, blank=True)

    class Meta:
        verbose_name = "本人的提醒方式"

    def __str__(self) -> str:
        return f"{self.account_id}"


class Gathering(models.Model):
    """That a town's reminders of a day were gathered; ``day`` is what the next one counts from."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="gatherings")
    day = models.DateField()
    at = models.DateTimeField(default=now)
    messages = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "提醒汇总"
        ordering = ("-day",)
        constraints = [models.UniqueConstraint(fields=["town", "day"], name="gathering_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}的提醒"


class Message(models.Model):
    """What one person is told on one day, within the house. Nobody notes whether they read it.

    ``lines`` (``wording.Line`` as dictionaries): what leaves the house is made of them, without
    their notes.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="rows")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reminders")
    day = models.DateField()
    title = models.CharField(max_length=120)
    urgent = models.BooleanField(default=False)
    lines = models.JSONField()

    class Meta:
        verbose_name = "提醒"
        ordering = ("-day", "-id")
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="message_one_a_day")]

    def __str__(self) -> str:
        return self.title


class SendingState(models.TextChoices):
    """Where a message on its way stands."""

    WAITING = "waiting", "等待发送"
    SENT = "sent", "已发送"
    SKIPPED = "skipped", "没有发送"
    FAILED = "failed", "发送失败"


class Sending(models.Model):
    """A message on one way to its person; ``proof`` is what the other side answered.

    ``address`` is masked. A failure that may pass is tried again by the outbox and stays waiting.
    """

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="sendings")
    way = models.CharField("方式", max_length=10, choices=WayKind.choices)
    state = models.CharField(
        "状态", max_length=10, choices=SendingState.choices, default=SendingState.WAITING
    )
    address = models.CharField("送往", max_length=120, blank=True)
    proof = models.CharField("对方的答复", max_length=300, blank=True)
    error = models.CharField("原因", max_length=300, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = "提醒发送"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["message", "way"], name="sending_once_each_way"),
            models.CheckConstraint(
                condition=Q(state__in=SendingState.values), name="sending_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | ~Q(proof=""), name="sending_sent_has_proof"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message}（{self.get_way_display()}）"
