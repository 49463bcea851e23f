"""更正与本人有关的政府信息 (Art. 41): verify, then correct, or transfer, or refuse with a reason.

It is no application for disclosure and stays outside the annual table. The law sets no period.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final


class OwnRecordState(StrEnum):
    """Where a request for correction stands."""

    VERIFYING = "verifying"
    CORRECTED = "corrected"
    TRANSFERRED = "transferred"
    TOLD = "told"
    REFUSED = "refused"


STATE_NAMES: Final[Mapping[OwnRecordState, str]] = {
    OwnRecordState.VERIFYING: "核实中",
    OwnRecordState.CORRECTED: "已更正",
    OwnRecordState.TRANSFERRED: "已转送有权更正的机关",
    OwnRecordState.TOLD: "已告知向有权更正的机关提出",
    OwnRecordState.REFUSED: "经核实不需要更正",
}
OUTCOMES: Final = tuple(state for state in OwnRecordState if state is not OwnRecordState.VERIFYING)
NEEDS_AGENCY: Final = (OwnRecordState.TRANSFERRED, OwnRecordState.TOLD)


def outcome_problem(state: OwnRecordState, outcome: str, agency: str, words: str) -> str:
    """Say in Chinese what stands against this outcome; empty if nothing does."""
    if state is not OwnRecordState.VERIFYING:
        return f"这件申请“{STATE_NAMES[state]}”，不能再次办结。"
    if outcome not in OUTCOMES:
        return "请选择核实的结果。"
    if outcome in NEEDS_AGENCY and not agency.strip():
        return "请写明有权更正的机关。"
    return "" if words.strip() else "请写明核实的情况。"


def removal_problem(keep_until: date | None, day: date, *, removed: bool) -> str:
    """Say in Chinese what stands against removing the personal data on a day; empty if nothing.

    keep_until: the last day of keeping; None while the request is open.
    """
    if removed:
        return "这件更正申请的个人资料已按期清除。"
    if keep_until is None:
        return "这件更正申请还没有办结，不能清除。"
    if day <= keep_until:
        return f"保管期限到{keep_until}为止，期满以后才能清除。"
    return ""
