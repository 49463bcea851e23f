"""PostgreSQL: the set of tokens as tsvector without positions, and a substring to make sure.

Tokens are those of ``stretches``, each behind the number of its block of 16,384 documents, so that
the functions of migration 0004 ask block by block, the newest first, and stop when they have
enough. In a question ``@`` stands for that number.

A tsvector holds at most a megabyte. A text with more tokens than that has those of two units,
marked as wide, or none but a mark; there the substring decides.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from gongkai.search.cutting import Phrase
from gongkai.search.document import Document, fold_parts, is_number_mark, marks
from gongkai.search.engines import writing
from gongkai.search.engines.asked import Asked, Statement, counted, found_after
from gongkai.search.stretches import Stretch, asked_stretches, proves, stretches

# Bytes; the limit is 1 MiB with the lexemes' own bytes and two of padding counted.
_ROOM: Final = 900_000
_WIDE: Final = "\ue000w"
_BOUNDLESS: Final = "\ue000x"
_PAIR: Final = 2
# What questions go through; texts lie apart from their rows and are read by the dozen.
_READ: Final = (
    "search_heads",
    "search_grams",
    "search_document",
    "search_document_pkey",
    "search_text",
    "search_text_pkey",
)


class _Question(NamedTuple):
    """What the functions of the database are given before the limits.

    wanted, wide: tokens that a text has, and a wide text. parts: substrings to look for; proven:
    those that tokens prove but for wide texts. marks: tokens of filters.
    """

    wanted: str
    wide: str
    parts: list[str]
    proven: list[str]
    marks: list[str]


class PostgreSQL:
    """The queries of ``Engine`` on GIN."""

    def exact(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        # id + 0: otherwise all documents are walked through in their order for the few wanted.
        sql = (
            "SELECT id FROM search_document WHERE head_grams @@ %s::tsquery "
            "AND string_to_array(marks, ' ') @> %s::text[] "
            "AND id + 0 BETWEEN %s AND %s ORDER BY id + 0 DESC LIMIT %s"
        )
        return Statement(
            sql, [f"'{asked.number}'", list(asked.marks), asked.low, asked.high, limit]
        )

    def in_head(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        return _heads(asked, limit, [f"!'{asked.number}'"] if asked.number else [])

    def elsewhere(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        return _texts(asked, limit, [phrase.pattern for phrase in asked.phrases])

    def not_in_head(self, asked: Asked, identities: Sequence[int]) -> Statement:
        """See ``Engine``."""
        in_head = _hold("head", asked.phrases)
        sql = (
            "SELECT id FROM search_document "  # noqa: S608
            f"WHERE id = ANY (%s::bigint[]) AND NOT (TRUE{in_head.sql})"
        )
        return Statement(sql, [_array(identities), *in_head.params])

    def anywhere(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        return _heads(asked, limit) if asked.heads_only else _texts(asked, limit)

    def count(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        if asked.heads_only:
            return counted(self.anywhere(asked, limit))
        wanted, wide, parts, proven, _ = _question(asked)
        return Statement(
            "SELECT search_count(%s, %s, %s::text[], %s::text[], %s, %s, %s) AS n",
            [wanted, wide, parts, proven, asked.low, asked.high, limit],
        )

    def found(self, asked: Asked, shown: int, limit: int) -> Statement:
        """See ``Engine``."""
        if asked.heads_only:
            return found_after(self.anywhere(asked, shown), self.count(asked, limit), shown)
        sql = (
            "WITH found AS MATERIALIZED (SELECT total, newest FROM "
            "search_found(%s, %s, %s::text[], %s::text[], %s::text[], %s, %s, %s, %s)) "
            "SELECT total AS n, NULL AS id FROM found "
            "UNION ALL SELECT NULL, unnest(newest) FROM found"
        )
        return Statement(sql, [*_question(asked), asked.low, asked.high, shown, limit])

    def holding(self, asked: Asked, identities: Sequence[int]) -> Statement:
        """See ``Engine``."""
        holds = _hold("t.folded", asked.phrases)
        marked = " AND string_to_array(t.marks, ' ') @> %s::text[]" * bool(asked.marks)
        sql = (
            "SELECT t.id FROM search_text t "  # noqa: S608
            f"WHERE t.id = ANY (%s::bigint[]){holds.sql}{marked}"
        )
        own = [list(asked.marks)] if asked.marks else []
        return Statement(sql, [_array(identities), *holds.params, *own])

    def near(self, asked: Asked, tokens: Sequence[str], limit: int) -> Statement:
        """See ``Engine``."""
        either = " | ".join(_quoted(Stretch(token, whole=False)) for token in tokens)
        return _call("search_heads_newest", [either, [], None, [], None], asked, limit)

    def put(self, identity: int, town: int, document: Document) -> tuple[Statement, Statement]:
        """See ``Engine``."""
        folds = fold_parts(document)
        own = marks(document)
        return (
            writing.upsert_document(
                writing.document_row(identity, town, document, folds),
                head_grams=head_tokens(identity, folds.head, own),
            ),
            writing.upsert_text(
                writing.text_row(identity, document, folds),
                **text_tokens(identity, folds.whole, own),
            ),
        )

    def tidy(self) -> list[str]:
        """Let the planner know what there is."""
        return ["ANALYZE search_document", "ANALYZE search_text"]

    def warm(self) -> list[str]:
        """See ``Engine``. Into the memory of the machine: that of the server may be the smaller."""
        return [
            f"SELECT pg_prewarm('{name}', 'read') * current_setting('block_size')::bigint"
            for name in _READ
        ]


def head_tokens(identity: int, head: str, own: str) -> list[str]:
    """The tokens of a head. own: its marks; numbers are asked for without a block."""
    given = own.split()
    numbers = [mark for mark in given if is_number_mark(mark)]
    filters = [mark for mark in given if not is_number_mark(mark)]
    return [*_in_block(identity, [*stretches(head), *filters]), *numbers]


def text_tokens(identity: int, whole: str, own: str) -> dict[str, Any]:
    """The tokens of a text, one part a line, and whether it is wide."""
    filters = [mark for mark in own.split() if not is_number_mark(mark)]
    parts = whole.split("\n")
    for units in (4, _PAIR):
        tokens = set().union(*(stretches(part, units) for part in parts))
        wide = units == _PAIR
        given = _in_block(identity, [*(_WIDE * wide + token for token in tokens), *filters])
        if sum(len(token.encode()) + 2 for token in given) <= _ROOM:
            return {"grams": given, "wide": wide}
    return {"grams": _in_block(identity, [_BOUNDLESS, *filters]), "wide": True}


def _in_block(identity: int, tokens: Iterable[str]) -> list[str]:
    """Behind the number of the block; as ``search_at`` of migration 0004 has it."""
    block = f"{identity >> 14:x}."
    return [block + token for token in tokens]


def _quoted(stretch: Stretch) -> str:
    return f"'@{stretch.text}'" + ":*" * (not stretch.whole)


def _question(asked: Asked, more: Sequence[str] = ()) -> _Question:
    marked = [f"'@{mark}'" for mark in asked.marks]
    tokens = [_quoted(one) for phrase in asked.phrases for one in asked_stretches(phrase)]
    pairs = [
        _quoted(Stretch(_WIDE + one.text, one.whole))
        for phrase in asked.phrases
        for one in asked_stretches(phrase, _PAIR)
    ]
    wide = f"({' & '.join(dict.fromkeys(pairs))} | '@{_BOUNDLESS}')" if pairs else ""
    return _Question(
        wanted=" & ".join(dict.fromkeys([*marked, *tokens, *more])),
        wide=" & ".join([*marked, *([wide] if wide else [])]),
        parts=[phrase.pattern for phrase in asked.phrases if not proves(phrase)],
        proven=[phrase.pattern for phrase in asked.phrases if proves(phrase)],
        marks=list(asked.marks),
    )


def _hold(text: str, phrases: Sequence[Phrase]) -> Statement:
    """That the text has all of the phrases, as the rest of a condition.

    Not by the function of the database: called for each row, that costs as much as looking.
    """
    patterns = [phrase.pattern for phrase in phrases]
    return Statement(f" AND strpos({text}, %s) > 0" * len(patterns), patterns)


def _array(identities: Sequence[int]) -> str:
    """As PostgreSQL reads it: quicker than a list that the driver takes apart."""
    return "{" + ",".join(map(str, identities)) + "}"


def _heads(asked: Asked, limit: int, more: Sequence[str] = ()) -> Statement:
    wanted, _, parts, proven, own = _question(asked, more)
    every, number = [*parts, *proven], asked.number if more else None
    return _call("search_heads_newest", [wanted, parts, every, own, number], asked, limit)


def _texts(asked: Asked, limit: int, beside: list[str] | None = None) -> Statement:
    question = _question(asked)
    return _call("search_newest", [*question, beside], asked, limit)


def _call(function: str, given: Sequence[Any], asked: Asked, limit: int) -> Statement:
    holders = ", ".join("%s::text[]" if isinstance(one, list) else "%s" for one in given)
    sql = f"SELECT id FROM {function}({holders}, %s, %s, %s) AS id"  # noqa: S608
    return Statement(sql, [*given, asked.low, asked.high, limit])
