"""The report as PDF/A."""

from datetime import datetime
from typing import Any

from gongkai.documents.annual_report.printed import PrintTable, ReportPrint, printed_tables
from gongkai.documents.typesetting import pdf
from gongkai.rules.annual_report.layout import SECTIONS


def annual_report_pdf(report: ReportPrint, *, made_at: datetime | None = None) -> bytes:
    """Give the whole report as PDF/A-2b on A4; heading rows of tables repeat on every page.

    :param made_at: the time written into the file, aware of its zone; the present if absent.
    :raises MissingGlyphs: if a text holds a character that no font at hand draws.
    """
    return pdf("annual_report.typ", _data(report), made_at=made_at)


def _data(report: ReportPrint) -> dict[str, Any]:
    tables = printed_tables(report.figures)
    return {
        "title": report.title,
        "title_lines": report.title_lines,
        "note": report.note,
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": report.paragraphs(section.code),
                "table": None if section.table is None else _table(tables[section.table]),
            }
            for section in SECTIONS
        ],
    }


def _table(table: PrintTable) -> dict[str, Any]:
    return {
        "small": table.code != "information",
        "widths": table.widths,
        "heading_rows": table.heading_rows,
        "cells": [
            {
                "x": cell.col,
                "y": cell.row,
                "colspan": cell.colspan,
                "rowspan": cell.rowspan,
                "text": cell.text,
                "left": cell.left,
            }
            for cell in table.cells
        ],
    }
