"""Where each record stands in the public lists, given once so that archive pages stay still."""

from django.db import models
from django.db.models import F, Q

from gongkai.organisation.models import Town
from gongkai.publication.models import Record
from gongkai.release.models import Release


class Listing(models.Model):
    """A record's place in one list: positions count from the oldest, from 1, and never move.

    A withdrawn record leaves its place empty (``shown`` false), so that a withdrawal touches
    one page of the list and no other. ``list`` is a name made by ``addresses``: ``all``,
    ``field:01``, ``unit:<slug>``, ``item:<identity>``, ``matter:<slug>``, ``basis:20-05``,
    ``theme:02-01``, ``year:2026``, ``column:reports``.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="listings")
    list = models.CharField(max_length=100)
    position = models.PositiveBigIntegerField()
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="listings")
    shown = models.BooleanField(default=True)

    class Meta:
        ordering = ("list", "position")
        constraints = [
            models.UniqueConstraint(fields=["town", "list", "position"], name="listing_position"),
            models.UniqueConstraint(fields=["list", "record"], name="listing_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="listing_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.position}"


class ListSize(models.Model):
    """How many places a list has and how many are shown, kept so that nobody has to count.

    ``through`` of the list ``all`` is the number of the newest release that the lists have
    taken in: releases enter them in the order of their numbers. ``edition`` of that list is the
    set of lists (``filing.EDITION``) under which the town's places were given.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="list_sizes")
    list = models.CharField(max_length=100)
    places = models.PositiveBigIntegerField(default=0)
    shown = models.PositiveBigIntegerField(default=0)
    through = models.PositiveBigIntegerField(default=0)
    edition = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("list",)
        constraints = [
            models.UniqueConstraint(fields=["town", "list"], name="list_size_once"),
            models.CheckConstraint(condition=Q(shown__lte=F("places")), name="list_size_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.list}: {self.shown}/{self.places}"


class ChangeKind(models.TextChoices):
    """What happened to a record."""

    RELEASED = "released", "公开"
    CORRECTED = "corrected", "更正"
    WITHDRAWN = "withdrawn", "撤下"


class Change(models.Model):
    """A line of the log that the district portal reads (F12): numbers count from 1, for good.

    A line enters the log when the tree changes, and never changes itself.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="public_changes")
    number = models.PositiveBigIntegerField()
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="public_changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ("town_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="change_number_per_town"),
            models.UniqueConstraint(
                fields=["release"], condition=Q(kind="withdrawn"), name="change_withdrawn_once"
            ),
            models.UniqueConstraint(
                fields=["release"], condition=~Q(kind="withdrawn"), name="change_released_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ChangeKind.values), name="change_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"


class TargetKind(models.TextChoices):
    """How a tree travels to another place."""

    DIRECTORY = "directory", "本机目录"
    RSYNC = "rsync", "rsync（经 SSH）"
    SFTP = "sftp", "SFTP"
    S3 = "s3", "对象存储（S3接口）"


class Target(models.Model):
    """Another place to which a town's tree goes: its address, and how the last push went.

    ``folder`` is a folder there, or the prefix in a bucket. ``host`` is a host name, or the
    address of the storage. ``key_file`` names the private key on the worker's host; ``secret`` is
    sealed (``targets.secrets``). ``failing_since`` is empty while pushes arrive.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="targets")
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("方式", max_length=10, choices=TargetKind.choices)
    active = models.BooleanField("启用", default=True)
    host = models.CharField("主机或服务地址", max_length=200, blank=True)
    port = models.PositiveIntegerField("端口", default=22)
    user = models.CharField("用户名", max_length=128, blank=True)
    folder = models.CharField("目录", max_length=300, blank=True)
    key_file = models.CharField("私钥文件", max_length=300, blank=True)
    host_key = models.CharField("主机公钥", max_length=1000, blank=True)
    bucket = models.CharField("存储桶", max_length=63, blank=True)
    region = models.CharField("区域", max_length=40, blank=True)
    secret = models.TextField(blank=True)
    public_address = models.URLField("对外地址", max_length=300, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    pushed_at = models.DateTimeField(null=True, blank=True)
    pushed_files = models.PositiveBigIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "送达位置"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["town", "name"], name="target_name_per_town"),
            models.CheckConstraint(
                condition=Q(kind__in=TargetKind.values), name="target_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(port__gte=1, port__lte=65535), name="target_port_possible"
            ),
        ]

    def __str__(self) -> str:
        return self.name
