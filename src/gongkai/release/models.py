"""Releases, their delivery to channels, the proof of it, and withdrawal."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account, Town
from gongkai.publication.models import Record, Version
from gongkai.review.models import ReviewRow


class Release(models.Model):
    """A version went out, covered by a review row with this digest (promise 1).

    ``number`` counts a town's releases without a gap; ``first`` marks the first release of the
    record, whose day is the day of publication for ever.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveBigIntegerField()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="releases")
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="release")
    row = models.OneToOneField(ReviewRow, on_delete=models.PROTECT, related_name="release")
    digest = models.CharField(max_length=80)
    first = models.BooleanField()
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    change_note = models.CharField("更正说明", max_length=300, blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = "发布"
        ordering = ("town_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="release_number_per_town"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(current=True), name="release_one_current"
            ),
            models.UniqueConstraint(
                fields=["record"], condition=Q(first=True), name="release_one_first"
            ),
        ]
        indexes = [models.Index(fields=["town", "current", "-number"], name="release_current")]

    def __str__(self) -> str:
        return f"发布第{self.number}号"


class ScheduleState(models.TextChoices):
    """What became of a scheduled release."""

    WAITING = "waiting", "等待发布"
    DONE = "done", "已按时发布"
    REFUSED = "refused", "没有发布"
    CANCELLED = "cancelled", "已取消"


class Schedule(models.Model):
    """That a reviewed version shall go out at a moment; asked again by the gate at that moment.

    It speaks of ``version`` and no other: a version that was worked over is not released by it,
    even where the row still says waiting. ``refusal`` is the sentence of the gate, ``closed_at``
    the moment at which it was released, refused or cancelled.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="schedules")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="schedules")
    at = models.DateTimeField("发布时间")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ScheduleState.choices, default=ScheduleState.WAITING
    )
    refusal = models.CharField("没有发布的原因", max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "定时发布"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(state="waiting"), name="schedule_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ScheduleState.values), name="schedule_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", closed_at__isnull=True)
                | (~Q(state="waiting") & Q(closed_at__isnull=False)),
                name="schedule_closed_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""), name="schedule_refusal_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["record"], condition=Q(state="refused"), name="schedule_refused"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.at.isoformat()}"


class ChannelKind(models.TextChoices):
    """Channels that the product can serve today."""

    WEBSITE = "website", "政府网站"


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", "等待送达"
    DELIVERED = "delivered", "已送达"
    REMOVED = "removed", "已撤下"


class Delivery(models.Model):
    """A release on its way to a channel."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=20, choices=ChannelKind.choices)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "送达"
        constraints = [
            models.UniqueConstraint(fields=["release", "channel"], name="delivery_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.get_state_display()}"


class Proof(models.Model):
    """What was seen at an address after a delivery or a removal.

    ``part`` is what was looked at: the ``page``, or for a removal ``page_gone``, ``files_gone``,
    ``lists_gone``, ``feeds_gone``, ``search_gone``; ``target:<id>`` and ``target_gone:<id>`` for
    another place to which the tree goes.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="proofs")
    part = models.CharField("所查的部分", max_length=40, default="page")
    address = models.CharField(max_length=300)
    seen = models.CharField("所见", max_length=200)
    digest = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "公开凭证"
        ordering = ("delivery_id", "id")

    def __str__(self) -> str:
        return f"{self.address} {self.seen}"


class Withdrawal(models.Model):
    """A record was taken down: when, by whom, on which ground."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="withdrawals")
    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField("理由", max_length=40)
    note = models.CharField("说明", max_length=300, blank=True)
    successor = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_for"
    )
    at = models.DateTimeField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "撤下"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.record_id} {self.reason}"
