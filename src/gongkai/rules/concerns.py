"""“回应关切”: by when the authorities speak about what people are worried about (handbook 6.4).

The limits are hours, and run on every day: night and holidays count.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from gongkai.rules.tables import Row, Table

_OPINION_61: Final = "国办发〔2016〕61号《关于在政务公开工作中进一步做好政务舆情回应的通知》"
_RULES_80: Final = "国办发〔2016〕80号《〈关于全面推进政务公开工作的意见〉实施细则》"


@dataclass(frozen=True, kw_only=True)
class Limit(Row):
    """Something to be done within so many hours of finding a concern of a kind."""

    kind: str
    hours: int


@dataclass(frozen=True)
class Deadline:
    """A limit counted from a moment: until when, and by which document."""

    code: str
    name: str
    hours: int
    due_at: datetime
    source: str


KINDS: Final = Table(
    name="关切的类别",
    source=_OPINION_61,
    effective_from=date(2016, 8, 12),
    effective_to=None,
    evidence="SEEN（两类）；RECALL（起始日期）",
    rows=(
        Row(code="emergency", name="特别重大、重大突发事件"),
        Row(code="general", name="其他政务舆情和群众关切"),
    ),
)

LIMITS: Final = Table(
    name="回应关切的时限",
    source=_OPINION_61,
    effective_from=date(2016, 8, 12),
    effective_to=None,
    evidence="SEEN（时限）；RECALL（起始日期）",
    rows=(
        Limit(
            code="authoritative",
            name="发布权威信息",
            kind="emergency",
            hours=5,
            effective_from=date(2016, 11, 15),
            source=_RULES_80,
        ),
        Limit(code="conference", name="举行新闻发布会", kind="emergency", hours=24),
        Limit(code="response", name="作出回应", kind="general", hours=48),
    ),
)


def deadlines(kind: str, found_at: datetime) -> tuple[Deadline, ...]:
    """What is to be done about a concern of ``kind``, the earliest first.

    found_at: the moment at which it was found (with time zone); its local day decides which
    limits are in force.

    Raises:
        UnknownCodeError: for a kind that the table does not have on that day.
    """
    day = found_at.date()
    KINDS.get(kind, day)
    found = [
        Deadline(
            limit.code,
            limit.name,
            limit.hours,
            found_at + timedelta(hours=limit.hours),
            LIMITS.source_of(limit),
        )
        for limit in LIMITS.as_of(day)
        if limit.kind == kind
    ]
    return tuple(sorted(found, key=lambda each: each.due_at))
