"""The answers R01 to R24: what each must say beside its remedy (handbook 2.7)."""

from typing import Final

from gongkai.rules.foi.letter_forms.model import Field, LetterForm
from gongkai.rules.foi.letter_forms.shared import CASE, OPENING, law
from gongkai.rules.foi.replies import BY_CODE, ReplyKind

FACT_FIELDS: Final = {
    "where": "获取途径",
    "reason": "理由",
    "classification": "定密依据",
    "law": "法律规定",
    "agency": "负责公开的机关",
    "channel": "相应渠道",
    "held": "已获取的情况",
    "guidance": "引导",
}
"""Typed facts of a reply (``replies.Fact``) and the field under which a text has them."""

_EXAMPLES: Final = {
    "获取途径": "镇政府网站“规划计划”栏，2026年2月发布（示例）。",
    "理由": "写明事实和理由的文字（示例）。",
    "定密依据": "某机关确定为秘密级的文件（示例）。",
    "法律规定": "《某某法》第五条（示例）",
    "负责公开的机关": "示例局，联系电话0532-00000000",
    "相应渠道": "示例镇信访接待室，联系电话0532-00000000",
    "已获取的情况": "2026年5月8日已经邮寄提供（示例）。",
    "引导": "办理宅基地审批请到便民服务中心咨询（示例）。",
}
DECISIONS: Final = {
    "R01": "所申请公开的信息已经主动公开。",
    "R02": "所申请公开的信息，本机关决定予以公开。",
    "R03": "所申请公开的信息中含有不应当公开的内容，能够作区分处理，本机关决定部分公开。",
    "R04": "所申请公开的信息依法确定为国家秘密，本机关决定不予公开。",
    "R05": "所申请公开的信息属于法律、行政法规禁止公开的政府信息，本机关决定不予公开。",
    "R06": "所申请公开的信息公开后可能危及国家安全、公共安全、经济安全、社会稳定，"
    "本机关决定不予公开。",
    "R07": "所申请公开的信息涉及第三方的商业秘密或者个人隐私，公开会对第三方合法权益造成损害，"
    "本机关决定不予公开。",
    "R08": "所申请公开的信息属于人事管理、后勤管理、内部工作流程等内部事务信息，"
    "本机关决定不予公开。",
    "R09": "所申请公开的信息属于履行行政管理职能过程中形成的过程性信息，本机关决定不予公开。",
    "R10": "所申请公开的信息属于行政执法案卷信息，本机关决定不予公开。",
    "R11": "有关法律、行政法规对所申请信息的获取有特别规定，请依照其规定办理。",
    "R12": "经检索，所申请公开的信息不存在。",
    "R13": "所申请公开的信息不属于本机关负责公开。",
    "R14": "本机关没有现成信息，需要对现有政府信息进行加工、分析，本机关不予提供。",
    "R15": "该申请补正后内容仍不明确，本机关无法提供。",
    "R16": "所提内容属于以政府信息公开申请的形式进行信访、投诉、举报等活动，"
    "不作为政府信息公开申请处理。",
    "R17": "本机关已经就{称呼}的同一申请作出答复，不予重复处理。",
    "R18": "所申请提供的信息属于公开出版物，不作为政府信息公开申请处理。",
    "R19": "该申请的数量、频次明显超过合理范围，说明的理由不合理，本机关不予处理。",
    "R20": "所申请公开的信息，{称呼}已经获取，本机关不再确认或者重新出具。",
    "R21": "{称呼}无正当理由逾期没有补正，视为放弃申请，本机关不再处理该政府信息公开申请。",
    "R22": "{称呼}逾期没有缴纳信息处理费，视为放弃申请，本机关不再处理该政府信息公开申请。",
    "R23": "该政府信息公开申请已经撤回或者因其他情形终止，办理结束。",
    "R24": "所提内容属于咨询事项，不属于申请公开已经制作或者获取的政府信息。",
}
"""What was decided, in one sentence that no text can change."""

