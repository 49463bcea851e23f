"""PostgreSQL: the set of tokens as tsvector without positions, and a substring to make sure.

A tsvector holds at most a megabyte. A text with more tokens than that carries one mark instead of
them, every query also asks for that mark, and the substring decides.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from gongkai.search.cutting import Phrase, bridges, cut
from gongkai.search.document import Document, fold_parts, marks
from gongkai.search.engines import writing
from gongkai.search.engines.asked import Asked, Statement, counted

# Bytes; the limit is 1 MiB with the lexemes' own bytes and two of padding counted.
_ROOM: Final = 900_000
_LONGEST: Final = 64
_WIDE: Final = "\ue000w"


class PostgreSQL:
    """The queries of ``Engine`` on GIN."""

    def exact(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        sql, params = _conditions(("head_grams @@ %s::tsquery", [_all(asked, number=True)]))
        return _select("search_document", sql, params, asked, limit)

    def in_head(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        sql, params = _conditions(*_in_head(asked), *_not_number(asked))
        return _select("search_document", sql, params, asked, limit)

    def elsewhere(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        head, head_params = _conditions(*_in_head(asked))
        # A lookup for each hit, not a join: the planner must not read all heads for ten hits.
        apart = (
            "NOT (SELECT " + head + " FROM search_document d "  # noqa: S608
            "WHERE d.id = search_text.id)"
        )
        sql, params = _conditions(*_in_text(asked), (apart, head_params))
        return _select("search_text", sql, params, asked, limit)

    def anywhere(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        if asked.heads_only:
            sql, params = _conditions(*_in_head(asked))
            return _select("search_document", sql, params, asked, limit)
        sql, params = _conditions(*_in_text(asked))
        return _select("search_text", sql, params, asked, limit)

    def count(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``; block by block, the newest first (migration 0003)."""
        wanted = _text_query(asked)
        if asked.heads_only or not wanted:
            return counted(self.anywhere(asked, limit))
        unsure = _unsure(asked.phrases)
        parts = [phrase.pattern for phrase in unsure]
        sure = [phrase.pattern for phrase in asked.phrases if phrase not in unsure]
        return Statement(
            "SELECT search_count(%s::tsquery, %s::text[], %s::text[], %s, %s, %s) AS n",
            [wanted, parts, sure, asked.low, asked.high, limit],
        )

    def near(self, asked: Asked, tokens: Sequence[str], limit: int) -> Statement:
        """See ``Engine``."""
        wanted = " | ".join(f"'{token}'" + ":*" * (len(token) == 1) for token in tokens)
        return _select("search_document", "head_grams @@ %s::tsquery", [wanted], asked, limit)

    def put(self, identity: int, town: int, document: Document) -> tuple[Statement, Statement]:
        """See ``Engine``."""
        folds = fold_parts(document)
        own = marks(document).split()
        parts = [part.strip(" ") for part in folds.whole.split("\n")]
        grams = _lexemes([*map(cut, parts), *map(bridges, parts)])
        wide = sum(len(gram.encode()) + 2 for gram in grams) > _ROOM
        return (
            writing.upsert_document(
                writing.document_row(identity, town, document, folds),
                head_grams=[*_lexemes([cut(folds.head.strip(" "))]), *own],
            ),
            writing.upsert_text(
                writing.text_row(identity, document, folds),
                grams=[*([_WIDE] if wide else grams), *own, _block(identity)],
                wide=wide,
            ),
        )

    def tidy(self) -> list[str]:
        """Move what waits at the door into the indexes; let the planner know what there is."""
        return [
            "SELECT gin_clean_pending_list('search_heads'), gin_clean_pending_list('search_grams')",
            "ANALYZE search_document",
            "ANALYZE search_text",
        ]


def _block(identity: int) -> str:
    """The token of the 4,096 documents among which this one is (migration 0003)."""
    return f"\ue000b{identity >> 12}"


def _lexemes(parts: Iterable[list[str]]) -> list[str]:
    return list({token[:_LONGEST] for part in parts for token in part})


def _select(table: str, where: str, params: list[Any], asked: Asked, limit: int) -> Statement:
    sql = (
        f"SELECT id FROM {table} WHERE {where} "  # noqa: S608
        "AND id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s"
    )
    return Statement(sql, [*params, asked.low, asked.high, limit])


Condition = tuple[str, list[Any]]


def _conditions(*conditions: Condition) -> Condition:
    kept = [condition for condition in conditions if condition[0]]
    sql = " AND ".join(sql for sql, _ in kept)
    return sql or "TRUE", [value for _, params in kept for value in params]


def _all(asked: Asked, *, number: bool = False, phrases: Sequence[Phrase] = ()) -> str:
    tokens = [f"'{mark}'" for mark in ([asked.number] if number else []) + list(asked.marks)]
    tokens += [
        f"'{token[:_LONGEST]}'" + ":*" * (phrase.open_end and token is phrase.tokens[-1])
        for phrase in phrases
        for token in phrase.tokens
    ]
    return " & ".join(dict.fromkeys(tokens))


def _in_head(asked: Asked) -> list[Condition]:
    if not (wanted := _all(asked, phrases=asked.phrases)):
        return []
    return [
        ("head_grams @@ %s::tsquery", [wanted]),
        *(("head LIKE %s", [f"%{phrase.pattern}%"]) for phrase in _unsure(asked.phrases)),
    ]


def _text_query(asked: Asked) -> str:
    tokens = _all(Asked(0, 0, ()), phrases=asked.phrases)
    over = [token for phrase in asked.phrases for token in bridges(phrase.folded)]
    tokens = " & ".join([tokens, *(f"'{token[:_LONGEST]}'" for token in over)])
    either = f"(({tokens}) | '{_WIDE}')" if tokens else ""
    return " & ".join(part for part in (either, _all(asked)) if part)


def _in_text(asked: Asked) -> list[Condition]:
    if not (wanted := _text_query(asked)):
        return []
    found: list[Condition] = [("grams @@ %s::tsquery", [wanted])]
    for phrase in asked.phrases:
        sure = phrase not in _unsure(asked.phrases)
        holds = "search_holds(folded, %s)"
        found.append((f"(NOT wide OR {holds})" if sure else holds, [phrase.pattern]))
    return found


def _unsure(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Phrases that having their tokens does not prove; one whole token does."""
    return [
        phrase
        for phrase in phrases
        if len(phrase.tokens) > 1 or phrase.open_end or len(phrase.tokens[0]) > _LONGEST
    ]


def _not_number(asked: Asked) -> list[Condition]:
    return [("NOT head_grams @@ %s::tsquery", [f"'{asked.number}'"])] if asked.number else []
