"""Scanned pages through text recognition, where it is installed: a proposal to be checked."""

import importlib
from collections.abc import Iterable
from typing import Any, Protocol

from gongkai.documents import pdfium
from gongkai.documents.conversion.allowed import clean
from gongkai.documents.conversion.model import Converted
from gongkai.documents.conversion.plain import write_paragraphs
from gongkai.documents.inspect import MediaType, UploadError, check_upload

CHECK = "文字由识别程序得出，可能有错字、漏字，请对照原件逐字核对。"


class _Recognition(Protocol):
    def available(self) -> bool: ...

    def recognise_pdf_page(self, data: bytes, page: int) -> Any: ...


def _recognition() -> _Recognition | None:
    """Text recognition is an extra: the module may be there without its engine, or not at all."""
    try:
        module: Any = importlib.import_module("gongkai.documents.ocr")
    except ImportError:
        return None
    return module if module.available() else None


def scanned_available() -> bool:
    """Say whether this machine can read text in pictures."""
    return _recognition() is not None


def convert_scanned(name: str, data: bytes) -> Converted:
    """Propose the text of a scanned PDF; takes seconds a page, so run it in the background.

    :raises UploadError: without text recognition, for another kind of file, and where nothing
        can be read.
    """
    upload = check_upload(name, data, max(len(data), 1))
    if upload.media_type is not MediaType.PDF:
        raise UploadError(f"《{name}》不是 PDF。文字识别只处理扫描的 PDF，请转换为 PDF 后上传。")
    recognition = _recognition()
    if recognition is None:
        raise UploadError("本系统没有安装文字识别。请上传 Word 原件，或者把扫描件作为附件上传。")
    with pdfium.opened(data) as document:
        count = len(document)
    lines = [
        line for page in range(count) for line in _texts(recognition.recognise_pdf_page(data, page))
    ]
    if not lines:
        raise UploadError(f"《{name}》里没有认出文字。请检查扫描是否清晰、方向是否端正。")
    return Converted("", clean(write_paragraphs(lines)), (), (CHECK,))


def _texts(recognised: Any) -> Iterable[str]:
    """The lines of a page, whether they come as one text or one by one."""
    pieces = recognised.splitlines() if isinstance(recognised, str) else recognised
    for piece in pieces:
        text = piece if isinstance(piece, str) else piece.text
        if text.strip():
            yield text.strip()
