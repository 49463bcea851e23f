"""What is kept of signed sheets, and whether what is public still agrees with them."""

from django.db import models

from gongkai.organisation.models import Account
from gongkai.publication.models import StoredFile
from gongkai.review.models.sheets import ReviewSheet


class SheetArchive(models.Model):
    """A signed sheet was put away (N1, F42): its printed form, and what was signed with the
    signatures, as files named by their digests. No act deletes it.
    """

    sheet = models.OneToOneField(ReviewSheet, on_delete=models.PROTECT, related_name="archive")
    form = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    statements = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    archived_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    archived_at = models.DateTimeField()

    class Meta:
        verbose_name = "审查表归档"
        ordering = ("-archived_at",)

    def __str__(self) -> str:
        return f"{self.sheet_id}"


class DailyCheck(models.Model):
    """The check of a day that everything public is on a sheet and unchanged since (F43).

    ``faults`` are plain values: the chain (a town's slug) and what was found.
    """

    day = models.DateField(unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    faults = models.JSONField(default=list)

    class Meta:
        verbose_name = "每日核验"
        ordering = ("-day",)

    def __str__(self) -> str:
        return self.day.isoformat()
