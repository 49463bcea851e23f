"""Reasons for taking down what was published, and what the public page then shows."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.rules.tables import Row, Table

Keeps = Literal["title", "nothing"]


@dataclass(frozen=True, kw_only=True)
class WithdrawalReason(Row):
    """A reason.

    ``page_shows`` stands at the address afterwards. ``keeps`` says whether the title stays
    there: a title can itself be what must not be seen. ``replaced`` asks for a link to what
    came instead. ``urgent`` reasons are carried out at once and reported afterwards.
    """

    basis: str
    page_shows: str
    keeps: Keeps
    replaced: bool = False
    urgent: bool = False


TABLE: Final = Table(
    name="撤下理由",
    source="《中华人民共和国政府信息公开条例》第六条、第十四条至第十六条；《中华人民共和国行政处罚法》"
    "第四十八条；《中华人民共和国社会救助法》第四十五条",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="SEEN（条例、社会救助法）；RECALL（行政处罚法、个人信息保护法）",
    rows=(
        WithdrawalReason(
            code="incorrect",
            name="内容不准确、不完整",
            basis="《政府信息公开条例》第六条",
            page_shows="本信息内容不准确，已撤下，更正后的信息另行公开。",
            keeps="title",
            replaced=True,
        ),
        WithdrawalReason(
            code="exempt",
            name="属于不予公开的信息",
            basis="《政府信息公开条例》第十四条、第十五条、第十六条",
            page_shows="本信息经审查依法不予公开，已撤下。",
            keeps="nothing",
        ),
        WithdrawalReason(
            code="secrecy",
            name="可能涉密，先行撤下",
            basis="《保守国家秘密法实施条例》第四十二条、第六十一条",
            page_shows="本信息正在复核，暂不提供。",
            keeps="nothing",
            urgent=True,
        ),
        WithdrawalReason(
            code="personal_data",
            name="含有不应公开的个人信息",
            basis="《个人信息保护法》第二十五条、第四十七条",
            page_shows="本信息含有不应公开的个人信息，已撤下。",
            keeps="nothing",
            urgent=True,
        ),
        WithdrawalReason(
            code="penalty_revoked",
            name="行政处罚决定被变更、撤销、确认违法或者无效",
            effective_from=date(2021, 7, 15),
            basis="《行政处罚法》第四十八条第二款（三日内撤回并公开说明理由）",
            page_shows="本行政处罚决定已被依法变更、撤销、确认违法或者确认无效，予以撤回。",
            keeps="title",
        ),
        WithdrawalReason(
            code="scope",
            name="只应在村、社区范围内公布",
            effective_from=date(2026, 7, 1),
            basis="《社会救助法》第四十五条",
            page_shows="本信息依法在所在村、社区范围内公布，已从网站撤下。",
            keeps="nothing",
        ),
        WithdrawalReason(
            code="term_ended",
            name="公开期限届满",
            basis="公开事项目录规定的公开期限",
            page_shows="本信息公开期限已届满，需要时可以依申请获取。",
            keeps="title",
        ),
        WithdrawalReason(
            code="superseded",
            name="文件失效、废止或者被替代",
            basis="《政府信息公开条例》第六条；文件清理结果",
            page_shows="本文件已失效、废止或者被替代。",
            keeps="title",
            replaced=True,
        ),
    ),
)
