"""A text with the look of official documents (GB/T 9704-2012) as DOCX: title, numbered headings.

It has no red head and no seal: it is a working text, and does not claim to be a stamped document
(handbook 9.5).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TITLE_FACE = "方正小标宋简体"
BODY_FACE = "仿宋_GB2312"
HEADING_FACES = {1: "黑体", 2: "楷体_GB2312", 3: BODY_FACE}
BODY_SIZE = Pt(16)
"""3号."""

TITLE_SIZE = Pt(22)
"""2号."""

LINE = Pt(28.9)
"""22 lines on the 225 mm of the text area."""

_DIGITS = "一二三四五六七八九"


@dataclass(frozen=True)
class Block:
    """A paragraph (``level`` 0) or a heading of level 1 to 3, already with its number."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class OfficialText:
    """What is printed. ``signed`` and ``day`` stand at the right under the text."""

    title: str
    blocks: Sequence[Block]
    signed: str = ""
    day: str = ""
    note: str = field(default="")


def chinese_number(number: int) -> str:
    """A number from 1 to 99 as headings have it: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        raise ValueError("headings are numbered from 1 to 99")
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")


def heading(level: int, number: int, text: str) -> Block:
    """A heading with its number: 一、 （一） 1."""
    words = chinese_number(number)
    numbered = {1: f"{words}、", 2: f"（{words}）", 3: f"{number}."}[level]
    return Block(f"{numbered}{text}", level)


def official_docx(text: OfficialText) -> bytes:
    """Give the text as a Word document."""
    document = Document()
    set_page(document, text.title)
    title = add_line(document, text.title, TITLE_FACE, TITLE_SIZE)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = LINE
    title.style = document.styles["Title"]
    for block in text.blocks:
        _add(document, block)
    for line in (text.signed, text.day):
        if line:
            paragraph = add_line(document, line)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.space_before = LINE if line == text.signed else Pt(0)
    if text.note:
        indent(add_line(document, text.note))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def set_page(document: Any, title: str) -> None:
    """Give a Word document the page, styles and page numbers of official documents."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        _plain_style(document.styles[name])
    _number_pages(section.footer.paragraphs[0])


def _plain_style(style: Any) -> None:
    """Headings are known to Word as headings, and look as the standard says, not as Word does."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    set_face(style.font, properties, BODY_FACE)
    style.font.size = BODY_SIZE
    # Without the language a program may take the commas of another script.
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(0), Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def _add(document: Any, block: Block) -> None:
    face = HEADING_FACES.get(block.level, BODY_FACE)
    paragraph = add_line(document, block.text, face)
    if block.level:
        paragraph.style = document.styles[f"Heading {block.level}"]
        paragraph.paragraph_format.keep_with_next = True
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent(paragraph)


def add_line(document: Any, text: str, face: str = BODY_FACE, size: Any = BODY_SIZE) -> Any:
    """Add a paragraph of one face and size to a document or cell; gives it."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = size
    set_face(run.font, run._element.get_or_add_rPr(), face)
    return paragraph


def indent(paragraph: Any) -> None:
    """Two characters, whatever their size: Word counts them in hundredths."""
    properties = paragraph._p.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")


def set_face(font: Any, properties: Any, face: str) -> None:
    """The Chinese face of a run or style, with Latin letters that go with it."""
    font.name = "Times New Roman" if face == BODY_FACE else face
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)


def _number_pages(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("", "— "), ("begin", ""), ("", "PAGE"), ("end", ""), ("", " —")):
        run = paragraph.add_run("" if text == "PAGE" else text)
        run.font.size = Pt(14)
        if text == "PAGE":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = " PAGE "
            run._element.append(instruction)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
