"""The three tables as a workbook, a sheet each, for those who sum up the reports of many towns."""

import io
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from gongkai.documents.annual_report.printed import PrintTable, ReportPrint, printed_tables
from gongkai.rules.annual_report.figures import Unread
from gongkai.rules.annual_report.layout import SECTIONS

_THIN = Side(style="thin", color="000000")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WIDTH = 9.0
"""Width of a column of relative width 1.55, in the characters that a workbook counts in."""


def annual_report_xlsx(report: ReportPrint) -> bytes:
    """One sheet for each table, with heading and merged cells of the form and real numbers."""
    book = Workbook()
    book.properties.title = report.title
    book.properties.creator = ""
    for sheet in book.worksheets:
        book.remove(sheet)
    tables = printed_tables(report.figures)
    for section in SECTIONS:
        if section.table is not None:
            made = book.create_sheet(f"表{section.number}")
            _fill(made, report, tables[section.table], f"{report.title}　{section.heading}")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Any, report: ReportPrint, table: PrintTable, heading: str) -> None:
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(table.widths))
    sheet.cell(1, 1, heading).font = Font(name="宋体", size=12, bold=True)
    for col, width in enumerate(table.widths, 1):
        wide = max(width, 1.2) / 1.55 * _WIDTH
        sheet.column_dimensions[get_column_letter(col)].width = round(wide, 1)
    for cell in table.cells:
        top, left = cell.row + 2, cell.col + 1
        bottom, right = top + cell.rowspan - 1, left + cell.colspan - 1
        value = cell.text if cell.place is None else _number(report, cell.place)
        written = sheet.cell(top, left, value)
        written.font = Font(name="宋体", size=10)
        written.alignment = Alignment(
            horizontal="left" if cell.left else "center", vertical="center", wrap_text=True
        )
        for row in sheet.iter_rows(top, bottom, left, right):
            for covered in row:
                covered.border = _BORDER
        if cell.rowspan > 1 or cell.colspan > 1:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    sheet.freeze_panes = sheet.cell(2 + table.heading_rows, 1)


def _number(report: ReportPrint, place: Any) -> int | float | str | None:
    figure = report.figures.get(place)
    if isinstance(figure, Unread):
        return figure.text or None
    return float(figure) if isinstance(figure, Decimal) else figure
