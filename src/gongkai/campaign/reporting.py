"""The stage report (阶段报告) of a plan, and its rows as a sheet (F30)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.campaign.models import Phase
from gongkai.campaign.queries import PartLine, TaskLine
from gongkai.campaign.standing import OWED, Progress, progress_of
from gongkai.documents.workbook import Value

SHEET_COLUMNS = (
    *(("阶段", 14), ("任务", 40), ("条款", 12), ("开始", 12), ("完成时限", 12)),
    *(("成果", 30), ("责任单位", 24), ("状态", 12), ("完成日期", 12)),
    *(("完成情况", 40), ("证明材料", 10), ("免办理由", 24)),
)
GOAL = "工作目标"


@dataclass(frozen=True)
class TaskReport:
    """A task in the report: who is still missing, who was late."""

    line: TaskLine
    missing: tuple[PartLine, ...]


@dataclass(frozen=True)
class Stage:
    """A phase (or the plan's goal) with its tasks, counted over all units."""

    name: str
    phase: Phase | None
    tasks: tuple[TaskReport, ...]
    progress: Progress


def stage_report(phases: Sequence[Phase], lines: Sequence[TaskLine]) -> list[Stage]:
    """The tasks by phase, the goal of the whole plan last."""
    stages = [
        _stage(phase.name, phase, [line for line in lines if line.task.phase_id == phase.pk])
        for phase in phases
    ]
    stages.append(_stage(GOAL, None, [line for line in lines if line.task.phase_id is None]))
    return [stage for stage in stages if stage.tasks or stage.phase]


def _stage(name: str, phase: Phase | None, lines: Sequence[TaskLine]) -> Stage:
    reports = tuple(
        TaskReport(line, tuple(part for part in line.parts if part.standing in OWED))
        for line in lines
    )
    progress = progress_of(part.standing for line in lines for part in line.parts)
    return Stage(name, phase, reports, progress)


def sheet_rows(line: TaskLine) -> Iterator[tuple[Value, ...]]:
    """A task as rows of the sheet, one for each unit's part."""
    task = line.task
    head = (
        *(task.phase.name if task.phase else GOAL, task.title, task.clause),
        *(task.begins_on, task.due_on, task.deliverable),
    )
    for each in line.parts:
        part = each.part
        papers = getattr(part, "paper_count", 0)
        tail = (part.done_on, part.note, papers, part.waived_why)
        yield (*head, part.unit.name, each.standing.label, *tail)
