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
        """Documents that have all phrases, but not all in the head."""

    def anywhere(self, asked: Asked, limit: int) -> Statement:
        """Documents that have all phrases: the three above in one."""

    def count(self, asked: Asked, limit: int) -> Statement:
        """How many documents have all phrases, ``limit`` at most: one row, one column."""

    def near(self, asked: Asked, tokens: Sequence[str], limit: int) -> Statement:
        """Documents whose head has at least one of ``tokens``; a single character begins one."""

    def put(self, identity: int, town: int, documents: Document) -> tuple[Statement, Statement]:
        """Statements that write a document and its text."""

    def tidy(self) -> list[str]:
        """Statements to run after many documents were written."""
