"""The text as detectors read it, and the way back to the places of the original."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.rules.detectors.markup import Change, changes

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
_WIDE_SIGNS: Final = "０-９Ａ-Ｚａ-ｚ＠＋＿．－\U0001d7ce-\U0001d7ff"
_WIDE: Final = re.compile(f"[{_WIDE_SIGNS}]+")
_TO_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x1D7CE + place: ord("0") + place % 10 for place in range(50)
}


_UNUSUAL: Final = re.compile(f"[{_WIDE_SIGNS}{INVISIBLE}]")
# Texts read from pictures often have a blank between all characters.
_SPREAD: Final = re.compile(
    r" [\u4e00-\u9fff] [\u4e00-\u9fff0-9：] [\u4e00-\u9fff0-9：]"
    r"(?: [\u4e00-\u9fff0-9：A-Za-z，。、])+(?!\S)"
)


def _members(signs: str) -> Iterator[str]:
    """Every character of the inside of a character class."""
    for first, last in re.findall("(.)(?:-(.))?", signs):
        yield from map(chr, range(ord(first), ord(last or first) + 1))


UNUSUAL: Final = tuple(_members(_WIDE_SIGNS + INVISIBLE))
"""Every character that ``prepare`` narrows or removes."""


def _narrow(text: str) -> str:
    return _WIDE.sub(lambda match: match[0].translate(_TO_NARROW), text)


@dataclass(frozen=True)
class Prepared:
    """``text`` without signs that have no width and tags, full-width letters and digits narrow.

    ``removed``: for every removed stretch where the text after it stands in ``text``; ``lost``:
    how many signs were removed up to there.
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


def prepare(text: str, unusual: bool | None = None) -> Prepared:
    """Give the text as the detectors read it.

    ``unusual``: whether it holds any of ``UNUSUAL``, where that is known already.
    """
    usual = not (_UNUSUAL.search(text) if unusual is None else unusual)
    narrow = text if usual else _narrow(text)
    put = [] if usual else [(*match.span(), "") for match in _INVISIBLE.finditer(narrow)]
    put.extend(
        (at, at + 1, "")
        for match in _SPREAD.finditer(narrow)
        for at in range(match.start() + 2, match.end(), 2)
    )
    put.extend(changes(narrow))
    return _with(text, narrow, sorted(put)) if put else Prepared(text, narrow)


def _with(text: str, narrow: str, put: list[Change]) -> Prepared:
    removed: list[int] = []
    lost: list[int] = []
    pieces: list[str] = []
    gone = end = 0
    for start, stop, instead in put:
        if start < end:
            continue
        pieces += narrow[end:start], instead
        removed.append(start - gone + len(instead))
        gone += stop - start - len(instead)
        lost.append(gone)
        end = stop
    pieces.append(narrow[end:])
    return Prepared(text, "".join(pieces), tuple(removed), tuple(lost))
