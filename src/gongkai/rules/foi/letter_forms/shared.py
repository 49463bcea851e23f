"""Fields that many forms have, with an invented case for their examples."""

from typing import Final

from gongkai.rules.foi.letter_forms.model import Field

CALLED: Final = Field("称呼", "“你”或者“你单位”", "你")
NUMBER: Final = Field("登记编号", "申请的登记编号", "2026-00018", must=True)
CAME: Final = Field("收到日期", "收到申请的日期", "2026年9月18日", must=True)
ASKED: Final = Field(
    "申请内容",
    "申请人要的信息；太长的写简称，并注明见申请",
    "2025年农村公路养护资金的分配方案（示例）",
    must=True,
)
CASE: Final = (CALLED, NUMBER, CAME, ASKED)
"""What every letter to an applicant can say."""

OPENING: Final = (
    "本机关于{收到日期}收到{称呼}提出的政府信息公开申请（登记编号：{登记编号}），"
    "申请内容为：{申请内容}。"
)


def law(example: str) -> Field:
    """The provision that a letter rests on; the product writes it, by kind."""
    return Field("依据", "条款，由系统按文书类型写入", example, must=True)


def effects(words: str) -> Field:
    """What follows from silence or delay; the law's words, written by the product."""
    return Field("后果", "逾期或者不答复的法律后果，由系统写入", words, must=True)
