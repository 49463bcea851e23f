"""What shows that something was done (证据), and what a training hands out (材料)."""

from django.db import models
from django.db.models import Q

from gongkai.campaign.models.checks import Finding
from gongkai.campaign.models.plans import Part
from gongkai.campaign.models.trainings import Training
from gongkai.organisation.models import Account, Unit
from gongkai.publication.models import Record, StoredFile


class Paper(models.Model):
    """A file, a record here, or an address elsewhere, with the words that say what it shows.

    It belongs to a unit's part, to a finding or to a training. Files are out of reach of anything
    public (promise 8).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(
        Part, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    words = models.CharField("说明", max_length=200)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("文件名", max_length=120, blank=True)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    url = models.URLField("网址", max_length=300, blank=True)
    added_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "证明材料"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(part__isnull=False, finding__isnull=True, training__isnull=True)
                | Q(part__isnull=True, finding__isnull=False, training__isnull=True)
                | Q(part__isnull=True, finding__isnull=True, training__isnull=False),
                name="paper_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False, record__isnull=True, url="")
                | Q(file__isnull=True, record__isnull=False, url="")
                | (Q(file__isnull=True, record__isnull=True) & ~Q(url="")),
                name="paper_is_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | ~Q(name=""), name="paper_file_has_name"
            ),
        ]

    def __str__(self) -> str:
        return self.words
