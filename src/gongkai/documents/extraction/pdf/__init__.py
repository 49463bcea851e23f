"""Reading a PDF: pages, notes, properties, files inside, and what a reader does not see."""

from gongkai.documents import pdfium
from gongkai.documents.extraction.model import Extraction
from gongkai.documents.extraction.pdf.embedded import files_of, read_inner
from gongkai.documents.extraction.pdf.page import Found, read_page
from gongkai.documents.extraction.pdf.patience import Patience
from gongkai.documents.extraction.pdf.properties import (
    programs_in,
    properties_of,
    titles_of,
    xmp_of,
)
from gongkai.documents.extraction.pdf.revisions import earlier_texts
from gongkai.documents.inspect import UploadError

__all__ = ["extract_pdf"]

MOST_PAGES = 3_000
"""Pages that are read; a longer document has to be split to be reviewed at all."""

_PAGES_AT_A_TIME = 25
"""PDFium serves one thread: after so many pages others get their turn."""


def extract_pdf(data: bytes) -> Extraction:
    """Give all text of a PDF, what a reader does not see marked with why (handbook 5.4).

    Places: ``property:Title``, ``xmp:1/2``, ``outline:3``, ``page:2/line:7`` (``.1`` and on for
    further pieces of a line of which only a part is hidden), ``page:2/note:1/Contents``,
    ``page:2/image:1/gps``, ``page:2/alt:4``, ``revision:1/line:1`` for an earlier state
    that the file still holds, ``file:1/…`` for what a file inside holds.

    :raises UploadError: for a PDF that is protected, damaged, or has too many pages.
    """
    try:
        return _extract(data)
    except pdfium.EncryptedPdf as error:
        raise UploadError(
            "这份 PDF 设置了密码或者使用限制，系统无法审查和归档。请取消密码和限制后重新上传。"
        ) from error
    except pdfium.BrokenPdf as error:
        raise UploadError(
            "这份 PDF 已损坏，无法打开。请用原软件打开检查，重新保存后上传。"
        ) from error


def _extract(data: bytes) -> Extraction:
    with pdfium.opened(data) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise UploadError(
                f"这份 PDF 有 {count} 页，超过 {MOST_PAGES} 页，无法审查。请拆分后上传。"
            )
        found = Found(
            properties_of(document) + xmp_of(data) + titles_of(document),
            programs_in(document, data),
            files_of(document),
        )
    patience = Patience()
    for first in range(0, count, _PAGES_AT_A_TIME):
        with pdfium.opened(data) as document:
            document.init_forms()
            for number in range(first, min(first + _PAGES_AT_A_TIME, count)):
                _add(found, read_page(document, number + 1, patience))
    found.segments.extend(earlier_texts(data, found.segments))
    inner = read_inner(found.files)
    return Extraction((*found.segments, *inner.segments), (*found.unread, *inner.unread))


def _add(found: Found, page: Found) -> None:
    found.segments.extend(page.segments)
    found.unread.extend(page.unread)
    found.files.extend(page.files)
