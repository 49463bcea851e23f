"""SQLite: two contentless FTS5 tables, kept by triggers on the tables of documents and texts.

The tokenizer ``unicode61`` parts at blanks only, because folding leaves nothing else that it would
part at.
"""

import json
from collections.abc import Sequence
from typing import Final

from gongkai.search.cutting import Phrase, cut
from gongkai.search.document import Document, fold_parts
from gongkai.search.engines import writing
from gongkai.search.engines.asked import Asked, Statement, counted, found_after

# No column is named unless heads alone are meant: no word is like a token of the column of filters,
# and to look which column a word is in costs a third of a count.
_EVERYWHERE: Final = ""
_HEAD_COLUMN: Final = "head : "
# Tokens. Of a longer phrase FTS5 goes through all lists for every hit of the rarest; so it gets
# pieces, which are nearly proof, and the text decides (bench/search.py, the class of titles).
_LONG: Final = 10
_PIECE: Final = 6
_NEWEST_FIRST: Final = " ORDER BY rowid DESC"
_TEXT: Final = "(SELECT folded FROM search_text t WHERE t.id = search_grams.rowid)"
_HEAD: Final = "(SELECT head FROM search_document d WHERE d.id = {0}.rowid)"


def cut_part(folded: str, part: int) -> str:
    """The tokens of one line of ``folded``, with blanks between them; for the triggers."""
    return " ".join(cut(folded.split("\n")[part].strip(" ")))


class SQLite:
    """The queries of ``Engine`` on FTS5. Rows come in the order of rowid, nothing is ranked."""

    def exact(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        return _select("search_heads", _marks((asked.number, *asked.marks)), asked, limit)

    def in_head(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        wanted = _and(_words(_EVERYWHERE, asked.phrases), _marks(asked.marks))
        holds = _hold(_HEAD.format("search_heads"), _long(asked.phrases))
        return _select("search_heads", _without_number(wanted, asked), asked, limit, holds)

    def elsewhere(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        words = _words(_EVERYWHERE, asked.phrases)
        if not (long := _long(asked.phrases)):
            words = f"({words} NOT {_words(_HEAD_COLUMN, asked.phrases)})"
            return _select("search_grams", _and(words, _marks(asked.marks)), asked, limit)
        in_head = _hold(_HEAD.format("search_grams"), asked.phrases)
        apart = Statement(f" AND NOT (TRUE{in_head.sql})", in_head.params)
        holds = _hold(_TEXT, long)
        both = Statement(holds.sql + apart.sql, holds.params + apart.params)
        return _select("search_grams", _and(words, _marks(asked.marks)), asked, limit, both)

    def not_in_head(self, asked: Asked, identities: Sequence[int]) -> Statement:
        """See ``Engine``."""
        in_head = _hold("head", asked.phrases)
        sql = (
            "SELECT id FROM search_document "  # noqa: S608
            f"WHERE id IN (SELECT value FROM json_each(%s)) AND NOT (TRUE{in_head.sql})"
        )
        return Statement(sql, [json.dumps(identities), *in_head.params])

    def anywhere(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        table, text = "search_grams", _TEXT
        if asked.heads_only:
            table, text = "search_heads", _HEAD.format("search_heads")
        wanted = _and(_words(_EVERYWHERE, asked.phrases), _marks(asked.marks))
        return _select(table, wanted, asked, limit, _hold(text, _long(asked.phrases)))

    def count(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``. Without an order: forwards is a tenth quicker than newest first."""
        found = self.anywhere(asked, limit)
        return counted(Statement(found.sql.replace(_NEWEST_FIRST, ""), found.params))

    def found(self, asked: Asked, shown: int, limit: int) -> Statement:
        """See ``Engine``."""
        return found_after(self.anywhere(asked, shown), self.count(asked, limit), shown)

    def holding(self, asked: Asked, identities: Sequence[int]) -> Statement:
        """See ``Engine``."""
        holds = _hold("t.folded", asked.phrases)
        marked = Statement(
            " AND instr(' ' || t.marks || ' ', %s) > 0" * len(asked.marks),
            [f" {mark} " for mark in asked.marks],
        )
        sql = (
            "SELECT t.id FROM search_text t "  # noqa: S608
            f"WHERE t.id IN (SELECT value FROM json_each(%s)){holds.sql}{marked.sql}"
        )
        return Statement(sql, [json.dumps(identities), *holds.params, *marked.params])

    def near(self, asked: Asked, tokens: Sequence[str], limit: int) -> Statement:
        """See ``Engine``."""
        wanted = " OR ".join(f'"{token}"' + "*" * (len(token) == 1) for token in tokens)
        return _select("search_heads", f"head : ({wanted})", asked, limit)

    def put(self, identity: int, town: int, document: Document) -> tuple[Statement, Statement]:
        """See ``Engine``; the triggers do the rest."""
        folds = fold_parts(document)
        return (
            writing.upsert_document(writing.document_row(identity, town, document, folds)),
            writing.upsert_text(writing.text_row(identity, document, folds)),
        )

    def tidy(self) -> list[str]:
        """Merge the segments of both indexes into one."""
        return [
            f"INSERT INTO {table}({table}) VALUES ('optimize')"  # noqa: S608
            for table in ("search_grams", "search_heads")
        ]

    def warm(self) -> list[str]:
        """See ``Engine``. The index alone: texts are read by the dozen."""
        return [
            f"SELECT sum(length(block)) FROM {table}_data"  # noqa: S608
            for table in ("search_heads", "search_grams")
        ]


def _select(
    table: str, wanted: str, asked: Asked, limit: int, holds: Statement | None = None
) -> Statement:
    more = holds or Statement("", [])
    sql = (
        f"SELECT rowid AS id FROM {table} WHERE {table} MATCH %s "  # noqa: S608
        f"AND rowid BETWEEN %s AND %s{more.sql}{_NEWEST_FIRST} LIMIT %s"
    )
    return Statement(sql, [wanted, asked.low, asked.high, *more.params, limit])


def _long(phrases: Sequence[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if len(phrase.tokens) > _LONG]


def _hold(text: str, phrases: Sequence[Phrase]) -> Statement:
    """That the text has all of the phrases, as the rest of a condition."""
    patterns = [phrase.pattern for phrase in phrases]
    return Statement(f" AND instr({text}, %s) > 0" * len(patterns), patterns)


def _words(column: str, phrases: Sequence[Phrase]) -> str:
    """All phrases, in a column if one is named. Tokens hold no quotation mark: none is left."""
    if not phrases:
        return ""
    pieces = (piece for phrase in phrases for piece in _pieces(phrase))
    return f"({column}({' AND '.join(pieces)}))"


def _pieces(phrase: Phrase) -> list[str]:
    """A phrase as FTS5 writes it, or the pieces of a long one."""
    size = _PIECE if len(phrase.tokens) > _LONG else _LONG
    starts = range(0, len(phrase.tokens), size)
    pieces = [f'"{" ".join(phrase.tokens[at : at + size])}"' for at in starts]
    return [*pieces[:-1], pieces[-1] + " *" * phrase.open_end]


def _marks(tokens: Sequence[str]) -> str:
    return f"(filters : ({' AND '.join(_quoted(tokens))}))" if tokens else ""


def _quoted(tokens: Sequence[str]) -> list[str]:
    """Tokens as strings of FTS5."""
    return [f'"{token}"' for token in tokens]


def _and(*parts: str) -> str:
    return f"({' AND '.join(part for part in parts if part)})"


def _without_number(wanted: str, asked: Asked) -> str:
    return f"({wanted} NOT {_marks((asked.number,))})" if asked.number else wanted
