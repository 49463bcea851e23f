"""Reading a JPEG or PNG: what it says beside its pixels, which a person has to look at."""

from gongkai.documents.extraction.image.cleaning import without_gps
from gongkai.documents.extraction.image.notes import notes_of, parts_of, place_of, xmp_notes
from gongkai.documents.extraction.image.opening import (
    ANY_FORMAT,
    MOST_PIXELS,
    opened_picture,
    small_copy,
)
from gongkai.documents.extraction.image.thumbnails import differing_thumbnail
from gongkai.documents.extraction.model import Extraction, Hidden, Segment, Unread
from gongkai.documents.inspect import UploadError

__all__ = ["MOST_PIXELS", "extract_image", "gps_of", "without_gps"]

_PADDING = 64
"""Bytes after the end of a picture that are no more than padding."""

_FILE_PROPERTY = "文件属性"


def extract_image(data: bytes) -> Extraction:
    """Give the words and the place that a picture carries; its pixels are for a person to read.

    Places: ``gps``, ``note:1``, ``thumbnail``, ``crop``, ``tail``, and ``image`` as unread.

    :raises UploadError: for a damaged picture, and for one with too many pixels.
    """
    small_copy(data, 64)
    parts, tail = parts_of(data)
    with opened_picture(data) as picture:
        where = place_of(picture, parts)
        notes = [(name, text) for name, text in notes_of(picture, parts) if text]
        thumbnail = differing_thumbnail(picture, data)
        frames = getattr(picture, "n_frames", 1)
    segments = []
    if where:
        segments.append(Segment("gps", "拍摄地点", where, hidden=Hidden.GPS))
    segments.extend(
        Segment(f"note:{number}", f"{_FILE_PROPERTY}：{name}", text)
        for number, (name, text) in enumerate(dict.fromkeys(notes), start=1)
    )
    if thumbnail:
        segments.append(Segment("thumbnail", "缩略图", thumbnail, hidden=Hidden.CROPPED))
    if _was_cropped(dict(xmp_notes(parts))):
        segments.append(
            Segment("crop", "裁切", "图片带有裁切设置，裁掉的内容可能还在。", hidden=Hidden.CROPPED)
        )
    segments.extend(_tail(tail))
    return Extraction(tuple(segments), _unread(frames))


def gps_of(data: bytes) -> str:
    """Give where a picture was taken, in words; empty if it does not say or is no picture."""
    if not data:
        return ""
    try:
        with opened_picture(data, ANY_FORMAT) as picture:
            return place_of(picture, parts_of(data)[0])
    except UploadError:
        return ""


def _was_cropped(properties: dict[str, str]) -> bool:
    # An export from the same program cuts the pixels and says so.
    return (
        properties.get("HasCrop", "").lower() == "true"
        and properties.get("AlreadyApplied", "").lower() != "true"
    )


def _tail(tail: bytes) -> list[Segment]:
    if len(tail) <= _PADDING:
        return []
    what = "另一张图片" if tail.lstrip(b"\0").startswith(b"\xff\xd8") else "其他数据"
    size = f"{len(tail) / 1024:.1f} KB"
    return [
        Segment(
            "tail",
            "图片之后的数据",
            f"图片文件的末尾还附有{what}（{size}），可能含有未公开的内容。",
            hidden=Hidden.EMBEDDED_FILE,
        )
    ]


def _unread(frames: int) -> tuple[Unread, ...]:
    unread = [Unread("image", "图片", "图片里的文字须由人看。")]
    if frames > 1:
        unread.append(
            Unread("frames", "图片的其他画面", f"图片里共有 {frames} 幅画面，须由人逐幅看。")
        )
    return tuple(unread)
