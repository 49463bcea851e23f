"""What a version says of other documents."""

from django.db import models
from django.db.models import Q

from gongkai.publication.models.records import Record
from gongkai.publication.models.versions import Version


class RelationKind(models.TextChoices):
    """How this version stands to the other document; read backwards, the other to this one."""

    INTERPRETS = "interprets", "解读"
    BASED_ON = "based_on", "依据"
    REPLACES = "replaces", "替代"
    CORRECTS = "corrects", "更正"


BACKWARDS: dict[str, str] = {
    RelationKind.INTERPRETS: "被解读",
    RelationKind.BASED_ON: "作为依据",
    RelationKind.REPLACES: "被替代",
    RelationKind.CORRECTS: "被更正",
}
"""The words for a relation on the page of the other document."""


class Relation(models.Model):
    """A relation from a version to a record here (``target``) or to a document elsewhere, named
    in ``words`` with its address if it has one.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField("关系", max_length=12, choices=RelationKind.choices)
    target = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="relations_to"
    )
    words = models.CharField("外部文件", max_length=200, blank=True)
    url = models.URLField("网址", max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "关联"
        ordering = ("version_id", "order", "id")
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="relation_order_once"),
            models.UniqueConstraint(
                fields=["version", "kind", "target"],
                condition=Q(target__isnull=False),
                name="relation_target_once",
            ),
            models.CheckConstraint(
                condition=(Q(target__isnull=False) & Q(words=""))
                | (Q(target__isnull=True) & ~Q(words="")),
                name="relation_here_or_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values), name="relation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.words or self.target_id}"
