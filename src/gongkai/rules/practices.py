"""What the units are to find new ways in (founding plan 五（二）; F36)."""

from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table

TABLE: Final = Table(
    name="创新实践的方面",
    source="《泊里镇政务公开标准化规范化工作实施方案》五（二）",
    effective_from=date(2020, 5, 31),
    effective_to=None,
    evidence="SEEN",
    rows=(
        Row(code="five_stages", name="五公开"),
        Row(code="interpretation", name="政策解读"),
        Row(code="response", name="回应关切"),
        Row(code="participation", name="公众参与"),
    ),
)
