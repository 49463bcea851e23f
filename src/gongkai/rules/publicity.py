"""公开属性: fixed when a document is drafted, with a reason for all but 主动公开 (handbook 9.4).

不予公开 needs a ground of Art. 14 to 16 (F07). 依申请公开 needs a reason: one of the same
grounds or a written one; a reason in words is accepted because the Regulation names no list.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.rules.legal_basis import EXEMPTIONS, IN_FORCE, REGULATION
from gongkai.rules.tables import Row, Table

Requirement = Literal["none", "reason", "ground"]


@dataclass(frozen=True, kw_only=True)
class Publicity(Row):
    """A 公开属性, what must be given with it, and the note printed under the date."""

    requires: Requirement
    printed_note: str


TABLE: Final = Table(
    name="公开属性",
    source=f"{REGULATION}第十三条至第十六条；公文拟制时确定公开属性的通行做法",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN（条例）；RECALL（印注文字）",
    rows=(
        Publicity(
            code="proactive",
            name="主动公开",
            requires="none",
            printed_note="（此件主动公开）",
        ),
        Publicity(
            code="on_request",
            name="依申请公开",
            requires="reason",
            printed_note="（此件依申请公开）",
        ),
        Publicity(
            code="withheld", name="不予公开", requires="ground", printed_note="（此件不予公开）"
        ),
    ),
)


def required_ground(code: str, day: date) -> Requirement:
    """Say what a 公开属性 needs: nothing, a reason, or a ground of Art. 14 to 16.

    Raises:
        UnknownCodeError: for a code that the table does not have on ``day``.
    """
    return TABLE.get(code, day).requires


def ground_problem(code: str, ground: str, reason: str, day: date) -> str | None:
    """Say in Chinese what is missing or wrong in ground and reason, or None when all is well.

    ``ground`` is a code of :data:`legal_basis.EXEMPTIONS` or empty, ``reason`` free text.

    Raises:
        UnknownCodeError: for a 公开属性 that the table does not have on ``day``.
    """
    row = TABLE.get(code, day)
    known = {exemption.code for exemption in EXEMPTIONS.as_of(day)}
    if ground and ground not in known:
        return f"没有代码为“{ground}”的不予公开理由，请从列表中选择"
    if row.requires == "none" and ground:
        return "主动公开的信息不应填写不予公开的理由"
    if row.requires == "ground" and not ground:
        return "不予公开必须选择《政府信息公开条例》第十四条至第十六条中的理由"
    if row.requires == "reason" and not (ground or reason.strip()):
        return "依申请公开的信息请写明不主动公开的理由"
    return None
