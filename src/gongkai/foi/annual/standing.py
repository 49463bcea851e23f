"""How a report stands: its figures with their origin, and everything wrong or doubtful in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from gongkai.documents.annual_report import ReportPrint
from gongkai.foi.annual.drafting import MARK, fee_problem
from gongkai.foi.annual.facts import YearFacts
from gongkai.foi.annual.models import AnnualEntry, AnnualReport, ReportState
from gongkai.foi.annual.reading.numbers import figure
from gongkai.foi.annual.reading.own_format import tables_json
from gongkai.rules.annual_report.checking import Finding, check
from gongkai.rules.annual_report.figures import Figure, Figures, Unread, number_words
from gongkai.rules.annual_report.layout import (
    OVERVIEW_LENGTH,
    PLACES,
    SECTIONS,
    TEXT_SECTIONS,
    Place,
    is_amount,
)
from gongkai.rules.annual_report.prose import contradictions
from gongkai.rules.annual_report.years import compare


def figures_of(tables: Mapping[str, Any]) -> dict[Place, Figure]:
    """The cells in a stored JSON of tables."""
    found: dict[Place, Figure] = {}
    for place in PLACES:
        row = tables.get(place.table, {}).get(place.row, {})
        if place.column in row:
            value = row[place.column]
            found[place] = figure("" if value is None else str(value), place)
    return found


def entered(entry: AnnualEntry) -> Figure:
    """The number of an entry: whole, or an amount."""
    if entry.column == "amount":
        return Decimal(entry.number).normalize() + 0
    return int(entry.number)


@dataclass
class Standing:
    """A report with its entries and the one of the year before, both read once."""

    report: AnnualReport
    entries: dict[Place, AnnualEntry]
    before: Figures
    before_name: str

    @cached_property
    def computed(self) -> dict[Place, Figure]:
        """What the records said."""
        return figures_of(self.report.computed.get("tables", {}))

    @cached_property
    def figures(self) -> dict[Place, Figure]:
        """Every cell of the form: what a person entered, else what was computed, else blank."""
        return {
            place: entered(self.entries[place])
            if place in self.entries
            else self.computed.get(place, Unread())
            for place in PLACES
        }

    @cached_property
    def facts(self) -> YearFacts:
        """The facts for the texts."""
        return YearFacts.from_json(self.report.computed.get("facts", {}))

    @property
    def texts(self) -> dict[str, str]:
        """The texts by section."""
        return {code: getattr(self.report, code) for code in TEXT_SECTIONS}

    def findings(self, day: date) -> list[Finding]:
        """Everything wrong (error) or doubtful (doubt), tables first, then texts."""
        texts = self.texts
        return [
            *(Finding("error", "records", words) for words in self.report.computed["problems"]),
            *check(self.figures, township=True),
            *compare(self.figures, self.before, day),
            *_text_findings(texts),
            *_fee_findings(texts, self.facts),
            *contradictions("\n".join(texts.values()), self.figures),
        ]

    def printed(self) -> ReportPrint:
        """The report for printing; a draft says so under its title."""
        draft = self.report.state == ReportState.DRAFT
        return ReportPrint(
            year=self.report.year,
            issuer=self.report.issuer,
            texts=self.texts,
            figures=self.figures,
            note="（编制中，未定稿）" if draft else "",
        )

    def origin(self, place: Place) -> str:
        """Where the number in a cell comes from, in words."""
        entry = self.entries.get(place)
        if entry is None:
            return "按记录统计" if place in self.computed else "需要填写"
        known = self.computed.get(place)
        was = "" if known is None or isinstance(known, Unread) else number_words(known)
        changed = f"，记录统计为{was}" if was else ""
        return f"{entry.by.name}填写：{entry.reason}{changed}"

    def as_json(self) -> dict[str, Any]:
        """The report in the form that ``report check`` reads."""
        return report_json(self.report.year, self.report.issuer, self.texts, self.figures)


def report_json(
    year: int, issuer: str, texts: Mapping[str, str], figures: Figures
) -> dict[str, Any]:
    """A report as JSON (``reading.own_format``)."""
    from gongkai.foi.annual.reading.own_format import FORMAT

    return {
        "format": FORMAT,
        "year": year,
        "issuer": issuer,
        "township": True,
        "sections": dict(texts),
        "tables": tables_json(figures),
    }


def _text_findings(texts: Mapping[str, str]) -> list[Finding]:
    found = []
    for section in SECTIONS:
        if section.table is not None:
            continue
        text = texts[section.code]
        if not text.strip():
            found.append(Finding("error", "text", f"“{section.heading}”还没有写。"))
        elif MARK in text:
            words = f"“{section.heading}”里还有“{MARK}……】”没有写完。"
            found.append(Finding("error", "text", words))
    length = len("".join(texts["overview"].split()))
    if length > OVERVIEW_LENGTH:
        words = f"“一、总体情况”有{length}字，一般在{OVERVIEW_LENGTH}字以内。请精简。"
        found.append(Finding("doubt", "length", words))
    return found


def _fee_findings(texts: Mapping[str, str], facts: YearFacts) -> list[Finding]:
    problem = fee_problem(texts, facts)
    return [] if problem is None else [Finding("error", "fees", problem)]


def stored(place: Place, value: Figure) -> Decimal | None:
    """The number as an entry stores it; None for what is no number."""
    if isinstance(value, Unread):
        return None
    return Decimal(value) if is_amount(place) else Decimal(int(value))
