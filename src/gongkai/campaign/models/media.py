"""The register of the town's accounts on other platforms (政务新媒体), and their posts (F22)."""

from django.db import models
from django.db.models import F, Q

from gongkai.organisation.models import Account, Unit
from gongkai.publication.models import Record


class MediaAccount(models.Model):
    """An account on a platform of ``rules.new_media``, and the unit that answers for it.

    ``last_on``: the day of its newest post as registered, at first the day it was opened.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField("平台", max_length=20)
    name = models.CharField("账号名称", max_length=80)
    identifier = models.CharField("账号标识", max_length=80, blank=True)
    opened_on = models.DateField("开通日期")
    last_on = models.DateField("最近更新")
    closed_on = models.DateField("注销日期", null=True, blank=True)
    closed_why = models.CharField("注销说明", max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "新媒体账号"
        ordering = ("last_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "platform", "name"],
                condition=Q(closed_on__isnull=True),
                name="media_account_once",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("opened_on")), name="media_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(closed_why=""),
                name="media_closed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MediaPost(models.Model):
    """What was posted: a record that its review sheet covers, the day, and where it is read."""

    account = models.ForeignKey(MediaAccount, on_delete=models.PROTECT, related_name="posts")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    posted_on = models.DateField("发布日期")
    url = models.URLField("网址", max_length=300)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "新媒体发布"
        ordering = ("-posted_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["account", "url"], name="media_post_once"),
        ]

    def __str__(self) -> str:
        return self.url
