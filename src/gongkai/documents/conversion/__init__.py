"""From what people have (Word, Excel, PDF, text, the clipboard) to a clean body.

A converted document is a proposal: the person who uploads it sees the warnings, corrects, saves.
What the source hides is never converted, and always named.
"""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final

from gongkai.documents.conversion.allowed import clean
from gongkai.documents.conversion.editing import EDITOR_EXTENSIONS, for_editor, from_editor
from gongkai.documents.conversion.legacy import is_legacy, legacy_available, modernise
from gongkai.documents.conversion.model import Converted, InlineImage
from gongkai.documents.conversion.pasted import clean_pasted, lost_pictures
from gongkai.documents.conversion.pdf import convert_pdf
from gongkai.documents.conversion.plain import convert_csv, convert_text
from gongkai.documents.conversion.scanned import convert_scanned, scanned_available
from gongkai.documents.conversion.word import convert_word
from gongkai.documents.conversion.workbook import convert_workbook
from gongkai.documents.inspect import MediaType, UploadError, check_name, check_upload
from gongkai.documents.recognition import Content, recognise

__all__ = [
    "EDITOR_EXTENSIONS",
    "Converted",
    "InlineImage",
    "clean",
    "clean_pasted",
    "convert",
    "convert_scanned",
    "for_editor",
    "from_editor",
    "legacy_available",
    "lost_pictures",
    "scanned_available",
]

_CONVERTERS: Final[dict[MediaType, Callable[[str, bytes], Converted]]] = {
    MediaType.DOCX: convert_word,
    MediaType.XLSX: convert_workbook,
    MediaType.PDF: convert_pdf,
    MediaType.CSV: convert_csv,
    MediaType.TXT: convert_text,
}

_WAS_OLD = "原文是旧格式（{}），先转换为新格式再读取，请核对版面。"


def convert(name: str, data: bytes) -> Converted:
    """Give a document as a body.

    :param name: the file name; its extension tells kinds of text and of old documents apart.
    :raises UploadError: for what cannot be converted; its text says what to do instead.
    """
    check_name(name)
    if is_legacy(name) and recognise(data) in {Content.LEGACY_OFFICE, Content.RTF}:
        newer, content = modernise(name, data)
        found = convert(newer, content)
        was = _WAS_OLD.format(PurePosixPath(name).suffix.lower())
        return Converted(found.title, found.html, found.images, (was, *found.warnings))
    upload = check_upload(name, data, max(len(data), 1))
    converter = _CONVERTERS.get(upload.media_type)
    if converter is None:
        raise UploadError(
            f"《{name}》是图片，里面的文字不能直接转换。请作为附件上传，或者插入正文并写明说明文字。"
        )
    return converter(name, data)
