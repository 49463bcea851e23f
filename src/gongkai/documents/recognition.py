"""What a file is, by its content and not by its name."""

import codecs
import io
import re
import struct
import zipfile
import zlib
from enum import Enum

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIP_ENTRY = b"PK\x03\x04"
_PDF_WITHIN = 1024
"""Readers accept the PDF mark anywhere in the first kilobyte."""

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"))
UNREADABLE_PACKAGE = (
    zipfile.BadZipFile,
    RuntimeError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What the standard library raises on a damaged, protected or odd package."""

_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")


class Content(Enum):
    """Kinds of content, with the words that people read for them."""

    PDF = "PDF 文档"
    DOCX = "Word 文档（DOCX）"
    XLSX = "Excel 表格（XLSX）"
    PNG = "PNG 图片"
    JPEG = "JPEG 图片"
    TEXT = "纯文本"
    OOXML = "Office 文档"
    PPTX = "演示文稿（PPTX）"
    XLSB = "二进制 Excel 表格（XLSB）"
    OPEN_DOCUMENT = "OpenDocument 文档"
    OFD = "OFD 版式文档"
    MACRO = "带宏的 Office 文档"
    ENCRYPTED_OFFICE = "加密的 Office 文档"
    LEGACY_OFFICE = "旧版 Office 或 WPS 文档"
    RTF = "RTF 文档"
    ARCHIVE = "压缩包"
    OTHER_IMAGE = "其他格式的图片"
    PROGRAM = "程序文件"
    UNKNOWN = "无法识别的内容"


_SIGNATURES: tuple[tuple[bytes, Content], ...] = (
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"\xff\xd8\xff", Content.JPEG),
    (b"{\\rtf", Content.RTF),
    (b"Rar!\x1a\x07", Content.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Content.ARCHIVE),
    (b"\x1f\x8b", Content.ARCHIVE),
    (b"PK\x05\x06", Content.ARCHIVE),
    (b"GIF8", Content.OTHER_IMAGE),
    (b"II*\x00", Content.OTHER_IMAGE),
    (b"MM\x00*", Content.OTHER_IMAGE),
    (b"RIFF", Content.OTHER_IMAGE),
    (b"MZ", Content.PROGRAM),
    (b"\x7fELF", Content.PROGRAM),
)

_OOXML_SIGNS = ("[content_types].xml", "_rels/", "docprops/")
"""One of these is among the first parts, whichever program wrote the package."""

_OOXML_FOLDERS = (("word/", Content.DOCX), ("xl/", Content.XLSX), ("ppt/", Content.PPTX))


def recognise(data: bytes) -> Content:
    """Give the kind of the content; the first 64 KiB of a file are enough for most kinds.

    Of an Office package cut off before its telling parts it says only ``Content.OOXML``.
    """
    if data.startswith(_OLE2):
        encrypted = _ENCRYPTED_PACKAGE in data
        return Content.ENCRYPTED_OFFICE if encrypted else Content.LEGACY_OFFICE
    if data.startswith(_ZIP_ENTRY):
        return _package(data)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Content.PDF
    for signature, content in _SIGNATURES:
        if data.startswith(signature) and not (signature == b"MZ" and is_text(data)):
            return content
    return Content.TEXT if is_text(data) else Content.UNKNOWN


def is_text(data: bytes) -> bool:
    """Say whether the bytes are text in UTF-8, UTF-16 with its mark, or GB 18030.

    A character cut off at the very end is forgiven, because the bytes may be only a beginning.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decodes(data, encoding)
    return _decodes(data, "utf-8") or _decodes(data, "gb18030")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return _NOT_IN_TEXT.search(text) is None


def _package(data: bytes) -> Content:
    names, types = _parts(data)
    lower = [name.lower() for name in names]
    if "macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in lower):
        return Content.MACRO
    if any(name.startswith(_OOXML_SIGNS) for name in lower):
        return _office(lower)
    if "mimetype" in lower:
        return Content.OPEN_DOCUMENT
    return Content.OFD if "ofd.xml" in lower else Content.ARCHIVE


def _office(names: list[str]) -> Content:
    if "xl/workbook.bin" in names:
        return Content.XLSB
    for folder, content in _OOXML_FOLDERS:
        if any(name.startswith(folder) for name in names):
            return content
    return Content.OOXML


def _parts(data: bytes) -> tuple[list[str], str]:
    """Give the names in the package and its list of content types, as far as they can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            return names, _content_types(package)
    except UNREADABLE_PACKAGE:
        return _names_in_sight(data), ""


_MOST_OF_CONTENT_TYPES = 1 << 20


def _content_types(package: zipfile.ZipFile) -> str:
    if "[Content_Types].xml" not in package.namelist():
        return ""
    with package.open("[Content_Types].xml") as part:
        return part.read(_MOST_OF_CONTENT_TYPES).decode("utf-8", errors="replace")


def _names_in_sight(data: bytes) -> list[str]:
    """Give the names of the parts whose headers lie in the bytes at hand."""
    names = []
    at = data.find(_ZIP_ENTRY)
    while at >= 0:
        length = int.from_bytes(data[at + 26 : at + 28], "little")
        names.append(data[at + 30 : at + 30 + length].decode("utf-8", errors="replace"))
        at = data.find(_ZIP_ENTRY, at + 4)
    return names
