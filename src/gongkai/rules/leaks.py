"""The 24 hours after a secrecy mark was found where it must not be."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class ReportLimit(Row):
    """A limit in hours; they run on every day and are no working hours."""

    hours: int


TABLE: Final = Table(
    name="泄露国家秘密的报告时限",
    source="《保守国家秘密法实施条例》（国务院令第786号）第六十一条",
    effective_from=date(2024, 9, 1),
    effective_to=None,
    evidence="SEEN",
    rows=(ReportLimit(code="report", name="发现后向保密行政管理部门和上级报告", hours=24),),
)


def report_due(found_at: datetime) -> datetime:
    """The last moment to report what was found at ``found_at`` (with time zone)."""
    return found_at + timedelta(hours=TABLE.get("report", found_at.date()).hours)
