"""Stored files, addressed by content, and their use as attachments."""

from django.db import models

from gongkai.organisation.models import Account, Town, Unit
from gongkai.publication.models.records import Record
from gongkai.publication.models.versions import Version


class StoredFile(models.Model):
    """A file kept once by its digest, out of reach of public code (promise 8)."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    pages = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "digest"], name="file_once")]

    def __str__(self) -> str:
        return self.digest


class Attachment(models.Model):
    """A file of a version, under the name people see.

    ``inline`` files are the pictures of the body, which refers to them as ``files/<name>``; they
    are not listed below it.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=120)
    order = models.PositiveIntegerField(default=0)
    inline = models.BooleanField("正文图片", default=False)

    class Meta:
        verbose_name = "附件"
        ordering = ("version_id", "order", "id")
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="attachment_name_once"),
            models.UniqueConstraint(fields=["version", "order"], name="attachment_order_once"),
        ]

    def __str__(self) -> str:
        return self.name


class QuarantinedFile(models.Model):
    """Something that bears a secrecy mark: put aside, reachable by no page (handbook 5.2).

    ``name`` is the name of the file, or says which part of the text it was. ``record`` is empty
    where it was refused before there was one.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, related_name="quarantined"
    )
    name = models.CharField("名称", max_length=200)
    digest = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = "隔离的文件"
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name
