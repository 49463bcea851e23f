"""What the public pages leave besides an application: which form it was, statements, counts."""

from django.db import models
from django.db.models import Q

from gongkai.foi.models.cases import Application
from gongkai.organisation.models import Town


class Sending(models.Model):
    """The mark of the web form that an application was sent with: one form is one case."""

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="sending"
    )
    mark = models.CharField(max_length=64)

    class Meta:
        verbose_name = "网上提交"
        constraints = [models.UniqueConstraint(fields=["town", "mark"], name="foi_sent_once")]

    def __str__(self) -> str:
        return f"{self.application_id}"


class StatementKind(models.TextChoices):
    """What is stated; a person of the Office enters each into the case and judges it."""

    OPINION = "opinion", "第三方意见"
    PAYMENT = "payment", "缴费情况"
    REASONS = "reasons", "说明的理由"


class Statement(models.Model):
    """What an applicant or a third party stated on the public page of the case, once for each.

    It changes no state by itself. ``step`` is the id of the consultation that it answers;
    ``choice`` the outcome that the party chose (``ConsultationOutcome``); ``words`` are sealed
    (``personal.words_of``).
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="statements"
    )
    kind = models.CharField(max_length=10, choices=StatementKind.choices)
    step = models.PositiveBigIntegerField(default=0)
    choice = models.CharField(max_length=10, blank=True)
    words = models.BinaryField(default=b"")
    on = models.DateField("日期")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "网上说明"
        ordering = ("application_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "step"], name="foi_statement_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StatementKind.values), name="foi_statement_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Helped(models.Model):
    """How often what is already public was enough, by day and town; nothing about anybody.

    shown: previews that had something to offer; opened: offers that were opened; found: people who
    said that it was enough; filed: applications sent all the same after an offer.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="+")
    day = models.DateField("日期")
    shown = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    filed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "提交前找到公开信息"
        constraints = [models.UniqueConstraint(fields=["town", "day"], name="foi_helped_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.shown}"
