"""The text as detectors read it, and the way back to the places of the original."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

# Signs without width stand inside numbers copied from web pages, or were put there to hide them.
INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2069\ufe0f\ufeff\U000e0000-\U000e007f"
)
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]+")
CHINESE_DIGITS: Final = str.maketrans(
    "〇零○一幺二三四五六七八九壹贰叁肆伍陆柒捌玖⓪①②③④⑤⑥⑦⑧⑨", "00011234567891234567890123456789"
)
# Letters and digits of double width, and the digits of mathematical alphabets.
_WIDE: Final = re.compile("[０-９Ａ-Ｚａ-ｚ＠＋＿．－\U0001d7ce-\U0001d7ff]+")
_TO_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x1D7CE + place: ord("0") + place % 10 for place in range(50)
}


_UNUSUAL: Final = re.compile(f"{_WIDE.pattern[:-2]}{INVISIBLE}]")


def _narrow(text: str) -> str:
    return _WIDE.sub(lambda match: match[0].translate(_TO_NARROW), text)


@dataclass(frozen=True)
class Prepared:
    """``text`` without signs that have no width, full-width letters and digits made narrow.

    ``removed``: for every removed stretch where it stood in ``text``; ``lost``: how many signs
    were removed up to and including it.
    """

    original: str
    text: str
    removed: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of the characters ``start`` to ``end`` of ``text``."""
        if not self.removed:
            return start, end
        return self._back(start), self._back(end - 1) + 1

    def _back(self, at: int) -> int:
        before = bisect_right(self.removed, at)
        return at + (self.lost[before - 1] if before else 0)


def prepare(text: str) -> Prepared:
    """Give the text as the detectors read it."""
    if _UNUSUAL.search(text) is None:
        return Prepared(text, text)
    narrow = _narrow(text)
    if _INVISIBLE.search(narrow) is None:
        return Prepared(text, narrow)
    removed: list[int] = []
    lost: list[int] = []
    pieces: list[str] = []
    gone = end = 0
    for match in _INVISIBLE.finditer(narrow):
        pieces.append(narrow[end : match.start()])
        removed.append(match.start() - gone)
        gone += len(match[0])
        lost.append(gone)
        end = match.end()
    pieces.append(narrow[end:])
    return Prepared(text, "".join(pieces), tuple(removed), tuple(lost))
