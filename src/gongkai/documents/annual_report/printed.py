"""The report as it is printed: texts, and tables as cells with the spans of the national form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from gongkai.rules.annual_report import layout
from gongkai.rules.annual_report.figures import Figures, Unread, number_words
from gongkai.rules.annual_report.layout import Place, TableCode


@dataclass(frozen=True)
class ReportPrint:
    """What is printed: title, issuer, the texts of sections 一, 五 and 六 by code, the figures.

    ``note`` is printed under the title, such as 草稿 while the report is not finished.
    """

    year: int
    issuer: str
    texts: Mapping[str, str]
    figures: Figures
    note: str = ""

    @property
    def title(self) -> str:
        """The title as published."""
        return "".join(self.title_lines)

    @property
    def title_lines(self) -> tuple[str, str]:
        """The title as it is broken into lines, never inside a word."""
        return f"{self.issuer}{self.year}年", "政府信息公开工作年度报告"

    def paragraphs(self, section: str) -> list[str]:
        """The paragraphs of a text section."""
        return [line.strip() for line in self.texts.get(section, "").splitlines() if line.strip()]


@dataclass(frozen=True)
class PrintCell:
    """A cell with its place and span, from 0. ``head``: a label; ``left``: aligned to the left."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    head: bool = True
    left: bool = False
    place: Place | None = None


@dataclass(frozen=True)
class PrintTable:
    """A table: its cells in reading order, the relative widths of its columns, its heading rows."""

    code: TableCode
    cells: tuple[PrintCell, ...]
    widths: tuple[float, ...]
    heading_rows: int

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max(cell.row + cell.rowspan for cell in self.cells)

    def in_rows(self) -> list[list[PrintCell]]:
        """The cells that begin in each row, from left to right."""
        ordered = sorted(self.cells, key=lambda cell: (cell.row, cell.col))
        found = {row: list(cells) for row, cells in groupby(ordered, lambda cell: cell.row)}
        return [found.get(row, []) for row in range(self.rows)]


def figure_words(figures: Figures, place: Place) -> str:
    """What is printed in a cell: the number; nothing where there is none."""
    figure = figures.get(place)
    if figure is None:
        return ""
    return figure.text if isinstance(figure, Unread) else number_words(figure)


def printed_tables(figures: Figures) -> dict[TableCode, PrintTable]:
    """The three tables, by code."""
    return {
        "information": PrintTable(
            "information", tuple(_information(figures)), (3.0, 2.0, 2.0, 2.0), 0
        ),
        "applications": PrintTable(
            "applications", tuple(_applications(figures)), (1.3, 1.9, 5.4, *([1.55] * 7)), 3
        ),
        "disputes": PrintTable("disputes", tuple(_disputes(figures)), (1.0,) * 15, 3),
    }


def _value(row: int, col: int, place: Place, figures: Figures, colspan: int = 1) -> PrintCell:
    text = figure_words(figures, place)
    return PrintCell(row, col, text, colspan=colspan, head=False, place=place)


_DATA_COLUMNS: Final = 3


def _information(figures: Figures) -> Iterator[PrintCell]:
    row = 0
    for provision, group in groupby(layout.INFORMATION, lambda found: found.provision):
        lines = list(group)
        columns = lines[0].columns
        span = _DATA_COLUMNS if len(columns) == 1 else 1
        yield PrintCell(row, 0, provision, colspan=1 + _DATA_COLUMNS)
        yield PrintCell(row + 1, 0, layout.INFORMATION_HEADING)
        for col, column in enumerate(columns, 1):
            yield PrintCell(row + 1, col, layout.INFORMATION_COLUMNS[column], colspan=span)
        row += 2
        for line in lines:
            yield PrintCell(row, 0, line.name)
            for col, column in enumerate(columns, 1):
                yield _value(row, col, Place("information", line.code, column), figures, span)
            row += 1


def _applications(figures: Figures) -> Iterator[PrintCell]:
    yield PrintCell(0, 0, layout.APPLICATIONS_NOTE, rowspan=3, colspan=3)
    yield PrintCell(0, 3, layout.APPLICANTS_HEADING, colspan=7)
    for col, (code, name) in enumerate(layout.APPLICATION_COLUMNS.items(), 3):
        alone = code in (layout.PERSON, layout.TOTAL)
        yield PrintCell(1 if alone else 2, col, name, rowspan=2 if alone else 1)
    yield PrintCell(1, 4, layout.ORGANISATIONS_HEADING, colspan=5)
    rows = list(layout.APPLICATIONS)
    results = [row for row in rows if row.code.startswith("3.")]
    for at, row in enumerate(rows, 3):
        yield from _application_labels(at, row, rows, len(results))
        for col, column in enumerate(layout.APPLICATION_COLUMNS, 3):
            yield _value(at, col, Place("applications", row.code, column), figures)


def _application_labels(
    at: int, row: layout.ApplicationRow, rows: list[layout.ApplicationRow], results: int
) -> Iterator[PrintCell]:
    if not row.code.startswith("3."):
        yield PrintCell(at, 0, row.name, colspan=3, left=True)
        return
    if row.code == layout.LEAVES[0]:
        yield PrintCell(at, 0, layout.RESULTS_HEADING, rowspan=results)
    if not row.group:
        yield PrintCell(at, 1, row.name, colspan=2, left=True)
        return
    same = [found for found in rows if found.group == row.group]
    if row is same[0]:
        yield PrintCell(at, 1, row.group, rowspan=len(same))
    yield PrintCell(at, 2, row.name, left=True)


def _disputes(figures: Figures) -> Iterator[PrintCell]:
    width = len(layout.DISPUTE_COLUMNS)
    yield PrintCell(0, 0, layout.RECONSIDERATION, colspan=width)
    yield PrintCell(0, width, layout.LITIGATION, colspan=2 * width)
    for block, (code, name) in enumerate(layout.DISPUTES.items()):
        first = block == 0
        if not first:
            yield PrintCell(1, block * width, name, colspan=width)
        for number, (column, label) in enumerate(layout.DISPUTE_COLUMNS.items()):
            col = block * width + number
            top, span = (1, 2) if first else (2, 1)
            yield PrintCell(top, col, label, rowspan=span)
            yield _value(3, col, Place("disputes", code, column), figures)
