"""What is public about something that was described in whole sentences.

A query asks that every word be there; a description never has all its words in one document.
Here documents are taken whose title or number shares stretches of characters with it, and the rare
stretches count most. Two statements, whatever the length of the description.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import log
from typing import Any, Final

from django.db import connection

from gongkai.search.asking import read_query
from gongkai.search.document import number_mark
from gongkai.search.engines import Asked, Statement, engine
from gongkai.search.folding import fold, is_han
from gongkai.search.queries import number_of

MOST: Final = 5
_LOOKED_AT: Final = 200
_LONGEST: Final = 200
_PAIRS: Final = 40
# Pairs that stand in every other title, or in none but a request, and tell nothing.
_COMMON_PAIRS: Final = (
    "关于通知工作公开信息政府情况方案实施年度有关相关申请我要需要文件资料印发人民民政办公"
    "请求希望了解获取提供全部所有以及及其我们本人进行镇人街道公示公告管理意见"
)
_COMMON: Final = frozenset(map("".join, zip(*[iter(_COMMON_PAIRS)] * 2, strict=True)))
_PARTICLES: Final = frozenset("的和及与等对为在是了于请我要把将或被由")
_ENOUGH: Final = 2
"""Pairs that must be shared; one alone is chance."""


@dataclass(frozen=True)
class Related:
    """A public document that may be what somebody describes."""

    url: str
    title: str
    published: date
    numbers: tuple[str, ...]


def related(town: str, description: str, feature: str = "") -> list[Related]:
    """At most five public documents of a town that a description may mean, the likeliest first.

    feature: a document number, if one was given; what has exactly it comes first.
    """
    number = number_of(town)
    wanted = _pairs(fold(description[:_LONGEST]))
    if number is None or not (wanted or feature.strip()):
        return []
    free = read_query("").asked(number)
    rows = _documents(free, wanted, fold(feature[:100]))
    exact = [row for row in rows if row[0]]
    rest = _ranked([row for row in rows if not row[0]], wanted)
    found = {row[2]: _related(row) for row in [*exact, *rest]}
    return list(found.values())[:MOST]


def _pairs(folded: str) -> tuple[str, ...]:
    """What to look for: pairs of Han that tell something, and other runs (2025, a name)."""
    found = dict.fromkeys(_telling(folded))
    return tuple(found)[:_PAIRS]


def _telling(folded: str) -> Iterator[str]:
    for run in folded.split(" "):
        if not run:
            continue
        if not is_han(run[0]):
            if len(run) >= 3:
                yield run
            continue
        for pair in map("".join, pairwise(run)):
            if pair not in _COMMON and not _PARTICLES.intersection(pair):
                yield pair


def _documents(free: Asked, wanted: Sequence[str], number: str) -> list[tuple[Any, ...]]:
    """Whether exact, identity, address, head, title, numbers, day of each candidate."""
    statements: list[tuple[int, Statement]] = []
    if number and any(map(str.isdigit, number)):
        asked = replace(free, number=number_mark(number))
        statements.append((1, engine().exact(asked, MOST)))
    if wanted:
        statements.append((0, engine().near(free, wanted, _LOOKED_AT)))
    if not statements:
        return []
    union = " UNION ALL ".join(
        f"SELECT {exact} AS exact, id FROM ({one.sql}) f{place}"  # noqa: S608
        for place, (exact, one) in enumerate(statements)
    )
    sql = (
        "SELECT u.exact, u.id, d.url, d.head, d.title, d.numbers, d.published "  # noqa: S608
        f"FROM ({union}) u JOIN search_document d ON d.id = u.id "
        "ORDER BY u.exact DESC, u.id DESC"
    )
    params = [value for _, one in statements for value in one.params]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _ranked(rows: list[tuple[Any, ...]], wanted: Sequence[str]) -> list[tuple[Any, ...]]:
    """Those that share enough, by the weight of what they share; newer first among equals."""
    shared = [[pair for pair in wanted if pair in row[3]] for row in rows]
    often = Counter(pair for pairs in shared for pair in pairs)
    weights = {pair: log(1 + len(rows) / count) for pair, count in often.items()}
    scored = [
        (sum(weights[pair] for pair in pairs), row[1], row)
        for row, pairs in zip(rows, shared, strict=True)
        if len(pairs) >= min(_ENOUGH, len(wanted))
    ]
    best = max((score for score, *_ in scored), default=0.0)
    scored.sort(key=lambda one: (-one[0], -one[1]))
    return [row for score, _, row in scored if score >= best / 2]


def _related(row: tuple[Any, ...]) -> Related:
    published = row[6]
    return Related(
        url=row[2],
        title=row[4],
        published=published if isinstance(published, date) else date.fromisoformat(published),
        numbers=tuple(filter(None, row[5].split("\n"))),
    )
