"""What a PDF says about itself: title and author, XMP, outline, scripts and forms."""

import re
import zlib
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from pypdfium2 import raw

from gongkai.documents.extraction.model import Segment, Unread
from gongkai.documents.extraction.pdf.strings import utf16
from gongkai.documents.extraction.xmp import texts_of_xmp

_INFO_KEYS = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Keywords": "关键词",
    "Comments": "备注",
    "Company": "单位",
    "Manager": "经理",
    "Category": "类别",
    "Creator": "制作软件",
}

_MOST_TITLES = 5_000
_LARGEST_XMP = 2 * 1024 * 1024
_METADATA = re.compile(rb"/Type\s*/Metadata\b|/Subtype\s*/XML\b")
_STREAM = re.compile(rb"stream\r?\n")
_NO_XFA = {raw.FORMTYPE_NONE, raw.FORMTYPE_ACRO_FORM}

FILE_PROPERTY = "文件属性"


def properties_of(document: Any) -> list[Segment]:
    """Give title, author and what else stands in the information dictionary."""
    return [
        Segment(f"property:{key}", f"{FILE_PROPERTY}：{word}", text)
        for key, word in _INFO_KEYS.items()
        if (text := _info(document, key))
    ]


def titles_of(document: Any) -> list[Segment]:
    """Give the titles of the outline, and labels of pages that are more than a number."""
    titles = (
        utf16(partial(raw.FPDFBookmark_GetTitle, mark.raw))
        for mark in islice(document.get_toc(), _MOST_TITLES)
    )
    found = [
        Segment(f"outline:{number}", f"书签{number}", title)
        for number, title in enumerate(titles, start=1)
        if title
    ]
    for page in range(len(document)):
        label = utf16(partial(raw.FPDF_GetPageLabel, document.raw, page))
        if len(label) > 8 and not label.isdecimal():
            found.append(Segment(f"page:{page + 1}/label", f"第{page + 1}页页码标签", label))
    return found


def programs_in(document: Any, data: bytes) -> list[Unread]:
    """Name scripts and dynamic forms, which may show a reader what is in no text."""
    unread = []
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or b"/JavaScript" in data:
        unread.append(
            Unread(
                "script",
                "文件中的脚本",
                "这份 PDF 带有脚本（JavaScript），打开时显示的内容可能变化，系统无法审查。"
                "请重新导出不带脚本的 PDF 后上传。",
            )
        )
    if raw.FPDF_GetFormType(document.raw) not in _NO_XFA:
        unread.append(
            Unread(
                "xfa",
                "动态表单",
                "这份 PDF 是动态表单（XFA），系统读不到表单里的内容。请打印为普通 PDF 后上传。",
            )
        )
    return unread


def xmp_of(data: bytes) -> list[Segment]:
    """Give the texts of every XMP packet of the file, those of pictures inside it too."""
    segments: list[Segment] = []
    seen: set[tuple[str, str]] = set()
    for number, packet in enumerate(_packets(data), start=1):
        for count, (name, text) in enumerate(texts_of_xmp(packet), start=1):
            if (name, text) in seen:
                continue
            seen.add((name, text))
            segments.append(Segment(f"xmp:{number}/{count}", f"{FILE_PROPERTY}：{name}", text))
    return segments


def _packets(data: bytes) -> Iterator[bytes]:
    """A metadata stream never lies in an object stream, so its dictionary can be searched for."""
    done = 0
    for match in _METADATA.finditer(data):
        if match.start() < done:
            continue
        stream = _STREAM.search(data, match.end(), match.end() + 1_000)
        if stream is None:
            continue
        done = data.find(b"endstream", stream.end(), stream.end() + _LARGEST_XMP)
        if done < 0:
            done = stream.end() + _LARGEST_XMP
        yield _unpacked(data[stream.end() : done])


def _unpacked(stream: bytes) -> bytes:
    if b"<" in stream[:200] and (b"xmp" in stream[:4_000] or b"rdf" in stream[:4_000]):
        return stream
    try:
        return zlib.decompressobj().decompress(stream, _LARGEST_XMP)
    except zlib.error:
        return stream


def _info(document: Any, key: str) -> str:
    name = key.encode("ascii")
    return utf16(lambda b, n: raw.FPDF_GetMetaText(document.raw, name, b, n))
