"""Who owes what by when: obligations, their duties and the clocks of these."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from gongkai.catalogue.models import Item
from gongkai.ledger.clock import now
from gongkai.organisation.models import Account, Town, Unit
from gongkai.rules.calendar import Calendar
from gongkai.rules.duty_clock import Count, Options, due_of
from gongkai.rules.duty_state import Facts, State, Thresholds, state_of


class DutyKind(models.TextChoices):
    """How duties arise from an item's time limit (``rules.duty_clock``)."""

    STANDING = "standing", "长期公开"
    PERIODIC = "periodic", "定期公开"
    BY_DATE = "by_date", "按日期公开"
    EVENT = "event", "随事件公开"


class Setting(models.Model):
    """What a town has set of the numbers that the law leaves open (handbook 13, last lines)."""

    town = models.OneToOneField(Town, on_delete=models.CASCADE, related_name="duty_setting")
    soon_days = models.PositiveIntegerField("提前几天提示即将到期", default=7)
    freshness_months = models.PositiveIntegerField("长期公开的内容几个月核对一次", default=6)

    class Meta:
        verbose_name = "公开任务设置"

    def __str__(self) -> str:
        return f"{self.town_id}"

    @property
    def options(self) -> Options:
        """The same, as ``rules.duty_clock`` asks for it."""
        return Options(freshness_months=self.freshness_months)

    @property
    def thresholds(self) -> Thresholds:
        """The same, as ``rules.duty_state`` asks for it."""
        return Thresholds(soon_days=self.soon_days)


