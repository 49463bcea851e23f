"""Pages of a PDF as pictures."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from math import sqrt
from typing import Any

import pypdfium2

from gongkai.documents import pdfium
from gongkai.documents.inspect import UploadError
from gongkai.documents.pdf_pictures import MOST_PIXELS, TooSlow, draw

NARROWEST, WIDEST = 16, 2_400
"""Points of width that a picture may have."""

_SECONDS = 10.0
_DAMAGED = "这份 PDF 已损坏，无法打开。请用原软件打开检查，重新保存后上传。"


def pages_of(data: bytes) -> int:
    """Give how many pages a PDF has.

    :raises UploadError: for a PDF that is protected or damaged.
    """
    with _opened(data) as document:
        return len(document)


def page_image(data: bytes, page: int, width: int) -> bytes:
    """Give a page of a PDF (from 1) as PNG with its annotations and fields, as a reader sees it.

    :param width: points across, ``NARROWEST`` to ``WIDEST``; a page of extreme shape comes out
        narrower, so that it never has more than ``MOST_PIXELS``.
    :raises UploadError: for a PDF that is protected or damaged, and for a page that takes too
        long to draw.
    :raises ValueError: for a page that is not there, or a width out of bounds.
    """
    if not NARROWEST <= width <= WIDEST:
        raise ValueError(f"图片宽度须在 {NARROWEST} 到 {WIDEST} 像素之间。")
    with _opened(data) as document:
        if not 1 <= page <= len(document):
            raise ValueError(f"这份 PDF 共 {len(document)} 页，没有第 {page} 页。")
        try:
            opened = document[page - 1]
        except pypdfium2.PdfiumError as error:
            raise UploadError(_DAMAGED) from error
        try:
            size = _size(opened.get_width(), opened.get_height(), width)
            picture = draw(opened, *size, _SECONDS)
        except TooSlow as error:
            raise UploadError(
                f"第 {page} 页的图形太多，无法在这里显示。请下载后用 PDF 软件打开查看。"
            ) from error
        finally:
            opened.close()
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _size(page_width: float, page_height: float, width: int) -> tuple[int, int]:
    shape = max(page_height, 1.0) / max(page_width, 1.0)
    across = min(float(width), sqrt(MOST_PIXELS / shape))
    return max(round(across), 1), max(round(min(across * shape, MOST_PIXELS / across)), 1)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        with pdfium.opened(data) as document:
            document.init_forms()
            yield document
    except pdfium.EncryptedPdf as error:
        raise UploadError(
            "这份 PDF 设置了密码或者使用限制，无法显示。请取消密码和限制后重新上传。"
        ) from error
    except pdfium.BrokenPdf as error:
        raise UploadError(_DAMAGED) from error
