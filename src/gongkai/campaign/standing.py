"""How a task stands on a day: a function of its dates and what is stored, nothing else."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from gongkai.campaign.models import Part, Plan, Task


class Standing(Enum):
    """A word and a tone for pages; the order is that of need."""

    LATE = ("逾期未完成", "late")
    RUNNING = ("进行中", "soon")
    AHEAD = ("未到开始时间", "neutral")
    DONE_LATE = ("逾期完成", "soon")
    DONE = ("按时完成", "done")
    WAIVED = ("免办", "neutral")
    HISTORY = ("历史", "neutral")

    @property
    def label(self) -> str:
        """The word."""
        return self.value[0]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return self.value[1]


OWED = (Standing.LATE, Standing.RUNNING, Standing.AHEAD)
"""What is still to be done."""


def standing_of_part(part: Part, task: Task, plan: Plan, day: date) -> Standing:
    """How a unit's part stands on ``day``.

    Done counts by the day on which it was registered with its evidence. What was due before the
    platform began to follow the plan is history: neither done in time nor late by anything that
    this platform could know, even where evidence was added later.
    """
    if part.waived_on is not None:
        return Standing.WAIVED
    if is_history(task, plan):
        return Standing.HISTORY
    if part.done_on is not None:
        return Standing.DONE if part.done_on <= task.due_on else Standing.DONE_LATE
    if task.due_on < day:
        return Standing.LATE
    if task.begins_on is not None and day < task.begins_on:
        return Standing.AHEAD
    return Standing.RUNNING


def is_history(task: Task, plan: Plan) -> bool:
    """Whether a task was due before the platform began to follow its plan."""
    return plan.started_on is not None and task.due_on < plan.started_on


@dataclass(frozen=True)
class Progress:
    """The standings of several parts counted; ``worst`` stands for all of them."""

    counts: Counter[Standing]

    @property
    def total(self) -> int:
        """All parts that count: neither waived nor history."""
        left_out = (Standing.WAIVED, Standing.HISTORY)
        return sum(number for each, number in self.counts.items() if each not in left_out)

    @property
    def done(self) -> int:
        """Parts done, in time or late."""
        return self.counts[Standing.DONE] + self.counts[Standing.DONE_LATE]

    @property
    def late(self) -> int:
        """Parts that are overdue now."""
        return self.counts[Standing.LATE]

    @property
    def done_late(self) -> int:
        """Parts that were done after their day."""
        return self.counts[Standing.DONE_LATE]

    @property
    def worst(self) -> Standing:
        """The standing that most needs somebody; history where nothing else is known."""
        return next((each for each in Standing if self.counts[each]), Standing.HISTORY)


def progress_of(standings: Iterable[Standing]) -> Progress:
    """Count standings."""
    return Progress(Counter(standings))
