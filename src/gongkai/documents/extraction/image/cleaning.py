"""Taking out of a picture what it says beside its pixels, without touching a pixel."""

import struct

from PIL import ExifTags

from gongkai.documents.extraction.image.files import (
    JPEG_SIGN,
    PNG_SIGN,
    BrokenPicture,
    Part,
    jpeg_parts,
    jpeg_segment,
    png_chunk,
    png_parts,
)
from gongkai.documents.extraction.image.opening import DAMAGED, UNREADABLE, opened_picture
from gongkai.documents.inspect import UploadError

_APP0, _APP1, _APP2, _APP14, _LAST_APP, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE

_PNG_KEPT = frozenset(
    {
        b"tRNS",
        b"cHRM",
        b"gAMA",
        b"iCCP",
        b"sBIT",
        b"sRGB",
        b"bKGD",
        b"hIST",
        b"pHYs",
        b"sPLT",
        b"cICP",
        b"mDCV",
        b"cLLI",
        b"acTL",
        b"fcTL",
        b"fdAT",
    }
)
"""Chunks beside the critical ones that change how the pixels look."""


def without_gps(data: bytes) -> bytes:
    """Give the same picture without place, remarks, names, small pictures and anything appended.

    No pixel is touched: colours, profile and the way up stay.

    :raises UploadError: for what is no whole JPEG or PNG.
    """
    upright = _way_up(data)
    try:
        if data.startswith(JPEG_SIGN):
            return _clean_jpeg(jpeg_parts(data)[0], upright)
        if data.startswith(PNG_SIGN):
            return _clean_png(png_parts(data)[0], upright)
    except BrokenPicture as error:
        raise UploadError(DAMAGED) from error
    raise UploadError("只能清除 JPG 和 PNG 图片的拍摄地点。请把图片另存为 JPG 或 PNG 后上传。")


def _way_up(data: bytes) -> int:
    with opened_picture(data) as picture:
        try:
            value = picture.getexif().get(ExifTags.Base.Orientation, 1)
        except UNREADABLE:
            return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _exif_of(upright: int) -> bytes:
    """An EXIF block that says which side is up and nothing else."""
    entry = struct.pack(">HHIHH", ExifTags.Base.Orientation, 3, 1, upright, 0)
    return b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 1) + entry + struct.pack(">I", 0)


def _clean_jpeg(parts: list[Part], upright: int) -> bytes:
    kept = [part.whole for part in parts if _stays_in_jpeg(part)]
    if upright != 1:
        header = 1 if parts[0].kind == _APP0 and _stays_in_jpeg(parts[0]) else 0
        kept.insert(header, jpeg_segment(_APP1, b"Exif\0\0" + _exif_of(upright)))
    return JPEG_SIGN + b"".join(kept)


def _stays_in_jpeg(part: Part) -> bool:
    kind = part.kind
    if not isinstance(kind, int) or kind == _COMMENT:
        return False
    if not _APP0 <= kind <= _LAST_APP:
        return True
    return (
        (kind == _APP0 and part.body.startswith(b"JFIF\0") and part.body[12:14] == b"\0\0")
        or (kind == _APP2 and part.body.startswith(b"ICC_PROFILE\0"))
        or (kind == _APP14 and part.body.startswith(b"Adobe"))
    )


def _clean_png(parts: list[Part], upright: int) -> bytes:
    kept = [
        part.whole
        for part in parts
        if isinstance(part.kind, bytes) and (part.kind[:1].isupper() or part.kind in _PNG_KEPT)
    ]
    if upright != 1:
        kept.insert(1, png_chunk(b"eXIf", _exif_of(upright)))
    return PNG_SIGN + b"".join(kept)
