"""Steps of a business field (业务领域工作流程), and where a record or matter stands (F23)."""

from django.db import models
from django.db.models import Q

from gongkai.catalogue.models import Field
from gongkai.organisation.models import Account, Role, Town, Unit
from gongkai.publication.models import Matter, Record


class Need(models.TextChoices):
    """What the product itself can look at before a step is done; empty is nothing."""

    NONE = "", "不核对"
    APPROVED = "approved", "信息已审查通过"
    PUBLISHED = "published", "信息已公开"


class FieldStep(models.Model):
    """A step of a field in a town: who does it, what must be there.

    ``needs``: the things that the person ticks off, one text each.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField("排序")
    name = models.CharField("步骤", max_length=60)
    role = models.CharField("由谁办", max_length=20, choices=Role.choices)
    needs = models.JSONField("须有的材料", default=list)
    look_at = models.CharField(
        "系统核对", max_length=10, choices=Need.choices, default=Need.NONE, blank=True
    )

    class Meta:
        verbose_name = "领域步骤"
        ordering = ("town_id", "field_id", "order")
        constraints = [
            models.UniqueConstraint(fields=["town", "field", "order"], name="fieldstep_order_once"),
            models.UniqueConstraint(fields=["town", "field", "name"], name="fieldstep_name_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="fieldstep_role_known"),
            models.CheckConstraint(
                condition=Q(look_at__in=Need.values), name="fieldstep_look_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Course(models.Model):
    """A record or a matter on its way through the steps of its field.

    The steps are copied when it begins: a later change of the field's steps does not move what
    is under way.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="courses"
    )
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="courses"
    )
    begun_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = "办理流程"
        ordering = ("-begun_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=False, matter__isnull=True)
                | Q(record__isnull=True, matter__isnull=False),
                name="course_of_record_or_matter",
            ),
            models.UniqueConstraint(fields=["record"], name="course_once_per_record"),
            models.UniqueConstraint(fields=["matter"], name="course_once_per_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id or self.matter_id}: {self.field_id}"


class CourseStep(models.Model):
    """A step of a course, as the field had it when the course began."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField("排序")
    name = models.CharField("步骤", max_length=60)
    role = models.CharField("由谁办", max_length=20, choices=Role.choices)
    needs = models.JSONField("须有的材料", default=list)
    look_at = models.CharField("系统核对", max_length=10, choices=Need.choices, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    done_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "流程步骤"
        ordering = ("course_id", "order")
        constraints = [
            models.UniqueConstraint(fields=["course", "order"], name="coursestep_order_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="coursestep_role_known"),
        ]

    def __str__(self) -> str:
        return self.name
