"""栏目: the places of the public site that a record asks for by itself, beside its filing.

Two groups. ``disclosure`` are the columns that 国办公开办函〔2019〕61号 names apart from the
statutory content: guide, institutions, annual reports. ``village`` are the six categories on which
villages and communities report first (founding plan, 三（四）; F29).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.rules.coverage import VILLAGE_CATEGORIES
from gongkai.rules.tables import Row, Table

Group = Literal["disclosure", "village"]

GUIDE: Final = "guide"
INSTITUTIONS: Final = "institutions"
REPORTS: Final = "reports"

FIRST_YEAR: Final = 2008
"""The first Regulation took effect on 2008-05-01: no report is about an earlier year."""


@dataclass(frozen=True, kw_only=True)
class SiteColumn(Row):
    """A column; ``about`` says in a sentence what stands in it.

    ``needs_year``: its records are about a year, which must be named (年度报告).
    """

    group: Group
    about: str
    needs_year: bool = False


_ABOUT: Final = {
    "poverty": "脱贫攻坚成果和防止返贫帮扶的情况",
    "revival": "乡村振兴的项目、资金和进展",
    "finance": "村级财务收支和资金、资产、资源",
    "benefits": "惠农政策和补贴发放的情况",
    "ageing": "养老服务的政策、设施和补贴",
    "relief": "低保、特困和临时救助等情况",
}

TABLE: Final = Table(
    name="公开栏目",
    source="国办公开办函〔2019〕61号；《泊里镇政务公开标准化规范化工作实施方案》三（四）",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="SEEN；RECALL（起始日期）",
    rows=(
        SiteColumn(
            code=GUIDE,
            name="政府信息公开指南",
            group="disclosure",
            about="公开哪些信息、怎样编排、怎样获取，以及政府信息公开工作机构的联系方式",
        ),
        SiteColumn(
            code=INSTITUTIONS,
            name="政府信息公开制度",
            group="disclosure",
            about="政府信息公开的法规和本镇的工作制度",
        ),
        SiteColumn(
            code=REPORTS,
            name="政府信息公开年报",
            group="disclosure",
            about="每年的政府信息公开工作年度报告",
            needs_year=True,
        ),
        *(
            SiteColumn(
                code=f"village-{row.code}", name=row.name, group="village", about=_ABOUT[row.code]
            )
            for row in VILLAGE_CATEGORIES
        ),
    ),
)


def of_group(group: Group, day: date) -> tuple[SiteColumn, ...]:
    """Give the columns of a group, in their order."""
    return tuple(row for row in TABLE.as_of(day) if row.group == group)


def column_problem(code: str, year: int | None, day: date) -> tuple[str, str] | None:
    """Say what is wrong with a chosen column and year: the field at fault and a sentence.

    code: of the table, or empty for none. year: the year that the record is about; it may be the
    present one or an earlier one, as ``day`` has it.
    """
    found = next((row for row in TABLE.as_of(day) if row.code == code), None)
    if code and found is None:
        return "column", "请从列出的栏目中选择。"
    needs = found is not None and found.needs_year
    if needs and year is None:
        return "column_year", "请填写这是哪一年的报告，例如2025。"
    if not needs and year is not None:
        return "column_year", "这个栏目不分年度，请清空年度。"
    if year is not None and not FIRST_YEAR <= year <= day.year:
        return "column_year", f"年度应在{FIRST_YEAR}年至{day.year}年之间，请核对。"
    return None
