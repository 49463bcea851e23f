"""A search without hits leads somewhere: fewer words, or similar ones from the site's titles."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Final

from django.db import connection

from gongkai.search.asking import Query
from gongkai.search.cutting import Phrase, phrase
from gongkai.search.engines import Asked, engine
from gongkai.search.folding import is_han
from gongkai.search.results import Help

_OFFERED: Final = 3
_SIMILAR_WORDS: Final = 2
_HEADS_LOOKED_AT: Final = 200
# A stretch that begins or ends so is no word: 工作的通.
_PARTICLES: Final = frozenset("的和及与等对为在是了于")
_SHORTEST_SIMILAR, _LONGEST_SIMILAR = 2, 12


def help_with(read: Query, asked: Asked) -> Help | None:
    """What to offer instead of ``read``, which found nothing. Four statements at most."""
    if not read.phrases:
        return None
    free = replace(asked, marks=(), number="")
    parts = list(dict.fromkeys(chain.from_iterable(map(_parts, read.phrases))))
    alone = [replace(free, phrases=(one,)) for one in [*read.phrases, *map(phrase, parts)]]
    unfiltered, *found = exist([free, *alone])
    if unfiltered:
        return Help(unfiltered=True)
    known = dict(zip(parts, found[len(read.phrases) :], strict=True))
    missing = [one for one, hit in zip(read.phrases, found, strict=False) if not hit]
    return Help(
        missing=tuple(one.folded for one in missing),
        fewer=_fewer(read.phrases, missing, known, free),
        similar=_similar(missing, free),
    )


def _parts(wanted: Phrase) -> Iterator[str]:
    """Bigrams and other runs of a phrase: what a piece of it is made of."""
    for run in wanted.folded.split(" "):
        if not is_han(run[0]):
            yield run
        else:
            yield from map("".join, pairwise(run))


def _fewer(
    phrases: Sequence[Phrase], missing: Sequence[Phrase], known: dict[str, bool], free: Asked
) -> tuple[str, ...]:
    """The query with its missing words cut down to what exists; or the pieces, one by one."""
    kept: list[str] = []
    for one in phrases:
        kept.extend(_pieces(one, known) if one in missing else [one.folded])
    pieces = list(dict.fromkeys(kept))
    if not pieces:
        return ()
    together = tuple(map(phrase, pieces))
    whole = [together] if together != tuple(phrases) else []
    candidates = [*whole, *((one,) for one in sorted(together, key=_longest))]
    hits = exist([replace(free, phrases=candidate) for candidate in candidates])
    found = [candidate for candidate, hit in zip(candidates, hits, strict=True) if hit]
    if whole and found[:1] == whole:
        found = whole
    return tuple(" ".join(one.folded for one in candidate) for candidate in found[:_OFFERED])


def _longest(one: Phrase) -> int:
    return -len(one.folded)


def _pieces(wanted: Phrase, known: dict[str, bool]) -> Iterator[str]:
    """Stretches of a phrase in which every two characters are known to stand somewhere."""
    for run in wanted.folded.split(" "):
        if not is_han(run[0]):
            yield from [run] * known[run]
            continue
        piece = ""
        for left, right in pairwise(run):
            if known[left + right]:
                piece = piece + right if piece else left + right
            elif piece:
                yield piece
                piece = ""
        yield from [piece] * bool(piece)


def exist(candidates: Sequence[Asked]) -> list[bool]:
    """For each query whether it has a hit; one statement."""
    found = [engine().anywhere(asked, 1) for asked in candidates]
    columns = ", ".join(f"EXISTS (SELECT 1 FROM ({one.sql}) f)" for one in found)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for one in found for value in one.params])
        return list(map(bool, cursor.fetchone()))


def _similar(missing: Sequence[Phrase], free: Asked) -> tuple[str, ...]:
    """Words of the newest titles that differ from a missing one in a character or two."""
    words = [
        one.folded
        for one in missing
        if is_han(one.folded[0])
        and " " not in one.folded
        and _SHORTEST_SIMILAR <= len(one.folded) <= _LONGEST_SIMILAR
    ][:_SIMILAR_WORDS]
    if not words:
        return ()
    tokens = list(dict.fromkeys(chain.from_iterable(map(_tokens_near, words))))
    near = engine().near(free, tokens, _HEADS_LOOKED_AT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.head FROM ({near.sql}) f "  # noqa: S608
            "JOIN search_document d ON d.id = f.id",
            near.params,
        )
        heads = [row[0] for row in cursor.fetchall()]
    return tuple(chain.from_iterable(_nearest(word, heads) for word in words))[:_OFFERED]


def _tokens_near(word: str) -> list[str]:
    pairs = list(map("".join, pairwise(word)))
    return [*pairs, *word] if len(word) <= 3 else pairs


def _nearest(word: str, heads: Sequence[str]) -> list[str]:
    allowed = 1 if len(word) <= 5 else 2
    seen: Counter[str] = Counter()
    for head in heads:
        seen.update(set(_windows(head, len(word))))
    ranked = sorted(
        (distance, len(other) != len(word), -count, other)
        for other, count in seen.items()
        if not (other[0] in _PARTICLES or other[-1] in _PARTICLES)
        and (distance := _distance(word, other)) <= allowed
    )
    return [other for *_, other in ranked[:_OFFERED]]


def _windows(head: str, length: int) -> Iterator[str]:
    """All stretches of Han in a head that are about as long as the word."""
    lengths = [length] if length <= 3 else [length, length - 1, length + 1]
    for run in head.split():
        if is_han(run[0]):
            for size in lengths:
                yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _distance(one: str, other: str) -> int:
    """Edit distance, a swap of neighbours counted as one; both are short."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        line = [row]
        for column, right in enumerate(other, 1):
            best = min(above[column] + 1, line[-1] + 1, above[column - 1] + (left != right))
            if row > 1 < column and left == other[column - 2] and one[row - 2] == right:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        before, above = above, line
    return above[-1]
