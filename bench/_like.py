"""Counting by the index against counting by LIKE over the same folded text, in processor time.

Three comparisons, because a count of the site stops at 10,001 and LIKE may stop there as well: what
the site asks against LIKE to the end, the same question with the same stop on both sides, and both
to the end. Of words that stand in nearly every text LIKE finds 10,001 among the first: there the
second says how much is left to win, and it is little.
"""

import itertools
import statistics
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from _clock import timed
from _tantivy import Case

CLASSES = ("two characters", "four characters", "long phrase", "digits and Han", "commonest")
EACH = 3
# More than there are documents, and small enough to be multiplied on the database's side.
NO_STOP = 100_000_000
_ALL = "SELECT count(*) FROM search_text WHERE folded LIKE %s"
_STOPPING = "SELECT count(*) FROM (SELECT 1 FROM search_text WHERE folded LIKE %s LIMIT {}) f"


class Counted(NamedTuple):
    """Hits, and processor milliseconds of each way to count them."""

    name: str
    query: str
    hits: int
    capped: float
    exact: float
    like_capped: float
    like: float

    @property
    def ratios(self) -> tuple[float, float, float]:
        """LIKE to the end by the site's count; both with the stop; both to the end."""
        return self.like / self.capped, self.like_capped / self.capped, self.like / self.exact


def against_like(town: str, asked: list[Case], pattern: Callable[[str], str]) -> float:
    """Print each query; gives the median ratio of LIKE to the end to the site's own count.

    pattern: what LIKE looks for.
    """
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")
    measured = [_measure(town, name, query, pattern(query)) for name, query, _ in _chosen(asked)]
    print("  LIKE / count, processor time; ms of the site's count; hits")
    print(f"  {'':15} {'of the site':>12} {'same stop':>11} {'to the end':>11}")
    for one in measured:
        parts = " ".join(f"{ratio:10,.0f}x" for ratio in one.ratios)
        print(f"  {one.name:15}  {parts} {one.capped:9,.2f} {one.hits:11,}  {one.query}")
    own, same, whole = zip(*(one.ratios for one in measured), strict=True)
    for title, ratios in (("of the site", own), ("same stop", same), ("to the end", whole)):
        below = sum(ratio < 100 for ratio in ratios)
        print(
            f"  LIKE / count, {title}: median {statistics.median(ratios):,.0f}x, least "
            f"{min(ratios):,.0f}x, below 100x {below} of {len(ratios)}"
        )
    print(f"  LIKE at most {max(one.like for one in measured):,.0f} ms of CPU")
    return statistics.median(own)


def _chosen(asked: list[Case]) -> list[Case]:
    by_class: dict[str, list[Case]] = defaultdict(list)
    for case in asked:
        if case[0] in CLASSES and len(by_class[case[0]]) < EACH:
            by_class[case[0]].append(case)
    return list(itertools.chain(*by_class.values()))


def _measure(town: str, name: str, query: str, wanted: str) -> Counted:
    from django.db import connection

    from gongkai.search.asking import read_query
    from gongkai.search.engines import engine
    from gongkai.search.queries import count, number_of
    from gongkai.search.results import COUNT_LIMIT

    tokens = read_query(query).asked(number_of(town) or 0)
    exact = engine().count(tokens, NO_STOP)
    cursor = connection.cursor()

    def ask(sql: str, params: list[Any]) -> int:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0])

    like = [f"%{wanted}%"]
    stopping = _STOPPING.format(COUNT_LIMIT + 1)
    capped, given = _median(lambda: count(town, query))
    whole, hits = _median(lambda: ask(*exact))
    like_capped, found = _median(lambda: ask(stopping, like), 1)
    like_whole, every = _median(lambda: ask(_ALL, like), 1)
    if not (hits == every and given == found == min(every, COUNT_LIMIT + 1)):
        raise SystemExit(f"{query!r}: {given} and {hits} by the index, {found}, {every} by LIKE")
    return Counted(name, query, hits, capped, whole, like_capped, like_whole)


def _median(work: Callable[[], int], times: int = 3) -> tuple[float, int]:
    """Processor milliseconds of the middle one, and what came out."""
    runs = [timed(work) for _ in range(times)]
    return statistics.median(spent.cpu for spent, _ in runs), runs[0][1]
