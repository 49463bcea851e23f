"""The standard catalogue (标准目录) of a town: editions, items, fields and their aliases."""

import uuid

from django.db import models
from django.db.models import F, Q

from gongkai.organisation.models import Town, Unit


class Field(models.Model):
    """One of the fields (领域) of the national catalogue, known by its code for ever.

    What people call it changes; ``FieldName`` keeps every name with its dates (F10).
    """

    code = models.CharField("代码", max_length=4, unique=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "领域"
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code


class FieldName(models.Model):
    """A name of a field from one day to another (扶贫 → 乡村振兴)."""

    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="names")
    name = models.CharField("名称", max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "领域名称"
        ordering = ("field_id", "valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=["field"], condition=Q(valid_to__isnull=True), name="field_one_name"
            ),
            models.UniqueConstraint(fields=["name"], name="field_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class EditionState(models.TextChoices):
    """draft → in force → superseded."""

    DRAFT = "draft", "草稿"
    IN_FORCE = "in_force", "施行中"
    SUPERSEDED = "superseded", "已被取代"


class Edition(models.Model):
    """One edition of a town's catalogue, with its dates of effect."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版次")
    name = models.CharField("名称", max_length=120)
    state = models.CharField(
        "状态", max_length=12, choices=EditionState.choices, default=EditionState.DRAFT
    )
    source = models.CharField("来源", max_length=300, blank=True)
    effective_from = models.DateField("施行日期", null=True, blank=True)
    effective_to = models.DateField("终止日期", null=True, blank=True)
    review_due_on = models.DateField("定期评估日期", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "目录版本"
        ordering = ("town_id", "-number")
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="edition_number_per_town"),
            models.UniqueConstraint(
                fields=["town"], condition=Q(state="in_force"), name="edition_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(effective_from__isnull=False),
                name="edition_in_force_has_date",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="edition_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    """Whether a person has compared a row with its source."""

    CONFIRMED = "confirmed", "已核对"
    TO_CHECK = "to_check", "待核对"


class Item(models.Model):
    """An item (公开事项) of one edition: a row of the standard table (handbook 4.7).

    ``identity`` is the same in every edition, so that history survives a new edition or another
    wording. ``None`` means that the source does not show the value; ``problems`` says so.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="items")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="items")
    sequence = models.PositiveIntegerField("序号")
    level1 = models.CharField("一级事项", max_length=120)
    level2 = models.CharField("二级事项", max_length=200)
    elements = models.TextField("公开内容(要素)", null=True, blank=True)
    basis = models.TextField("公开依据", null=True, blank=True)
    time_limit_text = models.TextField("公开时限", null=True, blank=True)
    time_limit = models.JSONField("公开时限(结构)", null=True, blank=True)
    publisher = models.CharField("公开主体", max_length=300, null=True, blank=True)
    channels = models.JSONField("公开渠道和载体", null=True, blank=True)
    audience = models.CharField("公开对象", max_length=20, null=True, blank=True)
    audience_group = models.CharField("特定群体", max_length=120, blank=True)
    mode = models.CharField("公开方式", max_length=20, null=True, blank=True)
    levels = models.JSONField("公开层级", null=True, blank=True)
    legal_bases = models.JSONField("法定依据代码", default=list, blank=True)
    responsible_units = models.ManyToManyField(
        Unit, verbose_name="责任单位", related_name="items", blank=True
    )
    standing = models.CharField(
        "核对", max_length=10, choices=Standing.choices, default=Standing.TO_CHECK
    )
    provenance = models.TextField("出处", blank=True)
    place = models.CharField("原文位置", max_length=120, blank=True)
    problems = models.JSONField("疑点", default=list, blank=True)

    class Meta:
        verbose_name = "公开事项"
        ordering = ("edition_id", "field__order", "sequence", "id")
        constraints = [
            models.UniqueConstraint(fields=["edition", "identity"], name="item_identity_once"),
            models.UniqueConstraint(
                fields=["edition", "field", "level1", "level2"], name="item_natural_key"
            ),
            models.UniqueConstraint(
                fields=["edition", "field", "sequence"], name="item_sequence_once"
            ),
        ]
        indexes = [models.Index(fields=["identity"], name="item_identity")]

    def __str__(self) -> str:
        return f"{self.level1} / {self.level2}" if self.level1 != self.level2 else self.level2

    @property
    def has_website(self) -> bool:
        """Whether the item must appear on the government website."""
        return bool(self.channels) and "政府网站" in self.channels
