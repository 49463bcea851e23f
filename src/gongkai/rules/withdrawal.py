"""Reasons for taking down what was published, and what the public page then shows."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.rules.tables import Row, Table

Keeps = Literal["title", "nothing"]
Successor = Literal["required", "optional", "none"]
Answers = Literal["gone", "notice"]

_KEEPS: Final[dict[Keeps, str]] = {
    "title": "标题保留，正文和附件不再显示",
    "nothing": "标题、正文和附件都不再显示",
}
_SUCCESSOR: Final[dict[Successor, str]] = {
    "required": "须指明替代它的信息，页面会链接过去",
    "optional": "有替代它的信息时可以指明，页面会链接过去",
    "none": "不链接其他信息",
}
_ANSWERS: Final[dict[Answers, str]] = {
    "gone": "原网址只答复“已撤下”(410)",
    "notice": "原网址保留，显示撤下说明",
}


@dataclass(frozen=True, kw_only=True)
class WithdrawalReason(Row):
    """A reason.

    ``page_shows`` stands at the address afterwards. ``keeps`` says whether the title stays
    there: a title can itself be what must not be seen. ``successor`` says whether what came
    instead must, may or must not be named; the page then links to it. ``answers`` says how the
    address answers: as gone for good (HTTP 410), or as a page like others. ``urgent`` reasons
    are carried out at once and reported afterwards.
    """

    basis: str
    page_shows: str
    keeps: Keeps
    successor: Successor = "none"
    answers: Answers = "notice"
    urgent: bool = False

    def rule_in_words(self) -> str:
        """What stays of text, successor and address, as the person who withdraws reads it."""
        parts = (_KEEPS[self.keeps], _SUCCESSOR[self.successor], _ANSWERS[self.answers])
        return f"{'；'.join(parts)}。"


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
            successor="optional",
        ),
        WithdrawalReason(
            code="exempt",
            name="属于不予公开的信息",
            basis="《政府信息公开条例》第十四条、第十五条、第十六条",
            page_shows="本信息经审查依法不予公开，已撤下。",
            keeps="nothing",
            answers="gone",
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
            successor="optional",
            answers="gone",
            urgent=True,
        ),
        WithdrawalReason(
            code="penalty_revoked",
            name="行政处罚决定被变更、撤销、确认违法或者无效",
            effective_from=date(2021, 7, 15),
            basis="《行政处罚法》第四十八条第二款（三日内撤回并公开说明理由）",
            page_shows="本行政处罚决定已被依法变更、撤销、确认违法或者确认无效，予以撤回。",
            keeps="title",
            successor="optional",
        ),
        WithdrawalReason(
            code="scope",
            name="只应在村、社区范围内公布",
            effective_from=date(2026, 7, 1),
            basis="《社会救助法》第四十五条",
            page_shows="本信息依法在所在村、社区范围内公布，已从网站撤下。",
            keeps="nothing",
            answers="gone",
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
            name="已有新的文件替代",
            basis="《政府信息公开条例》第六条；文件清理结果",
            page_shows="本文件已由新的文件替代。",
            keeps="title",
            successor="required",
        ),
        WithdrawalReason(
            code="lapsed",
            name="文件失效或者废止，不再保留全文",
            basis="《政府信息公开条例》第六条；文件清理结果",
            page_shows="本文件已失效或者废止。",
            keeps="title",
            successor="optional",
        ),
    ),
)

TERM_ENDED: Final = "term_ended"
"""The reason of what goes because its 公开期限 is over (handbook 4.6)."""
