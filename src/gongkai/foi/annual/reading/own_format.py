"""Our JSON form of a report: written by ``report annual --json``, read by ``report check``.

``{"format": "gongkai-annual-report/1", "year": 2025, "issuer": "…", "township": true,
"sections": {"overview": "…"}, "tables": {"information": {row: {column: number}},
"applications": {…}, "disputes": {…}}}`` with the codes of `rules.annual_report.layout`. Amounts are
in 万元, as text ("1.05") or number; null and "" are blanks.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from gongkai.catalogue.reading.errors import ReadingError
from gongkai.foi.annual.reading.model import ReportReading
from gongkai.foi.annual.reading.numbers import figure
from gongkai.rules.annual_report.figures import Figures, Unread, number_words
from gongkai.rules.annual_report.layout import PLACES, SECTIONS, Place, is_amount

FORMAT: Final = "gongkai-annual-report/1"
_BROKEN: Final = "这个 JSON 文件不是本平台的年度报告格式："


def tables_json(figures: Figures) -> dict[str, Any]:
    """The cells as nested objects: table, row, column; null for what is no number."""
    tables: dict[str, Any] = {}
    for place in PLACES:
        if place in figures:
            row = tables.setdefault(place.table, {}).setdefault(place.row, {})
            value = figures[place]
            if isinstance(value, Unread):
                row[place.column] = value.text or None
            else:
                row[place.column] = number_words(value) if is_amount(place) else int(value)
    return tables


def read_json(data: bytes, reading: ReportReading) -> None:
    """Put a report in our JSON form into the reading.

    Raises ReadingError when it is another kind of JSON, or names a cell that the form has not.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{_BROKEN}内容不完整或者编码不对。") from error
    if not isinstance(found, dict) or not isinstance(found.get("tables"), dict):
        raise ReadingError(f"{_BROKEN}缺少 tables。")
    for table, rows in found["tables"].items():
        for row, columns in _entries(rows, table):
            for column, value in _entries(columns, f"{table}.{row}"):
                _put(reading, table, row, column, value)
    _about(found, reading)


def _entries(value: Any, where: str) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        raise ReadingError(f"{_BROKEN}{where} 应当是对象。")
    return list(value.items())


def _put(reading: ReportReading, table: Any, row: str, column: str, value: Any) -> None:
    place = Place(table, row, column)
    where = f"{table}.{row}.{column}"
    if place not in _KNOWN:
        raise ReadingError(f"{_BROKEN}没有 {where} 这一格。")
    if value is not None and (isinstance(value, bool) or not isinstance(value, _SCALARS)):
        raise ReadingError(f"{_BROKEN}{where} 应当是数字。")
    reading.put(place, figure("" if value is None else str(value), place), where)


_SCALARS: Final = (str, int, Decimal)
_KNOWN: Final = frozenset(PLACES) | {
    Place("applications", "3.6", place.column)
    for place in PLACES
    if place.table == "applications" and place.row == "1"
}


def _about(found: Mapping[str, Any], reading: ReportReading) -> None:
    year, issuer, sections = (found.get(name) for name in ("year", "issuer", "sections"))
    if isinstance(year, int) and not isinstance(year, bool):
        reading.year = year
    if isinstance(issuer, str):
        reading.issuer = issuer
    reading.township = found.get("township") is True
    if isinstance(sections, Mapping):
        texts = ((row, sections.get(row.code)) for row in SECTIONS)
        reading.text = "\n".join(
            f"{row.heading}\n{text if isinstance(text, str) else ''}" for row, text in texts
        )
