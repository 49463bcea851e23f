"""Where a duty stands, as a function of its dates, what was published and the day of asking.

Nothing here is stored: a duty becomes due soon or overdue because a day passes, without a write.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a duty stands (the issue's seven, and ``ended`` for what is owed no more)."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"
    NOTHING = "nothing"
    EXCUSED = "excused"
    ENDED = "ended"


NAMES: Final[dict[State, str]] = {
    State.NOT_DUE: "未到期",
    State.DUE_SOON: "即将到期",
    State.OVERDUE: "已逾期",
    State.IN_TIME: "按时公开",
    State.LATE: "逾期公开",
    State.NOTHING: "本期无此信息",
    State.EXCUSED: "已免除",
    State.ENDED: "不再承担",
}

WAITING: Final = frozenset({State.NOT_DUE, State.DUE_SOON, State.OVERDUE})
"""What still has to be published."""

DONE: Final = frozenset({State.IN_TIME, State.LATE})


@dataclass(frozen=True)
class Thresholds:
    """soon_days: calendar days before the date from which a duty is due soon (configurable)."""

    soon_days: int = 7


@dataclass(frozen=True)
class Facts:
    """What the state is made of.

    ``due`` is the day by which the next publication is owed. ``published`` is the day on which
    what satisfies the duty was really released, by the ledger; ``answered`` the date that this
    release had to meet where it is not ``due`` (a standing duty, whose date moves on with every
    publication). ``standing`` duties have to be fresh: published is not enough once ``due`` is
    past.
    """

    due: date
    published: date | None = None
    standing: bool = False
    answered: date | None = None
    excused: bool = False
    nothing: bool = False
    ended: bool = False


def state_of(facts: Facts, today: date, thresholds: Thresholds | None = None) -> State:
    """Where a duty stands on ``today``.

    What was published counts before any excuse. The day of the date itself is still in time.
    """
    soon = facts.due - timedelta(days=(thresholds or Thresholds()).soon_days)
    if facts.published is not None and not (facts.standing and today >= soon and not facts.ended):
        met = facts.answered or facts.due
        return State.IN_TIME if facts.published <= met else State.LATE
    if facts.ended:
        return State.ENDED
    if facts.excused:
        return State.EXCUSED
    if facts.nothing:
        return State.NOTHING
    if today > facts.due:
        return State.OVERDUE
    return State.DUE_SOON if today >= soon else State.NOT_DUE
