"""Documents for the tests, written as offices write them."""

import io
from typing import Any

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from PIL import Image

RIGHT, CENTER = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER


def png(colour: str = "red", size: int = 8) -> bytes:
    """A small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(stream, "PNG")
    return stream.getvalue()


class Paper:
    """A 公文 in Word: title in 小标宋, text in 仿宋 三号, headings in 黑体 and 楷体."""

    def __init__(self) -> None:
        self.document = docx.Document()

    def line(
        self,
        text: str = "",
        font: str = "仿宋_GB2312",
        size: float = 16,
        bold: bool | None = None,
        align: Any = None,
        style: str | None = None,
        red: bool = False,
    ) -> Any:
        """A paragraph of one run."""
        paragraph = self.document.add_paragraph(style=style)
        if align is not None:
            paragraph.alignment = align
        if text:
            dress(paragraph.add_run(text), font, size, bold, red)
        return paragraph

    def title(self, text: str) -> Any:
        """A title as 公文 set it."""
        return self.line(text, "方正小标宋简体", 22, align=CENTER)

    def table(self, *rows: tuple[str, ...], bold_head: bool = False) -> Any:
        """A table with a grid."""
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                run = table.cell(number, place).paragraphs[0].add_run(text)
                run.bold = True if bold_head and number == 0 else None
        return table

    def picture(self, description: str | None = None, data: bytes | None = None) -> Any:
        """A paragraph with a picture, and its alternative text."""
        paragraph = self.document.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(data or png()))
        properties = shape._inline.docPr
        if description is not None:
            properties.set("descr", description)
        return paragraph

    @property
    def data(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def dress(run: Any, font: str, size: float, bold: bool | None = None, red: bool = False) -> None:
    """Give a run its Chinese font and size."""
    run.font.name = "Times New Roman"
    run.font.size = Pt(size)
    run.font.bold = bold
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = RGBColor(0xFF, 0, 0)


def element(xml: str) -> Any:
    """A piece of WordprocessingML."""
    return parse_xml(xml.replace("<w:", "<w:", 1).replace(">", f" {nsdecls('w', 'r')}>", 1))


def numbering(paper: Paper, *levels: tuple[str, str]) -> int:
    """An automatic list of (kind, pattern) per level; gives its number."""
    part = paper.document.part.numbering_part.element
    name = str(900 + len(part))
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), name)
    for depth, (kind, pattern) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("start", "1"), ("numFmt", kind), ("lvlText", pattern)):
            child = OxmlElement(f"w:{tag}")
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    part.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), name)
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), name)
    number.append(reference)
    part.append(number)
    return int(name)


def count(paragraph: Any, number: int, depth: int = 0) -> None:
    """Make a paragraph an item of an automatic list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = depth


def workbook(*sheets: Any) -> bytes:
    """A workbook saved."""
    book = sheets[0].parent
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet(*rows: tuple[Any, ...], name: str = "Sheet1") -> Any:
    """A sheet of a new workbook."""
    page = openpyxl.Workbook().active
    page.title = name
    for row in rows:
        page.append(row)
    return page
