"""Opening a picture with Pillow: bounded, and never with anything but a plain sentence."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from gongkai.documents.inspect import UploadError

MOST_PIXELS = 120_000_000
"""Points of a picture that is opened; more is a bomb, not a photo."""

UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)
"""What Pillow raises on damaged files and on damaged notes within them."""

DAMAGED = "这张图片已损坏，无法打开。请用原软件打开检查，重新保存后上传。"

FORMATS = (JpegImagePlugin.JpegImageFile.format, PngImagePlugin.PngImageFile.format)
"""Kinds that may be attached."""

ANY_FORMAT = (
    *FORMATS,
    TiffImagePlugin.TiffImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
)
"""Kinds that also stand inside other documents. Pillow knows a kind once its module is loaded."""


@contextmanager
def opened_picture(data: bytes, formats: tuple[str, ...] = FORMATS) -> Iterator[Image.Image]:
    """Open a picture without decoding it.

    :raises UploadError: for damage and for more than ``MOST_PIXELS``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=list(formats))
    except Image.DecompressionBombError as error:
        raise UploadError(_too_large()) from error
    except UNREADABLE as error:
        raise UploadError(DAMAGED) from error
    with picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise UploadError(_too_large())
        yield picture


def small_copy(data: bytes, longest: int) -> Image.Image:
    """Decode a picture, all of it, into a grey copy of at most ``longest`` points a side.

    :raises UploadError: for damage and for more than ``MOST_PIXELS``.
    """
    with opened_picture(data) as picture:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                picture.draft("L", (longest, longest))
                grey = picture.convert("L")
            grey.thumbnail((longest, longest))
        except UNREADABLE as error:
            raise UploadError(DAMAGED) from error
        return grey


def _too_large() -> str:
    return f"这张图片的像素超过 {MOST_PIXELS // 10_000} 万，无法审查。请缩小图片后重新上传。"
