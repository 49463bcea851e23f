"""What a person has typed and not saved yet: kept for that person alone."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account
from gongkai.publication.models.records import Record


class WorkingCopy(models.Model):
    """The unsaved state of a form: of one person, for one record (or for a new one).

    It is nobody else's business and no version: only saving makes one. ``lock_seen`` is the
    counter of the draft that the person began from.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="working_copies")
    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, null=True, related_name="working_copies"
    )
    fields = models.JSONField()
    lock_seen = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "未保存的内容"
        constraints = [
            models.UniqueConstraint(fields=["account", "record"], name="working_copy_once"),
            models.UniqueConstraint(
                fields=["account"], condition=Q(record__isnull=True), name="working_copy_new_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}/{self.record_id}"
