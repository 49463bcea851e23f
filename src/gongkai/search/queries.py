"""Searching: exact number first, then heads, then everything, each newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from django.core.cache import cache
from django.db.models import QuerySet

from gongkai.search.asking import InvalidQueryError, Query, read_query
from gongkai.search.counting import count_hits, count_with_facets, unpacked
from gongkai.search.document import DIMENSIONS, KEY_BITS
from gongkai.search.engines import Asked, Statement, answers, engine, limited
from gongkai.search.helping import exist, help_with
from gongkai.search.models import DemandTerm, SearchDocument, SearchTown
from gongkai.search.results import COUNT_LIMIT, Hit, Piece, Results
from gongkai.search.snippets import mark, opening, snippet

PAGE: Final = 10
# Characters of a text that are looked through for a snippet at once.
_READ: Final = 50_000
_EXACT, _HEAD, _ELSEWHERE = 0, 1, 2
# What is left of a page and one row more after those that come first.
_LEFT: Final = f"CASE WHEN count(*) > {PAGE} THEN 0 ELSE {PAGE + 1} - count(*) END"
_WANTED: Final = f"(SELECT CAST({_LEFT} AS integer) FROM first)"  # noqa: S608

EMPTY_NOTE: Final = "请输入要查找的内容，例如文件标题中的词、文号或者索引号。"
SIGNS_NOTE: Final = "请输入汉字、字母或者数字，只有标点符号时无法查找。"
LONG_NOTE: Final = "查找的内容超过100个字，只按前100个字查找。"
SINGLE_NOTE: Final = "查找的内容里有单个的字，只在标题和文号中查找。"


class _Row(NamedTuple):
    place: int
    id: int
    published: date
    url: str
    title: str
    numbers: str
    facets: str
    body: str
    attachments: str


def search(
    town: str, query: str, filters: Mapping[str, str] | None = None, page: str = ""
) -> Results:
    """Find public documents of a town. At most three statements; once an hour two more, and what
    helps when nothing is found.

    filters: values by dimension, all must hold. page: the ``next_page`` of the page before, or
    empty. Raises ``InvalidQueryError`` for filters and pages that the site did not give out.
    """
    read = read_query(query, filters)
    after = _read_page(page)
    notes = _notes(query, read)
    number = number_of(town) if read.phrases or read.filters else None
    if number is None:
        return Results(read.text, notes=notes)
    asked = read.asked(number)
    counted = count_with_facets(asked)
    rows = rows_of_page(asked, after, counted.newest)
    return Results(
        query=read.text,
        hits=tuple(_hits(rows[:PAGE], read)),
        total=counted.total,
        capped=counted.capped,
        facets=counted.facets,
        facets_of=counted.facets_of,
        facets_by_lot=counted.by_lot,
        next_page=_mark_page(rows[PAGE - 1]) if len(rows) > PAGE else "",
        notes=notes,
        help=help_with(read, asked) if not counted.total else None,
    )


def count(town: str, query: str, filters: Mapping[str, str] | None = None) -> int:
    """How many documents a search finds, at most 10,001."""
    read = read_query(query, filters)
    number = number_of(town) if read.phrases or read.filters else None
    if number is None:
        return 0
    return count_hits(read.asked(number))


def keys(town: str, query: str, filters: Mapping[str, str] | None = None) -> list[int]:
    """Keys of all documents that a search finds, newest first, at most 10,000."""
    read = read_query(query, filters)
    number = number_of(town) if read.phrases or read.filters else None
    if number is None:
        return []
    found = engine().anywhere(read.asked(number), COUNT_LIMIT)
    return [row[0] & (1 << KEY_BITS) - 1 for row in answers(found)]


def demand(town: str, limit: int = 100) -> list[DemandTerm]:
    """What people searched and did not find, most often first (handbook F07)."""
    terms = DemandTerm.objects.filter(town=town).order_by("-count", "-last_day", "folded")
    return list(terms[:limit])


def repeated_demand(town: str) -> QuerySet[DemandTerm]:
    """What was searched at least twice and not found: what was typed once may be a name."""
    terms = DemandTerm.objects.filter(town=town, count__gte=2)
    return terms.order_by("-count", "-last_day", "folded")


def found_now(town: str, queries: Sequence[str]) -> list[bool]:
    """For each of these queries whether it has a hit today; one statement."""
    number = number_of(town)
    if number is None or not queries:
        return [False] * len(queries)
    return exist([read_query(query).asked(number) for query in queries])


def towns() -> list[str]:
    """Towns that have an index."""
    return list(SearchTown.objects.order_by("slug").values_list("slug", flat=True))


def holds(town: str, key: int) -> bool:
    """Whether a document is in the index of a town."""
    return SearchDocument.objects.filter(town__slug=town, key=key).exists()


def keys_after(town: str, last: int, limit: int) -> list[int]:
    """The next keys in the index of a town above ``last``, in order, at most ``limit``."""
    number = SearchTown.objects.filter(slug=town).values_list("id", flat=True).first()
    if number is None:
        return []
    first, end = number << KEY_BITS, (number + 1) << KEY_BITS
    found = SearchDocument.objects.filter(id__gt=first + last, id__lt=end).order_by("id")
    return list(found.values_list("key", flat=True)[:limit])


def number_of(town: str) -> int | None:
    """The number of a town in the index; it never changes, so it is asked for once an hour."""
    key = f"search.town.{town}"
    number: int | None = cache.get(key)
    if number is None:
        number = SearchTown.objects.filter(slug=town).values_list("id", flat=True).first()
        cache.set(key, number, 3_600)
    return number


def _notes(query: str, read: Query) -> tuple[str, ...]:
    notes = []
    if not read.phrases and not read.filters:
        notes.append(SIGNS_NOTE if query.strip() else EMPTY_NOTE)
    if read.shortened:
        notes.append(LONG_NOTE)
    if any(phrase.single for phrase in read.phrases):
        notes.append(SINGLE_NOTE)
    return tuple(notes)


def _read_page(page: str) -> tuple[int, int] | None:
    """Place and identity behind which the page begins."""
    if not page:
        return None
    place, _, identity = page.partition("-")
    if place not in {"0", "1", "2"} or not (identity.isascii() and identity.isdigit()):
        raise InvalidQueryError("没有这一页，请回到查找结果的第一页。")
    if len(identity) > 18:
        raise InvalidQueryError("没有这一页，请回到查找结果的第一页。")
    return int(place), int(identity)


def _mark_page(row: _Row) -> str:
    return f"{row.place}-{row.id}"


def rows_of_page(
    asked: Asked, after: tuple[int, int] | None = None, newest: Sequence[int] | None = None
) -> list[_Row]:
    """A page and one row more, to know whether there is another page. One statement.

    newest: the newest hits wherever the words are, if they are known, as many as the first page
    can need at least.
    """
    place, last = after or (_EXACT, asked.high + 1)
    first: list[tuple[int, Statement]] = []
    if place != _ELSEWHERE:
        first = _first_places(asked, place, last, PAGE + 1)
        last = asked.high + 1
    if not asked.phrases or asked.heads_only:
        return _fetch(first, None)
    if after is None and newest is not None:
        # If fewer than a page have the words in their head, then of the newest hits at most so
        # many are passed over, and twice a page holds all that are still wanted.
        return _fetch(first, engine().not_in_head(asked, newest[: 2 * PAGE + 1]))
    below = replace(asked, high=min(last - 1, asked.high))
    elsewhere = engine().elsewhere(below, PAGE + 1)
    return _fetch(first, limited(elsewhere, _WANTED) if first else elsewhere)


def _first_places(asked: Asked, place: int, last: int, wanted: int) -> list[tuple[int, Statement]]:
    below = replace(asked, high=min(last - 1, asked.high))
    found = []
    if place == _EXACT and asked.number:
        found.append((_EXACT, engine().exact(below, wanted)))
    found.append((_HEAD, engine().in_head(below if place == _HEAD else asked, wanted)))
    return found


def _fetch(first: Sequence[tuple[int, Statement]], elsewhere: Statement | None) -> list[_Row]:
    """A page and one row more, of those ``first`` and then of those ``elsewhere``."""
    places = [*first, *([(_ELSEWHERE, elsewhere)] if elsewhere else [])]
    if not places:
        return []
    known, parts = "", [_placed(*one) for one in places]
    if first:
        known = f"WITH first AS MATERIALIZED ({' UNION ALL '.join(parts[: len(first)])}) "
        parts = ["SELECT place, id FROM first", *parts[len(first) :]]
    sql = (
        f"{known}SELECT h.place, h.id, d.published, d.url, d.title, d.numbers, d.facets, "  # noqa: S608
        f"substr(t.body, 1, {_READ}), substr(t.attachments, 1, {_READ}) FROM (SELECT * FROM "
        f"({' UNION ALL '.join(parts)}) u ORDER BY place, id DESC LIMIT {PAGE + 1}) h "
        "JOIN search_document d ON d.id = h.id JOIN search_text t ON t.id = h.id "
        "ORDER BY h.place, h.id DESC"
    )
    params = [value for _, statement in places for value in statement.params]
    return [_Row(*row) for row in answers(Statement(sql, params))]


def _placed(place: int, found: Statement) -> str:
    return f"SELECT {place} AS place, id FROM ({found.sql}) f{place}"  # noqa: S608


def _hits(rows: Sequence[_Row], read: Query) -> list[Hit]:
    places = [_snippet(row, read) for row in rows]
    unfound = [row.id for row, (_, place) in zip(rows, places, strict=True) if place is None]
    if unfound:
        longer = _read_on(unfound)
        places = [
            _snippet(longer.get(row.id, row), read) if place is None else (pieces, place)
            for row, (pieces, place) in zip(rows, places, strict=True)
        ]
    return [_hit(row, read, *found) for row, found in zip(rows, places, strict=True)]


def _read_on(identities: list[int]) -> dict[int, _Row]:
    """The whole texts of the few documents whose beginning does not hold the words."""
    holders = ", ".join(["%s"] * len(identities))
    sql = (
        f"SELECT {_ELSEWHERE}, t.id, d.published, d.url, d.title, d.numbers, d.facets, t.body, "  # noqa: S608
        "t.attachments FROM search_text t JOIN search_document d ON d.id = t.id "
        f"WHERE t.id IN ({holders})"
    )
    return {row[1]: _Row(*row) for row in answers(Statement(sql, list(identities)))}


def _snippet(row: _Row, read: Query) -> tuple[tuple[Piece, ...], str | None]:
    """Pieces and where they come from: 正文, 附件, empty for the head; None: not found."""
    if pieces := snippet(row.body, read.phrases):
        return pieces, "正文"
    if row.place != _ELSEWHERE:
        return opening(row.body), ""
    if pieces := snippet(row.attachments, read.phrases):
        return pieces, "附件"
    return opening(row.body), None if _longer(row) else ""


def _longer(row: _Row) -> bool:
    return len(row.body) == _READ or len(row.attachments) == _READ


def _hit(row: _Row, read: Query, pieces: tuple[Piece, ...], place: str | None) -> Hit:
    values = unpacked(row.facets)
    published = row.published
    return Hit(
        key=row.id & (1 << KEY_BITS) - 1,
        url=row.url,
        title=mark(row.title, read.phrases),
        snippet=pieces,
        place=place or "",
        published=published if isinstance(published, date) else date.fromisoformat(published),
        numbers=tuple(filter(None, row.numbers.split("\n"))),
        filters={name: value for name, value in zip(DIMENSIONS, values, strict=True) if value},
        exact=row.place == _EXACT,
    )