_SUPPLIED: Final = (
    Field(
        "提供的信息", "所提供信息的名称", "《农村公路养护合同》（隐去单价明细，示例）", must=True
    ),
    Field("提供方式", "形式和方式", "电子文档，电子邮件"),
)
_PROVEN_FIELDS: Final = {
    "parts": Field(
        "不予公开的部分",
        "每一部分的范围、依据和理由",
        "1.合同附件二“单价明细”：根据《政府信息公开条例》第十五条，不予公开。"
        "理由：公开会损害第三方的商业秘密（示例）。",
        must=True,
    ),
    "third_party": Field(
        "征求意见情况",
        "征求第三方意见的日期和结果",
        "2026年9月20日征求第三方意见，2026年9月28日收到意见：不同意公开。",
        must=True,
    ),
    "search": Field(
        "检索情况",
        "每次检索的日期、范围、方法和结果",
        "2026年9月21日检索示例镇档案室，方法：按年度和“养护”检索目录；结果：没有找到（示例）。",
        must=True,
    ),
    "corrected": Field(
        "补正情况",
        "告知补正和收到补正的日期",
        "本机关于2026年9月20日告知补正，2026年9月28日收到补正的申请。",
        must=True,
    ),
    "correction_expired": Field(
        "补正情况",
        "告知补正的日期和期限",
        "本机关于2026年9月20日告知补正，补正期限至2026年10月15日届满，没有收到补正的申请。",
        must=True,
    ),
    "fee_expired": Field(
        "缴费情况",
        "收费通知的日期、数额和期限",
        "本机关于2026年9月20日通知缴纳信息处理费1100元，缴费期限至2026年10月22日届满，没有缴纳。",
        must=True,
    ),
    "withdrawn": Field("撤回情况", "怎样撤回的", "2026年9月25日书面撤回申请（示例）。", must=True),
    "earlier_reply": Field(
        "此前的答复",
        "日期、文书和文号",
        "2026年3月4日《政府信息公开告知书》（示例依申请〔2026〕3号）",
        must=True,
    ),
    "reasons": Field(
        "说明理由情况",
        "通知和说明的日期",
        "本机关于2026年9月20日通知说明理由，2026年9月28日收到说明。",
        must=True,
    ),
}
_LINES: Final = {
    "获取途径": "获取该信息的方式、途径：{获取途径}",
    "定密依据": "定密依据：{定密依据}",
    "法律规定": "有关规定：{法律规定}",
    "理由": "理由：{理由}",
    "负责公开的机关": "该信息由下列机关负责公开，请向其提出申请：{负责公开的机关}",
    "相应渠道": "有关诉求可以通过下列渠道提出：{相应渠道}",
    "已获取的情况": "{称呼}获取该信息的情况：{已获取的情况}",
    "引导": "{引导}",
    "提供的信息": "提供的信息：{提供的信息}。提供的形式和方式：{提供方式}。",
    "不予公开的部分": "不予公开的部分及其依据和理由：\n{不予公开的部分}",
    "征求意见情况": "{征求意见情况}",
    "检索情况": "检索情况：\n{检索情况}",
    "补正情况": "{补正情况}",
    "缴费情况": "{缴费情况}",
    "撤回情况": "撤回的情况：{撤回情况}",
    "此前的答复": "此前的答复：{此前的答复}。",
    "说明理由情况": "{说明理由情况}",
}
"""How the packaged texts say a field."""

_LINES_OF: Final = {"R12": {"理由": "结论：{理由}"}}
"""Where the text of one kind says a field in other words."""


def _fields(kind: ReplyKind) -> tuple[Field, ...]:
    decision = Field("决定", "按答复类型，由系统写入", DECISIONS[kind.code], must=True)
    supplied = _SUPPLIED if kind.supplies else ()
    proven = tuple(_PROVEN_FIELDS[name] for name in kind.proven if name in _PROVEN_FIELDS)
    typed = tuple(
        Field(
            FACT_FIELDS[fact.name],
            f"答复中填写的“{fact.label}”",
            _EXAMPLES[FACT_FIELDS[fact.name]],
            must=not fact.optional,
            optional=fact.optional,
        )
        for fact in kind.required
    )
    cited = (law(kind.citation),) if kind.article else ()
    return (*CASE, *cited, decision, *supplied, *proven, *typed)


def _text(kind: ReplyKind, fields: tuple[Field, ...]) -> str:
    basis = "根据{依据}的规定，" if kind.article else ""
    lines = [OPENING, f"经审查，{basis}答复如下：{{决定}}"]
    own = _LINES | _LINES_OF.get(kind.code, {})
    lines += [own[field.name] for field in fields if field.name in own]
    return "\n".join(lines)


def _form(kind: ReplyKind) -> LetterForm:
    fields = _fields(kind)
    return LetterForm(
        code=kind.code,
        name=kind.template,
        to="applicant",
        fields=fields,
        text=_text(kind, fields),
        closing="特此告知。",
        law=kind.citation,
        decision=DECISIONS[kind.code],
    )


ANSWERS: Final = tuple(_form(kind) for kind in BY_CODE.values())
