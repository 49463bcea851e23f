"""DOCX and XLSX attachments without any trace of when they were made."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.demo.content.blocks import Block, Heading, Items, Paragraph, Table, plain
from gongkai.demo.content.shapes import DemoAttachment

_AUTHOR = "泊里镇（示例）"
_BODY_FONT = "仿宋"
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,11}|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?")
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_WIDEST_COLUMN = 40


def docx_bytes(attachment: DemoAttachment, on: date) -> bytes:
    """Return the attachment as a DOCX file dated `on`."""
    document: DocxDocument = Document()
    properties = document.core_properties
    properties.title, properties.author = attachment.title, _AUTHOR
    properties.created = properties.modified = datetime(on.year, on.month, on.day)  # noqa: DTZ001
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY_FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY_FONT)
    _docx_title(document, attachment.title)
    for block in attachment.blocks:
        _docx_block(document, block)
    out = BytesIO()
    document.save(out)
    return _with_fixed_times(out.getvalue(), on)


def xlsx_bytes(attachment: DemoAttachment, on: date) -> bytes:
    """Return the attachment as an XLSX file dated `on`, one sheet for each table.

    Paragraphs stand below the table before them. Raises ValueError where there is no table
    first.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = attachment.title, _AUTHOR
    book.properties.created = datetime(on.year, on.month, on.day)  # noqa: DTZ001
    for block in attachment.blocks:
        if isinstance(block, Table):
            _sheet(book, block)
        elif isinstance(block, Paragraph) and book.worksheets:
            book.worksheets[-1].append([plain(block.text)])
        else:
            raise ValueError(f"{attachment.name}: a workbook holds tables and notes below them")
    out = BytesIO()
    book.save(out)
    return _with_fixed_times(out.getvalue(), on)


def _docx_title(document: DocxDocument, title: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(title)
    run.bold, run.font.size = True, Pt(20)


def _docx_block(document: DocxDocument, block: Block) -> None:
    match block:
        case Paragraph(text, right):
            paragraph = document.add_paragraph(plain(text))
            paragraph.paragraph_format.first_line_indent = Pt(0 if right else 28)
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        case Heading(level, text):
            document.add_heading(plain(text), level=level - 1)
        case Items(ordered, items):
            style = "List Number" if ordered else "List Bullet"
            for item in items:
                document.add_paragraph(plain(item), style=style)
        case Table():
            _docx_table(document, block)


def _docx_table(document: DocxDocument, block: Table) -> None:
    if block.caption != document.core_properties.title:
        document.add_paragraph(block.caption).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=len(block.head), style="Table Grid")
    for row in (block.head, *block.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = plain(text)
            cell.paragraphs[0].runs[0].font.size = Pt(10.5)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True


def _sheet(book: Workbook, block: Table) -> None:
    name = _NOT_IN_SHEET_NAMES.sub("", block.caption)[:31]
    sheet = book.create_sheet(name)
    sheet.append([block.caption])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(block.head))
    sheet["A1"].font = Font(name="宋体", size=14, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append(list(block.head))
    for row in block.rows:
        sheet.append([_value(plain(cell)) for cell in row])
    _dress(sheet, block)


def _dress(sheet: Worksheet, block: Table) -> None:
    side = Side(style="thin")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.font = Font(name="宋体", bold=cell.row == 2)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for number, column in enumerate(zip(block.head, *block.rows, strict=True), start=1):
        width = min(_WIDEST_COLUMN, 4 + 2 * max(len(cell) for cell in column))
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A3"


def _value(text: str) -> str | int | float:
    """Return what reads as a number as one, so that sums can be made.

    A code with a leading 0 stays text.
    """
    if not _NUMBER.fullmatch(text):
        return text
    digits = text.replace(",", "")
    return float(digits) if "." in digits else int(digits)


def _with_fixed_times(data: bytes, on: date) -> bytes:
    """Return the package with every date in it set to `on`: savers write the present time."""
    stamp = f"{on.isoformat()}T00:00:00Z".encode()
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + stamp, part)
            info = ZipInfo(name, date_time=(on.year, on.month, on.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, part)
    return out.getvalue()
