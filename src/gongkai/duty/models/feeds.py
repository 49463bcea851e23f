"""The address under which a person's own calendar program reads their duties."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.ledger.clock import now
from gongkai.organisation.models import Account


class CalendarFeed(models.Model):
    """A secret address of one person; only the digest of the secret is kept.

    ``whole_scope``: everything the person may see, not only their own unit's. One at a time.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    whole_scope = models.BooleanField("包括我能看到的全部单位", default=False)
    opened_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "日历订阅"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(closed_at__isnull=True), name="feed_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"日历订阅（{timezone.localdate(self.opened_at)}开通）"
