"""The reply kinds R01 to R24 (handbook 2.7): what each needs, by which article, counted where.

A kind that lacks a fact cannot be issued. ``required`` are facts that a person types; ``proven``
are facts of the case itself, which nobody can type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.rules.foi import IN_FORCE, REGULATION
from gongkai.rules.tables import Row, Table

Remedy = Literal["A", "B", ""]
Group = Literal["open", "partial", "withheld", "unable", "not_processed", "other"]


@dataclass(frozen=True)
class Fact:
    """A fact that a person states in the reply: its name, label and help."""

    name: str
    label: str
    help: str = ""
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class ReplyKind(Row):
    """A way to answer.

    template: the name of its document. remedy: A, B or none. annual_row: the row of table 三.
    supplies: content is handed over, so the gate is asked. closing: it ends the case without a
    decision on disclosure (a record or notice).
    """

    article: str
    template: str
    remedy: Remedy
    annual_row: str
    group: Group
    required: tuple[Fact, ...] = ()
    proven: tuple[str, ...] = ()
    supplies: bool = False
    closing: bool = False
    ground: str = ""
    evidence: str = "SEEN"

    @property
    def citation(self) -> str:
        """The provision as a letter cites it; empty where the law names none."""
        return f"{REGULATION}{self.article}" if self.article else ""


PROVEN: Final = {
    "supply": "提供的内容还没有经过保密审查并同意依申请公开",
    "parts": "部分公开要逐一写明不予公开的部分、依据和理由",
    "third_party": "没有征求第三方意见的记录，或者征求意见还没有结束",
    "search": "没有检索记录：请登记在哪里、用什么方法、由谁检索",
    "corrected": "申请人还没有补正，或者没有要求过补正",
    "correction_expired": "没有要求过补正，或者补正期限还没有届满",
    "fee_expired": "没有发过收费通知，或者缴费期限还没有届满",
    "withdrawn": "没有申请人撤回申请的记录",
    "earlier_reply": "没有引用此前对同一申请人的答复",
    "reasons": "没有要求申请人说明理由，或者还没有登记说明的结果",
    "remedy": "没有设定行政复议机关和人民法院，无法写明救济途径（请在“依申请公开设置”中填写）",
}
"""Facts of the case, and what to say where one is missing."""

_REASON: Final = Fact("reason", "理由", "写明事实和理由，让申请人看得懂为什么不公开。")
_WHERE: Final = Fact("where", "获取该信息的方式、途径", "网址、刊物、地点，写到申请人能找到为止。")


def _withheld(
    code: str,
    name: str,
    article: str,
    row: str,
    ground: str,
    *facts: Fact,
    proven: tuple[str, ...] = (),
) -> ReplyKind:
    return ReplyKind(
        code=code,
        name=name,
        article=article,
        template="政府信息不予公开告知书",
        remedy="B",
        annual_row=row,
        group="withheld",
        required=(*facts, _REASON),
        proven=proven,
        ground=ground,
    )


TABLE: Final = Table(
    name="答复类型",
    source="《政府信息公开条例》第三十条至第三十九条；国办函〔2020〕109号；国办公开办函〔2021〕30号",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN（依据）；RECALL（与年度报告各行的对应）",
    rows=(
        ReplyKind(
            code="R01",
            name="已主动公开",
            article="第三十六条第（一）项",
            template="政府信息公开告知书（已主动公开）",
            remedy="A",
            annual_row="3.1",
            group="open",
            required=(_WHERE,),
        ),
        ReplyKind(
            code="R02",
            name="予以公开",
            article="第三十六条第（二）项",
            template="政府信息公开告知书",
            remedy="A",
            annual_row="3.1",
            group="open",
            proven=("supply",),
            supplies=True,
        ),
        ReplyKind(
            code="R03",
            name="部分公开",
            article="第三十七条",
            template="政府信息部分公开告知书",
            remedy="B",
            annual_row="3.2",
            group="partial",
            proven=("supply", "parts"),
            supplies=True,
        ),
        _withheld(
            "R04",
            "不予公开：国家秘密",
            "第十四条、第三十六条第（三）项",
            "3.3.1",
            "14-1",
            Fact("classification", "定密依据", "确定为国家秘密的机关、文件或者保密事项范围。"),
        ),
        _withheld(
            "R05",
            "不予公开：法律、行政法规禁止公开",
            "第十四条、第三十六条第（三）项",
            "3.3.2",
            "14-2",
            Fact("law", "法律、行政法规的名称和条款", "如《×××法》第×条。"),
        ),
        _withheld(
            "R06",
            "不予公开：危及“三安全一稳定”",
            "第十四条、第三十六条第（三）项",
            "3.3.3",
            "14-3",
        ),
        _withheld(
            "R07",
            "不予公开：保护第三方合法权益",
            "第十五条、第三十二条、第三十六条第（三）项",
            "3.3.4",
            "15",
            proven=("third_party",),
        ),
        _withheld(
            "R08",
            "不予公开：内部事务信息",
            "第十六条第一款、第三十六条第（三）项",
            "3.3.5",
            "16-1",
        ),
        _withheld(
            "R09",
            "不予公开：过程性信息",
            "第十六条第二款、第三十六条第（三）项",
            "3.3.6",
            "16-2-1",
        ),
        _withheld(
            "R10",
            "不予公开：行政执法案卷信息",
            "第十六条第二款、第三十六条第（三）项",
            "3.3.7",
            "16-2-2",
        ),
        ReplyKind(
            code="R11",
            name="属于行政查询事项",
            article="第三十六条第（七）项",
            template="政府信息公开告知书（按规定查询）",
            remedy="A",
            annual_row="3.3.8",
            group="withheld",
            required=(
                Fact("law", "对获取该信息有特别规定的法律、行政法规", "如不动产登记、工商登记。"),
                _WHERE,
            ),
            evidence="UNSURE（救济类别）",
        ),
        ReplyKind(
            code="R12",
            name="信息不存在",
            article="第三十六条第（四）项",
            template="政府信息不存在告知书",
            remedy="A",
            annual_row="3.4.1",
            group="unable",
            required=(Fact("reason", "检索情况和结论", "在哪里检索、用了什么方法、结果如何。"),),
            proven=("search",),
        ),
        ReplyKind(
            code="R13",
            name="非本机关负责公开",
            article="第三十六条第（五）项",
            template="非本机关政府信息告知书",
            remedy="A",
            annual_row="3.4.1",
            group="unable",
            required=(
                Fact("reason", "不属于本机关负责公开的理由"),
                Fact(
                    "agency",
                    "负责公开的机关名称、联系方式",
                    "能够确定的应当告知；不能确定的留空。",
                    optional=True,
                ),
            ),
        ),
        ReplyKind(
            code="R14",
            name="需要加工、分析",
            article="第三十八条",
            template="政府信息公开告知书（没有现成信息）",
            remedy="A",
            annual_row="3.4.2",
            group="unable",
            required=(Fact("reason", "需要怎样的加工、分析"),),
        ),
        ReplyKind(
            code="R15",
            name="补正后申请内容仍不明确",
            article="第三十条",
            template="政府信息公开告知书（补正后仍不明确）",
            remedy="A",
            annual_row="3.4.3",
            group="unable",
            required=(Fact("reason", "补正后仍不明确之处"),),
            proven=("corrected",),
        ),
        ReplyKind(
            code="R16",
            name="信访、投诉、举报等活动",
            article="第三十九条第一款",
            template="政府信息公开申请不予处理告知书",
            remedy="A",
            annual_row="3.5.1",
            group="not_processed",
            required=(
                _REASON,
                Fact(
                    "channel",
                    "可以通过的相应渠道",
                    "如信访接待地点、电话；可以不填。",
                    optional=True,
                ),
            ),
        ),
        ReplyKind(
            code="R17",
            name="重复申请",
            article="第三十六条第（六）项",
            template="政府信息公开申请不予重复处理告知书",
            remedy="A",
            annual_row="3.5.2",
            group="not_processed",
            proven=("earlier_reply",),
        ),
        ReplyKind(
            code="R18",
            name="要求提供公开出版物",
            article="第三十九条第二款",
            template="政府信息公开告知书（公开出版物）",
            remedy="A",
            annual_row="3.5.3",
            group="not_processed",
            required=(_WHERE,),
        ),
        ReplyKind(
            code="R19",
            name="无正当理由大量反复申请",
            article="第三十五条",
            template="政府信息公开申请不予处理告知书（大量反复申请）",
            remedy="A",
            annual_row="3.5.4",
            group="not_processed",
            required=(Fact("reason", "理由不合理之处"),),
            proven=("reasons",),
        ),
        ReplyKind(
            code="R20",
            name="要求确认或者重新出具已获取的信息",
            article="",
            template="政府信息公开告知书（确认或者重新出具）",
            remedy="A",
            annual_row="3.5.5",
            group="not_processed",
            required=(Fact("held", "申请人已经获取的信息及获取的时间、方式"),),
        ),
        ReplyKind(
            code="R21",
            name="逾期不补正，不再处理",
            article="第三十条",
            template="政府信息公开申请结案记录（逾期不补正）",
            remedy="A",
            annual_row="3.6.1",
            group="other",
            proven=("correction_expired",),
            closing=True,
        ),
        ReplyKind(
            code="R22",
            name="逾期不缴费，不再处理",
            article="第四十二条",
            template="政府信息公开申请结案记录（逾期不缴费）",
            remedy="A",
            annual_row="3.6.2",
            group="other",
            proven=("fee_expired",),
            closing=True,
        ),
        ReplyKind(
            code="R23",
            name="申请人撤回申请等其他情形",
            article="",
            template="政府信息公开申请结案记录",
            remedy="",
            annual_row="3.6.3",
            group="other",
            proven=("withdrawn",),
            closing=True,
        ),
        ReplyKind(
            code="R24",
            name="咨询事项",
            article="",
            template="政府信息公开申请引导函",
            remedy="",
            annual_row="3.6.3",
            group="other",
            required=(Fact("guidance", "对咨询的答复或者引导"),),
            evidence="UNSURE（处理方式和计入的行）",
        ),
    ),
)

BY_CODE: Final[Mapping[str, ReplyKind]] = {row.code: row for row in TABLE.rows}
CODES: Final = tuple(BY_CODE)
WITHHOLDING: Final = tuple(f"R{n:02d}" for n in range(4, 11))
"""Grounds that a withheld part of a partial release may name."""


def missing(code: str, given: Mapping[str, str], proven: Mapping[str, bool]) -> list[str]:
    """What a reply of this kind still lacks, each in a Chinese sentence; empty when complete.

    given: the facts that were typed, by name. proven: the facts of the case, by the names of
    :data:`PROVEN`; ``remedy`` counts for every kind that states one. Raises KeyError for an
    unknown code.
    """
    kind = BY_CODE[code]
    found = [
        f"没有填写“{fact.label}”。"
        for fact in kind.required
        if not fact.optional and not given.get(fact.name, "").strip()
    ]
    wanted = (*kind.proven, "remedy") if kind.remedy else kind.proven
    found += [f"{PROVEN[name]}。" for name in wanted if not proven.get(name, False)]
    return found


def missing_of_part(ground: str, what: str, reason: str) -> str:
    """What a withheld part of a partial release lacks; empty when it is whole (Art. 37)."""
    if ground not in WITHHOLDING:
        return "请为不予公开的部分选择法定理由。"
    if not what.strip():
        return "请写明不予公开的是哪一部分。"
    return "" if reason.strip() else "请写明这一部分不予公开的理由。"


def choices(day: date) -> list[tuple[str, str]]:
    """Code and name of each kind in force on ``day``, for a form."""
    return [(row.code, f"{row.code} {row.name}") for row in TABLE.as_of(day)]
