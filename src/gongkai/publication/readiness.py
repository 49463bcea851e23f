"""What a draft still lacks before it goes to review, each with its remedy. No database here.

Two kinds: what stops (a picture nobody can hear described, a table without header cells, a link
into nothing) and what a person should look at (an element of the item that no word mentions).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from gongkai.publication.html import plain_text

OWN_FILES = "files/"
"""Where the body refers to its own pictures and attachments."""

_EVERYDAY = re.compile(r"(?:相关|有关|基本|具体|主要|以及|情况|信息|内容|事项|等|及|和|与|的)+")
_SPLIT = re.compile(r"[；;，,、：:（）()\s。]+")


@dataclass(frozen=True)
class Shortcoming:
    """What is lacking, and what to do. ``stops``: it must be mended before the review."""

    code: str
    what: str
    remedy: str
    stops: bool = True


@dataclass(frozen=True)
class Element:
    """A required element of the item (公开要素) and whether the text mentions it."""

    name: str
    mentioned: bool


def shortcomings(
    body: str,
    files: Collection[str],
    dead_links: Mapping[str, str] | None = None,
) -> list[Shortcoming]:
    """What the body lacks.

    files: names of the attachments. dead_links: addresses that were tried and did not answer,
    with what was seen.
    """
    soup = BeautifulSoup(body, "html.parser")
    return [
        *_pictures(soup, files),
        *_tables(soup),
        *_links(soup, files, dead_links or {}),
        *_headings(soup),
    ]


def external_links(body: str) -> list[str]:
    """The web addresses that a body leads to, each once, in order."""
    soup = BeautifulSoup(body, "html.parser")
    found = [str(link["href"]) for link in soup.find_all("a", href=True)]
    return list(dict.fromkeys(url for url in found if url.startswith(("http://", "https://"))))


def elements_of(listed: str | None) -> list[str]:
    """The elements of an item as the catalogue lists them: parted by semicolons."""
    parts = re.split(r"[；;\n]", listed or "")
    return [part.strip(" 。、，") for part in parts if part.strip(" 。、，")]


def mentioned(listed: str | None, title: str, body: str, files: Iterable[str]) -> list[Element]:
    """The elements of the item as a checklist.

    An element counts as mentioned when one of the things it names stands in title, text or a
    file's name. That is a hint and no proof: a person ticks.
    """
    text = "\n".join((title, plain_text(body), *files))
    return [Element(name, _is_mentioned(name, text)) for name in elements_of(listed)]


def _is_mentioned(element: str, text: str) -> bool:
    things = [_EVERYDAY.sub("", thing) for thing in _SPLIT.split(element)]
    return any(thing in text for thing in things if len(thing) >= 2)


def _pictures(soup: BeautifulSoup, files: Collection[str]) -> Iterator[Shortcoming]:
    for number, picture in enumerate(soup.find_all("img"), start=1):
        name = _own_file(str(picture.get("src", "")))
        if not str(picture.get("alt", "")).strip():
            yield Shortcoming(
                "alt",
                f"正文第{number}张图片（{name or '未命名'}）没有文字说明。",
                "请为图片写一句说明，看不见图片的人靠它了解内容。",
            )
        if name not in files:
            yield Shortcoming(
                "picture", f"正文第{number}张图片没有上传。", "请重新插入这张图片，或者删除它。"
            )


def _tables(soup: BeautifulSoup) -> Iterator[Shortcoming]:
    for number, table in enumerate(soup.find_all("table"), start=1):
        if table.find("th") is None:
            yield Shortcoming(
                "table_header",
                f"正文第{number}个表格没有表头。",
                "请把写着各列名称的一行设为表头，读屏软件才能读出每格属于哪一列。",
            )
        elif not any(cell.get_text(strip=True) for cell in table.find_all("td")):
            yield Shortcoming(
                "table_empty", f"正文第{number}个表格是空的。", "请填写内容，或者删除这个表格。"
            )


def _links(
    soup: BeautifulSoup, files: Collection[str], dead: Mapping[str, str]
) -> Iterator[Shortcoming]:
    for link in soup.find_all("a"):
        words = link.get_text(strip=True) or "（没有文字）"
        address = str(link.get("href", ""))
        own = _own_file(address)
        if not link.get_text(strip=True):
            yield Shortcoming(
                "link_words", f"链接 {address} 没有文字。", "请写上链接通向哪里，或者删除它。"
            )
        if not address or (own and own not in files) or _is_relative(address):
            yield Shortcoming(
                "link_nowhere",
                f"链接“{words}”打不开。",
                "请改为完整的网址（以 https:// 开头），或者删除链接。",
            )
        elif address in dead:
            yield Shortcoming(
                "link_dead",
                f"链接“{words}”（{address}）打不开：{dead[address]}。",
                "请核对网址；对方网页已经不在的，请删除链接。",
                stops=False,
            )


def _is_relative(address: str) -> bool:
    return not address.startswith(("http://", "https://", "mailto:", OWN_FILES))


def _headings(soup: BeautifulSoup) -> Iterator[Shortcoming]:
    for heading in soup.find_all(["h2", "h3", "h4"]):
        if isinstance(heading, Tag) and not heading.get_text(strip=True):
            yield Shortcoming("heading_empty", "正文里有空的小标题。", "请填写或者删除空的小标题。")


def _own_file(address: str) -> str:
    return unquote(address.removeprefix(OWN_FILES)) if address.startswith(OWN_FILES) else ""
