"""Words of a text, and which of them changed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.publication.comparing.align import Work, equal_runs

_TOKEN = re.compile(r"[0-9A-Za-z_]+(?:[.,:@/%-][0-9A-Za-z_]+)*%?|\s+|.", re.DOTALL)
_LONGEST_ISLAND = 1


@dataclass(frozen=True)
class Token:
    """A Han character, a Latin word, a number or a sign; ``style`` is how it is set (strong …)."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Piece:
    """A run of text: ``change`` is "" (the same on both sides), "removed" or "added"."""

    text: str
    change: str = ""
    style: str = ""


Tokens = tuple[Token, ...]
Pieces = tuple[Piece, ...]


def tokens_of(text: str, style: str = "") -> Tokens:
    """Cut: Han character by character, Latin words and numbers whole (1,200.50; 2026-11-23)."""
    return tuple(Token(part, style) for part in _TOKEN.findall(text))


def pieces_of(tokens: Sequence[Token], change: str = "") -> Pieces:
    """Tokens that all share one fate, as runs of one style."""
    return _joined([Piece(token.text, change, token.style) for token in tokens])


def compare_words(old: Tokens, new: Tokens, work: Work) -> tuple[Pieces, Pieces]:
    """Both sides as pieces, with what went and what came marked.

    A single sign that stayed between two changes is counted with them: half-words that alternate
    are harder to read than a phrase.
    """
    left: list[Piece] = []
    right: list[Piece] = []
    at_old = at_new = 0
    for here, there, length in _without_islands(list(equal_runs(old, new, work)), len(old)):
        left += _marked(old[at_old:here], "removed")
        right += _marked(new[at_new:there], "added")
        left += _marked(old[here : here + length], "")
        right += _marked(new[there : there + length], "")
        at_old, at_new = here + length, there + length
    return _joined(left), _joined(right)


@lru_cache(maxsize=4096)
def _counts(tokens: Tokens) -> Counter[str]:
    return Counter(token.text for token in tokens)


def alike(old: Tokens, new: Tokens) -> float:
    """How many tokens two texts share, whatever their order: 0 to 1."""
    total = len(old) + len(new)
    return 2 * (_counts(old) & _counts(new)).total() / total if total else 1.0


def _without_islands(runs: list[tuple[int, int, int]], length: int) -> list[tuple[int, int, int]]:
    """Leave out equal runs of one sign that stand between two changes."""
    kept = []
    end_old = end_new = 0
    for at, (here, there, size) in enumerate(_merged(runs)):
        changed_before = here > end_old or there > end_new
        inside = changed_before and here > 0 and here + size < length and at < len(runs) - 1
        if inside and 0 < size <= _LONGEST_ISLAND:
            continue
        kept.append((here, there, size))
        end_old, end_new = here + size, there + size
    return kept


def _merged(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Join runs that follow each other without a gap; the empty last one stays."""
    merged: list[tuple[int, int, int]] = []
    for here, there, size in runs[:-1]:
        if merged and (here, there) == (
            merged[-1][0] + merged[-1][2],
            merged[-1][1] + merged[-1][2],
        ):
            first = merged.pop()
            merged.append((first[0], first[1], first[2] + size))
        else:
            merged.append((here, there, size))
    return [*merged, runs[-1]]


def _marked(tokens: Sequence[Token], change: str) -> list[Piece]:
    return [Piece(token.text, change, token.style) for token in tokens]


def _joined(pieces: list[Piece]) -> Pieces:
    joined: list[Piece] = []
    texts: list[str] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and (last.change, last.style) == (piece.change, piece.style):
            texts.append(piece.text)
            continue
        if last:
            joined[-1] = Piece("".join(texts), last.change, last.style)
        joined.append(piece)
        texts = [piece.text]
    if joined:
        joined[-1] = Piece("".join(texts), joined[-1].change, joined[-1].style)
    return tuple(joined)
