"""Who is reminded when: levels before, on and after a date, quiet hours, urgings (F35).

No law sets these numbers, so they are a table that a town may change. What the house forbids
itself is fixed: one message a day, nothing on days off, nothing in quiet hours, nobody ranked,
nobody asked to check in (国办函〔2026〕12号; handbook 4.5).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from gongkai.rules.tables import Row, Table

_SOURCE: Final = "国家没有统一规定，由本镇自定（实施方案五（一）：领导小组办公室指导、督办）"
_FROM: Final = date(2019, 5, 15)
_DAY: Final = timedelta(days=1)

Works = Callable[[date], bool]
"""Whether a day is worked."""


class Whom(StrEnum):
    """Who is told, by their place and not by their name."""

    LIAISON = "liaison"
    HEAD = "head"
    OFFICE = "office"
    LEADER = "leader"


NAMES: Final[dict[Whom, str]] = {
    Whom.LIAISON: "联络员",
    Whom.HEAD: "单位负责人",
    Whom.OFFICE: "党政办公室",
    Whom.LEADER: "主管领导",
}


class Way(StrEnum):
    """How a message leaves the house; within the house it can always be read."""

    EMAIL = "email"
    SMS = "sms"
    WECOM = "wecom"


@dataclass(frozen=True, kw_only=True)
class Level(Row):
    """One level: so many calendar days from the date (negative: before), whom it tells.

    every: again after so many days, 0 for once only.
    """

    days: int
    whom: frozenset[Whom]
    every: int = 0


_LIAISON: Final = frozenset({Whom.LIAISON})
_HEAD: Final = frozenset({Whom.LIAISON, Whom.HEAD})
_OFFICE: Final = frozenset({Whom.LIAISON, Whom.HEAD, Whom.OFFICE})

LEVELS: Final = Table(
    name="到期提醒的层级",
    source=_SOURCE,
    effective_from=_FROM,
    effective_to=None,
    evidence="UNSURE",
    rows=(
        Level(code="first", name="第一次提前提醒", days=-7, whom=_LIAISON),
        Level(code="last", name="最后一次提前提醒", days=-1, whom=_LIAISON),
        Level(code="day", name="到期当天", days=0, whom=_LIAISON),
        Level(code="late", name="逾期提醒联络员", days=1, whom=_LIAISON),
        Level(code="head", name="逾期提醒单位负责人", days=3, whom=_HEAD),
        Level(code="office", name="逾期告知党政办公室", days=7, whom=_OFFICE, every=7),
    ),
)

URGING_LEVELS: Final = Table(
    name="督办逾期不回复的层级",
    source=_SOURCE,
    effective_from=_FROM,
    effective_to=None,
    evidence="UNSURE",
    rows=(
        Level(code="head", name="提请单位负责人", days=1, whom=frozenset({Whom.HEAD})),
        Level(code="leader", name="提请主管领导", days=4, whom=frozenset({Whom.LEADER})),
    ),
)


class LevelsError(ValueError):
    """Days that make no sense as levels; says in Chinese what to correct, ``code`` where."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


FURTHEST: Final = 90


def levels_with(
    days: Mapping[str, int | None], day: date, every: int | None = None
) -> tuple[Level, ...]:
    """The levels in force on ``day`` with the town's own days; None takes a level out.

    every: days after which the last level tells again (0: never; None: as the table says).

    Raises:
        LevelsError: where the days are not in the order of the levels, or too far.
    """
    found = []
    for level in LEVELS.as_of(day):
        own = days.get(level.code, level.days)
        if own is not None:
            found.append(replace(level, days=own))
    if found and every is not None and found[-1].every:
        found[-1] = replace(found[-1], every=every)
    _check(found)
    return tuple(found)


def _check(levels: list[Level]) -> None:
    for level in levels:
        # Before stays before, after stays after: a level's name says which.
        usual = next(row.days for row in LEVELS if row.code == level.code)
        if (level.days > 0) - (level.days < 0) != (usual > 0) - (usual < 0):
            raise LevelsError(level.code, f"“{level.name}”的天数不对，请填1以上的数。")
        if abs(level.days) > FURTHEST:
            raise LevelsError(level.code, f"“{level.name}”最多{FURTHEST}天。")
    for before, after in pairwise(levels):
        if after.days <= before.days:
            raise LevelsError(after.code, f"“{after.name}”须晚于“{before.name}”。")


