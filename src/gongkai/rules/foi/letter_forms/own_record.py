"""What is told to whoever asked to correct what is recorded of them (Art. 41)."""

from typing import Final

from gongkai.rules.foi import article
from gongkai.rules.foi.letter_forms.model import Field, LetterForm
from gongkai.rules.foi.letter_forms.shared import CALLED, CAME, law
from gongkai.rules.foi.letters import BY_CODE
from gongkai.rules.foi.own_record import OwnRecordState

RESULTS: Final = {
    OwnRecordState.CORRECTED: "经核实，该信息记录不准确，本机关已经予以更正。",
    OwnRecordState.REFUSED: "经核实，该信息的记录没有错误，不予更正。",
    OwnRecordState.TRANSFERRED: "该信息不属于本机关职能范围，本机关已经转送{机关}处理。",
    OwnRecordState.TOLD: "该信息不属于本机关职能范围，请向{机关}提出。",
}
"""The sentence of each outcome; ``{机关}`` is who may correct it."""

FORM_OF: Final = {
    OwnRecordState.CORRECTED: "own_record",
    OwnRecordState.REFUSED: "own_record",
    OwnRecordState.TRANSFERRED: "own_record_transfer",
    OwnRecordState.TOLD: "own_record_transfer",
}

_FIELDS: Final = (
    CALLED,
    Field("登记编号", "更正申请的登记编号", "更正2026-0003", must=True),
    CAME,
    Field("更正内容", "哪条信息需要更正", "救助档案中的出生年份（示例）", must=True),
    law(article("第四十一条")),
    Field("核实情况", "核实的经过和结论", "与户口登记核对，年份有误（示例）。", must=True),
)
_TEXT: Final = (
    "本机关于{收到日期}收到{称呼}提出的更正与本人有关的政府信息的申请（登记编号：{登记编号}），"
    "要求更正：{更正内容}。\n"
    "核实情况：{核实情况}\n"
    "根据{依据}的规定，答复如下：{处理结果}"
)


def _form(code: str, result: str) -> LetterForm:
    outcome = Field("处理结果", "按核实的结果，由系统写入", result, must=True)
    return LetterForm(
        code=code,
        name=BY_CODE[code].name,
        to="applicant",
        fields=(*_FIELDS, outcome),
        text=_TEXT,
        closing="特此告知。",
        law=article("第四十一条"),
    )


OWN_RECORD: Final = (
    _form("own_record", RESULTS[OwnRecordState.CORRECTED]),
    _form("own_record_transfer", "该信息不属于本机关职能范围，请向示例局提出。"),
)
