"""Small pictures inside a picture that still show what was cut off or painted over."""

from collections.abc import Iterator

from PIL import ExifTags, Image, ImageChops

from gongkai.documents.extraction.image.opening import UNREADABLE, small_copy
from gongkai.documents.inspect import UploadError

_SIDE = 160
_GRID = 32
_BLACK = 24
_OTHER_SHAPE = 0.06
"""Relative difference of width to height: more is another cut of the scene."""

_OTHER_CELL = 64
_OTHER_CELLS = 6
"""Steps of 255, and cells of 32 by 32, from which the scene itself was changed."""

_PHOTOSHOP_THUMBNAIL = 0x040C
_PHOTOSHOP_HEADER = 28


def differing_thumbnail(picture: Image.Image, data: bytes) -> str:
    """Say how a small picture inside differs from the picture; empty if none does."""
    for thumbnail in _thumbnails(picture):
        try:
            small = _without_bars(small_copy(thumbnail, _SIDE))
            whole = _without_bars(small_copy(data, _SIDE))
        except UploadError:
            continue
        if abs(_shape(small) / _shape(whole) - 1) > _OTHER_SHAPE:
            return "图片里另存的缩略图与图片的形状不同，可能留有裁掉的内容。"
        if _changed(small, whole):
            return "图片里另存的缩略图与图片的内容不同，可能留有遮盖前的内容。"
    return ""


def _thumbnails(picture: Image.Image) -> Iterator[bytes]:
    try:
        exif = picture.getexif()
        index = exif.get_ifd(ExifTags.IFD.IFD1)
        start, length = index.get(0x0201), index.get(0x0202)
        block = picture.info.get("exif", b"").removeprefix(b"Exif\0\0")
        if isinstance(start, int) and isinstance(length, int):
            yield block[start : start + length]
        photoshop = picture.info.get("photoshop")
        if isinstance(photoshop, dict) and isinstance(photoshop.get(_PHOTOSHOP_THUMBNAIL), bytes):
            yield photoshop[_PHOTOSHOP_THUMBNAIL][_PHOTOSHOP_HEADER:]
    except UNREADABLE:
        return


def _without_bars(grey: Image.Image) -> Image.Image:
    # Cameras fill a small picture of 4 by 3 with black bars where the photo has another shape.
    box = grey.point([0] * _BLACK + [255] * (256 - _BLACK)).getbbox()
    return grey.crop(box) if box else grey


def _shape(picture: Image.Image) -> float:
    return picture.width / picture.height


def _changed(one: Image.Image, other: Image.Image) -> bool:
    grids = [picture.resize((_GRID, _GRID), Image.Resampling.BOX) for picture in (one, other)]
    histogram = ImageChops.difference(*grids).histogram()
    return sum(histogram[_OTHER_CELL:]) >= _OTHER_CELLS
