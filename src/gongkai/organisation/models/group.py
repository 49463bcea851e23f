"""The leading group (政务公开工作领导小组) of attachment 1, as of any date (F38)."""

from django.db import models
from django.db.models import F, Q

from gongkai.organisation.models.units import Town, Unit


class SeatKind(models.TextChoices):
    """Places in the group, in the order of attachment 1."""

    LEADER = "leader", "组长"
    EXECUTIVE_DEPUTY = "executive_deputy", "常务副组长"
    DEPUTY = "deputy", "副组长"
    MEMBER = "member", "成员"
    OFFICE_UNIT = "office_unit", "办公室设在"
    OFFICE_DIRECTOR = "office_director", "办公室主任"


class GroupSeat(models.Model):
    """A seat and who sits on it, from when to when.

    A unit may hold several seats; the office director need not hold a member's. ``OFFICE_UNIT``
    names the unit in which the group's office is, and no person.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="group_seats")
    kind = models.CharField("席位", max_length=20, choices=SeatKind.choices)
    person = models.CharField("姓名", max_length=40, blank=True)
    post_title = models.CharField("职务", max_length=80, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "领导小组席位"
        ordering = ("order", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["town", "kind"],
                condition=Q(valid_to__isnull=True)
                & Q(kind__in=["leader", "executive_deputy", "office_unit", "office_director"]),
                name="group_single_seats",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="group_term_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind="office_unit", person="", unit__isnull=False)
                | (~Q(kind="office_unit") & ~Q(person="")),
                name="group_seat_person_or_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person}"
