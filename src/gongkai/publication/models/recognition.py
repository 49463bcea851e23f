"""The text that a program read in a scanned file: a proposal, for a person to check."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account
from gongkai.publication.models.files import StoredFile


class RecognitionState(models.TextChoices):
    """Where the reading of a scanned file stands."""

    WAITING = "waiting", "正在识别"
    DONE = "done", "已识别"
    FAILED = "failed", "没有识别"


class Recognition(models.Model):
    """What was recognised in a stored file. ``message`` says in Chinese why nothing was."""

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="recognition")
    state = models.CharField(
        max_length=8, choices=RecognitionState.choices, default=RecognitionState.WAITING
    )
    title = models.CharField(max_length=200, blank=True)
    html = models.TextField(blank=True)
    message = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "文字识别"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RecognitionState.values), name="recognition_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.state}"
