"""JPEG and PNG files taken apart into their segments and chunks, without touching a pixel."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

PNG_SIGN = b"\x89PNG\r\n\x1a\n"
JPEG_SIGN = b"\xff\xd8"
_END_OF_IMAGE = b"\xff\xd9"

_START_OF_SCAN = 0xDA
_END = 0xD9
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})

_LARGEST_TEXT = 4 * 1024 * 1024


class BrokenPicture(ValueError):
    """The file does not hold together as JPEG or PNG."""


@dataclass(frozen=True)
class Part:
    """A segment or chunk: its kind (0xE1, b"tEXt"), what it holds, and all its bytes."""

    kind: int | bytes
    body: bytes
    whole: bytes


def jpeg_parts(data: bytes) -> tuple[list[Part], bytes]:
    """Take a JPEG apart; scans come with the points that follow them.

    Gives the parts, the last of which is the end of the picture, and what follows the end.

    :raises BrokenPicture: if it breaks off before the end.
    """
    if not data.startswith(JPEG_SIGN):
        raise BrokenPicture("no JPEG")
    parts, at = [], len(JPEG_SIGN)
    while True:
        part = _jpeg_part(data, at)
        parts.append(part)
        at += len(part.whole)
        if part.kind == _END:
            return parts, data[at:]


def _jpeg_part(data: bytes, at: int) -> Part:
    start = at
    if data[at : at + 1] != b"\xff":
        raise BrokenPicture("a segment does not begin")
    while data[at : at + 1] == b"\xff":
        at += 1
    kind = data[at] if at < len(data) else -1
    at += 1
    if kind == _END or kind in _STANDALONE:
        return Part(kind, b"", data[start:at])
    length = int.from_bytes(data[at : at + 2], "big")
    end = at + length
    if kind < 0 or length < 2 or end > len(data):
        raise BrokenPicture("a segment breaks off")
    body = data[at + 2 : end]
    if kind == _START_OF_SCAN:
        end = _end_of_scan(data, end)
    return Part(kind, body, data[start:end])


def _end_of_scan(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise BrokenPicture("a scan breaks off")
        follower = data[at + 1]
        if follower == 0xFF:
            at += 1
        elif follower == 0 or 0xD0 <= follower <= 0xD7:
            at += 2
        else:
            return at


def png_parts(data: bytes) -> tuple[list[Part], bytes]:
    """Take a PNG apart; gives its chunks and what follows the last.

    :raises BrokenPicture: if it breaks off before the end, or a chunk is damaged.
    """
    if not data.startswith(PNG_SIGN):
        raise BrokenPicture("no PNG")
    parts, at = [], len(PNG_SIGN)
    while True:
        length = int.from_bytes(data[at : at + 4], "big")
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if len(kind) < 4 or end > len(data):
            raise BrokenPicture("a chunk breaks off")
        body = data[at + 8 : end - 4]
        if struct.unpack(">I", data[end - 4 : end])[0] != zlib.crc32(kind + body):
            raise BrokenPicture("a chunk is damaged")
        parts.append(Part(kind, body, data[at:end]))
        at = end
        if kind == b"IEND":
            return parts, data[at:]


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """Write a chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def jpeg_segment(kind: int, body: bytes) -> bytes:
    """Write a segment of a JPEG."""
    return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body


def png_texts(parts: list[Part]) -> Iterator[tuple[str, str]]:
    """Give keyword and text of every text chunk."""
    for part in parts:
        keyword, _, rest = part.body.partition(b"\0")
        if part.kind == b"tEXt":
            yield _latin(keyword), _latin(rest)
        elif part.kind == b"zTXt":
            yield _latin(keyword), _latin(_inflated(rest[1:]))
        elif part.kind == b"iTXt":
            packed = rest[:1] == b"\x01"
            text = rest[2:].split(b"\0", 2)[-1]
            yield _latin(keyword), (_inflated(text) if packed else text).decode("utf-8", "replace")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST_TEXT)
    except zlib.error:
        return b""


def _latin(data: bytes) -> str:
    # The standard says Latin-1; Chinese programs write UTF-8 or GBK all the same.
    return decoded(data)


def decoded(data: bytes) -> str:
    """Decode the text of a program that does not say in which code it writes."""
    for code in ("utf-8", "gb18030"):
        try:
            return data.decode(code).strip("\0 \r\n\t")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").strip("\0 \r\n\t")
