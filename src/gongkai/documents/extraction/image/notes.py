"""Words and places that a picture carries beside its pixels."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin

from gongkai.documents.extraction.image.files import (
    JPEG_SIGN,
    BrokenPicture,
    Part,
    decoded,
    jpeg_parts,
    png_parts,
    png_texts,
)
from gongkai.documents.extraction.image.opening import UNREADABLE
from gongkai.documents.extraction.xmp import texts_of_xmp

_EXIF_TEXTS = {
    0x010E: "说明",
    0x013B: "作者",
    0x8298: "版权",
    0x9C9B: "标题",
    0x9C9C: "备注",
    0x9C9D: "作者",
    0x9C9E: "关键词",
    0x9C9F: "主题",
}
_FIRST_WIDE_TAG = 0x9C9B
_EXIF_INNER_TEXTS = {0x9286: "备注", 0xA430: "相机所有人"}
_CHARSET_LENGTH = 8

_IPTC_TEXTS = {
    5: "标题",
    25: "关键词",
    80: "作者",
    90: "城市",
    92: "地点",
    101: "国家",
    105: "标题",
    110: "提供者",
    115: "来源",
    116: "版权",
    120: "说明",
    122: "说明作者",
}

_APP1, _COMMENT = 0xE1, 0xFE
_XMP_SIGN = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_KEYWORD = "XML:com.adobe.xmp"

_XMP_LATITUDE, _XMP_LONGITUDE = "GPSLatitude", "GPSLongitude"


def parts_of(data: bytes) -> tuple[list[Part], bytes]:
    """Take a JPEG or PNG apart; nothing if it does not hold together."""
    try:
        return jpeg_parts(data) if data.startswith(JPEG_SIGN) else png_parts(data)
    except BrokenPicture:
        return [], b""


def notes_of(picture: Image.Image, parts: list[Part]) -> Iterator[tuple[str, str]]:
    """Give name and text of everything that people or programs wrote about the picture."""
    yield from _tolerant(_exif_texts, picture)
    yield from _tolerant(_iptc_texts, picture)
    for part in parts:
        if part.kind == _COMMENT:
            yield "备注", decoded(part.body)
    yield from ((name, text) for name, text in png_texts(parts) if name != _XMP_KEYWORD)
    yield from xmp_notes(parts)


def xmp_notes(parts: list[Part]) -> list[tuple[str, str]]:
    """Give name and text of the properties in XMP packets."""
    packets = [
        part.body[len(_XMP_SIGN) :]
        for part in parts
        if part.kind == _APP1 and part.body.startswith(_XMP_SIGN)
    ]
    packets += [text.encode() for name, text in png_texts(parts) if name == _XMP_KEYWORD]
    return [note for packet in packets for note in texts_of_xmp(packet)]


def place_of(picture: Image.Image, parts: list[Part]) -> str:
    """Give where the picture was taken, in words; empty if it does not say."""
    found = list(_tolerant(_exif_place, picture))
    if found:
        return found[0][1]
    properties = dict(xmp_notes(parts))
    if _XMP_LATITUDE in properties and _XMP_LONGITUDE in properties:
        return _place(properties[_XMP_LATITUDE], properties[_XMP_LONGITUDE])
    return ""


def _tolerant(read: Any, picture: Image.Image) -> Iterator[tuple[str, str]]:
    try:
        yield from [(name, text) for name, text in read(picture) if text]
    except UNREADABLE:
        return


def _exif_texts(picture: Image.Image) -> Iterator[tuple[str, str]]:
    exif = picture.getexif()
    for tag, name in _EXIF_TEXTS.items():
        yield name, _text(exif.get(tag), wide=tag >= _FIRST_WIDE_TAG)
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    for tag, name in _EXIF_INNER_TEXTS.items():
        yield name, _remark(inner.get(tag))


def _text(value: object, *, wide: bool = False) -> str:
    if isinstance(value, tuple) and all(isinstance(one, int) for one in value):
        value = bytes(value)
    if isinstance(value, bytes):
        return value.decode("utf-16-le", "replace").strip("\0 ") if wide else decoded(value)
    if not isinstance(value, str):
        return ""
    # Pillow reads what should be ASCII as Latin-1; Chinese programs write UTF-8 or GBK there.
    try:
        return decoded(value.encode("latin-1"))
    except UnicodeEncodeError:
        return value.strip("\0 ")


def _remark(value: object) -> str:
    if not isinstance(value, bytes) or len(value) <= _CHARSET_LENGTH:
        return _text(value)
    charset, body = value[:_CHARSET_LENGTH], value[_CHARSET_LENGTH:]
    if charset.startswith(b"UNICODE"):
        code = "utf-16-be" if body[:1] == b"\0" else "utf-16-le"
        return body.decode(code, "replace").strip("\0 ")
    return decoded(body)


def _iptc_texts(picture: Image.Image) -> Iterator[tuple[str, str]]:
    # Pillow's own class has no getiptcinfo for every kind of picture; the function takes any.
    found = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    for (record, dataset), value in found.items():
        if record == 2 and dataset in _IPTC_TEXTS:
            for one in value if isinstance(value, list) else [value]:
                yield _IPTC_TEXTS[dataset], _text(one)


def _exif_place(picture: Image.Image) -> Iterator[tuple[str, str]]:
    gps = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    north = _degrees(gps.get(ExifTags.GPS.GPSLatitude))
    east = _degrees(gps.get(ExifTags.GPS.GPSLongitude))
    if north and east:
        half_north = _text(gps.get(ExifTags.GPS.GPSLatitudeRef)) or "N"
        half_east = _text(gps.get(ExifTags.GPS.GPSLongitudeRef)) or "E"
        yield "", _place(f"{north}{half_north}", f"{east}{half_east}")


def _degrees(value: Any) -> str:
    if not value:
        return ""
    parts = [float(part) for part in value]
    total = sum(part / 60**power for power, part in enumerate(parts))
    return f"{total:.6f}°" if isfinite(total) else ""


def _place(north: str, east: str) -> str:
    return f"拍摄地点：纬度 {north}，经度 {east}"
