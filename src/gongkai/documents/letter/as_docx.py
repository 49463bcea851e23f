"""A letter and a 送达回证 for Word, in the faces and on the page of official documents."""

import io
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from gongkai.documents.letter.printed import LetterPrint, ServiceRecordPrint, SlipPrint
from gongkai.documents.official import (
    BODY_FACE,
    BODY_SIZE,
    LINE,
    TITLE_FACE,
    TITLE_SIZE,
    add_line,
    indent,
    set_face,
    set_page,
)

_SMALL, _NOTE, _GAP = Pt(14), Pt(12), Pt(20)
_LABEL, _CONTENT = Mm(48), Mm(108)
_ROW = Mm(15)


def letter_docx(letter: LetterPrint) -> bytes:
    """Give the letter as a Word document."""
    document = Document()
    set_page(document, letter.title)
    if letter.mark:
        _centred(document, letter.mark, BODY_FACE, _SMALL)
    _centred(document, letter.issuer, TITLE_FACE, TITLE_SIZE)
    for words in letter.title_lines:
        title = _centred(document, words, TITLE_FACE, TITLE_SIZE)
        title.style = document.styles["Title"]
    if letter.number:
        _centred(document, letter.number).paragraph_format.space_before = Pt(14)
    to = add_line(document, f"{letter.addressee}：")
    to.paragraph_format.space_before = LINE
    lines = [_running(document, words) for words in letter.body]
    for at, words in enumerate(letter.attached):
        line = indent_of(add_line(document, words))
        line.paragraph_format.space_before = LINE if at == 0 else Pt(0)
        lines.append(line)
    for line in lines[len(letter.body) - 1 :]:
        line.paragraph_format.keep_with_next = True
    _signature(document, letter)
    for at, words in enumerate(letter.notes):
        note = add_line(document, words, BODY_FACE, _NOTE)
        note.paragraph_format.space_before = _GAP if at == 0 else Pt(0)
    if letter.slip is not None:
        _slip(document, letter.issuer, letter.slip)
    return _bytes(document)


def service_record_docx(record: ServiceRecordPrint) -> bytes:
    """Give the form of 送达回证 as a Word document."""
    document = Document()
    set_page(document, "送达回证")
    _centred(document, record.issuer, TITLE_FACE, TITLE_SIZE)
    title = _centred(document, "送达回证", TITLE_FACE, TITLE_SIZE)
    title.paragraph_format.space_after = LINE
    table = document.add_table(rows=len(record.rows), cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for row, (label, content) in zip(table.rows, record.rows, strict=True):
        row.height = _ROW
        for cell, words, width in zip(row.cells, (label, content), (_LABEL, _CONTENT), strict=True):
            cell.width = width
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            run = cell.paragraphs[0].add_run(words)
            run.font.size = _SMALL
            set_face(run.font, run._element.get_or_add_rPr(), BODY_FACE)
    return _bytes(document)


def indent_of(line: Any) -> Any:
    """The paragraph with its first line indented by two characters."""
    indent(line)
    return line


def _centred(document: Any, words: str, face: str = BODY_FACE, size: Any = BODY_SIZE) -> Any:
    line = add_line(document, words, face, size)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return line


def _running(document: Any, words: str) -> Any:
    line = indent_of(add_line(document, words))
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return line


def _signature(document: Any, letter: LetterPrint) -> None:
    """The body that signs over its date, the date four characters from the right."""
    lines = ((letter.issuer, Pt(58)), (letter.day, Pt(0)))
    for words, space in lines:
        line = add_line(document, words)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        # Chinese signs are as wide as they are high, digits half as wide.
        surplus = (_width(letter.issuer) - _width(letter.day)) / 2
        own = max(0.0, surplus) if words == letter.day else max(0.0, -surplus)
        line.paragraph_format.right_indent = Pt((4 + own) * BODY_SIZE.pt)
        line.paragraph_format.space_before = space
        line.paragraph_format.keep_together = True
        line.paragraph_format.keep_with_next = words == letter.issuer or bool(letter.notes)


def _width(words: str) -> float:
    return sum(0.5 if sign.isascii() else 1.0 for sign in words)


def _slip(document: Any, issuer: str, slip: SlipPrint) -> None:
    document.add_page_break()
    title = _centred(document, slip.title, TITLE_FACE, TITLE_SIZE)
    title.paragraph_format.space_after = LINE
    add_line(document, f"{issuer}：")
    _running(document, slip.opening)
    for choice in slip.choices:
        indent(add_line(document, f"□　{choice}"))
    indent(add_line(document, slip.reason))
    for _ in range(6):
        add_line(document, "")
    for words in (
        "收到日期：　　　　年　　月　　日",
        slip.signed,
        slip.contact,
        "答复日期：　　　　年　　月　　日",
    ):
        line = add_line(document, words)
        line.paragraph_format.left_indent = Pt(13 * BODY_SIZE.pt)


def _bytes(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
