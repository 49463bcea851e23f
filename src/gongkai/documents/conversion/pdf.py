"""The text of a PDF as paragraphs, put together from the lines that stand on its pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from statistics import median
from typing import Any, Final

from pypdfium2 import raw

from gongkai.documents import pdfium
from gongkai.documents.conversion.allowed import clean
from gongkai.documents.conversion.headings import (
    DOCUMENT_NUMBER,
    LETTERHEAD,
    elements_of,
    level_of_form,
)
from gongkai.documents.conversion.markup import without_gaps
from gongkai.documents.conversion.model import Converted
from gongkai.documents.inspect import UploadError

CHECK: Final = "PDF 只转换了文字：表格和图片没有转换，请核对分段和标题。"

_PAGE_NUMBER = re.compile(
    r"[-—－–·•\s]*(?:第\s*)?[0-9]{1,4}\s*(?:页)?(?:\s*[/，,]?\s*(?:共|of)?\s*[0-9]{1,4}\s*页?)?[-—－–·•\s]*"
)
_LATIN: Final = re.compile(r"[A-Za-z,.;:)]$")
_LATIN_START: Final = re.compile(r"[A-Za-z(]")
_SENTENCE_END = ("。", "；", "：", "！", "？", ";", "”", "」")
_ENTRY = re.compile(
    r"(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十0-9]+[）)]|第[一二三四五六七八九十百]+[章节条])"
)
_HEADING_END = ("。", "；", "，", "：", "、", ";", ",")
_LONGEST_HEADING = 40
_TITLE_FACTOR = 1.2


@dataclass(frozen=True)
class Line:
    """A line of a page: text, place in points from the left and bottom, size of its letters."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    page: int


@dataclass(frozen=True)
class Page:
    """The lines of a page in reading order, its width and height in points."""

    lines: list[Line]
    width: float
    height: float


@dataclass
class _Block:
    """A paragraph in the making."""

    text: str
    lines: list[Line]
    side: str = ""


def convert_pdf(name: str, data: bytes) -> Converted:
    """Give the text of a PDF in paragraphs.

    :raises UploadError: if no page holds text: it is scanned.
    """
    pages = _read(name, data)
    empty = [number for number, page in enumerate(pages, 1) if not page.lines]
    if len(empty) == len(pages):
        raise UploadError(
            f"《{name}》是扫描件，没有可以复制的文字。请上传 Word 原件；没有原件的，"
            "可以先作为附件上传；装有文字识别的，在信息页面识别后逐字核对。"
        )
    title, html = write_pages(pages)
    warnings = [CHECK]
    if empty:
        warnings.append(f"第{'、'.join(map(str, empty))}页没有可以复制的文字，没有转换，请核对。")
    return Converted(title, html, (), tuple(warnings))


def write_pages(pages: Sequence[Page]) -> tuple[str, str]:
    """The title and the body that the lines of some pages make."""
    title, blocks = _blocks(_without_running(pages), pages)
    return title, clean(_write(blocks))


def _read(name: str, data: bytes) -> list[Page]:
    try:
        with pdfium.opened(data) as document:
            return [_page(document[number], number) for number in range(len(document))]
    except (pdfium.EncryptedPdf, pdfium.BrokenPdf) as error:
        raise UploadError(
            f"《{name}》打不开，可能已损坏或者设了密码。请取消密码，重新保存后上传。"
        ) from error


def _page(page: Any, number: int) -> Page:
    text = page.get_textpage()
    try:
        lines = [line for line in _lines(text, number) if line.text]
        return Page(lines, page.get_width(), page.get_height())
    finally:
        text.close()
        page.close()


def _lines(text: Any, page: int) -> list[Line]:
    """The lines in reading order; PDFium parts them by line ends of its own making."""
    signs = [chr(raw.FPDFText_GetUnicode(text.raw, at)) for at in range(text.count_chars())]
    lines, start = [], 0
    for at, sign in enumerate([*signs, "\n"]):
        if sign in "\r\n":
            if at > start:
                lines.append(_line(text, signs, start, at, page))
            start = at + 1
    return lines


def _line(text: Any, signs: list[str], start: int, end: int, page: int) -> Line:
    drawn = [at for at in range(start, end) if not signs[at].isspace()]
    if not drawn:
        return Line("", 0, 0, 0, 0, page)
    first, last = _box(text, drawn[0]), _box(text, drawn[-1])
    sizes = [raw.FPDFText_GetFontSize(text.raw, at) for at in (drawn[0], drawn[-1])]
    height = max(first[3] - first[1], last[3] - last[1], 1.0)
    # Some programs scale letters of size 1 up.
    size = max(sizes) if max(sizes) > 2 else height
    written = [signs[at] for at in range(start, end) if not _is_made_up(text, at, size)]
    words = "".join(sign for sign in written if sign.isprintable()).strip()
    return Line(words, first[0], last[2], first[1], size, page)


