"""领域: the 16 of the 26 national fields that reach the township, and their later names.

The code is the identity; a renamed field keeps its history through its names (F10).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table, UnknownCodeError

_START: Final = date(2019, 5, 15)


@dataclass(frozen=True, kw_only=True)
class FieldName(Row):
    """A name of the field ``code`` for as long as it was used; the present one has no end."""


_NAMES: Final = (
    "重大建设项目",
    "义务教育",
    "社会救助",
    "养老服务",
    "就业",
    "社会保险",
    "农村集体土地征收",
    "保障性住房",
    "农村危房改造",
    "公共文化服务",
    "安全生产",
    "救灾",
    "食品药品监管",
    "扶贫",
    "公共法律服务",
    "户籍管理",
)

RENAMED_ON: Final = date(2021, 2, 25)
"""The day 国家乡村振兴局 took the place of 国务院扶贫办. A catalogue edition may name its own
date; this one is the default for showing the field."""

TABLE: Final = Table(
    name="基层政务公开领域",
    source="《泊里镇政务公开标准化规范化工作实施方案》三（一）；国办发〔2019〕54号",
    effective_from=_START,
    effective_to=None,
    evidence="SEEN；改称日期 RECALL",
    rows=(
        *(
            FieldName(
                code=f"{i:02d}",
                name=name,
                effective_to=date(2021, 2, 24) if name == "扶贫" else None,
            )
            for i, name in enumerate(_NAMES, 1)
        ),
        FieldName(
            code="14",
            name="乡村振兴",
            effective_from=RENAMED_ON,
            source="国家乡村振兴局2021年2月25日挂牌（原国务院扶贫开发领导小组办公室）",
        ),
    ),
)


def field_names(code: str) -> tuple[FieldName, ...]:
    """Give all names that a field has had, oldest first.

    Raises:
        UnknownCodeError: when no field has this code.
    """
    names = tuple(row for row in TABLE if row.code == code)
    if not names:
        raise UnknownCodeError(f"没有代码为“{code}”的领域")
    return names


def field_code(name: str) -> str | None:
    """Give the code of the field that has or had this name; None when there is none."""
    word = "".join(name.split()).removesuffix("领域")
    return next((row.code for row in TABLE if row.name == word), None)
