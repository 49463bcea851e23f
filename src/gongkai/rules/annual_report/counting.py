"""Turning the cases of a year into tables 三 and 四: each application counts once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.rules.annual_report.layout import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    DISPUTES,
    LEAVES,
    NEW,
    OUTCOMES,
    RESULTS_TOTAL,
    TOTAL,
    Place,
    application_places,
    dispute_places,
)


@dataclass(frozen=True)
class Case:
    """What counting needs of an application.

    applicant: a code of ``APPLICANTS``. received_on: the day it came. answered_on: the day of the
    first answer, or on which it was closed otherwise; None while it is open. row: the row of its
    result, a code of ``LEAVES``; empty while it is open. A partial release has 3.2 and no other.
    """

    applicant: str
    received_on: date
    answered_on: date | None = None
    row: str = ""

    def __post_init__(self) -> None:
        if self.applicant not in APPLICANTS:
            raise ValueError(f"没有代码为“{self.applicant}”的申请人类别")
        if (self.answered_on is None) != (self.row == ""):
            raise ValueError("答复日期和办理结果应当同时有或者同时没有")
        if self.row and self.row not in LEAVES:
            raise ValueError(f"没有代码为“{self.row}”的办理结果")
        if self.answered_on is not None and self.answered_on < self.received_on:
            raise ValueError("答复日期早于收到日期")


@dataclass(frozen=True)
class DisputeCase:
    """A reconsideration or lawsuit: its block, and its outcome once there is one.

    begun_on: when it was brought. ended_on and outcome: both or neither.
    """

    block: str
    begun_on: date
    ended_on: date | None = None
    outcome: str = ""

    def __post_init__(self) -> None:
        if self.block not in DISPUTES:
            raise ValueError(f"没有代码为“{self.block}”的复议诉讼类型")
        if (self.ended_on is None) != (self.outcome == ""):
            raise ValueError("审结日期和结果应当同时有或者同时没有")
        if self.outcome and (self.outcome not in OUTCOMES or self.outcome == "pending"):
            raise ValueError(f"没有代码为“{self.outcome}”的审理结果")
        if self.ended_on is not None and self.ended_on < self.begun_on:
            raise ValueError("审结日期早于受理日期")


def count_applications(cases: Iterable[Case], year: int) -> dict[Place, int]:
    """Table 三 of ``year``: every cell, 0 where nothing falls into it.

    What came this year counts in row 一, what came before and was open when it began in row 二;
    what was answered this year counts once in the row of its result, the rest in row 四. So the
    identities hold whatever the cases are.
    """
    found: Counter[tuple[str, str]] = Counter()
    for case in cases:
        for row in _rows(case, year):
            found[row, case.applicant] += 1
            found[row, TOTAL] += 1
    return {place: found[place.row, place.column] for place in application_places()}


def _rows(case: Case, year: int) -> tuple[str, ...]:
    """The rows of table 三 in which one case counts in ``year``; none when it is not of it."""
    answered = None if case.answered_on is None else case.answered_on.year
    if case.received_on.year > year or (answered is not None and answered < year):
        return ()
    came = NEW if case.received_on.year == year else CARRIED_IN
    if answered == year:
        return came, case.row, RESULTS_TOTAL
    return came, CARRIED_OUT


def count_disputes(cases: Iterable[DisputeCase], year: int) -> dict[Place, int]:
    """Table 四 of ``year``: what ended this year by its outcome, what is open as 尚未审结."""
    found: Counter[tuple[str, str]] = Counter()
    for case in cases:
        if case.begun_on.year > year or (case.ended_on is not None and case.ended_on.year < year):
            continue
        ended = case.ended_on is not None and case.ended_on.year == year
        found[case.block, case.outcome if ended else "pending"] += 1
        found[case.block, TOTAL] += 1
    return {place: found[place.row, place.column] for place in dispute_places()}
