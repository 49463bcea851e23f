"""Legal bases of publication (Art. 20, 21) and of not publishing (Art. 14 to 16).

A coverage report shows each township code (21-T1 to 21-T8) with an item or a recorded
"nothing this year". No information is 不予公开 without one of the grounds here (F07).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.rules.tables import Row, Table

REGULATION: Final = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
IN_FORCE: Final = date(2019, 5, 15)

Force = Literal["must_not", "must_not_unless", "may_refuse"]


@dataclass(frozen=True, kw_only=True)
class Basis(Row):
    """An item that must be published proactively, with the article in Chinese."""

    article: str


@dataclass(frozen=True, kw_only=True)
class Ground(Row):
    """A ground for not publishing.

    ``force``: ``must_not`` (不得公开), ``must_not_unless`` (不得公开, unless the third party
    agrees or the public interest demands it), ``may_refuse`` (可以不予公开).
    """

    article: str
    force: Force


_NUMERALS: Final = (*"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五")

_ART_20: Final = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "国民经济和社会发展规划、专项规划、区域规划及相关政策",
    "国民经济和社会发展统计信息",
    "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
    "财政预算、决算信息",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
)

_ART_21_TOWNSHIP: Final = (
    "贯彻落实农业农村政策",
    "农田水利工程建设运营",
    "农村土地承包经营权流转",
    "宅基地使用情况审核",
    "土地征收",
    "房屋征收",
    "筹资筹劳",
    "社会救助",
)

PROACTIVE: Final = Table(
    name="主动公开的法定依据",
    source=f"{REGULATION}第二十条、第二十一条",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        *(
            Basis(code=f"20-{i:02d}", name=name, article=f"第二十条第（{_NUMERALS[i - 1]}）项")
            for i, name in enumerate(_ART_20, 1)
        ),
        *(
            Basis(code=f"21-T{i}", name=name, article="第二十一条")
            for i, name in enumerate(_ART_21_TOWNSHIP, 1)
        ),
    ),
)

EXEMPTIONS: Final = Table(
    name="不予公开的法定理由",
    source=f"{REGULATION}第十四条至第十六条",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        Ground(code="14-1", name="依法确定为国家秘密", article="第十四条", force="must_not"),
        Ground(code="14-2", name="法律、行政法规禁止公开", article="第十四条", force="must_not"),
        Ground(
            code="14-3",
            name="公开后可能危及国家安全、公共安全、经济安全、社会稳定",
            article="第十四条",
            force="must_not",
        ),
        Ground(
            code="15",
            name="涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害",
            article="第十五条",
            force="must_not_unless",
        ),
        Ground(
            code="16-1",
            name="内部事务信息（人事管理、后勤管理、内部工作流程等）",
            article="第十六条第一款",
            force="may_refuse",
        ),
        Ground(
            code="16-2-1",
            name="过程性信息（讨论记录、过程稿、磋商信函、请示报告等）",
            article="第十六条第二款",
            force="may_refuse",
        ),
        Ground(
            code="16-2-2", name="行政执法案卷信息", article="第十六条第二款", force="may_refuse"
        ),
    ),
)


def township_bases(day: date) -> tuple[Basis, ...]:
    """Give the eight matters of Art. 21 that a township adds to Art. 20."""
    return tuple(row for row in PROACTIVE.as_of(day) if row.code.startswith("21-"))


def citation(row: Basis | Ground) -> str:
    """Give the provision as a letter cites it."""
    return f"{REGULATION}{row.article}"
