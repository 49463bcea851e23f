"""What the founding plan and the Regulation ask of the catalogue, as numbers with their targets.

Each is a part of a whole: how many there are, and how many of these are as they should be. Where
the source names no number, none is made up: the target is empty and nothing is judged.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table

PLAN: Final = "《泊里镇政务公开标准化规范化工作实施方案》"
REGULATION: Final = "《中华人民共和国政府信息公开条例》"


@dataclass(frozen=True, kw_only=True)
class Indicator(Row):
    """One number of the catalogue's state.

    ``counts`` says what the whole and the part are; ``clause`` where it is asked for; ``target``
    the share that is asked (1.0 is all), None where the source names none.
    """

    counts: str
    clause: str
    target: float | None


TABLE: Final = Table(
    name="公开目录的目标",
    source=f"{PLAN}；{REGULATION}",
    effective_from=date(2020, 5, 31),
    effective_to=None,
    evidence="SEEN（条款）；目标值按条款中的“全部”“应公开尽公开”“涵盖”理解为百分之百",
    rows=(
        Indicator(
            code="fields",
            name="国家标准指引的领域都有公开事项",
            counts="施行中的目录里有事项的领域 ÷ 延伸到“乡级”的领域",
            clause=f"{PLAN}一、三（一）",
            target=1.0,
        ),
        Indicator(
            code="assigned",
            name="公开事项都有责任单位",
            counts="有责任单位的事项 ÷ 施行中的目录的事项",
            clause=f"{PLAN}五（一）",
            target=1.0,
        ),
        Indicator(
            code="coverage",
            name="应公开尽公开",
            counts="有公开信息（或登记无此信息）的应公开项 ÷ 应公开项",
            clause=f"{PLAN}二",
            target=1.0,
        ),
        Indicator(
            code="timeliness",
            name="按时公开",
            counts="按时公开的任务 ÷ 已公开的任务",
            clause=f"{REGULATION}第二十六条",
            target=1.0,
        ),
        Indicator(
            code="overdue",
            name="到期的任务都已办理",
            counts="没有逾期的任务 ÷ 计入统计的任务",
            clause=f"{REGULATION}第二十六条",
            target=1.0,
        ),
        Indicator(
            code="website",
            name="政府网站事项都能在网上看到",
            counts="有可访问网址的事项 ÷ 渠道为“政府网站”的事项",
            clause=f"{PLAN}三（二）",
            target=1.0,
        ),
        Indicator(
            code="columns",
            name="网站栏目涵盖标准目录",
            counts="有已开通栏目的事项 ÷ 渠道为“政府网站”的事项",
            clause=f"{PLAN}三（二）",
            target=1.0,
        ),
        Indicator(
            code="bases",
            name="法定公开内容都有事项",
            counts="有事项或登记本年度无此类信息的依据 ÷ 十五项加八项",
            clause=f"{REGULATION}第二十条、第二十一条",
            target=1.0,
        ),
        Indicator(
            code="stages",
            name="五公开各环节都有信息",
            counts="有信息公开的环节 ÷ 五个环节",
            clause=f"{PLAN}三（三）",
            target=1.0,
        ),
        Indicator(
            code="categories",
            name="村务公开重点都已公开",
            counts="村（居）有公开信息的重点类别 ÷ 六类重点",
            clause=f"{PLAN}三（四）",
            target=1.0,
        ),
        Indicator(
            code="channels",
            name="目录要求的渠道都有凭证",
            counts="已证明的渠道 ÷ 目录要求的渠道（每个单位的每个事项）",
            clause=f"{PLAN}三（二）",
            target=None,
        ),
    ),
)


@dataclass(frozen=True)
class Measured:
    """A part of a whole, as counted on a day."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError("the part lies between nothing and the whole")

    @property
    def share(self) -> float | None:
        """The part's share; None where there is nothing to count."""
        return self.part / self.whole if self.whole else None

    @property
    def lacking(self) -> int:
        """How many are not as they should be."""
        return self.whole - self.part

    def meets(self, target: float | None) -> bool | None:
        """Whether the target is reached; None where none is named or nothing is counted."""
        share = self.share
        return None if target is None or share is None else share >= target
