"""Texts that PDFium hands over in a buffer of the caller."""

from collections.abc import Callable
from ctypes import c_ushort, create_string_buffer
from typing import Any

LONGEST = 4 * 1024 * 1024
"""Bytes of one text; a longer one is no note or field but a trick."""


def utf16(call: Callable[[Any, int], int]) -> str:
    """Call a function of PDFium for the length in bytes, and then for the text in UTF-16."""
    length = int(call(None, 0))
    if length <= 2 or length > LONGEST:
        return ""
    buffer = (c_ushort * (length // 2))()
    call(buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip()


def utf8(call: Callable[[Any, int], int]) -> str:
    """The same for a text in ASCII or UTF-8."""
    length = int(call(None, 0))
    if length <= 1 or length > LONGEST:
        return ""
    buffer = create_string_buffer(length)
    call(buffer, length)
    return buffer.raw.decode("utf-8", "replace").rstrip("\0").strip()
