"""One page: its lines, what nobody sees of them, its notes, and what no program can read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2

from gongkai.documents.extraction.image import gps_of
from gongkai.documents.extraction.model import Hidden, Segment, Unread
from gongkai.documents.extraction.pdf.annotations import boxes_to_redact, read_annotations
from gongkai.documents.extraction.pdf.drawing import Drawing, TooManyObjects, drawing_of
from gongkai.documents.extraction.pdf.embedded import Inner, taken_out
from gongkai.documents.extraction.pdf.geometry import Box, Sheet, sheet_of
from gongkai.documents.extraction.pdf.letters import Letter, Line, lines_of, read_letters, text_of
from gongkai.documents.extraction.pdf.patience import Patience
from gongkai.documents.extraction.pdf.pictures import jpeg_of
from gongkai.documents.extraction.pdf.structure import alternatives_of
from gongkai.documents.extraction.pdf.visibility import Canvas, mark_hidden
from gongkai.documents.pdf_pictures import TooSlow

Letters = list[Letter]

_LARGE_PICTURE = 0.04
"""Share of a page: an identity card on A4 is 0.07 of it, a seal less than 0.03."""

_WHOLE_PAGE = 0.5
_MOST_PICTURES = 200
_LETTERS_OF_A_LAYER = 5
_CURVES = 20
_UNREADABLE_SHARE = 0.05
_UNREADABLE_LEAST = 3

_WHY_SCAN = "这一页是扫描图像，没有文字层，须由人打开查看。"
_WHY_CURVES = "这一页没有文字层，字可能画成了图形，须由人打开查看。"
_WHY_PICTURE = "这一页有图片，图片里的文字须由人看。"
_WHY_FONT = "这一页的字体没有文字对照表，读出的文字不可靠，须由人打开查看。"
_WHY_DAMAGED = "这一页已损坏，系统没有读出，须由人打开查看。"
_WHY_COMPLEX = "这一页的图形太多，系统没有查完有没有被遮住的文字，须由人打开查看。"


@dataclass
class Found:
    """What reading has come to: pieces, unread parts, and files inside that are still to read."""

    segments: list[Segment]
    unread: list[Unread]
    files: list[Inner]


def read_page(document: Any, number: int, patience: Patience) -> Found:
    """Read page ``number`` (from 1): also the files pinned to it."""
    try:
        with _opened(document, number) as (page, textpage):
            seen = _look(page, textpage, patience)
            segments, unread, pinned = read_annotations(page, number, document)
            segments.extend(alternatives_of(page, number))
            if seen.drawing is not None:
                unread.extend(_unread_parts(number, seen, seen.drawing))
                segments.extend(_gps(seen.drawing, number))
            if not seen.complete:
                unread.append(_unread(number, _WHY_COMPLEX))
            segments = _segments(seen.lines, number) + segments
            return Found(segments, unread, [taken_out(one) for one in pinned])
    except pypdfium2.PdfiumError:
        return Found([], [_unread(number, _WHY_DAMAGED)], [])


def letters_at(document: Any, number: int, patience: Patience) -> tuple[Sheet, dict[str, Letters]]:
    """The characters of every piece of page ``number``, by the place that ``read_page`` gives it.

    Empty for a page that cannot be opened.
    """
    try:
        with _opened(document, number) as (page, textpage):
            seen = _look(page, textpage, patience)
            return seen.sheet, dict(_placed(seen.lines, number))
    except pypdfium2.PdfiumError:
        return Sheet(1.0, 1.0, lambda x, y: (x, y)), {}


@contextmanager
def _opened(document: Any, number: int) -> Iterator[tuple[Any, Any]]:
    page = document[number - 1]
    try:
        textpage = page.get_textpage()
        try:
            yield page, textpage
        finally:
            textpage.close()
    finally:
        page.close()


@dataclass(frozen=True)
class _Seen:
    """What stands on a page. ``drawing``: None where it is too intricate to be read;
    ``complete``: whether all that is hidden could be told.
    """

    sheet: Sheet
    letters: Letters
    unreadable: int
    lines: list[Line]
    drawing: Drawing | None
    complete: bool


def _look(page: Any, textpage: Any, patience: Patience) -> _Seen:
    sheet = sheet_of(page)
    letters, unreadable = read_letters(textpage, sheet)
    lines = lines_of(letters)
    drawing, complete = None, True
    try:
        drawing = drawing_of(page, sheet)
        if lines:
            mark_hidden(Canvas(page, sheet, patience), drawing, lines)
    except (TooManyObjects, TooSlow):
        complete = False
    _mark_redacted(lines, boxes_to_redact(page, sheet))
    return _Seen(sheet, letters, unreadable, lines, drawing, complete)


def _segments(lines: list[Line], number: int) -> list[Segment]:
    return [
        Segment(
            place,
            f"第{number}页第{place.rpartition(':')[2].partition('.')[0]}行",
            text_of(piece),
            joint=piece[0].gap if "." in place else "\n",
            hidden=piece[0].hidden,
        )
        for place, piece in _placed(lines, number)
    ]


def _placed(lines: list[Line], number: int) -> Iterator[tuple[str, Letters]]:
    """The pieces of the lines, each with its place."""
    for count, line in enumerate(lines, start=1):
        place = f"page:{number}/line:{count}"
        for part, piece in enumerate(_pieces(line)):
            yield f"{place}.{part}" if part else place, piece


def _pieces(line: Line) -> list[Letters]:
    pieces: list[Letters] = []
    for letter in line.letters:
        if pieces and pieces[-1][0].hidden is letter.hidden:
            pieces[-1].append(letter)
        else:
            pieces.append([letter])
    return pieces


def _mark_redacted(lines: list[Line], boxes: list[Box]) -> None:
    if not boxes:
        return
    for line in lines:
        for letter in line.letters:
            if letter.hidden is None and any(box.holds_centre_of(letter.box) for box in boxes):
                letter.hidden = Hidden.COVERED_TEXT


def _unread_parts(number: int, seen: _Seen, drawing: Drawing) -> list[Unread]:
    letters, sheet = seen.letters, seen.sheet
    unread = []
    if seen.unreadable >= max(_UNREADABLE_LEAST, _UNREADABLE_SHARE * len(letters)):
        unread.append(_unread(number, _WHY_FONT))
    shares = [box.meet(sheet.box).area / sheet.box.area for box, _ in drawing.pictures]
    if not letters:
        if sum(shares) >= _WHOLE_PAGE:
            return [_unread(number, _WHY_SCAN)]
        if drawing.paths >= _CURVES and not drawing.pictures:
            return [_unread(number, _WHY_CURVES)]
    # Strips of one scan count together: some scanners cut a page into bands.
    wordless = [
        share
        for (box, _), share in zip(drawing.pictures, shares, strict=True)
        if not _has_layer(box, letters)
    ]
    if sum(wordless) >= _LARGE_PICTURE:
        unread.append(_unread(number, _WHY_PICTURE))
    return unread


def _has_layer(box: Box, letters: list[Letter]) -> bool:
    count = 0
    for letter in letters:
        count += box.holds_centre_of(letter.box)
        if count >= _LETTERS_OF_A_LAYER:
            return True
    return False


def _gps(drawing: Drawing, number: int) -> list[Segment]:
    segments = []
    for count, (_, handle) in enumerate(drawing.pictures[:_MOST_PICTURES], start=1):
        where = gps_of(jpeg_of(handle))
        if where:
            segments.append(
                Segment(
                    f"page:{number}/image:{count}/gps",
                    f"第{number}页图片{count}的拍摄地点",
                    where,
                    hidden=Hidden.GPS,
                )
            )
    return segments


def _unread(number: int, why: str) -> Unread:
    return Unread(f"page:{number}", f"第{number}页", why)
