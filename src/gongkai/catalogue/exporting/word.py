"""The standard layout as DOCX: a landscape A3 page, one titled table for each field."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.run import Run

from gongkai.catalogue.exporting.table import LEVEL1_COLUMN, StandardTable, runs, tables_of
from gongkai.catalogue.models import Edition

HEADER_ROWS = 2
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 420, 297, 15
_SIZE = Pt(9)
_FONT = "宋体"


def as_docx(edition: Edition) -> bytes:
    """The edition as a document."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)
    document.core_properties.title = edition.name
    document.core_properties.author = edition.town.name
    for table in tables_of(edition):
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _dress(title.add_run(table.title), Pt(16), bold=True)
        drawn = document.add_table(HEADER_ROWS + len(table.rows), table.columns, "Table Grid")
        _fill(drawn, table)
        document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(drawn: Table, table: StandardTable) -> None:
    grid = [list(row.cells) for row in drawn.rows]
    _widths(grid, table)
    _header(grid, table)
    for header in drawn.rows[:HEADER_ROWS]:
        _repeat(header)
    for offset, row in enumerate(table.rows):
        for column, text in enumerate(row):
            if column != LEVEL1_COLUMN:
                _write(grid[HEADER_ROWS + offset][column], text)
    for first, last in runs(table.rows, LEVEL1_COLUMN):
        top, bottom = (grid[HEADER_ROWS + at][LEVEL1_COLUMN] for at in (first, last))
        _write(top if top is bottom else top.merge(bottom), table.rows[first][LEVEL1_COLUMN])


def _widths(grid: list[list[_Cell]], table: StandardTable) -> None:
    unit = (PAGE_WIDTH - 2 * MARGIN) / sum(table.widths)
    for cells in grid:
        for cell, width in zip(cells, table.widths, strict=True):
            cell.width = Mm(width * unit)


def _header(grid: list[list[_Cell]], table: StandardTable) -> None:
    column = 0
    for heading in table.headings:
        last = column + heading.span - 1
        for offset, part in enumerate(heading.parts):
            _write(grid[1][column + offset], part, bold=True)
        corner = grid[0][last] if heading.parts else grid[1][column]
        start = grid[0][column]
        _write(start if start is corner else start.merge(corner), heading.title, bold=True)
        column = last + 1


def _write(cell: _Cell, text: str, bold: bool = False) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if bold:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _dress(paragraph.add_run(line), _SIZE, bold)


def _dress(run: Run, size: Pt, bold: bool) -> None:
    run.font.size, run.font.bold, run.font.name = size, bold, _FONT
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)


def _repeat(row: _Row) -> None:
    """Repeat a header row at the top of every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
