"""Whether more documents have a word than are counted, told by a hundred of them.

A count stops at ten thousand, and of a word that stands in nearly every text even that takes
milliseconds on each search. So a hundred places of the index are drawn by lot, the same for an
hour. If so many of them hold the word as would come up once in 10^12 draws were there but ten
thousand such documents, there are more. Otherwise they are counted.
"""

import random
from dataclasses import dataclass
from math import log
from typing import Final

from django.core.cache import cache
from django.db import connection

DRAWN: Final = 100
FIRST: Final = 8
"""Looked at before the others: of a word that few of them hold the others tell nothing."""
LEAST: Final = 2_000
"""Places. Among fewer, counting costs nothing."""
_SECONDS: Final = 3_600
_SURE: Final = 12 * log(10)
_SPAN: Final = (
    "SELECT (SELECT min(id) FROM search_text WHERE id BETWEEN %s AND %s), "
    "(SELECT max(id) FROM search_text WHERE id BETWEEN %s AND %s)"
)


@dataclass(frozen=True)
class Drawn:
    """Identities drawn from ``span`` that follow each other; not at each there is a document."""

    identities: tuple[int, ...]
    span: int

    def enough(self, limit: int) -> int | None:
        """How many must hold a word so that surely more than ``limit`` documents do; None: all
        would not be enough.
        """
        return enough(len(self.identities), limit / self.span) if self.span > limit else None


def drawn(low: int, high: int) -> Drawn | None:
    """The places drawn between these identities, both included; None where there are few.

    One statement once an hour. Documents that came since are left out, and those that went hold
    nothing: so what is told of the others holds for all.
    """
    key = f"search.drawn.{low}.{high}"
    known: Drawn | None = cache.get(key)
    if known is None:
        known = _draw(low, high)
        cache.set(key, known, _SECONDS)
    return known if known.identities else None


def _draw(low: int, high: int) -> Drawn:
    with connection.cursor() as cursor:
        cursor.execute(_SPAN, [low, high] * 2)
        oldest, newest = cursor.fetchone()
    span = newest - oldest + 1 if newest is not None else 0
    if span < LEAST:
        return Drawn((), span)
    lot = random.Random(f"{oldest} {newest}")  # noqa: S311 - no secret: repeatable on purpose
    return Drawn(tuple(oldest + place for place in lot.sample(range(span), DRAWN)), span)


def enough(number: int, share: float) -> int | None:
    """The least of ``number`` draws that as many hits have a chance below 10^-12, where ``share``
    of all places are hits; None where even all have a greater one.

    By the bound of Chernoff and Hoeffding, which holds for drawing without putting back.
    """
    least = int(number * share) + 1
    return next((hits for hits in range(least, number + 1) if _rare(hits, number, share)), None)


def _rare(hits: int, number: int, share: float) -> bool:
    part = hits / number
    rest = (1 - part) * log((1 - part) / (1 - share)) if hits < number else 0.0
    return number * (part * log(part / share) + rest) >= _SURE
