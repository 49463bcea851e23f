"""By when the report is published (handbook 3.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.annual_report import FIRST_YEAR
from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Deadline(Row):
    """Month and day of the year after: when people are reminded, when it is due."""

    alarm: tuple[int, int]
    due: tuple[int, int]

    def alarm_on(self, year: int) -> date:
        """The day from which the report of ``year`` is asked for."""
        return date(year + 1, *self.alarm)

    def due_on(self, year: int) -> date:
        """The last day for the report of ``year``."""
        return date(year + 1, *self.due)


TABLE: Final = Table(
    name="年度报告公布期限",
    source="《政府信息公开条例》第四十九条（县级以上人民政府部门1月31日前）；乡镇没有写明，按惯例和公开目录执行",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="SEEN（惯例）；提醒日期为本平台设定",
    rows=(Deadline(code="township", name="乡镇（街道）", alarm=(1, 15), due=(1, 31)),),
)

WHY: Final = (
    "乡镇（街道）按惯例在1月31日前公布上一年的年度报告。《政府信息公开条例》第四十九条规定的是"
    "县级以上人民政府部门。"
)


def deadline(day: date) -> Deadline:
    """The deadline in force on ``day``."""
    return TABLE.get("township", day)


def years_to_report(day: date) -> list[int]:
    """The years that can be reported in this form on ``day``, the present one first."""
    return list(range(day.year, FIRST_YEAR - 1, -1))


def asked_for(day: date) -> int | None:
    """The year whose report is asked for on ``day``: from the alarm to the end of June."""
    year = day.year - 1
    begins = deadline(day).alarm_on(year)
    return year if year >= FIRST_YEAR and begins <= day <= date(day.year, 6, 30) else None
