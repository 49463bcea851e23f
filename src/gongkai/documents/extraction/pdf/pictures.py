"""Pictures inside a PDF as the files that they were."""

from ctypes import create_string_buffer
from typing import Any

from pypdfium2 import raw

_LARGEST = 64 * 1024 * 1024


def jpeg_of(handle: Any) -> bytes:
    """Give the JPEG file that an image object holds; empty if it holds none."""
    if raw.FPDFImageObj_GetImageFilterCount(handle) != 1:
        return b""
    name = create_string_buffer(32)
    raw.FPDFImageObj_GetImageFilter(handle, 0, name, 32)
    if name.value != b"DCTDecode":
        return b""
    length = raw.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    if not 0 < length <= _LARGEST:
        return b""
    buffer = create_string_buffer(length)
    raw.FPDFImageObj_GetImageDataRaw(handle, buffer, length)
    return buffer.raw
