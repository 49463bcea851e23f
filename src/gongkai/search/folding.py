"""Folding: one form for everything that a person means by the same words.

Folded text is NFKC, lower case, simplified, and consists of runs with one blank between them. A
run is either Han characters or other letters and digits; punctuation, brackets, blanks and signs
only separate, and so does the change from one kind of run to the other: 〔2019〕61号, [2019] 61 号
and （２０１９）６１号 are all ``2019 61 号``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
# Table and rules together: stored text folded by another version must be folded again.
FOLD_VERSION: Final = 1
# Official texts write the zero of 二〇二四 with either of two geometric circles; and SQLite takes
# the two small sigmas for one.
_ALIKE: Final = {"○": "〇", "◯": "〇", "ς": "σ"}
_HAN_CHARACTER: Final = re.compile(f"[{HAN}]")
_RUN: Final = re.compile(f"[{HAN}]+|[^ {HAN}]+")


def _simplified() -> dict[str, str]:
    text = (files("gongkai.search") / "data" / "simplified.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for line in lines for pair in line.split()}


SIMPLIFIED: Final = _simplified()


class _Characters(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = "".join(_fold_one(one) for one in _compatible(chr(code)))
        self[code] = folded
        return folded


def _compatible(character: str) -> str:
    plain = unicodedata.normalize("NFKC", _ALIKE.get(character, character))
    return unicodedata.normalize("NFKC", plain.lower())


def _fold_one(character: str) -> str:
    character = SIMPLIFIED.get(character, character)
    return character if character.isalnum() or is_han(character) else " "


def is_han(character: str) -> bool:
    """Say whether a folded character is Han: what runs of bigrams are made of."""
    return _HAN_CHARACTER.match(character) is not None


_CHARACTERS: Final = _Characters()


def fold(text: str) -> str:
    """Fold ``text``. Gives runs with one blank between them, none at the ends."""
    return " ".join(_RUN.findall(unicodedata.normalize("NFC", text).translate(_CHARACTERS)))


def runs(text: str) -> list[str]:
    """The runs of ``text``, folded, in their order."""
    return _RUN.findall(unicodedata.normalize("NFC", text).translate(_CHARACTERS))


@dataclass(frozen=True)
class Folded:
    """Folded text that knows where it came from.

    ``starts[i]`` and ``ends[i]`` are the offsets, in the original text, of what became
    ``text[i]``; for a blank between two runs that is the place between them.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of the folded characters ``start`` to ``end``."""
        return self.starts[start], self.ends[end - 1]


def fold_with_offsets(text: str) -> Folded:
    """Fold ``text`` as ``fold`` does, keeping for each character where it stood."""
    loose, spans = [], []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end]).translate(_CHARACTERS)
        loose.append(piece)
        spans.extend([(start, end)] * len(piece))
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in _RUN.finditer("".join(loose)):
        if folded:
            folded.append(" ")
            # One character, such as ¼, may have become both neighbours: then nothing is between.
            between = spans[run.start()][0]
            starts.append(min(ends[-1], between))
            ends.append(max(starts[-1], between))
        folded.append(run.group())
        starts.extend(start for start, _ in spans[run.start() : run.end()])
        ends.extend(end for _, end in spans[run.start() : run.end()])
    return Folded("".join(folded), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans that composing never reaches across: a character with the marks that follow it."""
    if unicodedata.is_normalized("NFC", text):
        yield from ((place, place + 1) for place in range(len(text)))
        return
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _joins(text[place]):
            yield start, place
            start = place


def _joins(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or "\u1160" <= character <= "\u11ff"
