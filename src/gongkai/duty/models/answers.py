"""What answers a duty: publications that went out, and the proofs of other channels."""

from django.db import models
from django.db.models import Q

from gongkai.duty.models.duties import Duty, Obligation
from gongkai.organisation.models import Account, Town
from gongkai.publication.models import Record
from gongkai.release.models import Release


class Answer(models.Model):
    """A record that was released under the item by the unit, and the duty that it answers.

    ``released_on`` is the day on which it first went out under this item, ``proven`` whether it
    was seen at its address, ``stands`` whether it still counts: taken down because it was wrong
    or must not be public it does not, after its 公开期限 it does. ``living`` says that the public
    can read it now. ``duty`` is chosen by rule unless ``chosen`` by a person.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="answers")
    duty = models.ForeignKey(
        Duty, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="duty_answers")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    released_on = models.DateField("公开日期")
    formed_on = models.DateField("成文日期")
    proven = models.BooleanField("已有凭证", default=False)
    stands = models.BooleanField(default=True)
    living = models.BooleanField(default=True)
    address = models.CharField("网址", max_length=300, blank=True)
    stage = models.CharField("五公开环节", max_length=12, blank=True)
    missing_elements = models.JSONField(default=list, blank=True)
    chosen = models.BooleanField("人工指定", default=False)

    class Meta:
        verbose_name = "完成公开任务的信息"
        ordering = ("released_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["obligation", "record"], name="answer_once"),
        ]
        indexes = [
            # What a coverage report asks of every obligation, without a look at the rows.
            models.Index(
                fields=["obligation", "released_on", "living", "stage"],
                condition=Q(proven=True, stands=True),
                name="answer_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.record_id}"


class ChannelProof(models.Model):
    """That a duty's publication was shown on a channel that the product does not serve itself.

    (公示栏, 广播电视, 入户/现场 …; F14.) ``address`` for channels online, ``note`` says where it
    was and what was seen (a photo's name, the issue of a paper). ``town`` is the duty's, so that a
    town's proofs of a year are found without a look at all its duties.
    """

    town = models.ForeignKey(
        Town, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="channel_proofs")
    channel = models.CharField("渠道", max_length=40)
    shown_on = models.DateField("公开日期")
    address = models.URLField("网址", max_length=300, blank=True)
    note = models.CharField("凭证说明", max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "其他渠道公开凭证"
        ordering = ("duty_id", "shown_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") | ~Q(note=""), name="channel_proof_says_where"
            )
        ]
        indexes = [models.Index(fields=["town", "shown_on"], name="channel_proof_shown")]

    def __str__(self) -> str:
        return f"{self.channel} {self.shown_on}"
