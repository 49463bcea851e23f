"""What each paragraph is: title, heading, caption, aligned line; marked by a style of ours.

mammoth then maps the styles, whose names are ``Gongkai-`` and the class or element meant.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from lxml import etree

from gongkai.documents.conversion.headings import (
    DOCUMENT_NUMBER,
    LETTERHEAD,
    elements_of,
    level_of,
)
from gongkai.documents.conversion.markup import without_gaps
from gongkai.documents.conversion.tables import FIGURE_CAPTION, TABLE_CAPTION
from gongkai.documents.conversion.word.looks import Look, Styles
from gongkai.documents.conversion.word.package import Element, child, text_of, w

OURS: Final = "Gongkai-"
_TITLE_STYLES = frozenset({"title", "标题", "公文标题", "大标题", "文件标题", "主标题"})
_CAPTION_STYLES = frozenset({"caption", "题注"})
_TITLE_SIZE = 18.0
"""Points, 小二. 公文 set titles in 二号 (22), and their text in 三号 (16)."""
_LOOKED_AT_FOR_TITLE = 12
_SENTENCE_END = ("。", "；", "：", ";", ":")
_TWIPS_OF_RIGHT_HALF = 3900
_LONGEST_ALIGNED = 40
_MANY_BLANKS = 12


@dataclass
class Line:
    """A paragraph of the text proper, with its look."""

    paragraph: Element
    text: str
    look: Look
    role: str = ""


def mark_roles(styles: Styles, body: Element) -> str:
    """Mark the paragraphs of a document; take its title out and give it, empty if there is none."""
    lines = [
        Line(paragraph, text_of(paragraph).strip(), styles.look(paragraph))
        for paragraph in body.findall(w("p"))
    ]
    written = [line for line in lines if line.text]
    title = _take_title(written)
    _mark_headings([line for line in written if not line.role])
    _mark_captions(written)
    for line in written:
        line.role = line.role or _aligned(line)
        if line.role == "title":
            body.remove(line.paragraph)
        elif line.role:
            _set_style(line.paragraph, line.role)
    return title


def _take_title(lines: list[Line]) -> str:
    """Mark the lines of the title: one, or several directly under each other."""
    title: list[Line] = []
    for line in lines[:_LOOKED_AT_FOR_TITLE]:
        if _is_letterhead(line) and not title:
            line.role = "center"
        elif _is_title(line, title):
            title.append(line)
        elif title or line.text.endswith(_SENTENCE_END):
            break
    for line in title:
        line.role = "title"
    return without_gaps("".join(line.text for line in title))


def _is_letterhead(line: Line) -> bool:
    """The red name of the issuer (示例镇人民政府文件), or the number under it."""
    if DOCUMENT_NUMBER.fullmatch(line.text):
        return True
    named = LETTERHEAD.fullmatch(line.text) is not None
    return line.look.alignment == "center" and (line.look.red or named)


def _is_title(line: Line, above: list[Line]) -> bool:
    if line.look.style.strip().lower() in _TITLE_STYLES:
        return True
    look = line.look
    if look.alignment != "center" or look.style_level not in {None, 1}:
        return False
    if above and not (look.size == above[0].look.size and look.font == above[0].look.font):
        return False
    return look.size >= _TITLE_SIZE or "标宋" in look.font or look.style_level == 1


def _mark_headings(lines: list[Line]) -> None:
    usual = Counter[tuple[bool, bool]]()
    for line in lines:
        usual[line.look.emphasis] += len(line.text)
    text_look = usual.most_common(1)[0][0] if usual else (False, False)
    levels = {}
    for number, line in enumerate(lines):
        stands_out = any(line.look.emphasis) and line.look.emphasis != text_look
        level = level_of(line.text, line.look.style_level, stands_out)
        if level is not None and not _is_caption(line):
            levels[number] = level
    elements = elements_of(levels.values())
    for number, level in levels.items():
        lines[number].role = elements[level]


def _is_caption(line: Line) -> bool:
    return line.look.style.strip().lower() in _CAPTION_STYLES


def _mark_captions(lines: list[Line]) -> None:
    for line in lines:
        if line.role.startswith("h") or line.role == "title":
            continue
        if _goes_before_table(line) and (_is_caption(line) or TABLE_CAPTION.match(line.text)):
            line.role = "caption"
        elif _goes_after_picture(line) and (_is_caption(line) or FIGURE_CAPTION.match(line.text)):
            line.role = "figcaption"


def _goes_before_table(line: Line) -> bool:
    """A table follows, at most 单位：万元 or an empty line between."""
    if len(line.text) > _LONGEST_ALIGNED * 2 or line.text.endswith("。"):
        return False
    below = line.paragraph.getnext()
    while below is not None and below.tag == w("p") and _may_stand_between(text_of(below)):
        below = below.getnext()
    return below is not None and below.tag == w("tbl")


def _may_stand_between(text: str) -> bool:
    return not text.strip() or text.strip().startswith(("单位：", "单位:", "（单位", "金额单位"))


def _goes_after_picture(line: Line) -> bool:
    above = line.paragraph.getprevious()
    return above is not None and next(above.iter(w("drawing"), w("pict")), None) is not None


def _aligned(line: Line) -> str:
    """The class of a short line that stands at the right or in the middle."""
    if line.look.alignment in {"right", "end"}:
        return "right"
    if line.look.alignment == "center":
        return "center"
    raw = text_of(line.paragraph)
    blanks = sum(2 if sign == "\u3000" else 1 for sign in raw[: len(raw) - len(raw.lstrip())])
    pushed = line.look.indent >= _TWIPS_OF_RIGHT_HALF or blanks >= _MANY_BLANKS
    return "right" if pushed and len(line.text) <= _LONGEST_ALIGNED else ""


def _set_style(paragraph: Element, role: str) -> None:
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    for name in ("pStyle", "numPr"):
        own = child(properties, name)
        if own is not None:
            properties.remove(own)
    style = etree.Element(w("pStyle"))
    style.set(w("val"), f"{OURS}{role}")
    properties.insert(0, style)
