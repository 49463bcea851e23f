"""What people may attach: recognised by content, refused with a sentence that says what to do.

Accepted is what the scan can read to its last corner. A type whose hidden parts nobody looks at
(演示文稿, OFD, OpenDocument) has to come as PDF.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.documents import pdfium
from gongkai.documents.recognition import UNREADABLE_PACKAGE, Content, recognise

LONGEST_NAME = 120
"""Characters of a file name, extension included; longer ones break on Windows and in archives."""

LARGEST_UNPACKED = 512 * 1024 * 1024
"""Bytes that the parts of an Office document may come to; more is a bomb, not a document."""

_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_UNSAFE_MARKS = re.compile(r'[/\\:*?"<>|]')


class UploadError(ValueError):
    """A file that cannot be attached; its text tells the person why and what to do."""


class MediaType(StrEnum):
    """The types that may be attached; the value is the MIME type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TXT = "text/plain"
    CSV = "text/csv"

    @property
    def extensions(self) -> tuple[str, ...]:
        """Give the extensions that go with the type, the usual one first."""
        return (".jpg", ".jpeg") if self is MediaType.JPEG else (f".{self.name.lower()}",)


@dataclass(frozen=True)
class Upload:
    """A file that may be attached: size in bytes, and pages of a PDF or sheets of a workbook."""

    name: str
    media_type: MediaType
    size: int
    pages: int | None


_BY_EXTENSION = {extension: kind for kind in MediaType for extension in kind.extensions}

_ACCEPTED: dict[Content, frozenset[MediaType]] = {
    Content.PDF: frozenset({MediaType.PDF}),
    Content.DOCX: frozenset({MediaType.DOCX}),
    Content.XLSX: frozenset({MediaType.XLSX}),
    Content.PNG: frozenset({MediaType.PNG}),
    Content.JPEG: frozenset({MediaType.JPEG}),
    Content.TEXT: frozenset({MediaType.TXT, MediaType.CSV}),
    # The beginning of an Office package may not say which; the whole file is asked later.
    Content.OOXML: frozenset({MediaType.DOCX, MediaType.XLSX}),
}

_ACCEPTED_IN_WORDS = "PDF、DOCX、XLSX、PNG、JPG、TXT、CSV"

_ADVICE: dict[Content, str] = {
    Content.PPTX: "请导出为 PDF 后上传。",
    Content.OPEN_DOCUMENT: "请另存为 DOCX、XLSX 或者导出为 PDF 后上传。",
    Content.OFD: "请转换为 PDF 后上传。",
    Content.XLSB: "请另存为“Excel 工作簿（.xlsx）”后上传。",
    Content.MACRO: "宏可能带有病毒，请另存为不带宏的 .docx 或 .xlsx 后上传。",
    Content.ENCRYPTED_OFFICE: "系统无法审查加密的内容，请取消打开密码后重新上传。",
    Content.RTF: "请用 WPS 或 Word 打开，另存为 .docx 后上传。",
    Content.ARCHIVE: "请解压后把其中的文件逐个上传，以便逐件审查。",
    Content.OTHER_IMAGE: "请另存为 PNG 或 JPG 后上传。",
    Content.PROGRAM: f"不能作为附件。可以上传的类型有：{_ACCEPTED_IN_WORDS}。",
    Content.UNKNOWN: f"文件可能已损坏。请检查后上传 {_ACCEPTED_IN_WORDS} 文件。",
}

_LEGACY_ADVICE = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".xls": ".xlsx",
    ".et": ".xlsx",
}


def media_type(name: str, head_bytes: bytes) -> MediaType:
    """Give the type of a file from its beginning (64 KiB are enough) or, better, all its bytes.

    The name only tells CSV from other text, and must have the extension that the content asks.

    :raises UploadError: for what may not be attached, and if name and content disagree.
    """
    content = recognise(head_bytes)
    extension = PurePosixPath(name).suffix.lower()
    if content not in _ACCEPTED:
        raise UploadError(_refusal(name, extension, content))
    named = _BY_EXTENSION.get(extension)
    if named is None or named not in _ACCEPTED[content]:
        raise UploadError(_disagreement(name, extension, content))
    return named


