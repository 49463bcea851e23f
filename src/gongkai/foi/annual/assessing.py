"""What is wrong and what is doubtful in a report that was read from a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.foi.annual.reading import ReportReading
from gongkai.rules.annual_report.checking import Finding, check, judged, unjudged_words
from gongkai.rules.annual_report.figures import Unread, number_words
from gongkai.rules.annual_report.layout import Place, place_words
from gongkai.rules.annual_report.prose import contradictions, missing_sections
from gongkai.rules.annual_report.years import compare


@dataclass(frozen=True)
class Assessment:
    """A report with its findings; ``unjudged`` says which sums could not be checked, ``assumed``
    is how many hold with blanks as 0.
    """

    reading: ReportReading
    findings: list[Finding]
    unjudged: list[str]
    assumed: int

    def of(self, level: str) -> list[Finding]:
        """The findings of a level: error or doubt."""
        return [finding for finding in self.findings if finding.level == level]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; doubts do not count."""
        return not self.of("error")


def assess(
    reading: ReportReading, *, previous: ReportReading | None, township: bool, day: date
) -> Assessment:
    """Check a published report, against the one of the year before where it is given.

    township: taken as a town's even where the title does not say so. day: today, for the limits
    that are in force.
    """
    figures = reading.figures
    findings = [
        *check(figures, township=township or reading.township, published=True),
        *(compare(figures, previous.figures, day) if previous is not None else ()),
        *contradictions(reading.text, figures),
        *(missing_sections(reading.text) if reading.text else ()),
    ]
    verdicts = judged(figures)
    unjudged = [
        unjudged_words(verdict)
        for verdict in verdicts
        if verdict.state == "unjudged"
        and any(place in figures for place in verdict.identity.places)
    ]
    assumed = sum(verdict.state == "assumed" for verdict in verdicts)
    return Assessment(reading, findings, unjudged, assumed)


def as_json(found: Assessment) -> dict[str, Any]:
    """What ``gongkai report check FILE --json`` prints."""
    reading = found.reading
    tables = ("information", "applications", "disputes")
    return {
        "file": reading.name,
        "ok": found.ok,
        "year": reading.year,
        "issuer": reading.issuer,
        "township": reading.township,
        "cells": {table: sum(p.table == table for p in reading.figures) for table in tables},
        "missing": reading.missing_words(),
        "errors": [_finding(reading, finding) for finding in found.of("error")],
        "doubts": [_finding(reading, finding) for finding in found.of("doubt")],
        "unjudged": found.unjudged,
        "assumed": found.assumed,
        "notes": reading.notes,
    }


def _finding(reading: ReportReading, finding: Finding) -> Mapping[str, Any]:
    return {
        "code": finding.code,
        "message": finding.message,
        "left": finding.left or None,
        "right": finding.right or None,
        "cells": [_cell(reading, place) for place in finding.places],
    }


def _cell(reading: ReportReading, place: Place) -> Mapping[str, Any]:
    figure = reading.figures.get(place)
    shown = figure.text if isinstance(figure, Unread) else figure
    return {
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "label": place_words(place),
        "value": shown if isinstance(shown, str) or shown is None else number_words(shown),
        "place": reading.where.get(place, ""),
    }


def as_lines(found: Assessment) -> list[str]:
    """What ``gongkai report check FILE`` prints."""
    reading = found.reading
    counts = "、".join(
        f"表{word}{sum(p.table == table for p in reading.figures)}格"
        for table, word in (("information", "二"), ("applications", "三"), ("disputes", "四"))
    )
    head = f"{reading.issuer}{f'{reading.year}年' if reading.year else ''}年度报告，读出{counts}"
    return [
        head.removeprefix("年度"),
        *(f"错误：{finding.message}" for finding in found.of("error")),
        *(f"疑点：{finding.message}" for finding in found.of("doubt")),
        *(f"没有核对：{words}" for words in found.unjudged),
        *([f"说明：有{found.assumed}处含空白的格子，空白按0算是平的"] if found.assumed else ()),
        *(f"说明：{note}" for note in [*reading.missing_words(), *reading.notes]),
        _conclusion(found),
    ]


def _conclusion(found: Assessment) -> str:
    errors, doubts = len(found.of("error")), len(found.of("doubt"))
    if errors:
        return f"有{errors}处错误、{doubts}处疑点。请更正后再公布。"
    if found.unjudged or found.reading.missing():
        return f"读出的数字没有发现错误，有{doubts}处疑点；没有读出的格子没有核对。"
    if any(finding.left for finding in found.of("doubt")):
        return f"没有发现肯定的错误，有{doubts}处疑点。请核对。"
    held = "空白按0算，各项勾稽关系成立" if found.assumed else "各项勾稽关系全部成立"
    return f"{held}，有{doubts}处疑点。"
