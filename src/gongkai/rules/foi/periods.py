"""The periods of an application, with their articles (handbook 2.3 to 2.5, 2.11, 2.12, 12.4).

What the law leaves open is ``configurable``: a town sets its own number, a person answers for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.calendar import Calendar
from gongkai.rules.counting import due
from gongkai.rules.due import Due, Unit
from gongkai.rules.foi import IN_FORCE, article
from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Period(Row):
    """A period: ``n`` units by ``article``; ``most`` is the longest a town may set."""

    n: int
    unit: Unit
    article: str
    evidence: str = "SEEN"
    configurable: bool = False
    most: int = 0


_FEES: Final = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第六条"

TABLE: Final = Table(
    name="依申请公开的期限",
    source="《政府信息公开条例》；国办函〔2020〕109号；《行政复议法》；《行政诉讼法》",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN；各行另注的除外",
    rows=(
        Period(
            code="confirmation_alert",
            name="提醒与申请人确认",
            n=1,
            unit="working_day",
            article="",
            evidence="内部提醒，法律没有规定",
            configurable=True,
            most=10,
        ),
        Period(
            code="correction_notice",
            name="一次性告知补正",
            n=7,
            unit="working_day",
            article=article("第三十条"),
        ),
        Period(
            code="correction",
            name="申请人补正",
            n=15,
            unit="working_day",
            article=article("第三十条（合理的补正期限）"),
            evidence="UNSURE",
            configurable=True,
            most=60,
        ),
        Period(code="reply", name="答复", n=20, unit="working_day", article=article("第三十三条")),
        Period(
            code="extension",
            name="延长答复",
            n=20,
            unit="working_day",
            article=article("第三十三条"),
        ),
        Period(
            code="third_party",
            name="第三方答复意见",
            n=15,
            unit="working_day",
            article=article("第三十二条"),
        ),
        Period(
            code="co_maker",
            name="共同制作机关答复意见",
            n=15,
            unit="working_day",
            article=article("第三十四条"),
        ),
        Period(
            code="reasons",
            name="申请人说明理由",
            n=15,
            unit="working_day",
            article=article("第三十五条"),
            evidence="UNSURE",
            configurable=True,
            most=60,
        ),
        Period(
            code="fee",
            name="缴纳信息处理费",
            n=20,
            unit="working_day",
            article=_FEES,
            evidence="SEEN-2nd",
        ),
        Period(
            code="own_record",
            name="处理更正与本人有关信息的申请",
            n=20,
            unit="working_day",
            article=article("第四十一条（没有法定期限）"),
            evidence="UNSURE",
            configurable=True,
            most=60,
        ),
        Period(
            code="reconsideration_answer",
            name="行政复议答复",
            n=10,
            unit="working_day",
            article="《行政复议法》第四十八条",
        ),
        Period(
            code="reconsideration_answer_simplified",
            name="行政复议答复（简易程序）",
            n=5,
            unit="working_day",
            article="《行政复议法》第五十四条",
        ),
        Period(
            code="reconsideration_decision",
            name="行政复议决定",
            n=60,
            unit="calendar_day",
            article="《行政复议法》第六十二条",
        ),
        Period(
            code="reconsideration_decision_simplified",
            name="行政复议决定（简易程序）",
            n=30,
            unit="calendar_day",
            article="《行政复议法》第六十二条",
        ),
        Period(
            code="reconsider",
            name="申请行政复议",
            n=60,
            unit="calendar_day",
            article="《行政复议法》第二十条",
        ),
        Period(
            code="suit",
            name="直接提起行政诉讼",
            n=6,
            unit="month",
            article="《行政诉讼法》第四十六条",
            evidence="RECALL",
        ),
        Period(
            code="suit_after_reconsideration",
            name="复议后提起行政诉讼",
            n=15,
            unit="calendar_day",
            article="《行政复议法》第三十四条",
        ),
        Period(
            code="lawsuit_answer",
            name="行政诉讼答辩",
            n=15,
            unit="calendar_day",
            article="《行政诉讼法》第六十七条",
            evidence="RECALL",
        ),
    ),
)

BY_CODE: Final[Mapping[str, Period]] = {row.code: row for row in TABLE.rows}
CONFIGURABLE: Final = tuple(row for row in TABLE.rows if row.configurable)

Chosen = Mapping[str, int]
"""What a town set for configurable periods, by code."""


def length(code: str, chosen: Chosen | None = None) -> int:
    """How many units the period has: the law's number, or the town's where it may choose."""
    period = BY_CODE[code]
    return (chosen or {}).get(code, period.n) if period.configurable else period.n


def period_due(code: str, start: date, calendar: Calendar, chosen: Chosen | None = None) -> Due:
    """When the period ends that begins with ``start`` as day 0.

    Raises:
        DateOutOfRangeError: for dates outside 1949 to 2100.
    """
    period = BY_CODE[code]
    return due(start, length(code, chosen), period.unit, calendar, article=period.article)


def check_chosen(chosen: Chosen) -> dict[str, str]:
    """What is wrong with the numbers a town would set, by code; empty when all is well."""
    faults = {}
    for code, n in chosen.items():
        period = BY_CODE.get(code)
        if period is None or not period.configurable:
            faults[code] = "这个期限由法律规定，不能自行设定。"
        elif not 1 <= n <= period.most:
            faults[code] = f"“{period.name}”的期限应在1至{period.most}个工作日之间。"
    return faults
