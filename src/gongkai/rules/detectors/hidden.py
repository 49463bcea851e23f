"""What a text carries without showing it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.pairs import matches, pairs
from gongkai.rules.detectors.prepare import INVISIBLE
from gongkai.rules.detectors.triggers import Found

_ATTRIBUTE: Final = (
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?!\.\d)|"
    r"mso-hide\s*:\s*all"
    r"|(?<![-\w])(?:max-)?(?:height|width)\s*:\s*0(?:px)?(?=[;\s\"'])|color\s*:\s*transparent"
    r"|(?<![-\w])(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|(?<![-\w:])(?<!: )hidden(?![-\w])|type\s*=\s*[\"']?hidden"
    r"|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white)"
)
_COMMENT: Final = re.compile(r"<!--(?!-->)(.*?)(?:-->|\Z)", re.DOTALL)
# What editors write where a part of the page begins and ends.
_EDGE: Final = re.compile(
    r"\s*/?[\u4e00-\u9fffA-Za-z0-9_ -]{0,12}(?:开始|结束|start|begin|end)\s*", re.IGNORECASE
)
_TAG: Final = re.compile(rf"<(\w{{1,12}})\b[^<>]*?(?:{_ATTRIBUTE})[^<>]*>", re.IGNORECASE)
_OPENS: Final = "[【〔［"
NOTES: Final = tuple(pairs(_OPENS, "隐批修已删白"))
_NOTE: Final = re.compile(
    rf"[\{_OPENS}](?:隐藏(?:工作表|行|列|文字|文本|内容|单元格|幻灯片)?|批注|修订|已删除|"
    r"删除线|白色字体)[^\]】〕］\n]{0,80}[\]】〕］][^\n]{0,120}"
)
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]+")
# Joiners of emoji, soft hyphens and marks of direction that editors leave behind.
_HARMLESS: Final = frozenset("\ufe0f\u200c\u200d\u00ad\u200e\u200f\u034f")


def hidden(text: str, notes: Iterable[int]) -> Iterator[Found]:
    """Comments and elements of web pages that are not shown, notes of word processors.

    ``notes``: where such a note may begin.
    """
    if "<" in text:
        for comment in _COMMENT.finditer(text):
            if comment[1].strip() and not _EDGE.fullmatch(comment[1]):
                yield Kind.HIDDEN_CONTENT, comment.start(), comment.end()
        for tag in _TAG.finditer(text):
            yield Kind.HIDDEN_CONTENT, tag.start(), _end_of(text, tag)
    for note in matches(_NOTE, text, notes):
        yield Kind.HIDDEN_CONTENT, note.start(), note.end()


def _end_of(text: str, tag: re.Match[str]) -> int:
    closing = re.compile(rf"</{tag[1]}\s*>", re.IGNORECASE).search(text, tag.end())
    return closing.end() if closing else tag.end()


def invisible(text: str) -> Iterator[Found]:
    """Signs without width in the original text, except the one at its beginning and those
    that pictures of letters (emoji) are made with.
    """
    for match in _INVISIBLE.finditer(text):
        if _HARMLESS.issuperset(match[0]) or (match.start() == 0 and match[0] == "\ufeff"):
            continue
        yield Kind.HIDDEN_CONTENT, match.start(), match.end()