@dataclass(frozen=True)
class Window:
    """The days of which one gathering speaks; each day is in exactly one.

    What is to come is told for the days off that follow, too: ``told_until`` to ``tell_until``.
    What is past is told for the days since the last gathering: ``seen_until`` to ``day``.
    The first day of each span is not in it, the last is.
    """

    day: date
    told_until: date
    tell_until: date
    seen_until: date


def window(day: date, last: date | None, works: Works) -> Window | None:
    """The window of a gathering on ``day`` after one on ``last``; None on a day off.

    Without an earlier one it begins on the working day before: what is long overdue is then
    told at its next turn, not all at once.
    """
    if not works(day) or (last is not None and last >= day):
        return None
    before = last or _step(day, -_DAY, works)
    return Window(day, _step(before, _DAY, works) - _DAY, _step(day, _DAY, works) - _DAY, before)


def _step(day: date, by: timedelta, works: Works) -> date:
    day += by
    while not works(day):
        day += by
    return day


def level_in(due: date, known: date, levels: Iterable[Level], within: Window) -> Level | None:
    """The last of the levels whose day lies in a window; None where none does.

    known: the day from which the thing was there. What came later than a level's day is told on
    its own day; of the levels after the date only the first is made up for.
    """
    found = None
    afterwards = 0
    for level in levels:
        afterwards += level.days > 0
        if _fires(level, due, known, within, made_up=level.days <= 0 or afterwards == 1):
            found = level
    return found


def _fires(level: Level, due: date, known: date, within: Window, *, made_up: bool) -> bool:
    day = due + timedelta(days=level.days)
    if level.days <= 0:
        day = max(day, known)
        return known <= due and within.told_until < day <= within.tell_until
    if made_up:
        day = max(day, known)
    if level.every and day <= within.day:
        day += (within.day - day) // timedelta(days=level.every) * timedelta(days=level.every)
    return day >= known and within.seen_until < day <= within.day


def instead(whom: Iterable[Whom], *, liaison: bool, head: bool) -> frozenset[Whom]:
    """Who is told where a unit has no liaison or nobody named as its head: the Office."""
    missing = {Whom.LIAISON: not liaison, Whom.HEAD: not head}
    return frozenset(Whom.OFFICE if missing.get(one, False) else one for one in whom)


@dataclass(frozen=True)
class Quiet:
    """Hours in which nothing leaves the house, local; equal ends mean none. Days off are quiet."""

    begins: time = time(20, 0)
    ends: time = time(8, 0)

    def covers(self, at: time) -> bool:
        """Whether a time of day is quiet; the end itself is not."""
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


def send_at(moment: datetime, quiet: Quiet, works: Works) -> datetime:
    """The first moment from ``moment`` on (local, aware) at which a message may leave."""
    if works(moment.date()) and not quiet.covers(moment.time()):
        return moment
    day = moment.date()
    if not works(day) or moment.time() >= quiet.ends:
        day = _step(day, _DAY, works)
    ends = time() if quiet.begins == quiet.ends else quiet.ends
    return datetime.combine(day, ends, moment.tzinfo)


@dataclass(frozen=True)
class Wishes:
    """The ways that a person has an address for, and those that they switched off."""

    reachable: frozenset[Way] = frozenset()
    off: frozenset[Way] = frozenset()


def ways(
    wishes: Wishes, open_ways: frozenset[Way], kept: frozenset[Way], *, urgent: bool
) -> frozenset[Way]:
    """How a message reaches a person beside the page.

    open_ways: what the town has set up. kept: what the house does not let people switch off for
    what is overdue or urged (``urgent``).
    """
    off = wishes.off - kept if urgent else wishes.off
    return (wishes.reachable & open_ways) - off


def urging_levels_with(days: Mapping[str, int], day: date) -> tuple[Level, ...]:
    """The levels of unanswered urgings in force on ``day``, with the town's own days.

    Raises:
        LevelsError: where a day is not after the one before, or too far.
    """
    found = [replace(row, days=days.get(row.code, row.days)) for row in URGING_LEVELS.as_of(day)]
    least = 1
    for level in found:
        if not least <= level.days <= FURTHEST:
            raise LevelsError(level.code, f"“{level.name}”请填{least}到{FURTHEST}天。")
        least = level.days + 1
    return tuple(found)


def urging_level(
    reply_by: date, today: date, levels: Iterable[Level], told: str = ""
) -> Level | None:
    """The level that an unanswered urging has reached and that was not told yet (``told``: the
    code of the last one); None before its reply date has passed.
    """
    reached = None
    for level in levels:
        if level.code == told:
            reached = None
        elif today >= reply_by + timedelta(days=level.days):
            reached = level
    return reached
