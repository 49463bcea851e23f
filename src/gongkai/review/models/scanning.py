"""What the scan found, what was decided on it, and what a secrecy mark set in motion."""

from django.db import models
from django.db.models import Q

from gongkai.organisation.models import Account, Town, Unit
from gongkai.publication.models import QuarantinedFile, Record, StoredFile, Version


class VersionScan(models.Model):
    """What was found in title, metadata, body and file names of a version.

    ``digest`` is that of the content scanned; ``edition`` names the detectors and word lists, so
    that a scan made with older ones is made again. ``findings`` are plain values as
    ``scanning.found.Found`` writes them; the text that was found is not among them.
    """

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="scan")
    digest = models.CharField(max_length=80)
    edition = models.CharField(max_length=80)
    findings = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "正文扫描"

    def __str__(self) -> str:
        return f"{self.version_id}"


class FileScan(models.Model):
    """What was found in a stored file: once per file, whatever versions it hangs on.

    ``unread`` names the parts that no program could read; a person has to open them.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="scan")
    edition = models.CharField(max_length=80)
    findings = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "附件扫描"

    def __str__(self) -> str:
        return f"{self.file_id}"


class Clearance(models.Model):
    """The secrecy body is asked about a hard finding, and decides in writing.

    Holds for one finding of one record, known by its ``fingerprint`` (what was found, where, in
    which text), in whatever later version it stands unchanged.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="clearances")
    fingerprint = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)
    label = models.CharField("所在位置", max_length=300)
    question = models.CharField("说明", max_length=500)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    may_publish = models.BooleanField(null=True)
    result = models.TextField("书面认定", blank=True)

    class Meta:
        verbose_name = "保密工作机构认定"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["record", "fingerprint"],
                condition=Q(decided_at__isnull=True),
                name="clearance_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True)
                | (Q(decided_by__isnull=False) & ~Q(result="") & Q(may_publish__isnull=False)),
                name="clearance_decision_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"


class LeakTask(models.Model):
    """A secrecy mark was found: to be dealt with and reported within 24 hours.

    保守国家秘密法实施条例 Art. 61; handbook 5.2. ``due_at`` is kept, with the moment of discovery
    it was counted from. ``is_secret`` is the secrecy body's answer when it closes the task.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="leak_tasks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, related_name="leak_tasks"
    )
    quarantined = models.OneToOneField(
        QuarantinedFile, on_delete=models.PROTECT, related_name="leak_task"
    )
    mark = models.CharField("发现的标志", max_length=60)
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    is_secret = models.BooleanField(null=True)
    result = models.TextField("处理情况", blank=True)

    class Meta:
        verbose_name = "涉密线索处置"
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | (Q(closed_by__isnull=False) & ~Q(result="") & Q(is_secret__isnull=False)),
                name="leak_closed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.quarantined_id}"


class WordKind(models.TextChoices):
    """What a town's own word list is for."""

    SENSITIVE = "sensitive", "敏感表述"
    LEADER = "leader", "领导人姓名职务"
    FORBIDDEN = "forbidden", "禁用语"


class Word(models.Model):
    """A word of a town's own lists; ``note`` says what to write instead, or what to check."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="words")
    kind = models.CharField("类别", max_length=10, choices=WordKind.choices)
    text = models.CharField("词语", max_length=60)
    note = models.CharField("提示", max_length=200, blank=True)

    class Meta:
        verbose_name = "词语"
        ordering = ("kind", "text")
        constraints = [
            models.UniqueConstraint(fields=["town", "kind", "text"], name="word_once"),
            models.CheckConstraint(condition=~Q(text=""), name="word_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class ScanSettings(models.Model):
    """What a town set for its scan: the masking patterns (handbook 5.6), by kind.

    ``edition`` counts the changes of patterns and word lists.
    """

    town = models.OneToOneField(Town, on_delete=models.PROTECT, related_name="scan_settings")
    patterns = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "扫描设置"

    def __str__(self) -> str:
        return f"{self.town_id}"
