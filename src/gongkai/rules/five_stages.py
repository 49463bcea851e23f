"""“五公开”: the stages in which a matter of government is open (founding plan 三（三）)."""

from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table

TABLE: Final = Table(
    name="五公开",
    source="中办发〔2016〕8号《关于全面推进政务公开工作的意见》；《泊里镇政务公开标准化规范化工作实施方案》三（三）",
    effective_from=date(2016, 2, 17),
    effective_to=None,
    evidence="SEEN（五个环节）；RECALL（起始日期）",
    rows=(
        Row(code="decision", name="决策"),
        Row(code="execution", name="执行"),
        Row(code="management", name="管理"),
        Row(code="service", name="服务"),
        Row(code="result", name="结果"),
    ),
)


def missing_stages(published: frozenset[str], day: date) -> tuple[Row, ...]:
    """Give the stages of a matter of which nothing is published yet (F05, F16)."""
    return tuple(row for row in TABLE.as_of(day) if row.code not in published)
