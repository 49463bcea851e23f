"""Towns, their units as a tree, the posts in them and their liaisons."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Town(models.Model):
    """A town (镇, 街道): the top of every scope. One deployment holds many.

    The site columns are the identifiers that the footer and the meta tags of a government site
    carry (政府网站发展指引; handbook 4.2, 4.3).
    """

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    district = models.CharField("上级", max_length=60, blank=True)
    site_name = models.CharField("网站名称", max_length=80)
    site_domain = models.CharField("网站域名", max_length=120)
    site_code = models.CharField("政府网站标识码", max_length=20, blank=True)
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True)
    police_number = models.CharField("公网安备号", max_length=40, blank=True)
    contact_phone = models.CharField("联系电话", max_length=40, blank=True)
    contact_address = models.CharField("地址", max_length=120, blank=True)
    demonstration = models.BooleanField("演示", default=False)

    class Meta:
        verbose_name = "镇街"

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """What a unit is (F02)."""

    TOWN = "town", "镇政府"
    DEPARTMENT = "department", "部门"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"
    SERVICE_CENTRE = "service_centre", "服务中心"
    INSTITUTION = "institution", "派驻单位、事业单位"


class Unit(models.Model):
    """A unit of a town. Moving it under another is one change of ``parent``.

    ``slug`` is part of public addresses and never changes.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.CharField("类别", max_length=20, choices=UnitKind.choices)
    slug = models.SlugField("标识", max_length=60)
    name = models.CharField("名称", max_length=60)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    address = models.CharField("办公地址", max_length=120, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    hours = models.CharField("办公时间", max_length=120, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "单位"
        ordering = ("order", "id")
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="unit_slug_per_town"),
            models.UniqueConstraint(fields=["town", "name"], name="unit_name_per_town"),
            models.UniqueConstraint(
                fields=["town"], condition=Q(parent__isnull=True), name="unit_one_root_per_town"
            ),
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="unit_credit_code"
            ),
            models.CheckConstraint(
                condition=Q(kind=UnitKind.TOWN, parent__isnull=True)
                | (~Q(kind=UnitKind.TOWN) & Q(parent__isnull=False)),
                name="unit_root_is_town",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post of a unit and who holds it, from when to when (Art. 20(2): 负责人姓名)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField("职务", max_length=60)
    holder = models.CharField("姓名", max_length=40)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = "职务"
        ordering = ("unit_id", "order", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="post_term_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.title}"


class Liaison(models.Model):
    """The liaison (联络员) of a unit, one at a time, with the hand-over to the next (F35)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="liaisons")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="liaison_terms"
    )
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    handover_note = models.TextField("交接说明", blank=True)

    class Meta:
        verbose_name = "联络员"
        ordering = ("unit_id", "-valid_from", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="liaison_one_active"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="liaison_term_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.account_id}"
