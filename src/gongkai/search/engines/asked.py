"""What an engine is asked, and what it answers with: statements that give identities."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from gongkai.search.cutting import Phrase
from gongkai.search.document import Document


class Statement(NamedTuple):
    """SQL that gives a column ``id``, and its parameters."""

    sql: str
    params: list[Any]


def counted(found: Statement) -> Statement:
    """How many rows a statement gives."""
    return Statement(f"SELECT count(*) AS n FROM ({found.sql}) f", found.params)  # noqa: S608


def limited(found: Statement, limit: str) -> Statement:
    """A statement of ``Engine.elsewhere``, its limit (the last parameter) told by SQL."""
    before, _, after = found.sql.rpartition("%s")
    return Statement(f"{before}{limit}{after}", found.params[:-1])


def found_after(newest: Statement, every: Statement, shown: int) -> Statement:
    """``Engine.found`` for those whose number is known only by counting, after the newest.

    Fewer newest than ``shown`` are all there are: they are not counted again.
    """
    sql = (
        f"WITH newest AS MATERIALIZED ({newest.sql}), "  # noqa: S608
        "known AS MATERIALIZED (SELECT count(*) AS n FROM newest) "
        f"SELECT CASE WHEN n < {shown} THEN n ELSE ({every.sql}) END AS n, NULL AS id FROM known "
        "UNION ALL SELECT NULL, id FROM newest"
    )
    return Statement(sql, [*newest.params, *every.params])


@dataclass(frozen=True)
class Asked:
    """A query as tokens.

    low and high: identities to look among, both included. phrases: all must be there. marks:
    tokens of the filters, all must be there. number: token of an exact number, or empty.
    """

    low: int
    high: int
    phrases: tuple[Phrase, ...]
    marks: tuple[str, ...] = ()
    number: str = ""

    @property
    def heads_only(self) -> bool:
        """A word of one character is looked for in heads, and the others with it."""
        return any(phrase.single for phrase in self.phrases)


class Engine(Protocol):
    """What differs between the databases. All identities come newest first."""

    def exact(self, asked: Asked, limit: int) -> Statement:
        """Documents with the number."""

    def in_head(self, asked: Asked, limit: int) -> Statement:
        """Documents whose head has all phrases, without those of ``exact``."""

    def elsewhere(self, asked: Asked, limit: int) -> Statement:
        """Documents that have all phrases, but not all in the head; the limit as last parameter.

        Where nearly all have them in the head it looks for long, and so is best not asked.
        """

    def not_in_head(self, asked: Asked, identities: Sequence[int]) -> Statement:
        """Those of these hits that do not have all phrases in the head, in no order."""

    def anywhere(self, asked: Asked, limit: int) -> Statement:
        """Documents that have all phrases: the three above in one."""

    def count(self, asked: Asked, limit: int) -> Statement:
        """How many documents have all phrases, ``limit`` at most: one row, one column."""

    def found(self, asked: Asked, shown: int, limit: int) -> Statement:
        """What ``count`` and ``anywhere`` give, in one: a row with ``n``, and up to ``shown`` rows
        with ``id``, in no order.
        """

    def holding(self, asked: Asked, identities: Sequence[int]) -> Statement:
        """Those of these documents that have all phrases and filters, by looking into each; in no
        order.
        """

    def near(self, asked: Asked, tokens: Sequence[str], limit: int) -> Statement:
        """Documents whose head has at least one of ``tokens``; a single character begins one."""

    def put(self, identity: int, town: int, documents: Document) -> tuple[Statement, Statement]:
        """Statements that write a document and its text."""

    def tidy(self) -> list[str]:
        """Statements to run after many documents were written."""

    def warm(self) -> list[str]:
        """Statements that read the index from the disk, each with its bytes as only value."""
