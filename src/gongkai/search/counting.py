"""How many hits a search has, and how they could be narrowed.

Of a word that a hundred documents drawn by lot tell to stand in more than are counted, those of the
hundred that hold it also say how the hits are spread, over all years and units. Otherwise the hits
are counted, and the newest of them say it.
"""

import json
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from gongkai.search.document import DIMENSIONS
from gongkai.search.engines import Asked, Statement, answers, engine
from gongkai.search.results import COUNT_LIMIT, Facet
from gongkai.search.sampling import DRAWN, FIRST, drawn

FACET_VALUES: Final = 40
# Looking at each of ten thousand hits costs more than finding and counting them
# (bench/dynamic.py).
FACET_HITS: Final = 300
# Of a hundred documents; if fewer hold the words, the newest hits say more.
_SPEAKING: Final = 50


class Counted(NamedTuple):
    """What is known of the hits.

    total: at most 10,000; ``capped``: there are more. facets: values with counts by dimension, over
    ``facets_of`` hits, drawn by lot (``by_lot``) or else the newest. newest: the identities of
    these; None where nobody looked for them.
    """

    total: int
    capped: bool
    facets: dict[str, tuple[Facet, ...]]
    facets_of: int
    by_lot: bool
    newest: list[int] | None


def count_hits(asked: Asked) -> int:
    """How many hits there are, 10,001 at most. At most two statements, once an hour three."""
    if _told(asked) is not None:
        return COUNT_LIMIT + 1
    return int(answers(engine().count(asked, COUNT_LIMIT + 1))[0][0])


def count_with_facets(asked: Asked) -> Counted:
    """Count the hits and what they are filed under. As many statements as ``count_hits``."""
    told = _told(asked)
    if told is not None and len(told) >= _SPEAKING:
        return Counted(COUNT_LIMIT, True, _facets(told), len(told), by_lot=True, newest=None)
    newest = engine().anywhere(asked, FACET_HITS)
    found = Statement(f"SELECT NULL AS n, id FROM ({newest.sql}) f", newest.params)  # noqa: S608
    if told is None:
        found = engine().found(asked, FACET_HITS, COUNT_LIMIT + 1)
    # Looked up one by one: no plan that reads every document can be taken for so few.
    filed = "(SELECT d.facets FROM search_document d WHERE d.id = f.id)"
    rows = answers(Statement(f"SELECT n, id, {filed} FROM ({found.sql}) f", found.params))  # noqa: S608
    total = next((n for n, _, _ in rows if n is not None), COUNT_LIMIT + 1)
    hits = sorted(((id_, packed) for _, id_, packed in rows if packed), reverse=True)
    return Counted(
        total=min(total, COUNT_LIMIT),
        capped=total > COUNT_LIMIT,
        facets=_facets(packed for _, packed in hits),
        facets_of=len(hits),
        by_lot=False,
        newest=[identity for identity, _ in hits],
    )


def _told(asked: Asked) -> list[str] | None:
    """What those drawn that hold the words are filed under, if they tell that there are more than
    are counted; None: they do not.
    """
    rare = asked.heads_only or asked.number
    places = None if rare else drawn(asked.low, asked.high)
    least = places.enough(COUNT_LIMIT) if places else None
    if places is None or least is None:
        return None
    first = engine().holding(asked, places.identities[:FIRST])
    held = engine().holding(asked, places.identities)
    # Three quarters of the share that is wanted of all are wanted of the first, or the others are
    # spared.
    gate = -(-3 * least * FIRST // (4 * DRAWN))
    sql = (
        f"SELECT d.facets FROM ({held.sql}) h JOIN search_document d ON d.id = h.id "  # noqa: S608
        f"WHERE (SELECT count(*) FROM ({first.sql}) f) >= {gate}"
    )
    rows = answers(Statement(sql, [*held.params, *first.params]))
    return [packed for (packed,) in rows] if len(rows) >= least else None


def _facets(filed: Iterable[str]) -> dict[str, tuple[Facet, ...]]:
    columns = zip(*map(unpacked, filed), strict=True)
    values = dict(zip(DIMENSIONS, columns, strict=False))
    return {name: _most_common(Counter(values.get(name, ()))) for name in DIMENSIONS}


@lru_cache(maxsize=20_000)
def unpacked(packed: str) -> tuple[str, ...]:
    """The values of the filters in the order of ``DIMENSIONS``; the same few come up always."""
    return tuple(json.loads(packed))


def _most_common(counter: Counter[str]) -> tuple[Facet, ...]:
    known = ((value, number) for value, number in counter.items() if value)
    ordered = sorted(known, key=lambda pair: (-pair[1], pair[0]))
    return tuple(Facet(*pair) for pair in ordered[:FACET_VALUES])
