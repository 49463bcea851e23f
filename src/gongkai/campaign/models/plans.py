"""Implementation plans (实施方案): phases, tasks, and each unit's part in a task (F30)."""

from django.db import models
from django.db.models import F, Q

from gongkai.organisation.models import Account, Town, Unit
from gongkai.publication.models import Record


class PlanState(models.TextChoices):
    """draft → running → ended; the steps are in ``states.py``."""

    DRAFT = "draft", "起草中"
    RUNNING = "running", "执行中"
    ENDED = "ended", "已结束"


class Plan(models.Model):
    """An implementation plan of the town.

    ``started_on`` is the day on which the platform began to follow it: what was due before that
    day is history, and nobody owes it here. ``record`` is the published document.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField("名称", max_length=120)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    issued_on = models.DateField("印发日期")
    goal = models.TextField("工作目标")
    source = models.CharField("依据", max_length=300, blank=True)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        "状态", max_length=10, choices=PlanState.choices, default=PlanState.DRAFT
    )
    started_on = models.DateField("下达日期", null=True, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_note = models.TextField("总结说明", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "实施方案"
        ordering = ("-issued_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["town", "title"], name="plan_title_per_town"),
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values), name="plan_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", started_on__isnull=True)
                | (~Q(state="draft") & Q(started_on__isnull=False)),
                name="plan_started_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False)
                | (~Q(state="ended") & Q(ended_on__isnull=True)),
                name="plan_ended_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """A phase (阶段) of a plan, from one day to another, both included."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="phases")
    order = models.PositiveIntegerField("排序")
    name = models.CharField("名称", max_length=60)
    begins_on = models.DateField("开始", null=True, blank=True)
    ends_on = models.DateField("结束")
    goal = models.TextField("阶段目标", blank=True)

    class Meta:
        verbose_name = "阶段"
        ordering = ("plan_id", "order", "id")
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="phase_name_per_plan"),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True) | Q(begins_on__lte=F("ends_on")),
                name="phase_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """A task of a plan. Without a phase it belongs to the plan's goal (a milestone).

    ``clause`` is the place in the document, ``deliverable`` what shows that it is done.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    order = models.PositiveIntegerField("排序")
    title = models.CharField("任务", max_length=200)
    clause = models.CharField("条款", max_length=60, blank=True)
    begins_on = models.DateField("开始", null=True, blank=True)
    due_on = models.DateField("完成时限")
    deliverable = models.CharField("成果", max_length=200)

    class Meta:
        verbose_name = "任务"
        ordering = ("plan_id", "order", "id")
        constraints = [
            models.UniqueConstraint(fields=["plan", "title"], name="task_title_per_plan"),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True) | Q(begins_on__lte=F("due_on")),
                name="task_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """What one unit does of a task: done with evidence, or waived with a reason."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField("完成日期", null=True, blank=True)
    note = models.TextField("完成情况", blank=True)
    done_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waived_on = models.DateField("免办日期", null=True, blank=True)
    waived_why = models.CharField("免办理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "单位任务"
        ordering = ("task_id", "unit__order", "unit_id")
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="part_once_per_unit"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(waived_on__isnull=True),
                name="part_done_or_waived",
            ),
            models.CheckConstraint(
                condition=Q(waived_on__isnull=True) | ~Q(waived_why=""),
                name="part_waived_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit"],
                condition=Q(done_on__isnull=True, waived_on__isnull=True),
                name="part_owed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.unit_id}"
