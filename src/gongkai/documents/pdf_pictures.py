"""Drawing a page of a PDF within a limit of points and of time."""

import time
from ctypes import byref
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import raw

MOST_PIXELS = 8_000_000
"""Points of a picture of a page."""

_WHITE = 0xFFFFFFFF


class TooSlow(ValueError):
    """A page is so intricate that drawing it takes longer than anybody waits."""


def draw(page: Any, width: int, height: int, seconds: float) -> Image.Image:
    """Draw a page with its annotations and fields, as wide and high as given in points.

    Hold PDFium while you call this.

    :raises TooSlow: when it has taken ``seconds``.
    """
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx, rev_byteorder=True)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
        where = (bitmap.raw, page.raw, 0, 0, width, height, 0, flags)
        _draw_within(where, page, time.monotonic() + seconds)
        if page.formenv:
            raw.FPDF_FFLDraw(page.formenv.raw, *where)
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        return picture
    finally:
        bitmap.close()


def _draw_within(where: tuple[Any, ...], page: Any, end: float) -> None:
    # PDFium asks between two objects whether to go on.
    ask = raw.IFSDK_PAUSE(version=1)
    called = type(ask.NeedToPauseNow)(lambda _: time.monotonic() > end)
    ask.NeedToPauseNow = called
    try:
        if raw.FPDF_RenderPageBitmap_Start(*where, byref(ask)) == raw.FPDF_RENDER_TOBECONTINUED:
            raise TooSlow("the page takes too long to draw")
    finally:
        raw.FPDF_RenderPage_Close(page.raw)
