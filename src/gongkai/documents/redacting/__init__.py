"""Changing documents without harming the rest: masking, and taking out what nobody sees."""

from collections.abc import Callable, Collection, Sequence

from gongkai.documents.extraction import DAMAGED_WITHIN
from gongkai.documents.extraction.model import CannotEdit, Edit
from gongkai.documents.inspect import MediaType, UploadError, media_type
from gongkai.documents.redacting.html import Mark, edit_html, mark_html, remove_hidden_html
from gongkai.documents.redacting.sheet import edit_sheet, remove_hidden_sheet
from gongkai.documents.redacting.text import edit_csv, edit_text
from gongkai.documents.redacting.word import edit_word, remove_hidden_word

__all__ = [
    "Mark",
    "apply_edits",
    "edit_html",
    "mark_html",
    "remove_hidden",
    "remove_hidden_html",
]

_PDF = "PDF文件请用“涂盖”处理，或者在原文件中处理后重新导出上传。"
_PICTURE = "图片里的内容请用“涂盖”处理。"
_NOTHING = "这个文件里没有可以在这里清除的隐藏内容。请在原文件中处理后重新上传。"
_ODD = "文件的内部结构特殊，不能在这里直接处理。请在原文件中处理后重新上传。"
_GPS = "gps"


def apply_edits(name: str, data: bytes, edits: Sequence[Edit]) -> bytes:
    """Give the file with edits applied at the places that ``extract`` gives for the same bytes.

    Of a value that identifies somebody (a number of seven signs or more, a mail address) no copy
    stays anywhere in the file, in no cache and no property (handbook 5.6: the true value is
    absent from the published file).

    :raises UploadError: if the file cannot be opened.
    :raises CannotEdit: if it cannot be done here; its text says what to do instead.
    """
    editors: dict[MediaType, Callable[[bytes, Sequence[Edit]], bytes]] = {
        MediaType.DOCX: edit_word,
        MediaType.XLSX: edit_sheet,
        MediaType.TXT: edit_text,
        MediaType.CSV: edit_csv,
    }
    if not edits:
        return data
    kind = media_type(name, data)
    if kind not in editors:
        raise CannotEdit(_PDF if kind is MediaType.PDF else _PICTURE)
    return _guarded(lambda: editors[kind](data, edits))


def remove_hidden(name: str, data: bytes, places: Collection[str]) -> bytes:
    """Give the file without hidden pieces; ``places`` name pieces of ``extract``, or groups of
    them (``group_of``).

    :raises UploadError: if the file cannot be opened.
    :raises CannotEdit: if it cannot be done here; its text says what to do instead.
    """
    if not places:
        return data
    kind = media_type(name, data)
    match kind:
        case MediaType.DOCX:
            return _guarded(lambda: remove_hidden_word(data, places))
        case MediaType.XLSX:
            return _guarded(lambda: remove_hidden_sheet(data, places))
        case MediaType.PNG | MediaType.JPEG:
            return _cleaned(data, places)
        case MediaType.PDF:
            raise CannotEdit(_PDF)
    raise CannotEdit(_NOTHING)


def _cleaned(data: bytes, places: Collection[str]) -> bytes:
    from gongkai.documents.extraction.image import without_gps

    if any(place.partition("!")[0] != _GPS for place in places):
        raise CannotEdit(_PICTURE)
    return without_gps(data)


def _guarded(change: Callable[[], bytes]) -> bytes:
    try:
        return change()
    except (CannotEdit, UploadError):
        raise
    except DAMAGED_WITHIN as error:
        raise CannotEdit(_ODD) from error
