"""送达: how letters reach people, and by which day a deadline is judged (2.9)."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.rules.foi import IN_FORCE
from gongkai.rules.tables import Row, Table

JudgedBy = Literal["signed_on", "posted_on", "sent_on"]

DATE_LABELS: Final[dict[JudgedBy, str]] = {
    "signed_on": "签收日期",
    "posted_on": "交邮日期",
    "sent_on": "发送日期",
}


@dataclass(frozen=True, kw_only=True)
class ServiceWay(Row):
    """A way of service and the date by which it is on time."""

    judged_by: JudgedBy
    proof: str


TABLE: Final = Table(
    name="送达方式",
    source="国办公开办函〔2016〕235号",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN；RECALL（电子送达）",
    rows=(
        ServiceWay(code="direct", name="直接送达", judged_by="signed_on", proof="送达回证上的签字"),
        ServiceWay(
            code="entrusted",
            name="委托其他行政机关代为送达",
            judged_by="signed_on",
            proof="送达回证上的签字",
        ),
        ServiceWay(
            code="post",
            name="邮寄（邮政企业）",
            judged_by="posted_on",
            proof="邮政企业的交寄凭证",
        ),
        ServiceWay(code="electronic", name="电子送达", judged_by="sent_on", proof="发送记录"),
    ),
)
BY_CODE: Final = {row.code: row for row in TABLE.rows}


def decisive_day(
    way: str,
    *,
    signed_on: date | None = None,
    posted_on: date | None = None,
    sent_on: date | None = None,
) -> date | None:
    """The day by which the deadline is judged; None while it is not known."""
    days = {"signed_on": signed_on, "posted_on": posted_on, "sent_on": sent_on}
    return days[BY_CODE[way].judged_by]


def in_time(way: str, day: date, due: date) -> str:
    """Say in Chinese whether a service decided by ``day`` kept the deadline."""
    label = DATE_LABELS[BY_CODE[way].judged_by]
    word = "在期限内" if day <= due else f"超过期限{(day - due).days}日"
    return f"{label}{day}，期限为{due}，{word}。"
