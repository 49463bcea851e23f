"""Which law information falls under; only 政府信息 is under the Regulation (Art. 2)."""

from dataclasses import dataclass
from typing import Final

from gongkai.rules.legal_basis import IN_FORCE, REGULATION
from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Regime(Row):
    """A kind of information; ``under_regulation`` decides whether its clocks and rights apply."""

    under_regulation: bool


TABLE: Final = Table(
    name="信息类别",
    source=f"{REGULATION}第二条",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN（第二条）；分类为本系统设计",
    rows=(
        Regime(code="government", name="政府信息", under_regulation=True),
        Regime(code="party", name="党务信息", under_regulation=False),
        Regime(code="village", name="村（居）务信息", under_regulation=False),
        Regime(code="other", name="其他信息", under_regulation=False),
    ),
)
