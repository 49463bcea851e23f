"""A Word document as HTML."""

import io
from collections.abc import Sequence
from html import escape
from typing import Any

import mammoth
import nh3
from lxml import html

from gongkai.documents.extraction.model import Segment
from gongkai.documents.inspect import UploadError
from gongkai.documents.recognition import UNREADABLE_PACKAGE

_ELEMENTS = {
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "em",
    "a",
    "br",
    "sup",
    "sub",
}
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}

_STYLES = "\n".join(
    f"p[style-name='{name}'] => {element}:fresh"
    for name, element in {
        "Title": "h3",
        "Heading 1": "h3",
        "Heading 2": "h4",
        "Heading 3": "h4",
        "Heading 4": "h4",
        "Heading 5": "h4",
        "Heading 6": "h4",
    }.items()
)
"""Headings of a document stand under those of the page."""

_AHEAD = 40
"""Pieces that are compared with a paragraph: headers and hidden ones stand between."""

_DAMAGED = (*UNREADABLE_PACKAGE, OSError, LookupError, AttributeError, TypeError, ValueError)


def word_html(data: bytes, segments: Sequence[Segment] = ()) -> str:
    """Give the visible text of a DOCX as safe HTML; pictures are counted, not shown.

    :param segments: the pieces of its extraction; a paragraph that says what a piece says
        carries the place of the piece as ``data-place``.

    :raises UploadError: for a document that cannot be read.
    """
    pictures = 0

    def count(_: Any) -> list[Any]:
        nonlocal pictures
        pictures += 1
        return []

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=count, style_map=_STYLES, include_default_style_map=True
        ).value
    except _DAMAGED as error:
        raise UploadError(
            "这份 Word 文档的内部结构有误，无法显示。请用原软件打开，另存一份后重新上传。"
        ) from error
    body = nh3.clean(
        made,
        tags=_ELEMENTS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    body = _placed(body, segments)
    if pictures:
        body += f"<p>文档里有 {pictures} 张图片，这里没有显示，请下载后查看。</p>"
    return body


def _placed(body: str, segments: Sequence[Segment]) -> str:
    if not body or not segments:
        return body
    root = html.fragment_fromstring(body, create_parent="div")
    at = 0
    for block in root.iter("p", "h3", "h4", "li"):
        said = _bare(block.text_content())
        ahead = range(at, min(at + _AHEAD, len(segments)))
        found = next((one for one in ahead if said and _bare(segments[one].text) == said), None)
        if found is not None:
            block.set("data-place", segments[found].place)
            at = found + 1
    return "".join(
        [escape(root.text or "")] + [html.tostring(child, encoding="unicode") for child in root]
    )


def _bare(text: str) -> str:
    return "".join(text.split())
