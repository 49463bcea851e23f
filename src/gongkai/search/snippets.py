"""Marks in original text: where the folded words stand in what people read."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from gongkai.search.cutting import Phrase
from gongkai.search.folding import HAN, SIMPLIFIED, fold, fold_with_offsets, is_han
from gongkai.search.results import Piece

BEFORE: Final = 30
LENGTH: Final = 120
# Where the quick way finds nothing, this much is folded character by character.
_FOLDED_AT_MOST: Final = 20_000
_WIDE_OFFSET: Final = 0xFEE0
# What the pattern of a phrase knows in every form it has: in a text of nothing else, folding finds
# no more than the pattern.
PLAIN: Final = (
    "\t\n\r -~\u2014\u2018\u2019\u201c\u201d\u2026"
    "\u3000-\u3002\u3007-\u3011\u3014-\u301b\u4e00-\u9fff\uff01-\uff5e"
)
_UNUSUAL: Final = re.compile(f"[^{PLAIN}]")
_BLANKS: Final = re.compile(r"\s+")


def mark(text: str, phrases: Sequence[Phrase]) -> tuple[Piece, ...]:
    """The whole of ``text`` with every place of the words marked."""
    return _pieces(text, 0, len(text), places(text, phrases))


def snippet(text: str, phrases: Sequence[Phrase]) -> tuple[Piece, ...] | None:
    """Some 120 characters of ``text`` around the first place of the words; None without one."""
    found = places(text, phrases)
    if not found:
        return None
    start = max(0, found[0][0] - BEFORE)
    end = min(len(text), max(start + LENGTH, found[0][1]))
    return _pieces(text, start, end, found)


def opening(text: str) -> tuple[Piece, ...]:
    """The first 120 characters, nothing marked."""
    return _pieces(text, 0, min(LENGTH, len(text)), []) if text.strip() else ()


def places(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Offsets in ``text`` at which one of the phrases stands, in order, not overlapping."""
    if not phrases:
        return []
    spans = [found.span() for found in _pattern(tuple(phrases)).finditer(text)]
    beginning = text[:_FOLDED_AT_MOST]
    if spans or not _UNUSUAL.search(beginning):
        return spans
    return _places_by_folding(beginning, phrases)


def _places_by_folding(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """The slow and sure way, for ㎡ that was asked as m2 and the like."""
    whole = f" {fold(text)} "
    if not any(phrase.pattern in whole for phrase in phrases):
        return []
    folded = fold_with_offsets(text)
    padded = f" {folded.text} "
    for phrase in phrases:
        place = padded.find(phrase.pattern)
        if place >= 0:
            start = place + (phrase.pattern[0] == " ") - 1
            return [folded.original(start, start + len(phrase.folded))]
    return []


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[Phrase, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: -len(phrase.folded))
    return re.compile("|".join(map(_phrase_pattern, longest_first)), re.IGNORECASE)


def _phrase_pattern(phrase: Phrase) -> str:
    parts = []
    runs = phrase.folded.split(" ")
    for number, run in enumerate(runs):
        if number:
            same = is_han(runs[number - 1][0]) == is_han(run[0])
            parts.append(r"[\W_]+" if same else r"[\W_]*")
        parts.append("".join(map(_any_form, run)))
    left = "" if is_han(runs[0][0]) else rf"(?<![^\W_{HAN}])"
    right = "" if is_han(runs[-1][0]) else rf"(?![^\W_{HAN}])"
    return left + "".join(parts) + right


def _any_form(character: str) -> str:
    """A class of the usual characters that fold to this one."""
    forms = _TRADITIONAL.get(character, "") + character
    if "!" <= character <= "~":
        forms += chr(ord(character) + _WIDE_OFFSET)
    return re.escape(forms) if len(forms) == 1 else f"[{re.escape(forms)}]"


def _traditional() -> dict[str, str]:
    forms: dict[str, str] = {"〇": "○◯"}
    for character, simple in SIMPLIFIED.items():
        forms[simple] = forms.get(simple, "") + character
    return forms


_TRADITIONAL: Final = _traditional()


def _pieces(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    cut: list[tuple[str, bool]] = [("…", False)] if start else []
    place = start
    for left, right in found:
        if left >= end:
            break
        cut.append((text[place:left], False))
        place = min(right, end)
        cut.append((text[left:place], True))
    cut.append((text[place:end], False))
    if end < len(text):
        cut.append(("…", False))
    return tuple(Piece(_BLANKS.sub(" ", part), marked) for part, marked in cut if part)
