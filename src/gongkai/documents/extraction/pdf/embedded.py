"""Files inside a PDF: listed, and read like any other attachment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ctypes import c_ulong, create_string_buffer
from dataclasses import dataclass, replace
from typing import Any

from pypdfium2 import raw

from gongkai.documents.extraction.model import Extraction, Hidden, Segment, Unread
from gongkai.documents.extraction.pdf.strings import utf16
from gongkai.documents.inspect import UploadError

LARGEST = 100 * 1024 * 1024
"""Bytes of a file inside a PDF that is still opened."""

_DEEPEST = 3
_MOST_FILES = 100
_WHY_DEEP = "PDF 里的附件又套着附件，层数太多，系统没有打开。请取出后单独上传。"

_depth: ContextVar[int] = ContextVar("depth_of_files_in_files", default=0)


@dataclass(frozen=True)
class Inner:
    """A file inside a PDF; ``data`` is None if it cannot be taken out."""

    name: str
    data: bytes | None


def files_of(document: Any) -> list[Inner]:
    """Take out the files that a document carries, not those pinned to its pages."""
    count = min(raw.FPDFDoc_GetAttachmentCount(document.raw), _MOST_FILES)
    handles = (raw.FPDFDoc_GetAttachment(document.raw, number) for number in range(count))
    return [taken_out(handle) for handle in handles if handle]


def taken_out(handle: Any) -> Inner:
    """Take a file out of PDFium."""
    name = utf16(lambda b, n: raw.FPDFAttachment_GetName(handle, b, n)) or "未命名"
    length = c_ulong()
    raw.FPDFAttachment_GetFile(handle, None, 0, length)
    if not 0 < length.value <= LARGEST:
        return Inner(name, None)
    buffer = create_string_buffer(length.value)
    if not raw.FPDFAttachment_GetFile(handle, buffer, length.value, length):
        return Inner(name, None)
    return Inner(name, buffer.raw)


def read_inner(files: list[Inner]) -> Extraction:
    """Name every file inside, which is a finding of its own, and read those that can be read."""
    segments: list[Segment] = []
    unread: list[Unread] = []
    for number, file in enumerate(files, start=1):
        place, label = f"file:{number}", f"PDF 里的附件《{file.name}》"
        segments.append(Segment(place, label, file.name, hidden=Hidden.EMBEDDED_FILE))
        try:
            inside = _read(file)
        except UploadError as error:
            unread.append(Unread(place, label, f"系统没有读出这个附件：{error}"))
            continue
        segments.extend(
            replace(
                segment,
                place=f"{place}/{segment.place}",
                label=f"{label}：{segment.label}",
                hidden=segment.hidden or Hidden.EMBEDDED_FILE,
            )
            for segment in inside.segments
        )
        unread.extend(
            replace(part, place=f"{place}/{part.place}", label=f"{label}：{part.label}")
            for part in inside.unread
        )
    return Extraction(tuple(segments), tuple(unread))


def _read(file: Inner) -> Extraction:
    from gongkai.documents.extraction import extract

    if file.data is None:
        raise UploadError("文件是空的、太大或者已经损坏。请用 PDF 软件取出后单独上传。")
    with _one_deeper():
        return extract(file.name, file.data)


@contextmanager
def _one_deeper() -> Iterator[None]:
    depth = _depth.get()
    if depth >= _DEEPEST:
        raise UploadError(_WHY_DEEP)
    token = _depth.set(depth + 1)
    try:
        yield
    finally:
        _depth.reset(token)
