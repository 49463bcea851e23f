"""The report for Word, in the faces and on the page of official documents (GB/T 9704-2012)."""

import io
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from gongkai.documents.annual_report.printed import (
    PrintCell,
    PrintTable,
    ReportPrint,
    printed_tables,
)
from gongkai.rules.annual_report.layout import SECTIONS

BODY, HEADING, TITLE, CELL = "仿宋_GB2312", "黑体", "方正小标宋简体", "宋体"
TEXT_WIDTH = Mm(156)
_CELL_SIZE = {"information": Pt(10.5), "applications": Pt(9), "disputes": Pt(9)}

_ROW_HEIGHT = {"information": Mm(7), "applications": Mm(5), "disputes": Mm(6)}


def annual_report_docx(report: ReportPrint) -> bytes:
    """The whole report as a Word document; heading rows of tables repeat, rows stay whole."""
    document = Document()
    _page(document, report)
    _line(document, "\n".join(report.title_lines), TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
    if report.note:
        _line(document, report.note, BODY, 14, WD_ALIGN_PARAGRAPH.CENTER)
    tables = printed_tables(report.figures)
    for section in SECTIONS:
        heading = _line(document, section.heading, HEADING, 16)
        heading.paragraph_format.keep_with_next = True
        for text in report.paragraphs(section.code):
            _line(document, text, BODY, 16)
        if section.table is not None:
            _table(document, tables[section.table])
    _page_numbers(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any, report: ReportPrint) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.core_properties.title = report.title
    document.core_properties.author = report.issuer
    document.core_properties.comments = ""
    style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(0)
    _face(style.font, style.element.get_or_add_rPr(), BODY, 16)


def _face(font: Any, properties: Any, face: str, size: float) -> None:
    font.name, font.size = face, Pt(size)
    properties.rFonts.set(qn("w:eastAsia"), face)


def _line(document: Any, text: str, face: str, size: float, align: Any = None) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(max(29, size * 1.6))
    if align is None:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    else:
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(14)
    run = paragraph.add_run(text)
    _face(run.font, run._element.get_or_add_rPr(), face, size)
    return paragraph


def _table(document: Any, table: PrintTable) -> None:
    drawn = document.add_table(rows=table.rows, cols=len(table.widths), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    drawn.autofit = False
    _margins(drawn)
    unit = TEXT_WIDTH / sum(table.widths)
    widths = [Emu(round(unit * width)) for width in table.widths]
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    # Rows are laid out once: reading a row's cells anew for every cell is quadratic.
    grid = [row.cells for row in drawn.rows]
    for cell in table.cells:
        here = grid[cell.row][cell.col]
        if cell.rowspan > 1 or cell.colspan > 1:
            last = grid[cell.row + cell.rowspan - 1][cell.col + cell.colspan - 1]
            here = here.merge(last)
        here.width = Emu(sum(widths[cell.col : cell.col + cell.colspan]))
        _write(here, cell, table)
    for number, row in enumerate(drawn.rows):
        row.height = _ROW_HEIGHT[table.code]
        _mark(row, "w:cantSplit")
        if number < table.heading_rows:
            _mark(row, "w:tblHeader")


def _margins(drawn: Any) -> None:
    properties = drawn._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _write(here: Any, cell: PrintCell, table: PrintTable) -> None:
    here.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = here.paragraphs[0]
    if not cell.left:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(cell.text)
    size = _CELL_SIZE[table.code]
    _face(run.font, run._element.get_or_add_rPr(), CELL, size.pt)


def _page_numbers(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    _face(run.font, run._element.get_or_add_rPr(), CELL, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)
