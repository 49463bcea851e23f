"""What was read out of somebody's annual report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from gongkai.rules.annual_report.figures import Figure
from gongkai.rules.annual_report.identities import leaves_of
from gongkai.rules.annual_report.layout import (
    LEAVES,
    PLACES,
    Place,
    TableCode,
    place_words,
    places_words,
    table_words,
)


@dataclass
class ReportReading:
    """A report as read.

    figures: the cells that were found. where: where each stands in the file (表3第5行第4列).
    notes: what about the reading a person should know. year, issuer: from the title, if it names
    them. text: all words of the file, empty for workbooks.
    """

    name: str
    figures: dict[Place, Figure] = field(default_factory=dict)
    where: dict[Place, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    text: str = ""
    year: int | None = None
    issuer: str = ""
    township: bool = False

    def put(self, place: Place, figure: Figure, where: str) -> None:
        """Keep a cell; a second cell for the same place is kept only as a note, if it differs."""
        known = self.figures.setdefault(place, figure)
        if self.where.setdefault(place, where) != where and known != figure:
            self.notes.append(
                f"{place_words(place)}在文件里出现两次，数字不同（{self.where[place]}和{where}），"
                "采用前一处。请核对。"
            )

    def count(self, table: TableCode) -> int:
        """How many cells of a table were found."""
        return sum(place.table == table for place in self.figures)

    def missing(self) -> list[Place]:
        """The cells of the form that were not found, in printed order. What the form of 2019 and
        2020 has as one row is not missed in parts.
        """
        one_row = {code for code in LEAVES if code not in leaves_of(self.figures)}
        return [p for p in PLACES if p not in self.figures and p.row not in one_row]

    def missing_words(self) -> list[str]:
        """What was not found, said once for a whole table, or row by row."""
        return list(_missing_words(self, self.missing()))


def _missing_words(reading: ReportReading, missing: list[Place]) -> Iterable[str]:
    tables: tuple[TableCode, ...] = ("information", "applications", "disputes")
    for table in tables:
        if not reading.count(table):
            yield f"没有找到{table_words(table)}"
        else:
            lacking = (place for place in missing if place.table == table)
            for _, row in groupby(lacking, key=lambda place: place.row):
                yield f"没有找到{places_words(list(row))}"
