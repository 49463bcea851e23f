"""A plan as a timeline: numbers for an SVG; the same facts stand in the table under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.campaign.models import Phase, Plan
from gongkai.campaign.queries import TaskLine
from gongkai.campaign.standing import Standing

LEFT, WIDTH, ROW, TOP = 330, 1000, 34, 56
LONGEST = 20
"""Characters of a title that fit on the left; the whole one stands in the bar's title."""


@dataclass(frozen=True)
class Bar:
    """A task: where it lies, its tone, its words."""

    x: float
    y: int
    width: float
    tone: str
    short: str
    words: str


@dataclass(frozen=True)
class Mark:
    """A line downwards with a word: the first of a month, today."""

    x: float
    words: str


@dataclass(frozen=True)
class Band:
    """A phase behind the bars."""

    x: float
    width: float
    words: str


@dataclass(frozen=True)
class Timeline:
    """Everything the drawing needs; ``words`` says it in one sentence."""

    width: int
    height: int
    left: int
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    today: Mark | None
    words: str


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        span = (self.last - self.first).days or 1
        return round(LEFT + (WIDTH - LEFT) * (day - self.first).days / span, 1)


def timeline(plan: Plan, phases: Sequence[Phase], lines: Sequence[TaskLine], day: date) -> Timeline:
    """Lay out the tasks of a plan in time; ``day`` is marked where it lies within."""
    scale = _scale(plan, phases, lines)
    height = TOP + ROW * len(lines) + 12
    inside = scale.first <= day <= scale.last
    done = sum(line.progress.done == line.progress.total for line in lines if line.progress.total)
    late = sum(bool(line.progress.late) for line in lines)
    past = sum(line.progress.worst is Standing.HISTORY for line in lines)
    history = f"其中{past}项为历史任务，" if past else ""
    return Timeline(
        width=WIDTH,
        height=height,
        left=LEFT,
        bars=tuple(_bar(line, at, scale, plan) for at, line in enumerate(lines)),
        marks=tuple(_months(scale)),
        bands=tuple(_band(phase, scale) for phase in phases),
        today=Mark(scale.x(day), "今天") if inside else None,
        words=f"{scale.first}至{scale.last}，共{len(lines)}项任务，{history}完成{done}项，"
        f"{late}项有单位逾期未完成。",
    )


def _scale(plan: Plan, phases: Sequence[Phase], lines: Sequence[TaskLine]) -> _Scale:
    days = [plan.issued_on]
    days += [day for phase in phases for day in (phase.begins_on, phase.ends_on) if day]
    days += [day for line in lines for day in (line.task.begins_on, line.task.due_on) if day]
    first = min(days).replace(day=1)
    last = (max(days).replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return _Scale(first, last)


def _begins(line: TaskLine, plan: Plan) -> date:
    task = line.task
    phase_begins = task.phase.begins_on if task.phase else None
    return min(task.begins_on or phase_begins or plan.issued_on, task.due_on)


def _bar(line: TaskLine, at: int, scale: _Scale, plan: Plan) -> Bar:
    begins, due = _begins(line, plan), line.task.due_on
    x = scale.x(begins)
    title = line.task.title
    short = title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
    standing = line.progress.worst
    words = f"{title}：{begins}至{due}，{standing.label}"
    width = max(scale.x(due) - x, 6)
    return Bar(min(x, WIDTH - width), TOP + ROW * at, width, standing.tone, short, words)


def _band(phase: Phase, scale: _Scale) -> Band:
    begins = phase.begins_on or scale.first
    x = scale.x(begins)
    return Band(x, max(scale.x(phase.ends_on) - x, 2), phase.name)


def _months(scale: _Scale) -> list[Mark]:
    """The first day of each month, or of each quarter or year where there are many."""
    found, day = [], scale.first
    while day <= scale.last:
        found.append(day)
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    step = next(step for step in (1, 3, 12, len(found)) if len(found) / step <= 12)
    return [Mark(scale.x(day), f"{day.year}-{day.month:02}") for day in found[::step]]
