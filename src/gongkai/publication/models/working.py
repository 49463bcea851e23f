"""What a person has typed and not saved yet: kept for that person alone."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account
from gongkai.publication.models.files import StoredFile
from gongkai.publication.models.records import Record


class WorkingCopy(models.Model):
    """The unsaved state of a form: of one person, for one record (or for a new one).

    It is nobody else's business and no version: only saving makes one. ``fields`` are the values
    of the form by field name, each a list, as a form sends them. ``lock_seen`` is the counter of
    the draft that the person began from.
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


class WorkingFile(models.Model):
    """A file that waits for the next save: a picture of the text, or an imported document that
    is to be kept as an attachment (``inline`` False).
    """

    working_copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=120)
    inline = models.BooleanField("正文图片", default=False)

    class Meta:
        verbose_name = "等待保存的文件"
        ordering = ("working_copy_id", "id")
        constraints = [
            models.UniqueConstraint(fields=["working_copy", "name"], name="working_file_name_once")
        ]

    def __str__(self) -> str:
        return self.name
