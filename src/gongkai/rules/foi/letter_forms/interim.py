"""The letters on the way to an answer: to the applicant, a third party, a co-maker, a unit."""

from typing import Final

from gongkai.rules.foi import article
from gongkai.rules.foi.letter_forms.model import Field, LetterForm
from gongkai.rules.foi.letter_forms.shared import (
    ASKED,
    CALLED,
    CAME,
    CASE,
    NUMBER,
    OPENING,
    effects,
    law,
)
from gongkai.rules.foi.letters import BY_CODE

CORRECTION_EFFECTS: Final = (
    "无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。"
)
REASONS_EFFECTS: Final = (
    "理由不合理的，本机关不予处理；理由合理但无法在规定期限内答复的，"
    "本机关可以确定延迟答复的合理期限并另行告知。"
)
THIRD_PARTY_EFFECTS: Final = (
    "逾期未提出意见的，由本机关依照《政府信息公开条例》的规定决定是否公开。不同意公开且有合理理由的，"
    "本机关不予公开；本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，"
    "并将决定公开的政府信息内容和理由书面告知。"
)
CO_MAKER_EFFECTS: Final = "逾期未提出意见的，视为同意公开。"
FEE_EFFECTS: Final = (
    "逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请；"
    "缴清的，答复期限自缴清次日起重新计算。"
)
FEE_LAW: Final = (
    f"{article('第四十二条')}、《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
)


def _form(
    code: str,
    provision: str,
    fields: tuple[Field, ...],
    text: str,
    closing: str,
    *,
    slip: bool = False,
    edition: int = 1,
) -> LetterForm:
    kind = BY_CODE[code]
    return LetterForm(
        code=code,
        name=kind.name,
        to=kind.to,
        fields=fields,
        text=text,
        closing=closing,
        law=provision,
        slip=slip,
        edition=edition,
    )


def _to_applicant(
    code: str, provision: str, fields: tuple[Field, ...], text: str, closing: str
) -> LetterForm:
    """A letter to the applicant on a step of the case: it names the case first, then the law."""
    return _form(code, provision, (*CASE, law(provision), *fields), OPENING + text, closing)


def _until(name: str) -> Field:
    return Field(name, "最后一天和工作日数", "2026年10月15日（15个工作日，含当日）", must=True)


