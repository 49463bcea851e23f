"""The clipboard of Word, WPS and Excel: what it means, without what it drags along."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Comment, NavigableString, PageElement, Tag

from gongkai.documents.conversion.allowed import IMAGE_SOURCE, clean
from gongkai.documents.conversion.headings import HEADING_FONTS, elements_of, level_of
from gongkai.documents.conversion.markup import (
    BLANKS,
    dress_table,
    frame_pictures,
    inner,
    parse,
    put_caption,
    text_of,
    tidy,
)
from gongkai.documents.conversion.tables import TABLE_CAPTION

_OFFSETS = re.compile(r"\s*Version:[^<]*")
_DROPPED: Final = ["head", "style", "script", "xml", "title", "meta", "link", "object", "template"]
_OFFICE_PREFIXES: Final = ("o:", "w:", "v:", "m:", "st1:", "st2:")
_HEADINGS: Final = ["h1", "h2", "h3", "h4", "h5", "h6"]
_HEADING_CLASS = re.compile(r"(?:mso)?heading\s*(\d)", re.IGNORECASE)
_LIST = re.compile(r"mso-list:\s*(l\d+)\s+level(\d+)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_HIDDEN = re.compile(r"mso-hide:\s*all|display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"(\d+)[.．、)）]")
_NUMBERED = re.compile(r"[\w（(〇①-⑳].*")
_LETTERS_THAT_DRAW_BULLETS: Final = frozenset(
    {"o", "n", "l", "u", "q", "p", "v", "w", "§", "Ø", "ü"}
)
_MANY_BLANKS = 12
_LONGEST_ALIGNED = 40


def clean_pasted(html: str) -> str:
    """Give the body that the clipboard HTML of Word, WPS or Excel means.

    Headings by style, or by number and look; lists from the paragraphs that Word writes for
    them; tables with header cells where that is plain and with the caption above them; aligned
    lines; no fonts, no empty paragraphs, no indents made of blanks. Plain HTML passes too.
    """
    # Windows puts a head of offsets before the page.
    tree = parse(_OFFSETS.sub("", html, count=1))
    _drop_office(tree)
    _spread_style(tree)
    _unwrap_containers(tree)
    _mark_headings(tree)
    _align(tree)
    _build_lists(tree)
    for table in tree.find_all("table"):
        _caption(tree, table)
        dress_table(tree, table)
    tidy(tree)
    frame_pictures(tree)
    return clean(inner(tree))


def lost_pictures(html: str) -> int:
    """How many pictures a paste cannot keep: the clipboard only says where they lie on the disk.

    The person has to be told to upload them.
    """
    shown = (str(tag.get("src", "")) for tag in parse(html).find_all("img"))
    return sum(1 for source in shown if not IMAGE_SOURCE.fullmatch(source))


def _drop_office(tree: BeautifulSoup) -> None:
    for node in tree.find_all(string=lambda text: isinstance(text, PageElement)):
        # Conditional comments hold copies for other programs.
        if isinstance(node, Comment) or type(node) is not NavigableString:
            node.extract()
    for tag in tree.find_all(_DROPPED):
        tag.decompose()
    for tag in tree.find_all(True):
        if not tag.decomposed and _HIDDEN.search(_style(tag)):
            tag.decompose()
    for tag in tree.find_all(lambda tag: tag.name.startswith(_OFFICE_PREFIXES)):
        tag.unwrap()


def _style(tag: Tag) -> str:
    return str(tag.get("style", ""))


def _spread_style(tree: BeautifulSoup) -> None:
    """Bold and italic said by style become elements, before the styles go."""
    for tag in tree.find_all(["b", "i"]):
        tag.name = "strong" if tag.name == "b" else "em"
    for tag in tree.find_all(["span", "font"]):
        style = _style(tag)
        if _BOLD.search(style) and tag.find_parent("strong") is None:
            tag.name = "strong"
        elif _ITALIC.search(style) and tag.find_parent("em") is None:
            tag.name = "em"


def _unwrap_containers(tree: BeautifulSoup) -> None:
    """A container with blocks in it goes; one with text only is a paragraph."""
    for tag in reversed(tree.find_all(["div", "section", "article", "center"])):
        if tag.find(["p", "div", "table", "ul", "ol", "blockquote", *_HEADINGS]) is not None:
            tag.unwrap()
        else:
            tag.name = "p"


def _paragraphs(tree: BeautifulSoup) -> Iterator[Tag]:
    for tag in tree.find_all(["p", *_HEADINGS]):
        if tag.find_parent(["table", "li"]) is None and tag.get_text().strip(BLANKS):
            yield tag


def _mark_headings(tree: BeautifulSoup) -> None:
    found = list(_paragraphs(tree))
    looks = [_emphasis(tag) for tag in found]
    usual = Counter[tuple[bool, bool]]()
    for tag, look in zip(found, looks, strict=True):
        usual[look] += len(tag.get_text())
    text_look = usual.most_common(1)[0][0] if usual else (False, False)
    levels: dict[int, int] = {}
    for number, (tag, look) in enumerate(zip(found, looks, strict=True)):
        stands_out = any(look) and look != text_look
        level = level_of(text_of(tag).strip(BLANKS), _style_level(tag), stands_out)
        if level is not None:
            levels[number] = level
    elements = elements_of(levels.values())
    for number, tag in enumerate(found):
        if number in levels:
            _make_heading(tag, elements[levels[number]])


def _make_heading(tag: Tag, element: str) -> None:
    tag.name = element
    tag.attrs = {}
    for part in tag.find_all(["strong", "em", "span", "font"]):
        part.unwrap()


def _style_level(tag: Tag) -> int | None:
    if tag.name in _HEADINGS:
        return int(tag.name[1])
    for name in tag.get_attribute_list("class"):
        found = _HEADING_CLASS.fullmatch(str(name or ""))
        if found:
            return int(found[1])
    return None


def _emphasis(tag: Tag) -> tuple[bool, bool]:
    """Whether a paragraph is bold from end to end, whether in a font of headings."""
    bold = heading_font = True
    for string in tag.find_all(string=True):
        if not string.strip(BLANKS):
            continue
        around = [parent for parent in string.parents if parent is tag or tag in parent.parents]
        bold = bold and any(at.name == "strong" or _BOLD.search(_style(at)) for at in around)
        heading_font = heading_font and _font_is_of_headings(around)
    return bold, heading_font


def _font_is_of_headings(around: list[Tag]) -> bool:
    for tag in around:
        fonts = re.findall(r"font-family:([^;]*)", _style(tag)) or [str(tag.get("face", ""))]
        if any(font.strip() for font in fonts):
            return any(HEADING_FONTS.search(font) for font in fonts)
    return False


def _align(tree: BeautifulSoup) -> None:
    for tag in tree.find_all("p"):
        side = _side(tag) if tag.find_parent(["table", "li"]) is None else ""
        kept = _LIST.search(_style(tag))
        tag.attrs = {"class": side} if side else {}
        if kept or _has_sign(tag):
            # WPS leaves the name of the list out at times, and prints its sign all the same.
            tag["data-list"], tag["data-level"] = (kept[1], kept[2]) if kept else ("", "1")


def _has_sign(tag: Tag) -> bool:
    return any(_IGNORED.search(_style(part)) for part in tag.find_all("span"))


def _side(tag: Tag) -> str:
    for name in ("right", "center"):
        if name in tag.get_attribute_list("class"):
            return name
    found = re.search(r"text-align:\s*(right|end|center)", _style(tag), re.IGNORECASE)
    given = (found[1] if found else str(tag.get("align", ""))).lower()
    if given in {"right", "end"}:
        return "right"
    if given == "center":
        return "center"
    text = tag.get_text()
    blanks = len(text) - len(text.lstrip(BLANKS)) + text[:40].count("\u3000")
    short = len(text.strip(BLANKS)) <= _LONGEST_ALIGNED
    return "right" if blanks >= _MANY_BLANKS and short else ""


@dataclass
class _Item:
    """A paragraph that Word means as an item of a list, with the sign it prints before it."""

    tag: Tag
    name: str
    level: int
    sign: str

    @property
    def is_bullet(self) -> bool:
        letter = self.sign in _LETTERS_THAT_DRAW_BULLETS
        return letter or _NUMBERED.fullmatch(self.sign) is None

    @property
    def number(self) -> int | None:
        found = _PLAIN_NUMBER.fullmatch(self.sign)
        return int(found[1]) if found else None


def _build_lists(tree: BeautifulSoup) -> None:
    run: list[_Item] = []
    for tag in tree.find_all("p", attrs={"data-list": True}):
        item = _item(tag)
        if run and not _follows(run[-1], item):
            _build(tree, run)
            run = []
        item.name = item.name or (run[-1].name if run else "")
        run.append(item)
    _build(tree, run)


def _item(tag: Tag) -> _Item:
    sign = ""
    for part in tag.find_all(["span", "strong", "em"]):
        if not part.decomposed and _IGNORED.search(_style(part)):
            sign += part.get_text().strip(BLANKS)
            part.decompose()
    name, level = str(tag["data-list"]), int(str(tag["data-level"]))
    tag.attrs = {}
    return _Item(tag, name, level, sign)


def _follows(above: _Item, item: _Item) -> bool:
    between = item.tag.previous_sibling
    while isinstance(between, NavigableString) and not between.strip(BLANKS):
        between = between.previous_sibling
    return between is above.tag and item.name in {above.name, ""}


def _build(tree: BeautifulSoup, run: list[_Item]) -> None:
    """Make a list of a run of items, or keep numbers that no HTML list shows as text."""
    if not run:
        return
    expected = [item for item in run if not item.is_bullet and item.level == run[0].level]
    plain = all(item.is_bullet or item.number is not None for item in run)
    if not plain or [item.number for item in expected] != list(range(1, len(expected) + 1)):
        for item in run:
            if not item.is_bullet:
                item.tag.insert(0, item.sign)
        return
    _nest(tree, run)


def _nest(tree: BeautifulSoup, run: list[_Item]) -> None:
    open_lists: list[tuple[int, Tag]] = []
    for item in run:
        while open_lists and open_lists[-1][0] > item.level:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < item.level:
            new = tree.new_tag("ul" if item.is_bullet else "ol")
            if open_lists:
                open_lists[-1][1].find_all("li", recursive=False)[-1].append(new)
            else:
                item.tag.insert_before(new)
            open_lists.append((item.level, new))
        entry = tree.new_tag("li")
        entry.extend(list(item.tag.contents))
        open_lists[-1][1].append(entry)
        item.tag.decompose()


def _caption(tree: BeautifulSoup, table: Tag) -> None:
    """The line directly above a table, where it begins with 表1."""
    above = table.find_previous_sibling()
    if not isinstance(above, Tag) or above.name != "p" or table.find("caption") is not None:
        return
    text = text_of(above).strip(BLANKS)
    if TABLE_CAPTION.match(text) and len(text) <= 2 * _LONGEST_ALIGNED:
        put_caption(tree, table, above)
