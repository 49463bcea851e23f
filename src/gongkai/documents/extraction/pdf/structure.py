"""Words for people who do not see the page: alternative texts in the structure of a tagged PDF."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from pypdfium2 import raw

from gongkai.documents.extraction.model import Segment
from gongkai.documents.extraction.pdf.strings import utf16

_MOST_ELEMENTS = 20_000
_KINDS = {
    "alt": ("替代文字", raw.FPDF_StructElement_GetAltText),
    "title": ("结构标题", raw.FPDF_StructElement_GetTitle),
    "expansion": ("缩写全称", raw.FPDF_StructElement_GetExpansion),
}


def alternatives_of(page: Any, number: int) -> list[Segment]:
    """Give the alternative texts, titles and written-out abbreviations of a page."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return []
    try:
        return [
            Segment(f"page:{number}/{kind}:{count}", f"第{number}页{word}{count}", text)
            for count, element in enumerate(_elements(tree), start=1)
            for kind, (word, call) in _KINDS.items()
            if (text := utf16(partial(call, element)))
        ]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _elements(tree: Any) -> Iterator[Any]:
    waiting = [
        raw.FPDF_StructTree_GetChildAtIndex(tree, at)
        for at in reversed(range(raw.FPDF_StructTree_CountChildren(tree)))
    ]
    for _ in range(_MOST_ELEMENTS):
        if not waiting:
            return
        element = waiting.pop()
        if not element:
            continue
        yield element
        waiting.extend(
            raw.FPDF_StructElement_GetChildAtIndex(element, at)
            for at in reversed(range(raw.FPDF_StructElement_CountChildren(element)))
        )
