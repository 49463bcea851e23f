"""主题分类: 22 classes, and the children of 综合政务 (handbook 9.3)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Theme(Row):
    """A class; ``parent`` is the code of the class above, empty for the 22."""

    parent: str = ""


_CLASSES: Final = (
    "国务院组织机构",
    "综合政务",
    "国民经济管理、国有资产监管",
    "财政、金融、审计",
    "国土资源、能源",
    "农业、林业、水利",
    "工业、交通",
    "商贸、海关、旅游",
    "市场监管、安全生产监管",
    "城乡建设、环境保护",
    "科技、教育",
    "文化、广电、新闻出版",
    "卫生、体育",
    "人口与计划生育、妇女儿童工作",
    "劳动、人事、监察",
    "公安、安全、司法",
    "民政、扶贫、救灾",
    "民族、宗教",
    "对外事务",
    "港澳台侨工作",
    "国防",
    "其他",
)

_GENERAL_AFFAIRS: Final = (
    "政务公开",
    "政务督查",
    "应急管理",
    "电子政务",
    "文秘工作",
    "保密工作",
    "信访",
    "参事文史",
    "其他",
)

TABLE: Final = Table(
    name="主题分类",
    source="中国政府网政府信息公开专栏的主题分类",
    effective_from=date(2008, 5, 1),
    effective_to=None,
    evidence="SEEN（类目）；RECALL（起始日期）",
    rows=(
        *(Theme(code=f"{i:02d}", name=name) for i, name in enumerate(_CLASSES, 1)),
        *(
            Theme(code=f"02-{i:02d}", name=name, parent="02")
            for i, name in enumerate(_GENERAL_AFFAIRS, 1)
        ),
    ),
)


def classes(day: date) -> tuple[Theme, ...]:
    """Give the 22 classes."""
    return tuple(row for row in TABLE.as_of(day) if not row.parent)


def children(code: str, day: date) -> tuple[Theme, ...]:
    """Give the classes under the class ``code``; only 综合政务 has any here."""
    return tuple(row for row in TABLE.as_of(day) if row.parent == code)


def label(code: str, day: date) -> str:
    r"""Give the name with its parent, as pages print it: ``综合政务\政务公开``.

    Raises:
        UnknownCodeError: for a code that the table does not have on ``day``.
    """
    row = TABLE.get(code, day)
    return f"{TABLE.get(row.parent, day).name}\\{row.name}" if row.parent else row.name
