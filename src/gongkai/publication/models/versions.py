"""Versions: the content of a record at one moment, frozen when it goes to review."""

from typing import Any

from django.db import models
from django.db.models import Case, Q, Value, When

from gongkai.catalogue.models import Item
from gongkai.organisation.models import Account
from gongkai.publication.models.records import Matter, Record


class VersionState(models.TextChoices):
    """draft → frozen → live → past. At most one draft and one live per record.

    A draft that was saved over is past at once: every save that matters is a version.
    """

    DRAFT = "draft", "草稿"
    FROZEN = "frozen", "定稿"
    LIVE = "live", "公开中"
    PAST = "past", "历史"


FOREMOST_FIRST = (
    Case(
        When(state=VersionState.DRAFT, then=Value(0)),
        When(state=VersionState.FROZEN, then=Value(1)),
        When(state=VersionState.LIVE, then=Value(2)),
        default=Value(3),
    ),
    "-number",
)
"""Order in which the version that a record's state speaks of comes first: what is being worked on,
else what is public, else the last there was.
"""


class Publicity(models.TextChoices):
    """公开属性, fixed when drafting (handbook 9.4)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Version(models.Model):
    """One version: its place in the catalogue, title, metadata of handbook 4.1 and 9, body,
    attachments.

    ``digest`` covers ``content.canonical(version)`` and is set when the version is frozen or
    saved over; then it never changes again.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=VersionState.choices, default=VersionState.DRAFT)
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    no_item_reason = models.CharField("不对应目录事项的理由", max_length=300, blank=True)
    title = models.CharField("标题", max_length=200)
    document_number = models.CharField("发文字号", max_length=40, blank=True)
    issuer = models.CharField("发文单位", max_length=120)
    formed_on = models.DateField("成文日期")
    theme = models.CharField("主题分类", max_length=60, blank=True)
    genre = models.CharField("体裁", max_length=20, blank=True)
    publicity = models.CharField("公开属性", max_length=12, choices=Publicity.choices)
    publicity_ground = models.CharField("不主动公开的依据", max_length=200, blank=True)
    validity = models.CharField("有效性", max_length=12, blank=True)
    validity_on = models.DateField("有效性日期", null=True, blank=True)
    successor = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    stage = models.CharField("五公开环节", max_length=12, blank=True)
    column = models.CharField("公开栏目", max_length=24, blank=True)
    column_year = models.PositiveSmallIntegerField("所属年度", null=True, blank=True)
    summary = models.CharField("内容概述", max_length=300, blank=True)
    keywords = models.CharField("关键词", max_length=120, blank=True)
    change_note = models.CharField("更正说明", max_length=300, blank=True)
    body = models.TextField("正文", blank=True)
    digest = models.CharField(max_length=80, blank=True)
    lock = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "版本"
        ordering = ("record_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="version_number"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(state="draft"), name="version_one_draft"
            ),
            models.UniqueConstraint(
                fields=["record"], condition=Q(state="live"), name="version_one_live"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(digest=""), name="version_frozen_has_digest"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "past"])
                | Q(item__isnull=False)
                | ~Q(no_item_reason=""),
                name="version_filed_or_explained",
            ),
            models.CheckConstraint(
                condition=Q(publicity="proactive") | ~Q(publicity_ground=""),
                name="version_refusal_has_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}(第{self.number}版)"

    def metadata(self) -> dict[str, Any]:
        """The metadata that the digest covers, as plain values."""
        return {
            "document_number": self.document_number,
            "issuer": self.issuer,
            "formed_on": self.formed_on.isoformat(),
            "theme": self.theme,
            "genre": self.genre,
            "publicity": self.publicity,
            "publicity_ground": self.publicity_ground,
            "validity": self.validity,
            "summary": self.summary,
            "keywords": self.keywords,
            **self._metadata_if_set(),
        }

    def _metadata_if_set(self) -> dict[str, Any]:
        """Metadata that older versions did not know: absent where it is not set."""
        found: dict[str, Any] = {}
        if self.validity_on:
            found["validity_on"] = self.validity_on.isoformat()
        if self.successor:
            found["successor"] = self.successor.index_number
        if self.matter:
            found["matter"] = self.matter.slug
        if self.stage:
            found["stage"] = self.stage
        if self.column:
            found["column"] = self.column
        if self.column_year:
            found["column_year"] = self.column_year
        if self.change_note:
            found["change_note"] = self.change_note
        return found