_RECEIPT: Final = _form(
    "receipt",
    article("第三十一条、第三十三条"),
    (
        *CASE,
        Field("提交方式", "当面提交、邮寄、互联网等", "当面提交"),
        Field("形式和方式", "希望获取信息的形式和方式", "电子文档，电子邮件"),
        Field(
            "代填说明",
            "口头申请、需要协助的：谁代填或者协助，怎样核对确认",
            "本申请由张示例代为填写。核对和确认：当场宣读，申请人确认无误。",
            optional=True,
        ),
        Field(
            "期限说明",
            "收到申请之日、答复期限，由系统写入",
            "2026年9月18日为收到申请之日。本机关将在收到申请之日起20个工作日内，即2026年10月22日以前"
            "（含当日）予以答复。",
            must=True,
        ),
    ),
    "{称呼}于{收到日期}提交的政府信息公开申请，本机关已经登记。\n"
    "登记编号：{登记编号}\n"
    "提交方式：{提交方式}\n"
    "申请内容：{申请内容}\n"
    "希望获取信息的形式和方式：{形式和方式}\n"
    "{代填说明}\n"
    "{期限说明}需要补正、征求意见或者延长期限的，本机关另行告知。\n"
    "请保存本回执。查询办理进度、变更联系方式或者撤回申请时，请说明登记编号。",
    "特此告知。",
    edition=2,
)
_CORRECTION: Final = _to_applicant(
    "correction",
    article("第三十条"),
    (
        Field(
            "补正内容",
            "需要补正的全部内容",
            "请写明需要哪一年度、哪个项目的资料（示例）。",
            must=True,
        ),
        Field(
            "指导和释明",
            "怎样写才能找到信息",
            "可以参考项目公示中的名称（示例）。",
            optional=True,
        ),
        _until("补正期限"),
        effects(CORRECTION_EFFECTS),
    ),
    "\n经审查，该申请需要补正。根据{依据}的规定，现一次性告知需要补正的内容：\n"
    "{补正内容}\n"
    "{指导和释明}\n"
    "请在{补正期限}以前把补正的材料送达本机关。答复期限自本机关收到补正的申请之日起计算。{后果}",
    "特此告知。",
)
_REASONS: Final = _to_applicant(
    "reasons",
    article("第三十五条"),
    (
        Field(
            "情况",
            "认为明显超过合理范围的情况",
            "2026年8月以来已经就同一事项提出申请四十余件（示例）。",
            must=True,
        ),
        _until("说明期限"),
        effects(REASONS_EFFECTS),
    ),
    "\n本机关认为，申请公开政府信息的数量、频次明显超过合理范围：\n"
    "{情况}\n"
    "根据{依据}的规定，请在{说明期限}以前书面说明理由。{后果}",
    "特此通知。",
)
_EXTENSION: Final = _to_applicant(
    "extension",
    article("第三十三条"),
    (
        Field(
            "延期理由", "不能按期答复的原因", "需要检索2012年以来的纸质档案（示例）。", must=True
        ),
        Field(
            "审批",
            "经谁同意，由系统写入",
            "经本机关政府信息公开工作机构负责人同意",
            must=True,
        ),
        Field("延长天数", "延长的工作日", "20个工作日", must=True),
        Field("原答复期限", "延长以前的最后一天", "2026年10月22日"),
        Field("新答复期限", "延长以后的最后一天", "2026年11月19日", must=True),
    ),
    "该申请应当在{原答复期限}以前答复。\n"
    "延期的理由：{延期理由}\n"
    "根据{依据}的规定，{审批}，答复期限延长{延长天数}，本机关将在{新答复期限}以前（含当日）答复。",
    "特此告知。",
)
_DELAY: Final = _to_applicant(
    "delay",
    article("第三十五条"),
    (
        Field(
            "延迟理由", "不能按期答复的原因", "申请涉及的资料有一千二百余页（示例）。", must=True
        ),
        Field("延迟至", "延迟以后的最后一天", "2026年12月31日", must=True),
    ),
    "\n{称呼}说明的理由，本机关已经收悉，认为合理，但是无法在规定的期限内答复：\n"
    "{延迟理由}\n"
    "根据{依据}的规定，本机关确定在{延迟至}以前（含当日）答复。",
    "特此告知。",
)
_OTHERS: Final = (
    Field(
        "征求意见内容",
        "就哪些信息征求意见",
        "2025年农村公路养护合同的价款和工期（示例）。",
        must=True,
    ),
    Field("答复天数", "答复意见的期限", "15个工作日", must=True),
)
_THIRD_PARTY: Final = _form(
    "third_party",
    article("第十五条、第三十二条"),
    (CALLED, NUMBER, law(article("第十五条、第三十二条")), *_OTHERS, effects(THIRD_PARTY_EFFECTS)),
    "本机关收到登记编号为{登记编号}的政府信息公开申请，所申请公开的信息可能涉及"
    "{称呼}的合法权益，现征求意见。征求意见的信息为：\n"
    "{征求意见内容}\n"
    "根据{依据}的规定，请自收到本征求意见书之日起{答复天数}内，"
    "书面提出是否同意公开的意见；不同意公开的，请说明理由。{后果}",
    "特此函告。",
    slip=True,
)
_THIRD_PARTY_NOTICE: Final = _form(
    "third_party_notice",
    article("第三十二条"),
    (
        CALLED,
        NUMBER,
        law(article("第三十二条")),
        Field("意见情况", "征求意见的经过", "2026年9月28日收到不同意公开的意见", must=True),
        Field(
            "公开内容", "决定公开的政府信息", "2025年农村公路养护合同的总价（示例）。", must=True
        ),
        Field(
            "公开理由",
            "本机关的判断",
            "合同使用财政资金，不公开可能对公共利益造成重大影响（示例）。",
            must=True,
        ),
    ),
    "本机关就登记编号为{登记编号}的政府信息公开申请征求{称呼}的意见，{意见情况}。"
    "经审查，本机关决定公开下列政府信息：\n"
    "{公开内容}\n"
    "决定公开的理由：{公开理由}\n"
    "根据{依据}的规定，现将决定公开的政府信息内容和理由书面告知。",
    "特此告知。",
)
_CO_MAKER: Final = _form(
    "co_maker",
    article("第三十四条"),
    (NUMBER, law(article("第三十四条")), *_OTHERS, effects(CO_MAKER_EFFECTS)),
    "本机关收到登记编号为{登记编号}的政府信息公开申请，所申请公开的信息由本机关牵头，"
    "与贵单位共同制作，现征求意见。征求意见的信息为：\n"
    "{征求意见内容}\n"
    "根据{依据}的规定，请自收到本征求意见书之日起{答复天数}内提出意见；"
    "不同意公开的，请说明理由和依据。{后果}",
    "特此函告。",
    slip=True,
)
_ASSISTANCE: Final = _form(
    "assistance",
    article("第三十三条"),
    (
        NUMBER,
        CAME,
        ASKED,
        Field(
            "协办事项",
            "请对方办理什么",
            "请检索2025年农村公路养护资金的分配方案，并提供原件（示例）。",
            must=True,
        ),
        Field("反馈日期", "请对方答复的最后一天", "2026年9月28日", must=True),
        Field("答复期限", "本机关答复申请人的最后一天", "2026年10月22日", must=True),
    ),
    "本机关于{收到日期}收到一件政府信息公开申请（登记编号：{登记编号}），"
    "申请内容为：{申请内容}。现请贵单位协助办理下列事项：\n"
    "{协办事项}\n"
    "请在{反馈日期}以前书面反馈。经检索没有找到的，请写明检索的范围、方法和结果；"
    "认为不宜公开的，请写明依据和理由。"
    "本机关应当在{答复期限}以前答复申请人，协助办理的时间计入答复期限，请按时反馈。",
    "特此函告。",
)
_FEE: Final = _to_applicant(
    "fee",
    FEE_LAW,
    (
        Field(
            "收费理由",
            "数量、频次明显超过合理范围的情况",
            "该申请需要提供120页材料，数量明显超过合理范围（示例）。",
            must=True,
        ),
        Field(
            "计收标准",
            "方式、标准和算法，由系统写入",
            "按量计收，共120页：第31至100页，70页×10元；第101至120页，20页×20元；合计1100元。",
            must=True,
        ),
        Field("应缴数额", "由系统计算", "1100元", must=True),
        Field("缴纳方式", "取自依申请公开设置", "凭缴款通知书到银行缴纳（示例）", must=True),
        Field("缴费期限", "起算和工作日数", "自收到本通知次日起20个工作日", must=True),
        effects(FEE_EFFECTS),
    ),
    "\n{收费理由}根据{依据}的规定，本机关决定收取信息处理费。\n"
    "计收标准：{计收标准}\n"
    "应缴数额：{应缴数额}\n"
    "缴纳方式：{缴纳方式}\n"
    "请{缴费期限}内缴纳。{后果}",
    "特此通知。",
)
INTERIM: Final = (
    _RECEIPT,
    _CORRECTION,
    _REASONS,
    _EXTENSION,
    _DELAY,
    _THIRD_PARTY,
    _THIRD_PARTY_NOTICE,
    _CO_MAKER,
    _ASSISTANCE,
    _FEE,
)
