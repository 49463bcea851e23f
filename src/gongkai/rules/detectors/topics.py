"""Soft words: drafts, business secrets, stability, secrecy words without a mark, bulk tables."""

import re
from collections.abc import Iterator
from typing import Final

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.marks import STARS
from gongkai.rules.detectors.triggers import Found, Page
from gongkai.rules.detectors.vocabulary import words

PROCESS: Final = words("process")
BUSINESS: Final = words("business")
STABILITY: Final = words("stability")
GRADES: Final = ("绝密", "机密", "秘密")
_ORDINARY: Final = frozenset({"国家", "商业", "工作", "技术", "保守", "军事", "审计"})
_LEAST_ROWS: Final = 5
_LEAST_COLUMNS: Final = 2
_IDENTIFYING: Final = re.compile(
    r"姓名|户主|身份证|证件号|电话|手机|联系方式|住址|地址|账号|帐号|卡号|社保|出生|车牌|"
    r"微信|QQ|邮箱"
)


def process(page: Page, start: int, end: int) -> Iterator[Found]:
    """Words of documents that are on their way (OGI Regulation Art. 16)."""
    yield Kind.PROCESS_DOCUMENT, start, end


def business(page: Page, start: int, end: int) -> Iterator[Found]:
    """Words of business secrets (OGI Regulation Art. 15, 32)."""
    yield Kind.BUSINESS_SECRET, start, end


def stability(page: Page, start: int, end: int) -> Iterator[Found]:
    """Words of the three kinds of safety and of stability (OGI Regulation Art. 14)."""
    yield Kind.STABILITY, start, end


def bare_grade(page: Page, start: int, end: int) -> Iterator[Found]:
    """绝密, 机密 or 秘密 without a star, unless it is an ordinary expression."""
    if page.text[max(start - 2, 0) : start] in _ORDINARY:
        return
    if not page.text[end : end + 4].lstrip().startswith(STARS):
        yield Kind.SECRET_WORD, start, end


def bulk(page: Page) -> Iterator[Found]:
    """A table with at least two columns that identify people and five rows (handbook 5.4)."""
    for roster in page.rosters:
        known = sum(_IDENTIFYING.search(name) is not None for name in roster.header)
        if known >= _LEAST_COLUMNS and len(roster.rows) >= _LEAST_ROWS:
            yield Kind.BULK, roster.start, roster.end
