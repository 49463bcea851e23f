"""行政复议 and 行政诉讼 about a reply, as cases of their own (handbook 2.12, table 四)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class DisputeKind(StrEnum):
    """The three blocks of table 四."""

    RECONSIDERATION = "reconsideration"
    SUIT = "suit"
    SUIT_AFTER = "suit_after"


class DisputeState(StrEnum):
    """尚未审结, then one of three results; the columns of table 四."""

    PENDING = "pending"
    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"


KIND_NAMES: Final[Mapping[DisputeKind, str]] = {
    DisputeKind.RECONSIDERATION: "行政复议",
    DisputeKind.SUIT: "行政诉讼（未经复议直接起诉）",
    DisputeKind.SUIT_AFTER: "行政诉讼（复议后起诉）",
}
STATE_NAMES: Final[Mapping[DisputeState, str]] = {
    DisputeState.PENDING: "尚未审结",
    DisputeState.UPHELD: "结果维持",
    DisputeState.CORRECTED: "结果纠正",
    DisputeState.OTHER: "其他结果",
}


TRANSITIONS: Final[Mapping[tuple[DisputeState, str], DisputeState]] = {
    (DisputeState.PENDING, "answer"): DisputeState.PENDING,
    (DisputeState.PENDING, "uphold"): DisputeState.UPHELD,
    (DisputeState.PENDING, "correct"): DisputeState.CORRECTED,
    (DisputeState.PENDING, "end"): DisputeState.OTHER,
}
VERBS: Final[Mapping[str, str]] = {
    "answer": "登记答复或者答辩",
    "uphold": "登记结果维持",
    "correct": "登记结果纠正",
    "end": "登记其他结果",
}
RESULTS: Final[Mapping[str, str]] = {"uphold": "结果维持", "correct": "结果纠正", "end": "其他结果"}


class DisputeError(ValueError):
    """The step is not possible; the message says why, in Chinese."""


def after(state: DisputeState, verb: str, *, answered: bool = False) -> DisputeState:
    """The state after ``verb``.

    Raises:
        DisputeError: when the table has no such step, or the answer was given already.
    """
    found = TRANSITIONS.get((state, verb))
    if found is None:
        raise DisputeError(f"这件案件现在是“{STATE_NAMES[state]}”，不能{VERBS[verb]}。")
    if verb == "answer" and answered:
        raise DisputeError("已经登记过答复或者答辩。")
    return found


def answer_period(kind: DisputeKind, *, simplified: bool = False) -> str:
    """The code of the period in which the agency answers (``periods``)."""
    if kind is not DisputeKind.RECONSIDERATION:
        return "lawsuit_answer"
    return "reconsideration_answer_simplified" if simplified else "reconsideration_answer"


def decision_period(kind: DisputeKind, *, simplified: bool = False) -> str:
    """The code of the period in which the reconsideration is decided; empty for suits."""
    if kind is not DisputeKind.RECONSIDERATION:
        return ""
    return "reconsideration_decision_simplified" if simplified else "reconsideration_decision"
