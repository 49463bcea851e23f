"""Scanned pages through text recognition, where it is installed: a proposal to be checked."""

from collections.abc import Iterable

from gongkai.documents import ocr
from gongkai.documents.conversion.model import Converted
from gongkai.documents.conversion.pdf import Line, Page, write_pages
from gongkai.documents.inspect import MediaType, UploadError, check_upload

CHECK = "文字由识别程序得出，可能有错字、漏字，请对照原件逐字核对。"

_WIDTH, _HEIGHT = 595.0, 842.0
"""A4 in points; only proportions matter."""


def scanned_available() -> bool:
    """Say whether this machine can read text in pictures."""
    return ocr.available()


def convert_scanned(name: str, data: bytes) -> Converted:
    """Propose the text of a scanned PDF; takes seconds a page, so run it in the background.

    :raises UploadError: without text recognition, for another kind of file, and where nothing
        can be read.
    """
    upload = check_upload(name, data, max(len(data), 1))
    if upload.media_type is not MediaType.PDF:
        raise UploadError(f"《{name}》不是 PDF。文字识别只处理扫描的 PDF，请转换为 PDF 后上传。")
    if not ocr.available():
        raise UploadError("本系统没有安装文字识别。请上传 Word 原件，或者把扫描件作为附件上传。")
    pages = [
        _page(ocr.recognise_pdf_page(data, number), number - 1)
        for number in range(1, (upload.pages or 0) + 1)
    ]
    if not any(page.lines for page in pages):
        raise UploadError(f"《{name}》里没有认出文字。请检查扫描是否清晰、方向是否端正。")
    title, html = write_pages(pages)
    return Converted(title, html, (), (CHECK,))


def _page(recognised: Iterable[ocr.Line], number: int) -> Page:
    """A page as if its lines stood on it as text; their places come as shares of the page."""
    lines = [
        Line(
            text=line.text.strip(),
            left=line.box[0] * _WIDTH,
            right=line.box[2] * _WIDTH,
            bottom=(1 - line.box[3]) * _HEIGHT,
            # A box leaves a little white around the letters.
            size=round((line.box[3] - line.box[1]) * _HEIGHT * 0.9, 1),
            page=number,
        )
        for line in recognised
        if line.text.strip()
    ]
    return Page(lines, _WIDTH, _HEIGHT)
