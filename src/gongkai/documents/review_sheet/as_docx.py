"""The review sheet as DOCX, for units that fill it in or sign it on paper."""

import io
from collections.abc import Sequence
from typing import Any

import segno
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.documents.review_sheet import words
from gongkai.documents.review_sheet.sheet import (
    RowPrint,
    SheetPrint,
    SignaturePrint,
    chinese_date,
)
from gongkai.rules import review_form

SONG = "宋体"
"""The face that every Chinese office machine has; the PDF brings its own."""

TITLE_FACE = "方正小标宋简体"
WIDTHS = (Mm(11), Mm(26), Mm(39), Mm(30), Mm(25), Mm(25))
TEXT_WIDTH = Mm(156)
BOX = "□"


def review_sheet_docx(sheet: SheetPrint) -> bytes:
    """Give the sheet as a Word document with the same words, columns and ticks as the PDF.

    The heading row repeats on every page, rows stay whole, and the last row stays on the page of
    the signatures, so that a signature page without rows cannot arise (handbook F47).
    """
    document = Document()
    _page(document)
    _heading(document, sheet)
    table = document.add_table(rows=0, cols=len(WIDTHS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    _add_head(table)
    for row in sheet.rows:
        _add_row(table, row, stays_with_next=row is sheet.rows[-1])
    _add_signatures(table, sheet)
    _add_notes(document)
    _add_code(document, sheet)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.core_properties.title = review_form.TITLE
    document.core_properties.author = ""
    document.core_properties.comments = ""
    style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(0)
    style.font.size = Pt(10.5)
    _set_face(style.font, style.element.get_or_add_rPr(), SONG)


def _set_face(font: Any, properties: Any, face: str) -> None:
    font.name = face
    properties.rFonts.set(qn("w:eastAsia"), face)


def _heading(document: Any, sheet: SheetPrint) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(14)
    run = title.add_run(review_form.TITLE)
    run.font.size = Pt(22)
    _set_face(run.font, run._element.get_or_add_rPr(), TITLE_FACE)
    line = document.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    line.paragraph_format.space_after = Pt(4)
    day = words.BLANK_DATE if sheet.date is None else chinese_date(sheet.date)
    line.add_run(f"{review_form.UNIT_LABEL}{sheet.unit}\t{day}").font.size = Pt(12)


def _add_head(table: Any) -> None:
    row = _new_row(table)
    _mark(row, "w:tblHeader")
    for cell, lines in zip(row.cells, words.HEADINGS, strict=True):
        _write(cell, lines, centred=True)


def _add_row(table: Any, row: RowPrint, *, stays_with_next: bool) -> None:
    printed = _new_row(table)
    number, department, title, form, working_body, leader = printed.cells
    _write(number, [str(row.seq)], centred=True)
    _write(department, [row.department], centred=True)
    _write(title, [row.title], centred=False)
    _write_boxes(form, zip(words.FORMS, row.forms, strict=True))
    if row.other_text:
        _write_more(form, row.other_text)
    for cell, given in ((working_body, row.working_body), (leader, row.leader)):
        _write_boxes(cell, ((label, given == value) for value, label in review_form.OPINIONS))
    if stays_with_next:
        _keep_with_next(printed)


def _add_signatures(table: Any, sheet: SheetPrint) -> None:
    row = _new_row(table)
    row.height = Mm(24)
    handler = row.cells[0].merge(row.cells[3])
    reviewer, leader = row.cells[4], row.cells[5]
    for cell, seat, signature in (
        (handler, "handler", sheet.handler),
        (reviewer, "reviewer", sheet.reviewer),
        (leader, "leader", sheet.leader),
    ):
        _write(cell, [words.SIGNATURES[seat], *_signed(signature)], centred=seat != "handler")
        # The day of signing has to stand on one line of a narrow column.
        for paragraph in cell.paragraphs[2:]:
            paragraph.runs[0].font.size = Pt(8)
    _keep_with_next(row)


def _signed(signature: SignaturePrint | None) -> list[str]:
    return [] if signature is None else [signature.name, signature.day, signature.time]


def _add_notes(document: Any) -> None:
    for number, note in enumerate(review_form.NOTES, start=1):
        label = review_form.NOTES_LABEL if number == 1 else ""
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = number < len(review_form.NOTES)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        paragraph.add_run(f"{label}\t{number}. {note}").font.size = Pt(9)


def _add_code(document: Any, sheet: SheetPrint) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    # The style of footers has a tab stop in the middle, at which the code would stay.
    footer.style = document.styles["Normal"]
    footer.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    if sheet.code_number is not None:
        footer.add_run(words.CODE_LABEL + sheet.code_number).font.size = Pt(9)
    if sheet.qr_url is not None:
        image = io.BytesIO()
        segno.make(sheet.qr_url, micro=False, error="m").save(image, kind="png", scale=8, border=0)
        run = footer.add_run("\t")
        run.add_picture(image, width=Mm(17))


def _new_row(table: Any) -> Any:
    row = table.add_row()
    _mark(row, "w:cantSplit")
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return row


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _write(cell: Any, lines: Sequence[str], *, centred: bool) -> None:
    for at, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.add_run(line)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write_boxes(cell: Any, choices: Any) -> None:
    for at, (label, ticked) in enumerate(choices):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(label + " ")
        run = paragraph.add_run(review_form.CHECKED if ticked else BOX)
        if ticked:
            _frame(run)


def _write_more(cell: Any, text: str) -> None:
    paragraph = cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).font.size = Pt(9)


def _frame(run: Any) -> None:
    # A frame around the character, because no face of an office machine surely has a ticked box.
    frame = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "auto")):
        frame.set(qn(f"w:{name}"), value)
    run._element.get_or_add_rPr().append(frame)


def _keep_with_next(row: Any) -> None:
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
