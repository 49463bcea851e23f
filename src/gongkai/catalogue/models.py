"""The standard catalogue (标准目录) of a town: editions, items, fields and their aliases."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongkai.ledger import clock
from gongkai.organisation.models import Town, Unit

LEVEL1_LENGTH = 200
LEVEL2_LENGTH = 400
"""Both together stay under what one index entry of PostgreSQL holds (about 2,700 bytes)."""


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
    created_at = models.DateTimeField(default=clock.now, editable=False)

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
            models.CheckConstraint(
                condition=Q(state__in=EditionState.values), name="edition_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force") | Q(effective_to__isnull=True),
                name="edition_in_force_has_no_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    """Whether a person has compared a row with its source."""

    CONFIRMED = "confirmed", "已核对"
    TO_CHECK = "to_check", "待核对"


class Audience(models.TextChoices):
    """公开对象 of the standard table (handbook 4.7)."""

    EVERYBODY = "全社会", "全社会"
    GROUP = "特定群体", "特定群体"
    BOTH = "全社会、特定群体", "全社会、特定群体"


class Mode(models.TextChoices):
    """公开方式 of the standard table (handbook 4.7)."""

    PROACTIVE = "主动公开", "主动公开"
    ON_REQUEST = "依申请公开", "依申请公开"


class Item(models.Model):
    """An item (公开事项) of one edition: a row of the standard table (handbook 4.7).

    ``identity`` is the same in every edition, so that history survives a new edition or another
    wording. ``None`` means that the source does not show the value; ``problems`` says so.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="items")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="items")
    sequence = models.PositiveIntegerField("序号")
    level1 = models.CharField("一级事项", max_length=LEVEL1_LENGTH)
    level2 = models.CharField("二级事项", max_length=LEVEL2_LENGTH)
    elements = models.TextField("公开内容(要素)", null=True, blank=True)
    basis = models.TextField("公开依据", null=True, blank=True)
    time_limit_text = models.TextField("公开时限", null=True, blank=True)
    time_limit = models.JSONField("公开时限(结构)", null=True, blank=True)
    publisher = models.TextField("公开主体", null=True, blank=True)
    channels = models.JSONField("公开渠道和载体", null=True, blank=True)
    audience = models.CharField(
        "公开对象", max_length=20, choices=Audience.choices, null=True, blank=True
    )
    audience_group = models.TextField("特定群体", blank=True)
    mode = models.CharField("公开方式", max_length=20, choices=Mode.choices, null=True, blank=True)
    levels = models.JSONField("公开层级", null=True, blank=True)
    legal_bases = models.JSONField("法定依据代码", default=list, blank=True)
    responsible_units = models.ManyToManyField(
        Unit, verbose_name="责任单位", related_name="items", blank=True
    )
    standing = models.CharField(
        "核对", max_length=10, choices=Standing.choices, default=Standing.TO_CHECK
    )
    provenance = models.TextField("出处", blank=True)
    place = models.CharField("原文位置", max_length=300, blank=True)
    problems = models.JSONField("疑点", default=list, blank=True)
    extra = models.JSONField("表中其他栏目", default=dict, blank=True)

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
            models.CheckConstraint(
                condition=~Q(level1="") & ~Q(level2=""), name="item_levels_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="item_standing_known"
            ),
            models.CheckConstraint(
                condition=Q(audience__isnull=True) | Q(audience__in=Audience.values),
                name="item_audience_known",
            ),
            models.CheckConstraint(
                condition=Q(mode__isnull=True) | Q(mode__in=Mode.values), name="item_mode_known"
            ),
        ]
        indexes = [models.Index(fields=["identity"], name="item_identity")]

    def __str__(self) -> str:
        return f"{self.level1} / {self.level2}" if self.level1 != self.level2 else self.level2

    @property
    def has_website(self) -> bool:
        """Whether the item must appear on the government website."""
        return "政府网站" in (self.channels or ())

    @property
    def doubtful(self) -> bool:
        """Whether the row still has to be compared with its source (待核对)."""
        return self.standing == Standing.TO_CHECK


class ImportState(models.TextChoices):
    """open → accepted; a refused import is deleted and stays on the ledger."""

    OPEN = "open", "核对中"
    ACCEPTED = "accepted", "已导入"


class CatalogueImport(models.Model):
    """A catalogue file on its way into a draft edition: the file, its reading, the corrections.

    ``decisions`` is what the Office decided so far (``importing.decisions``); nothing of it is in
    the edition before the import is accepted.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="imports")
    name = models.CharField("文件名", max_length=255)
    content = models.BinaryField("文件")
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("摘要", max_length=80)
    reading = models.JSONField("读表结果")
    decisions = models.JSONField("核对结果", default=dict)
    state = models.CharField(
        "状态", max_length=10, choices=ImportState.choices, default=ImportState.OPEN
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=clock.now, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "目录导入"
        ordering = ("-uploaded_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "digest"],
                condition=Q(state="open"),
                name="import_file_once_open",
            ),
            models.CheckConstraint(
                condition=(Q(state="open") & Q(accepted_at__isnull=True))
                | (Q(state="accepted") & Q(accepted_at__isnull=False)),
                name="import_accepted_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name
