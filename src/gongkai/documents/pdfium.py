"""The one door to PDFium, which is not thread safe."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2
from pypdfium2 import raw

_LOCK = Lock()
_NO_SECURITY_HANDLER = -1


class EncryptedPdf(ValueError):
    """The document needs a password, or restricts what may be done with it."""


class BrokenPdf(ValueError):
    """The document cannot be read as PDF."""


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF document and hold PDFium for as long as it is open; keep the body short.

    :raises EncryptedPdf: if it is protected, even if it opens without a password: protection keeps
        the archive from using it (DA/T 70—2018, 可用性).
    :raises BrokenPdf: if it is no readable PDF.
    """
    with _LOCK:
        document = _document(data)
        try:
            if raw.FPDF_GetSecurityHandlerRevision(document.raw) != _NO_SECURITY_HANDLER:
                raise EncryptedPdf("the document is protected")
            yield document
        finally:
            document.close()


@contextmanager
def created() -> Iterator[pypdfium2.PdfDocument]:
    """A new, empty document; holds PDFium for as long as it is open."""
    with _LOCK:
        document = pypdfium2.PdfDocument.new()
        try:
            yield document
        finally:
            document.close()


def _document(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise EncryptedPdf("the document needs a password") from error
        raise BrokenPdf("the document cannot be read as PDF") from error
