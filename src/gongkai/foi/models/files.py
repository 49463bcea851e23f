"""Files of a case, every one sealed; only their words about themselves are readable."""

from django.db import models

from gongkai.foi.models.cases import Application
from gongkai.organisation.models import Account


class FileKind(models.TextChoices):
    """What a file of a case is."""

    IDENTITY = "identity", "身份证明"
    APPLICATION = "application", "申请材料"
    CORRECTION = "correction", "补正材料"
    CONSULTATION = "consultation", "征求意见材料"
    ORIGINAL = "original", "原件"
    SUPPLIED = "supplied", "提供的内容"
    LETTER = "letter", "文书"
    PROOF = "proof", "送达凭证"
    FEE = "fee", "收费凭证"
    DISPUTE = "dispute", "复议诉讼材料"
    OTHER = "other", "其他"


class CaseFile(models.Model):
    """A sealed file. ``storage`` names the bytes in the store; ``digest`` is of the plain bytes.

    ``name`` never repeats what the applicant called an identity paper.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=14, choices=FileKind.choices)
    name = models.CharField("名称", max_length=120)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=80)
    storage = models.CharField(max_length=64, unique=True)
    key_id = models.CharField(max_length=40)
    algorithm = models.CharField(max_length=20)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "案卷文件"
        ordering = ("application_id", "id")

    def __str__(self) -> str:
        return self.name
