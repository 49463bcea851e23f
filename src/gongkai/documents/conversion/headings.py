"""Which paragraphs are headings: by style, or by form and look (GB/T 9704—2012, 7.3.3)."""

import re
from collections.abc import Iterable
from typing import Final

LONGEST_HEADING: Final = 60
"""Characters. A numbered paragraph that is longer is text, however it looks."""

# 公文 count in four levels: 一、（一）1.（1）; regulations in 章 and 节.
_NUMERALS = "一二三四五六七八九十百零〇"
_FORMS: Final = (
    re.compile(rf"(?:第[{_NUMERALS}0-9]+章|[{_NUMERALS}]+、)"),
    re.compile(rf"(?:第[{_NUMERALS}0-9]+节|[（(][{_NUMERALS}]+[）)])"),
    re.compile(r"[0-9]{1,2}(?:[.．](?![0-9])|、)"),
    re.compile(r"[（(][0-9]{1,2}[）)]"),
)

_STYLE = re.compile(r"(?:heading|标题|toc heading)\s*([1-9])(?:\s*char)?", re.IGNORECASE)
LETTERHEAD: Final = re.compile(r".{2,40}文件")
"""The name of the issuer that stands in red above the title: 示例镇人民政府文件."""

DOCUMENT_NUMBER: Final = re.compile(
    r".{1,20}[〔\[［（(【]\s*[0-9]{4}\s*[〕\]］）)】]\s*第?\s*[0-9]+\s*号.{0,20}"
)
"""发文字号 on a line of its own."""

_GOES_ON = ("；", ";", "，", ",", "：", ":", "、")

HEADING_FONTS: Final = re.compile("黑体|楷体|simhei|kaiti|heiti|小标宋", re.IGNORECASE)
"""Fonts in which 公文 set their headings; the text itself is 仿宋."""


def level_of_style(name: str) -> int | None:
    """The level (1 and up) that the name of a Word or WPS style says; 小标题 counts as the first.

    ``Heading 1``, ``标题 1``, ``标题1`` and ``heading 1`` are the same.
    """
    if name.strip() == "小标题":
        return 1
    found = _STYLE.fullmatch(name.strip())
    return int(found[1]) if found else None


def level_of_form(text: str) -> int | None:
    """The level (1 to 4) that the number before a short paragraph says, whatever it looks like."""
    if len(text) > LONGEST_HEADING or text.endswith(_GOES_ON):
        return None
    for level, form in enumerate(_FORMS, 1):
        number = form.match(text)
        if number and number.end() < len(text):
            return level
    return None


def level_of(text: str, style: int | None, stands_out: bool) -> int | None:
    """The rule: the style says it, or the number does and the whole paragraph stands out.

    :param stands_out: the paragraph is bold or in 黑体 or 楷体 from end to end, and the text of
        the document is not.
    """
    if style is not None:
        return style
    return level_of_form(text) if stands_out else None


def elements_of(levels: Iterable[int]) -> dict[int, str]:
    """Give each level that occurs its element, without a gap: the highest is h2, at most h4."""
    return {level: f"h{min(2 + rank, 4)}" for rank, level in enumerate(sorted(set(levels)))}