class Clock(models.Model):
    """A count on one calendar edition: four inputs, the date, and how it came about.

    Never changed: another calendar makes another row with the same inputs. Duties share clocks,
    so that a new calendar costs one count for each different clock, not one for each duty.
    """

    start = models.DateField()
    n = models.PositiveIntegerField()
    unit = models.CharField(max_length=12)
    direction = models.CharField(max_length=6)
    calendar = models.CharField("工作日历版本", max_length=60)
    due_on = models.DateField("到期日")
    provisional = models.BooleanField("暂定")
    explanation = models.JSONField()

    class Meta:
        verbose_name = "期限"
        constraints = [
            models.UniqueConstraint(
                fields=["start", "n", "unit", "direction", "calendar"], name="clock_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}+{self.n} {self.unit} = {self.due_on}"

    @property
    def count(self) -> Count:
        """The inputs."""
        return Count(self.start, self.n, self.unit, self.direction)  # type: ignore[arg-type]

    @classmethod
    def made(cls, count: Count, calendar: Calendar) -> "Clock":
        """The clock of a count, not saved."""
        due = due_of(count, calendar)
        return cls(
            **count._asdict(),
            calendar=due.calendar,
            due_on=due.due,
            provisional=due.provisional,
            explanation={
                **due.as_json(),
                "provisional_years": list(due.provisional_years),
                "sentence": due.sentence(),
            },
        )


class Obligation(models.Model):
    """What a unit owes for an item, in every edition that has it (``identity``).

    It begins when the unit becomes responsible and ends when the item leaves the catalogue, the
    unit is responsible no more, or it is closed. Its duties say what is to be done when.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="obligations")
    kind = models.CharField("类型", max_length=10, choices=DutyKind.choices)
    period = models.CharField("周期", max_length=10, blank=True)
    since = models.DateField("起")
    ended_on = models.DateField("止", null=True, blank=True)
    ended_why = models.CharField("终止原因", max_length=200, blank=True)
    made_through = models.DateField("任务已排至", null=True, blank=True)

    class Meta:
        verbose_name = "公开责任"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "identity"],
                condition=Q(ended_on__isnull=True),
                name="obligation_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DutyKind.values), name="obligation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(ended_why=""),
                name="obligation_end_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["town", "ended_on"], name="obligation_town")]

    def __str__(self) -> str:
        return f"{self.unit}：{self.item}"


class Duty(models.Model):
    """One thing that a unit has to publish by a day.

    ``key`` says which one of its obligation: ``standing``, a period (``2026Q3``), or ``event:…``.
    ``published_on`` is the day on which what satisfies it was really released (the ledger's day,
    never a typed one), ``answered_due`` the date that this release had to meet where the date has
    moved on since (standing duties). ``due_on`` is the clock's date, or the later one that the
    Office granted. ``running`` says that its clock counts: nothing has satisfied or closed it, or
    it is a standing duty. The state is not stored: ``states.py`` makes it of these columns and a
    day.
    """

    # Found by the indexes and the constraint below: one of its own for each would cost a write of
    # each, for every duty that a new calendar moves.
    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="duties", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties", db_index=False)
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="duties", db_index=False
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="duties", db_index=False)
    kind = models.CharField("类型", max_length=10, choices=DutyKind.choices)
    key = models.CharField(max_length=48)
    what = models.CharField("内容", max_length=200, blank=True)
    period_start = models.DateField("期间起", null=True, blank=True)
    period_end = models.DateField("期间止", null=True, blank=True)
    formed_on = models.DateField("形成或者变更日期", null=True, blank=True)
    until = models.DateField("另行规定的截止日", null=True, blank=True)
    limit_index = models.PositiveSmallIntegerField(default=0)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="+", db_index=False)
    note = models.CharField("时限说明", max_length=120, blank=True)
    due_on = models.DateField("到期日")
    provisional = models.BooleanField("暂定", default=False)
    running = models.BooleanField(default=True)
    published_on = models.DateField("公开日期", null=True, blank=True)
    answered_due = models.DateField(null=True, blank=True)
    missing_channels = models.JSONField("还缺的渠道", default=list, blank=True)
    missing_elements = models.JSONField("还缺的要素", default=list, blank=True)
    assignee = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="duties"
    )
    extended_to = models.DateField("延期至", null=True, blank=True)
    extended_why = models.CharField("延期理由", max_length=200, blank=True)
    excused_why = models.CharField("免除理由", max_length=200, blank=True)
    excused_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    excused_at = models.DateTimeField(null=True, blank=True)
    nothing_why = models.CharField("本期无此信息的说明", max_length=200, blank=True)
    nothing_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    nothing_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    ended_why = models.CharField("终止原因", max_length=200, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = "公开任务"
        ordering = ("due_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["obligation", "key"], name="duty_once"),
            models.CheckConstraint(condition=Q(kind__in=DutyKind.values), name="duty_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="event") | Q(formed_on__isnull=False), name="duty_event_has_day"
            ),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True)
                | (~Q(excused_why="") & Q(excused_by__isnull=False)),
                name="duty_excuse_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(nothing_at__isnull=True) | ~Q(nothing_why=""),
                name="duty_nothing_says_why",
            ),
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True)
                | (~Q(extended_why="") & Q(due_on=F("extended_to"))),
                name="duty_extension_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | (~Q(ended_why="") & Q(running=False)),
                name="duty_end_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["town", "due_on"], name="duty_town_due"),
            models.Index(fields=["unit", "due_on"], name="duty_unit_due"),
            models.Index(
                fields=["town", "due_on"], condition=Q(running=True), name="duty_town_running"
            ),
            models.Index(fields=["town"], condition=Q(kind="standing"), name="duty_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.item}（{self.what or self.key}）"

    @property
    def event_day(self) -> date:
        """The day of the event; only an event's duty has one (constraint duty_event_has_day)."""
        if self.formed_on is None:
            raise ValueError(f"duty {self.pk} is no event")
        return self.formed_on

    @property
    def facts(self) -> Facts:
        """What ``rules.duty_state`` asks for."""
        return Facts(
            due=self.due_on,
            published=self.published_on,
            standing=self.kind == DutyKind.STANDING,
            answered=self.answered_due,
            excused=self.excused_at is not None,
            nothing=self.nothing_at is not None,
            ended=self.ended_on is not None,
        )

    def state_on(self, today: date, thresholds: Thresholds | None = None) -> State:
        """Where the duty stands on a day."""
        return state_of(self.facts, today, thresholds)

    def inputs(self) -> dict[str, Any]:
        """What its date was made from (promise 3): kept beside the date, on one calendar."""
        return {**self.clock.count._asdict(), "calendar": self.clock.calendar}
