"""Changing plain text and CSV; the encoding and the ends of lines stay."""

from collections.abc import Sequence

from gongkai.documents.extraction.model import CannotEdit, Edit
from gongkai.documents.extraction.text import (
    Decoded,
    decode,
    delimiter_of,
    fields,
    lines,
    quoted,
)
from gongkai.documents.redacting.choosing import GONE
from gongkai.documents.redacting.writing import MISPLACED, by_place


def edit_text(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Apply edits at places ``line:12``.

    :raises CannotEdit: if they do not fit the text.
    """
    decoded = decode(data)
    found = {
        f"line:{number}": (at, at + len(line), line)
        for number, (at, line) in enumerate(lines(decoded.text), 1)
    }
    return _rewritten(decoded, found, edits, None)


def edit_csv(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Apply edits at places ``cell:12,3``; other cells keep their spelling, quotes included.

    :raises CannotEdit: if they do not fit the text.
    """
    decoded = decode(data)
    sign = delimiter_of(decoded.text)
    found = {
        f"cell:{each.row},{each.column}": (each.start, each.end, each.value)
        for each in fields(decoded.text, sign)
    }
    return _rewritten(decoded, found, edits, sign)


def _rewritten(
    decoded: Decoded,
    found: dict[str, tuple[int, int, str]],
    edits: Sequence[Edit],
    sign: str | None,
) -> bytes:
    changes = []
    for place, its in by_place(edits).items():
        if place not in found:
            raise CannotEdit(GONE)
        start, end, value = found[place]
        new = _edited(value, its)
        changes.append((start, end, new if sign is None else quoted(new, sign)))
    text = decoded.text
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    try:
        return decoded.encoded(text)
    except UnicodeEncodeError as error:
        raise CannotEdit(
            "文件的文字编码存不下替换的文字。请在原文件中另存为 UTF-8 编码后重新上传。"
        ) from error


def _edited(value: str, edits: Sequence[Edit]) -> str:
    limit = len(value)
    for edit in edits:
        if not 0 <= edit.start <= edit.end <= limit:
            raise CannotEdit(MISPLACED)
        value = value[: edit.start] + edit.replacement + value[edit.end :]
        limit = edit.start
    return value
