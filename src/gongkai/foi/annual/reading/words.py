"""The words of a report around its tables, and what its title says."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any, Final

from bs4 import BeautifulSoup
from lxml import etree

from gongkai.catalogue.reading.grid import Grid
from gongkai.foi.annual.reading.model import ReportReading

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"})
_BLOCKS: Final = ("p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "title")
_TITLE: Final = re.compile(
    r"(?P<before>[\u4e00-\u9fff]{0,20})(?P<year>20\d{2})年?度?(?P<after>[\u4e00-\u9fff]{0,20}?)"
    r"(?:政府信息公开|政务公开)(?:工作)?(?:年度?报告?|工作报告)"
)
_TOWN: Final = re.compile(r"[\u4e00-\u9fff]{1,12}(?:镇|乡|街道)(?:人民政府|政府|办事处)?")
_OURS: Final = re.compile("我镇|我乡|我街道|我办事处")
_MIME: Final = re.compile(rb"\s*(?:MIME-Version|From:|Content-Type:)", re.IGNORECASE)
_HTML: Final = re.compile(rb"<\s*(?:!doctype html|html|head|body|table|div|p)\b", re.IGNORECASE)


def text_of(data: bytes) -> str:
    """All words of a Word document or web page, a line for each block; empty for other files."""
    if data.startswith(b"PK"):
        return _word_text(data)
    head = data[:4096]
    if _MIME.match(head) or not _HTML.search(head.replace(b"\0", b"")):
        return ""
    return _page_text(data)


def _page_text(data: bytes) -> str:
    soup = BeautifulSoup(_decoded(data), "lxml")
    for tag in soup(["script", "style", "noscript", "template"]):
        tag.decompose()
    for tag in soup(_BLOCKS):
        tag.insert_before("\n")
        tag.insert_after("\n")
    return _lines(soup.get_text())


def _decoded(data: bytes) -> str:
    if b"\0" in data[:4096]:
        little = data[:2] == b"\xff\xfe" or data[1:2] == b"\0"
        return data.decode("utf-16-le" if little else "utf-16-be", "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "word/document.xml" not in package.namelist():
            return ""
        content = package.read("word/document.xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    return _lines("\n".join(_paragraph(element) for element in root.iter(f"{_W}p")))


def _paragraph(paragraph: Any) -> str:
    texts = paragraph.iter(f"{_W}t")
    return "".join(
        text.text or ""
        for text in texts
        if not any(parent.tag in _GONE for parent in text.iterancestors())
    )


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def understand_title(reading: ReportReading, grids: Iterable[Grid]) -> None:
    """Take year and issuer from the title, or from the name of the file where no title has them.

    The title of a workbook stands in the first rows of a sheet.
    """
    heads = [cell.text for grid in grids for cell in grid.cells if cell.row < 2]
    lines = [*reading.text[:20_000].split("\n"), *heads, reading.name]
    for line in (re.sub(r"\s", "", line) for line in lines):
        _take(reading, _TITLE.search(line))
    # Some titles are broken into lines inside the year; where one begins is then unknown.
    _take(reading, _TITLE.search(re.sub(r"\s", "", reading.text[:5_000])), year_only=True)
    reading.township = bool(reading.issuer) or _OURS.search(reading.text) is not None


def _take(reading: ReportReading, title: re.Match[str] | None, *, year_only: bool = False) -> None:
    if title is None:
        return
    if reading.year is None:
        reading.year = int(title["year"])
    towns = [_TOWN.fullmatch(title[part]) for part in ("before", "after")]
    named = next((town[0] for town in towns if town is not None), "")
    if not (year_only or reading.issuer):
        reading.issuer = named
