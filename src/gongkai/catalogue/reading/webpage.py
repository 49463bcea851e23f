"""HTML: saved pages, pages exported from office software, and MHT archives."""

from __future__ import annotations

import email
import email.policy
import re
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.dammit import EncodingDetector
from bs4.element import Comment, Doctype, PageElement

from gongkai.catalogue.reading.errors import ReadingError
from gongkai.catalogue.reading.glyphs import from_font
from gongkai.catalogue.reading.grid import Grid, table_places
from gongkai.catalogue.reading.headers import word_role

_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol",
           "section", "article", "td", "th", "dd", "dt", "center", "caption"}  # fmt: skip
_SKIPPED = {"script", "style", "noscript", "template", "select", "textarea", "title", "head"}
_FONT = re.compile(r"font-family\s*:\s*([^;]+)", re.IGNORECASE)
_MAX_DEPTH = 400


def read_html(data: bytes) -> list[Grid]:
    """The tables of a page in order, each with the text before it."""
    return _Page().read(_soup(data))


def read_mht(data: bytes) -> list[Grid]:
    """The tables of a page saved as one MHT file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return read_html(content)
    raise ReadingError("这个网页归档里没有网页正文。请在浏览器里打开，另存为 .html 后再导入。")


def _soup(data: bytes) -> BeautifulSoup:
    """Parse as UTF-8 where the bytes are UTF-8, else as declared (GBK as its superset)."""
    try:
        return BeautifulSoup(data.decode("utf-8-sig"), "lxml")
    except UnicodeDecodeError:
        declared = EncodingDetector.find_declared_encoding(data, is_html=True) or "gb18030"
    if declared.lower() in {"gb2312", "gbk", "gb_2312-80", "gb18030", "utf-8"}:
        return BeautifulSoup(data.decode("gb18030", "replace"), "lxml")
    return BeautifulSoup(data, "lxml", from_encoding=declared)


class _Page:
    """Collects tables and the lines of text between them, in reading order."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.parts: list[str] = []

    def read(self, soup: BeautifulSoup) -> list[Grid]:
        if soup.title is not None and soup.title.string:
            self.parts += [re.split(r"[-_|—–]", str(soup.title.string))[0], "\n"]
        self._walk(soup.body or soup, 0)
        return self.grids

    def _take_lines(self) -> list[str]:
        lines = [line.strip() for line in "".join(self.parts).split("\n")]
        self.parts = []
        return [line for line in lines if line]

    def _walk(self, parent: Tag, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise ReadingError(
                "网页的层次太深，无法读取。请把表格复制到表格软件里，另存为 .xlsx 再导入。"
            )
        for node in parent.children:
            if isinstance(node, Tag):
                self._tag(node, depth)
            elif _is_text(node):
                self.parts.append(re.sub(r"\s+", " ", str(node)))

    def _tag(self, tag: Tag, depth: int) -> None:
        if tag.name in _SKIPPED or tag.name == "a":
            # Links between tables are menus that list every field; they title nothing.
            return
        if tag.name == "table":
            self._table(tag)
            return
        block = tag.name in _BLOCKS
        self.parts += ["\n"] if block else []
        self._walk(tag, depth + 1)
        self.parts += ["\n"] if block else []

    def _table(self, table: Tag) -> None:
        if not _is_catalogue(table) and table.find("table") is not None:
            self._walk_layout(table)
            return
        number = len(self.grids) + 1
        row_place, cell_place = table_places(number)
        grid = Grid(f"表{number}", ragged=True, row_place=row_place, cell_place=cell_place)
        grid.before = self._take_lines()
        self.grids.append(grid)
        caption = table.find("caption", recursive=False)
        if isinstance(caption, Tag):
            grid.before.append(_text(caption).strip())
        rows = _rows(table)
        for row, element in enumerate(rows):
            self._row(grid, row, element, len(rows))

    def _walk_layout(self, table: Tag) -> None:
        """A table that only arranges other tables: its own text is text between tables."""
        for row in _rows(table):
            for cell in row.find_all(["td", "th"], recursive=False):
                self.parts.append("\n")
                self._walk(cell, 0)
                self.parts.append("\n")

    def _row(self, grid: Grid, row: int, element: Tag, count: int) -> None:
        grid.rows = max(grid.rows, row + 1)
        col = 0
        for cell in element.find_all(["td", "th"], recursive=False):
            col = grid.free_col(row, col)
            colspan = min(max(1, _span(cell, "colspan")), 200)
            rowspan = _span(cell, "rowspan")
            rowspan = min(rowspan if rowspan > 0 else count - row, count - row)
            width = next((c for c in range(1, colspan) if (row, col + c) in grid.at), colspan)
            grid.put(row, col, _text(cell), max(1, rowspan), width)
            col += width


def _is_text(node: PageElement) -> bool:
    return isinstance(node, NavigableString) and not isinstance(node, Comment | Doctype)


def _rows(table: Tag) -> list[Tag]:
    """The rows of a table itself, not those of tables nested in it."""
    found: list[Tag] = []
    for child in table.children:
        if isinstance(child, Tag) and child.name == "tr":
            found.append(child)
        elif isinstance(child, Tag) and child.name in {"tbody", "thead", "tfoot"}:
            found += [row for row in child.children if isinstance(row, Tag) and row.name == "tr"]
    return found


def _is_catalogue(table: Tag) -> bool:
    """Whether one of the table's own rows holds header words."""
    for row in _rows(table):
        words = [_own_text(cell) for cell in row.find_all(["td", "th"], recursive=False)]
        if len({word_role(word) for word in words} - {None}) >= 3:
            return True
    return False


def _own_text(cell: Tag) -> str:
    return "" if cell.find("table") is not None else _text(cell)


def _span(cell: Tag, name: str) -> int:
    digits = re.match(r"\s*(\d{1,4})", str(cell.get(name, "1")))
    return int(digits[1]) if digits else 1


def _text(tag: Tag, font: str | None = None) -> str:
    """The visible text of a cell; boxes of forms and of symbol fonts become signs."""
    font = _font_of(tag) or font
    parts: list[str] = []
    for node in tag.children:
        if isinstance(node, Tag):
            parts.append(_tag_text(node, font))
        elif _is_text(node):
            parts.append(from_font(re.sub(r"[ \t\r\n\f]+", " ", str(node)), font))
    return "".join(parts)


def _tag_text(tag: Tag, font: str | None) -> str:
    if tag.name in _SKIPPED or tag.name in {"del", "s", "strike"}:
        return ""
    if tag.name == "br":
        return "\n"
    if tag.name == "input":
        return _box(tag)
    if tag.name == "img":
        alt = str(tag.get("alt") or "").strip()
        return alt if len(alt) <= 2 else ""
    inner = _text(tag, font)
    return f"\n{inner}\n" if tag.name in _BLOCKS else inner


def _box(tag: Tag) -> str:
    if str(tag.get("type", "")).lower() not in {"checkbox", "radio"}:
        return str(tag.get("value") or "")
    return "☑" if tag.has_attr("checked") else "□"


def _font_of(tag: Tag) -> str | None:
    face: Any = tag.get("face")
    match = _FONT.search(str(tag.get("style", "")))
    named = match[1] if match else str(face or "")
    return named.split(",")[0].strip(" '\"") or None
