"""Telling rows and columns by their printed labels, however they are numbered or punctuated."""

import re
from collections.abc import Sequence
from typing import Final

from gongkai.catalogue.reading.glyphs import key

Words = tuple[tuple[str, re.Pattern[str]], ...]


def _words(*pairs: tuple[str, str]) -> Words:
    return tuple((code, re.compile(pattern)) for code, pattern in pairs)


APPLICATION_ROWS: Final = _words(
    ("1", r"本年(?:度)?新收"),
    ("2", r"上(?:一)?年(?:度)?结转"),
    ("4", r"结转(?:至|到)?下(?:一)?年"),
    ("3.7", r"^(?:七|7)?[总合]计$"),
    ("3.2", r"部分公开"),
    ("3.1", r"^(?:一|1)?予以公开$"),
    ("3.3.1", r"国家秘密"),
    ("3.3.2", r"法规禁止"),
    ("3.3.3", r"三安全"),
    ("3.3.4", r"第三方"),
    ("3.3.5", r"内部事务"),
    ("3.3.6", r"过程性"),
    ("3.3.7", r"执法案卷"),
    ("3.3.8", r"行政查询"),
    ("3.4.1", r"不掌握"),
    ("3.4.2", r"没有现成|另行制作"),
    ("3.4.3", r"补正后"),
    ("3.5.1", r"信访"),
    ("3.5.2", r"^\d?重复申请$"),
    ("3.5.3", r"公开出版物"),
    ("3.5.4", r"反复申请"),
    ("3.5.5", r"重新出具"),
    ("3.6.1", r"逾期不补正"),
    ("3.6.2", r"收费通知|缴纳费用"),
    ("3.6.3", r"^\d?其他$"),
    ("3.6", r"^(?:六|6)?其他处理$"),
)
APPLICATION_COLUMNS: Final = _words(
    ("natural", r"^自然人$"),
    ("business", r"^商业企业$"),
    ("research", r"^科研机构$"),
    ("charity", r"公益组织$"),
    ("legal", r"法律服务机构$"),
    ("other", r"^其他$"),
    ("total", r"^[总合]计$"),
)
INFORMATION_ROWS: Final = _words(
    ("rules", r"^规章$"),
    ("normative", r"^(?:行政)?规范性文件$"),
    ("permits", r"^行政许可$"),
    ("penalties", r"^行政处罚$"),
    ("enforcement", r"^行政强制$"),
    ("fees", r"^行政事业性收费$"),
)
INFORMATION_COLUMNS: Final = _words(
    ("issued", r"制发(?:件)?数"),
    ("abolished", r"废止(?:件)?数"),
    ("in_force", r"现行有效"),
    ("decided", r"处理决定数"),
    ("amount", r"收费金额"),
)
OUTCOMES: Final = _words(
    ("upheld", r"^结果维持$"),
    ("corrected", r"^结果纠正$"),
    ("other", r"^其他结果$"),
    ("pending", r"^尚未审结$"),
    ("total", r"^[总合]计$"),
)
BLOCKS: Final = _words(
    ("suit", r"未经复议"),
    ("suit_after", r"复议后"),
    ("reconsideration", r"^行政复议$"),
)


def code_of(text: str, words: Words) -> str | None:
    """The code of the first label that the text is, or None."""
    plain = key(text)
    return next((code for code, pattern in words if pattern.search(plain)), None)


def codes_of(texts: Sequence[str], words: Words) -> set[str]:
    """The codes that a sequence of texts holds."""
    return {code for text in texts if (code := code_of(text, words)) is not None}
