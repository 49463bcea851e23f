"""Who discloses (Art. 10), by where the information comes from."""

from dataclasses import dataclass
from typing import Final

from gongkai.rules.legal_basis import IN_FORCE, REGULATION
from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Origin(Row):
    """An origin of information, who discloses it, and whether that can be this agency."""

    discloser: str
    ours: bool


TABLE: Final = Table(
    name="公开主体的确定",
    source=f"{REGULATION}第十条",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        Origin(code="made", name="本机关制作", discloser="制作该信息的行政机关", ours=True),
        Origin(
            code="obtained",
            name="从公民、法人和其他组织获取",
            discloser="保存该信息的行政机关",
            ours=True,
        ),
        Origin(
            code="from_agency",
            name="获取的其他行政机关的信息",
            discloser="制作或者最初获取该信息的行政机关",
            ours=False,
        ),
        Origin(
            code="own_name_body",
            name="派出机构、内设机构以自己名义履职",
            discloser="该派出机构、内设机构",
            ours=False,
        ),
        Origin(
            code="joint", name="与其他行政机关共同制作", discloser="牵头制作的行政机关", ours=True
        ),
    ),
)
