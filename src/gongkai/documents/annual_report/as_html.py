"""The report as the body of a page: only elements that a body may hold, tables with their spans."""

from html import escape

from gongkai.documents.annual_report.printed import (
    PrintCell,
    PrintTable,
    ReportPrint,
    printed_tables,
)
from gongkai.rules.annual_report.layout import SECTIONS


def annual_report_html(report: ReportPrint) -> str:
    """The six sections with their headings, texts and tables. The title is that of the page."""
    tables = printed_tables(report.figures)
    parts = []
    for section in SECTIONS:
        parts.append(f"<h2>{escape(section.heading)}</h2>")
        parts += [f"<p>{escape(text)}</p>" for text in report.paragraphs(section.code)]
        if section.table is not None:
            parts.append(_table(tables[section.table]))
    return "\n".join(parts)


def _table(table: PrintTable) -> str:
    rows = table.in_rows()
    head, body = rows[: table.heading_rows], rows[table.heading_rows :]
    lines = ["<table>"]
    if head:
        lines += ["<thead>", *(_row(cells, "col") for cells in head), "</thead>"]
    lines += ["<tbody>", *(_row(cells, "row") for cells in body), "</tbody>", "</table>"]
    return "\n".join(lines)


def _row(cells: list[PrintCell], scope: str) -> str:
    return f"<tr>{''.join(_cell(cell, scope) for cell in cells)}</tr>"


def _cell(cell: PrintCell, scope: str) -> str:
    spans = "".join(
        f' {name}="{value}"'
        for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if value > 1
    )
    if not cell.head:
        return f"<td{spans}>{escape(cell.text)}</td>"
    return f'<th scope="{scope}"{spans}>{escape(cell.text)}</th>'
