"""SQLite: two contentless FTS5 tables, kept by triggers on the tables of documents and texts.

The tokenizer ``unicode61`` parts at blanks only, because folding leaves nothing else that it would
part at.
"""

from collections.abc import Sequence
from typing import Final

from gongkai.search.cutting import Phrase, cut
from gongkai.search.document import Document, fold_parts
from gongkai.search.engines import writing
from gongkai.search.engines.asked import Asked, Statement, counted

_EVERYWHERE: Final = "{head body attachments}"


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
        wanted = _and(_words("head", asked.phrases), _marks(asked.marks))
        return _select("search_heads", _without_number(wanted, asked), asked, limit)

    def elsewhere(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        words = _words(_EVERYWHERE, asked.phrases)
        words = f"({words} NOT {_words('head', asked.phrases)})"
        return _select("search_grams", _and(words, _marks(asked.marks)), asked, limit)

    def anywhere(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``."""
        table, columns = "search_grams", _EVERYWHERE
        if asked.heads_only:
            table, columns = "search_heads", "head"
        wanted = _and(_words(columns, asked.phrases), _marks(asked.marks))
        return _select(table, wanted, asked, limit)

    def count(self, asked: Asked, limit: int) -> Statement:
        """See ``Engine``; the order costs nothing here."""
        return counted(self.anywhere(asked, limit))

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


def _select(table: str, wanted: str, asked: Asked, limit: int) -> Statement:
    sql = (
        f"SELECT rowid AS id FROM {table} WHERE {table} MATCH %s "  # noqa: S608
        "AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"
    )
    return Statement(sql, [wanted, asked.low, asked.high, limit])


def _words(columns: str, phrases: Sequence[Phrase]) -> str:
    """All phrases in these columns. Tokens hold no quotation mark: folding leaves none."""
    if not phrases:
        return ""
    each = (f'"{" ".join(phrase.tokens)}"' + " *" * phrase.open_end for phrase in phrases)
    return f"({columns} : ({' AND '.join(each)}))"


def _marks(tokens: Sequence[str]) -> str:
    return f"(filters : ({' AND '.join(_quoted(tokens))}))" if tokens else ""


def _quoted(tokens: Sequence[str]) -> list[str]:
    """Tokens as strings of FTS5."""
    return [f'"{token}"' for token in tokens]


def _and(*parts: str) -> str:
    return f"({' AND '.join(part for part in parts if part)})"


def _without_number(wanted: str, asked: Asked) -> str:
    return f"({wanted} NOT {_marks((asked.number,))})" if asked.number else wanted
