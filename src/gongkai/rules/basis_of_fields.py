"""Which legal bases a field of the catalogue serves when its item names none itself.

Art. 20 and 21 list what must be published; the national catalogues are ordered by fields and name
no such numbers. This table is our reading of the one into the other, field by field: it only orders
the public site and a coverage report, and an item's own codes (``Item.legal_bases``) come first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class FieldBasis(Row):
    """A field (its code) and the codes of ``legal_basis`` that it serves."""

    bases: tuple[str, ...]


TABLE: Final = Table(
    name="领域与法定公开内容的对应",
    source="依《政府信息公开条例》第二十条、第二十一条的文字与领域名称对应，由人核对",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="UNSURE",
    rows=tuple(
        FieldBasis(code=code, name=name, bases=bases)
        for code, name, bases in (
            ("01", "重大建设项目", ("20-10",)),
            ("02", "义务教育", ("20-11",)),
            ("03", "社会救助", ("20-11", "21-T8")),
            ("04", "养老服务", ("20-11",)),
            ("05", "就业", ("20-11",)),
            ("06", "社会保险", ("20-11",)),
            ("07", "农村集体土地征收", ("21-T5",)),
            ("08", "保障性住房", ("20-11",)),
            ("09", "农村危房改造", ("20-11", "21-T1")),
            ("10", "公共文化服务", ("20-15",)),
            ("11", "安全生产", ("20-13",)),
            ("12", "救灾", ("20-12",)),
            ("13", "食品药品监管", ("20-13",)),
            ("14", "乡村振兴", ("20-11", "21-T1")),
            ("15", "公共法律服务", ("20-15",)),
            ("16", "户籍管理", ("20-05",)),
        )
    ),
)


def bases_of(own: Iterable[str], field: str, day: date) -> tuple[str, ...]:
    """Give the bases of an item: its own codes, else those of its field, each once, in order."""
    chosen = tuple(sorted(set(own)))
    if chosen:
        return chosen
    return next((row.bases for row in TABLE.as_of(day) if row.code == field), ())
