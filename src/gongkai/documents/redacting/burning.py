"""Covering parts of PDF files and pictures for good: what comes out is a picture and nothing else.

A black box drawn over a PDF leaves the text under it (handbook 5.4, 5.5). So every page is drawn
anew as a picture with the boxes in it: no text, no layer, no note, no property of the original
goes along.
"""

import io
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageOps

from gongkai.documents import pdfium
from gongkai.documents.extraction.image.opening import DAMAGED, UNREADABLE, opened_picture
from gongkai.documents.extraction.model import CannotEdit
from gongkai.documents.inspect import MediaType, UploadError, media_type
from gongkai.documents.pdf_pictures import MOST_PIXELS, TooSlow, draw

MOST_PAGES = 200
"""Pages that are drawn in one go; a longer document is divided first."""

_DOTS = 200 / 72
"""Points of the picture for a point of the page: 200 to the inch, as offices scan."""

_QUALITY = 85
_SECONDS = 10.0
_GREY = 12
"""How far the colours of a point may lie apart for it to be called grey."""


@dataclass(frozen=True)
class Cover:
    """A rectangle to blacken: page (from 1; always 1 in a picture), and its edges as shares of
    the width and height of the page as a reader sees it, 0 to 1 from the upper left.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


def may_be_burned(kind: str) -> bool:
    """Whether files of this MIME type are covered here."""
    return kind in {MediaType.PDF, MediaType.PNG, MediaType.JPEG}


def burn(name: str, data: bytes, covers: Collection[Cover]) -> bytes:
    """Give the file with the rectangles blackened and with nothing in it that is not seen.

    A PDF comes out as pictures of its pages, 200 points to the inch; a picture in its own format,
    turned as it is shown, without its notes. With no rectangles only what is hidden goes.

    :raises UploadError: if the file cannot be opened.
    :raises CannotEdit: if it is of another kind, too long or too intricate, or a rectangle lies
        outside; its text says what to do instead.
    """
    kind = media_type(name, data)
    if not may_be_burned(kind):
        raise CannotEdit("只有PDF和图片可以涂盖，其他文件请用“脱敏”处理。")
    pages = _by_page(covers)
    if kind is MediaType.PDF:
        return _burn_pdf(data, pages)
    if set(pages) - {1}:
        raise CannotEdit("图片只有一页，请核对页码。")
    return _burn_picture(data, pages[1])


def _by_page(covers: Collection[Cover]) -> defaultdict[int, list[Cover]]:
    pages: defaultdict[int, list[Cover]] = defaultdict(list)
    for cover in covers:
        across = 0 <= cover.left < cover.right <= 1
        down = 0 <= cover.top < cover.bottom <= 1
        if not (across and down):
            raise CannotEdit("涂盖的方框超出了页面，请重新画。")
        pages[cover.page].append(cover)
    return pages


def _burn_pdf(data: bytes, pages: defaultdict[int, list[Cover]]) -> bytes:
    try:
        drawn = [_page(data, number, pages[number]) for number in _numbers(data, pages)]
        return _assembled(drawn)
    except pdfium.EncryptedPdf as error:
        raise UploadError("这份 PDF 设置了密码或者使用限制，请取消后重新上传。") from error
    except (pdfium.BrokenPdf, pypdfium2.PdfiumError) as error:
        raise UploadError("这份 PDF 已损坏，无法打开。请重新保存后上传。") from error


def _numbers(data: bytes, pages: Collection[int]) -> range:
    with pdfium.opened(data) as document:
        count = len(document)
    if count > MOST_PAGES:
        raise CannotEdit(f"这份 PDF 有{count}页，一次最多涂盖{MOST_PAGES}页。请拆分后上传。")
    if beyond := [page for page in pages if not 1 <= page <= count]:
        raise CannotEdit(f"这份 PDF 共{count}页，没有第{beyond[0]}页，请核对页码。")
    return range(1, count + 1)


def _page(data: bytes, number: int, covers: Sequence[Cover]) -> tuple[bytes, tuple[float, float]]:
    """A page as JPEG, and its size in points. One page at a time holds PDFium."""
    with pdfium.opened(data) as document:
        document.init_forms()
        picture, size = _drawn(document[number - 1], number)
    _blacken(picture, covers)
    return _jpeg(picture), size


def _drawn(page: Any, number: int) -> tuple[Image.Image, tuple[float, float]]:
    try:
        size = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
        scale = min(_DOTS, (MOST_PIXELS / (size[0] * size[1])) ** 0.5)
        width, height = max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)
        return draw(page, width, height, _SECONDS), size
    except TooSlow as error:
        raise CannotEdit(f"第{number}页的图形太多，不能在这里涂盖。请在原文件中处理。") from error
    finally:
        page.close()


def _blacken(picture: Image.Image, covers: Sequence[Cover]) -> None:
    pen = ImageDraw.Draw(picture)
    for cover in covers:
        # Outwards to whole points, so that no edge of a character stays.
        box = (
            int(cover.left * picture.width),
            int(cover.top * picture.height),
            min(int(cover.right * picture.width) + 1, picture.width),
            min(int(cover.bottom * picture.height) + 1, picture.height),
        )
        pen.rectangle(box, fill="black")


def _assembled(drawn: Sequence[tuple[bytes, tuple[float, float]]]) -> bytes:
    stream = io.BytesIO()
    with pdfium.created() as target:
        for jpeg, size in drawn:
            image = pypdfium2.PdfImage.new(target)
            image.load_jpeg(io.BytesIO(jpeg), inline=True)
            image.set_matrix(pypdfium2.PdfMatrix().scale(*size))
            page = target.new_page(*size)
            page.insert_obj(image)
            page.gen_content()
            page.close()
        target.save(stream)
    return stream.getvalue()


def _jpeg(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    (picture.convert("L") if _is_grey(picture) else picture).save(
        stream, "JPEG", quality=_QUALITY, subsampling=0
    )
    return stream.getvalue()


def _is_grey(picture: Image.Image) -> bool:
    """Whether a small copy of the picture has no colour; most pages of an office have none."""
    small = picture.resize((max(picture.width // 8, 1), max(picture.height // 8, 1)))
    red, green, blue = (band.tobytes() for band in small.convert("RGB").split())
    return all(max(point) - min(point) <= _GREY for point in zip(red, green, blue, strict=True))


def _burn_picture(data: bytes, covers: Sequence[Cover]) -> bytes:
    with opened_picture(data) as opened:
        form = opened.format
        try:
            turned = ImageOps.exif_transpose(opened)
            picture = turned.convert(_mode(turned.mode, form))
        except UNREADABLE as error:
            raise UploadError(DAMAGED) from error
    # A new picture from the points alone: nothing that Pillow read beside them goes along.
    clean = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    _blacken(clean, covers)
    stream = io.BytesIO()
    clean.save(stream, form, **({"quality": 90, "subsampling": 0} if form == "JPEG" else {}))
    return stream.getvalue()


def _mode(mode: str, form: str | None) -> str:
    """In which mode a picture of this mode is kept: grey stays grey, JPEG knows no transparency."""
    if form == "JPEG":
        return "L" if mode == "L" else "RGB"
    return mode if mode in {"L", "LA", "RGB"} else "RGBA"
