"""What every table of law shares: where it comes from, and when it is in force."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from gongkai.rules.dates import check_date


class UnknownCodeError(LookupError):
    """A code that a table does not have on the date asked for."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table: a code that never changes and the name that people read.

    Empty dates and source mean: as the table says.
    """

    code: str
    name: str
    effective_from: date | None = None
    effective_to: date | None = None
    source: str = ""

    def in_force(self, day: date) -> bool:
        """Say whether the row itself is in force on ``day`` (both ends included)."""
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, kw_only=True)
class Table(Generic[R]):
    """A table of law with its source, its dates of effect and the evidence for its wording.

    ``evidence`` uses the tags of the handbook: SEEN, SEEN-2nd, RECALL, UNSURE.
    """

    name: str
    source: str
    effective_from: date
    effective_to: date | None
    evidence: str
    rows: tuple[R, ...] = field(repr=False)

    def __iter__(self) -> Iterator[R]:
        """Give all rows, whatever their dates."""
        return iter(self.rows)

    def in_force(self, day: date) -> bool:
        """Say whether the table is in force on ``day`` (both ends included)."""
        check_date(day)
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    def as_of(self, day: date) -> tuple[R, ...]:
        """Give the rows in force on ``day``; none when the table is not in force."""
        if not self.in_force(day):
            return ()
        return tuple(row for row in self.rows if row.in_force(day))

    def get(self, code: str, day: date) -> R:
        """Give the row with ``code`` as of ``day``.

        Raises:
            UnknownCodeError: when there is none on that day.
        """
        for row in self.as_of(day):
            if row.code == code:
                return row
        raise UnknownCodeError(f"{self.name}在{day}没有“{code}”这一项")

    def by_name(self, name: str, day: date) -> R | None:
        """Give the row that people call ``name`` as of ``day``, or None."""
        return next((row for row in self.as_of(day) if row.name == name), None)

    def choices(self, day: date) -> list[tuple[str, str]]:
        """Give code and name of each row as of ``day``, for the fields of a form."""
        return [(row.code, row.name) for row in self.as_of(day)]

    def source_of(self, row: R) -> str:
        """Give the source of a row: its own, else the table's."""
        return row.source or self.source