def check_upload(name: str, data: bytes, limit: int) -> Upload:
    """Give the name, type, size and pages of a whole file that may be attached.

    :param limit: the largest size in bytes.
    :raises UploadError: for an unsafe name, an empty or too large file, a type that may not be
        attached, a name that disagrees with the content, macros, encryption, and damage.
    """
    check_name(name)
    if not data:
        raise UploadError(f"附件《{name}》是空文件。请检查原文件后重新上传。")
    if len(data) > limit:
        raise UploadError(
            f"附件《{name}》大小为 {_size(len(data))}，超过上限 {_size(limit)}。"
            "请压缩图片或者拆分后重新上传。"
        )
    kind = media_type(name, data)
    return Upload(name, kind, len(data), _pages(name, kind, data))


def check_name(name: str) -> None:
    """Refuse a file name that could mislead people or a file system.

    :raises UploadError: for an empty or over-long name, parts of a path, signs that Windows
        forbids, control characters and signs that turn the direction of writing.
    """
    if not name.strip(" ."):
        raise UploadError("文件名是空的。请给文件起名后重新上传。")
    if len(name) > LONGEST_NAME:
        raise UploadError(
            f"文件名有 {len(name)} 个字符，超过 {LONGEST_NAME} 个。请缩短文件名后重新上传。"
        )
    if any(unicodedata.category(char) in _UNSAFE_CATEGORIES for char in name):
        raise UploadError("文件名含有看不见的控制字符或者自造字。请重新命名后上传。")
    mark = _UNSAFE_MARKS.search(name)
    if mark is not None:
        raise UploadError(f"文件名《{name}》含有不能使用的符号“{mark[0]}”。请重新命名后上传。")
    if name.startswith((".", " ")) or name.endswith((".", " ")):
        raise UploadError(f"文件名《{name}》的开头或结尾是点或空格。请重新命名后上传。")


def _refusal(name: str, extension: str, content: Content) -> str:
    if content is Content.LEGACY_OFFICE:
        newer = _LEGACY_ADVICE.get(extension)
        advice = (
            f"请用 WPS 或 Word、Excel 打开，另存为 {newer} 后上传。"
            if newer
            else "请另存为 .docx、.xlsx 或者导出为 PDF 后上传。"
        )
    else:
        advice = _ADVICE[content]
    return f"附件《{name}》是{content.value}。{advice}"


def _disagreement(name: str, extension: str, content: Content) -> str:
    right = "或 ".join(
        sorted(extension for kind in _ACCEPTED[content] for extension in kind.extensions[:1])
    )
    if not extension:
        return f"附件《{name}》没有扩展名，内容是{content.value}。请加上扩展名 {right} 后重新上传。"
    return (
        f"附件《{name}》的扩展名是 {extension}，但内容是{content.value}。"
        f"请确认选对了文件；如果没有选错，请把扩展名改为 {right} 后重新上传。"
    )


def _pages(name: str, kind: MediaType, data: bytes) -> int | None:
    match kind:
        case MediaType.PDF:
            return _pdf_pages(name, data)
        case MediaType.XLSX:
            _check_package(name, data)
            return _sheets(name, data)
        case MediaType.DOCX:
            _check_package(name, data)
            return None
        case _:
            return None


def _pdf_pages(name: str, data: bytes) -> int:
    try:
        with pdfium.opened(data) as document:
            count = len(document)
    except pdfium.EncryptedPdf as error:
        raise UploadError(
            f"附件《{name}》设置了密码或者使用限制，系统无法审查和归档。"
            "请取消密码和限制后重新上传。"
        ) from error
    except pdfium.BrokenPdf as error:
        raise UploadError(_damaged(name)) from error
    if count == 0:
        raise UploadError(f"附件《{name}》没有任何页面。请检查原文件后重新上传。")
    return count


def _check_package(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise UploadError(
                    f"附件《{name}》展开后超过 {_size(LARGEST_UNPACKED)}，无法审查。"
                    "请拆分后重新上传。"
                )
            damaged = package.testzip()
    except (*UNREADABLE_PACKAGE, OSError) as error:
        raise UploadError(_damaged(name)) from error
    if damaged is not None or _is_unreadable(data):
        raise UploadError(_damaged(name))


def _is_unreadable(data: bytes) -> bool:
    # The whole package still does not say which kind of Office document it is.
    return recognise(data) is Content.OOXML


def _sheets(name: str, data: bytes) -> int:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return len(workbook.sheet_names)
    except CalamineError as error:
        raise UploadError(_damaged(name)) from error


def _damaged(name: str) -> str:
    return f"附件《{name}》已损坏，无法打开。请用原软件打开检查，重新保存后上传。"


def _size(count: int) -> str:
    if count < 1024 * 1024:
        return f"{count / 1024:.1f} KB"
    return f"{count / 1024 / 1024:.1f} MB"
