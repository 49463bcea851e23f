"""Reading documents to their last corner."""

from collections.abc import Callable

from gongkai.documents.extraction.groups import group_of
from gongkai.documents.extraction.html import extract_html
from gongkai.documents.extraction.model import (
    CannotEdit,
    Edit,
    Extraction,
    Hidden,
    Segment,
    Span,
    Unread,
)
from gongkai.documents.inspect import MediaType, UploadError, media_type

__all__ = [
    "CannotEdit",
    "Edit",
    "Extraction",
    "Hidden",
    "Segment",
    "Span",
    "Unread",
    "extract",
    "extract_at_depth",
    "extract_html",
    "group_of",
]

DAMAGED_WITHIN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What readers raise on a file whose parts are well formed but say what cannot be."""


def extract(name: str, data: bytes) -> Extraction:
    """Give all text of a file, hidden pieces included, by its content (handbook 5.4).

    :param name: the file name; its extension has to go with the content.
    :raises UploadError: for what may not be attached or cannot be opened.
    """
    return extract_at_depth(name, data, 0)


def extract_at_depth(name: str, data: bytes, depth: int) -> Extraction:
    """Give the text of a file that lies ``depth`` files deep in another one."""
    reader = _reader(media_type(name, data), depth)
    try:
        return reader(data)
    except UploadError:
        raise
    except DAMAGED_WITHIN as error:
        raise UploadError(
            f"附件《{name}》的内部结构有误，无法审查。请用原软件打开，另存一份后重新上传。"
        ) from error


def _reader(kind: MediaType, depth: int) -> Callable[[bytes], Extraction]:
    # The readers of PDF and pictures load large libraries: only when they are needed.
    from gongkai.documents.extraction.image import extract_image
    from gongkai.documents.extraction.pdf import extract_pdf
    from gongkai.documents.extraction.sheet import extract_sheet
    from gongkai.documents.extraction.text import extract_csv, extract_text
    from gongkai.documents.extraction.word import extract_word

    readers: dict[MediaType, Callable[[bytes], Extraction]] = {
        MediaType.PDF: extract_pdf,
        MediaType.PNG: extract_image,
        MediaType.JPEG: extract_image,
        MediaType.TXT: extract_text,
        MediaType.CSV: extract_csv,
        MediaType.XLSX: lambda data: extract_sheet(data, depth),
        MediaType.DOCX: lambda data: extract_word(data, depth),
    }
    return readers[kind]
