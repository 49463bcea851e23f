"""The characters of a page and the lines that they stand in."""

from collections import defaultdict
from collections.abc import Iterator
from ctypes import addressof, byref, c_double
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from gongkai.documents.extraction.model import Hidden
from gongkai.documents.extraction.pdf.geometry import Box, Sheet

_BLANKS = frozenset({0x09, 0x20, 0xA0, 0x3000})
_BREAKS = frozenset({0x0A, 0x0D})
_HYPHENS = frozenset({0x02, 0xFFFE})
_UNREADABLE = frozenset({0x00, 0xFFFD, 0xFFFF})

_EM = 0.8
"""The size of a character as part of the height of its box, which holds the leading too."""

_WORD_GAP = 0.25
_CELL_GAP = 0.9
_BLANK_CELL_GAP = 2.5
"""Gaps in sizes of a character; between words that a blank parts, a cell begins later."""

_BUCKET = 4.0


@dataclass(slots=True)
class Letter:
    """A character, where it stands, the address of its text object, and why nobody sees it."""

    char: str
    box: Box
    source: int
    gap: str = ""
    hidden: Hidden | None = None

    @property
    def em(self) -> float:
        """About the size of the character in points."""
        return self.box.height * _EM


@dataclass(eq=False)
class Line:
    """Characters that follow each other."""

    letters: list[Letter] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The box around all characters."""
        boxes = [letter.box for letter in self.letters]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )


def read_letters(textpage: Any, sheet: Sheet) -> tuple[list[Letter], int]:
    """Give the characters of a page without breaks, and how many of them no program can read."""
    letters: list[Letter] = []
    unreadable, blank = 0, False
    for code, source, box in _characters(textpage, sheet):
        if code in _BREAKS:
            continue
        if code in _BLANKS:
            blank = True
            continue
        unreadable += code in _UNREADABLE
        char = "-" if code in _HYPHENS else chr(code)
        letters.append(Letter(char, box, source, " " if blank else ""))
        blank = False
    return letters, unreadable


def _characters(textpage: Any, sheet: Sheet) -> Iterator[tuple[int, int, Box]]:
    handle, rect = textpage.raw, raw.FS_RECTF()
    source = 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _BREAKS or (code in _BLANKS and raw.FPDFText_IsGenerated(handle, index) == 1):
            continue
        owner = raw.FPDFText_GetTextObject(handle, index)
        if owner:
            address = addressof(owner.contents)
            if address != source and raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
                code = 0xFFFD
            source = address
        raw.FPDFText_GetLooseCharBox(handle, index, byref(rect))
        if rect.left == rect.right or rect.bottom == rect.top:
            yield code, source, _tight(handle, index, sheet)
        else:
            yield code, source, sheet.displayed(rect.left, rect.bottom, rect.right, rect.top)


def _tight(handle: Any, index: int, sheet: Sheet) -> Box:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(handle, index, byref(left), byref(right), byref(bottom), byref(top))
    return sheet.displayed(left.value, bottom.value, right.value, top.value)


def lines_of(letters: list[Letter]) -> list[Line]:
    """Gather characters into lines in the order of the file.

    A table row comes out as one line with tabs where the gap is wide. Pieces that stand next to
    each other come out joined, wherever in the file each of them was drawn.
    """
    lines: list[Line] = []
    for letter in letters:
        before = lines[-1].letters[-1] if lines else None
        gap = None if before is None else _gap_between(before, letter)
        if gap is None:
            letter.gap = ""
            lines.append(Line([letter]))
        else:
            letter.gap = gap
            lines[-1].letters.append(letter)
    return _stitched(lines)


def _gap_between(before: Letter, letter: Letter) -> str | None:
    if before.box.top == letter.box.top and -1 < letter.box.left - before.box.right < 1:
        return letter.gap
    if _same_height(before.box, letter.box):
        distance = letter.box.left - before.box.right
        em = max(before.em, letter.em, 0.1)
        if distance >= -0.6 * em:
            return _gap_sign(distance / em, letter.gap)
    if before.source == letter.source and _follows_downwards(before, letter):
        return letter.gap
    return None


def _same_height(one: Box, other: Box) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common >= 0.5 * min(one.height, other.height)


def _gap_sign(ems: float, blank: str) -> str:
    if ems >= (_BLANK_CELL_GAP if blank else _CELL_GAP):
        return "\t"
    return " " if blank or ems >= _WORD_GAP else ""


def _follows_downwards(before: Letter, letter: Letter) -> bool:
    one, other = before.box, letter.box
    common = min(one.right, other.right) - max(one.left, other.left)
    if common < 0.5 * min(one.width, other.width):
        return False
    distance = max(other.top - one.bottom, one.top - other.bottom)
    return distance <= 0.6 * max(min(one.width, one.height), 1.0)


def _stitched(lines: list[Line]) -> list[Line]:
    begins: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        begins[_bucket(line.letters[0].box)].append(number)
    taken: set[int] = set()
    for number, line in enumerate(lines):
        if number in taken:
            continue
        follower = _follower(lines, begins, taken, number)
        while follower is not None:
            taken.add(follower)
            line.letters.extend(lines[follower].letters)
            follower = _follower(lines, begins, taken, number)
    return [line for number, line in enumerate(lines) if number not in taken]


def _follower(
    lines: list[Line], begins: dict[int, list[int]], taken: set[int], number: int
) -> int | None:
    last = lines[number].letters[-1]
    bucket = _bucket(last.box)
    for near in (bucket - 1, bucket, bucket + 1):
        for candidate in begins.get(near, ()):
            if candidate != number and candidate not in taken:
                first = lines[candidate].letters[0]
                if _same_height(last.box, first.box) and _touches(last, first):
                    return candidate
    return None


def _touches(last: Letter, first: Letter) -> bool:
    em = max(last.em, first.em, 0.1)
    return -0.3 * em <= first.box.left - last.box.right <= 0.4 * em


def _bucket(box: Box) -> int:
    return int((box.top + box.bottom) / 2 // _BUCKET)