def _box(text: Any, at: int) -> tuple[float, float, float, float]:
    """The room of a letter, white included, so that 。 ends where the line ends."""
    box: tuple[float, float, float, float] = text.get_charbox(at, loose=True)
    return box


def _is_made_up(text: Any, at: int, size: float) -> bool:
    """A blank that PDFium sees in the small gap that print leaves between Chinese and figures."""
    if raw.FPDFText_IsGenerated(text.raw, at) != 1 or not 0 < at < text.count_chars() - 1:
        return False
    narrow = _box(text, at + 1)[0] - _box(text, at - 1)[2] < 0.45 * size
    sides = [chr(raw.FPDFText_GetUnicode(text.raw, place)) for place in (at - 1, at + 1)]
    return narrow and not all(sign.isascii() for sign in sides)


def _without_running(pages: Sequence[Page]) -> list[Line]:
    """All lines but page numbers and what repeats at the top or bottom of the pages."""
    edges = Counter(_frame(line) for page in pages for line in {*page.lines[:1], *page.lines[-1:]})
    kept = []
    for page in pages:
        last = len(page.lines) - 1
        for number, line in enumerate(page.lines):
            at_edge = number in {0, last} or _in_margin(line, page)
            if at_edge and _PAGE_NUMBER.fullmatch(line.text):
                continue
            repeated = len(pages) >= 3 and edges[_frame(line)] * 2 > len(pages)
            if not (number in {0, last} and repeated):
                kept.append(line)
    return kept


def _frame(line: Line) -> str:
    return re.sub(r"[0-9\s]+", "", line.text)


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < page.height * 0.09 or line.bottom > page.height * 0.93


def _blocks(lines: list[Line], pages: Sequence[Page]) -> tuple[str, list[_Block]]:
    left = _usual([line.left for line in lines], 0.1)
    right = _usual([line.right for line in lines], 0.9)
    size = median(line.size for line in lines) if lines else 0.0
    title: list[str] = []
    blocks: list[_Block] = []
    for line in lines:
        side = _side(line, left, right, size)
        if _is_title(line, side, size) and all(block.side for block in blocks):
            title.append(line.text)
        elif blocks and not side and _goes_on(blocks[-1], line, left, right):
            blocks[-1].text = _joined(blocks[-1].text, line.text)
            blocks[-1].lines.append(line)
        else:
            blocks.append(_Block(line.text, [line], side))
    return without_gaps("".join(title)), blocks


def _is_title(line: Line, side: str, size: float) -> bool:
    large = line.page == 0 and side == "center" and line.size >= size * _TITLE_FACTOR
    return large and not (LETTERHEAD.fullmatch(line.text) or DOCUMENT_NUMBER.fullmatch(line.text))


def _usual(places: list[float], share: float) -> float:
    """The place that nearly all lines keep to; single lines that hang out do not move it."""
    ordered = sorted(places)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def _side(line: Line, left: float, right: float, size: float) -> str:
    """Whether a line stands in the middle or at the right; ``size`` is that of the text."""
    inset = line.left - left
    lopsided = abs((line.left + line.right) - (left + right))
    if inset > 1.2 * size and lopsided < line.size:
        return "center"
    middle = (left + right) / 2
    if line.left > middle and line.right > middle + (right - left) / 6:
        return "right"
    return ""


def _goes_on(block: _Block, line: Line, left: float, right: float) -> bool:
    """Whether a line belongs to the paragraph above: not indented, and the line above is full."""
    above = block.lines[-1]
    if block.side or line.left - left > 1.2 * line.size:
        return False
    if right - above.right > 2.5 * above.size:
        return False
    full = right - above.right < 0.6 * above.size
    begins = _ENTRY.match(line.text) is not None and block.text.endswith(_SENTENCE_END)
    return not begins and (full or not block.text.endswith(_SENTENCE_END))


def _joined(text: str, more: str) -> str:
    """Two lines as one: Chinese without a blank, words of Latin letters with one."""
    if text.endswith("-") and _LATIN_START.match(more) and text[-2:-1].isalpha():
        return text[:-1] + more if text[-2:-1].islower() else text + more
    blank = " " if _LATIN.search(text) and _LATIN_START.match(more) else ""
    return text + blank + more


def _write(blocks: list[_Block]) -> str:
    levels = {}
    for number, block in enumerate(blocks):
        short = len(block.text) <= _LONGEST_HEADING and not block.text.endswith(_HEADING_END)
        level = level_of_form(block.text) if short and not block.side else None
        if level is not None and level <= 2:
            levels[number] = level
    elements = elements_of(levels.values())
    written = []
    for number, block in enumerate(blocks):
        element = elements[levels[number]] if number in levels else "p"
        aligned = f' class="{block.side}"' if block.side else ""
        written.append(f"<{element}{aligned}>{escape(block.text)}</{element}>")
    return "".join(written)
