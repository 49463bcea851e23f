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
_HAN_GAP = 0.5
_CELL_GAP = 0.9
_BLANK_CELL_GAP = 2.5
"""Gaps in sizes of a character; between words that a blank parts, a cell begins later;
between Han and Latin characters typesetters leave a quarter without meaning a blank.
"""

_LEAST_OF_A_COLUMN = 4
"""Characters one under the other from which they are vertical writing, and no short list."""

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
    def text(self) -> str:
        """The characters with what stands between them."""
        return text_of(self.letters)

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


def text_of(letters: list[Letter]) -> str:
    """Write characters with what stands between them, but nothing before the first."""
    return "".join(
        letter.gap + letter.char if at else letter.char for at, letter in enumerate(letters)
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
    source, doubtful = 0, False
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _BREAKS or (code in _BLANKS and raw.FPDFText_IsGenerated(handle, index) == 1):
            continue
        owner = raw.FPDFText_GetTextObject(handle, index)
        if owner:
            address = addressof(owner.contents)
            if address != source:
                source, doubtful = address, raw.FPDFText_HasUnicodeMapError(handle, index) == 1
            if doubtful and raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
                code = 0xFFFD
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
    runs: list[Line] = []
    for letter in letters:
        gap = _gap_between(runs[-1].letters[-1], letter) if runs else None
        if gap is None:
            runs.append(Line([letter]))
        else:
            letter.gap = gap
            runs[-1].letters.append(letter)
    return _rows(_columns(_stitched(runs)))


def _columns(runs: list[Line]) -> list[Line]:
    """Join characters that stand one under the other, as vertical writing is drawn."""
    joined: list[Line] = []
    stack: list[Line] = []
    for run in runs:
        if stack and not (len(run.letters) == 1 and _is_under(stack[-1], run)):
            joined.extend(_closed(stack))
            stack = []
        stack.append(run)
    return joined + _closed(stack)


def _is_under(upper: Line, lower: Line) -> bool:
    one, other = upper.letters[0].box, lower.letters[0].box
    common = min(one.right, other.right) - max(one.left, other.left)
    distance = other.top - one.bottom
    em = max(one.width, one.height, other.width, other.height) * _EM
    return (
        len(upper.letters) == 1
        and common >= 0.5 * min(one.width, other.width)
        and -0.5 * em <= distance <= 0.5 * em
    )


def _closed(stack: list[Line]) -> list[Line]:
    if len(stack) < _LEAST_OF_A_COLUMN:
        return stack
    return [Line([letter for run in stack for letter in run.letters])]


def _rows(runs: list[Line]) -> list[Line]:
    lines: list[Line] = []
    for run in runs:
        first = run.letters[0]
        last = lines[-1].letters[-1] if lines else None
        if last is not None and _same_height(last.box, first.box) and _stands_after(last, first):
            first.gap = "\t"
            lines[-1].letters.extend(run.letters)
        else:
            first.gap = ""
            lines.append(run)
    return lines


def _stands_after(last: Letter, first: Letter) -> bool:
    return first.box.left - last.box.right > 0


def _gap_between(before: Letter, letter: Letter) -> str | None:
    """What stands between two characters of a run; None where a cell or a line begins."""
    if before.box.top == letter.box.top and -1 < letter.box.left - before.box.right < 1:
        return letter.gap
    if _same_height(before.box, letter.box):
        ems = (letter.box.left - before.box.right) / max(before.em, letter.em, 0.1)
        if -0.6 <= ems < (_BLANK_CELL_GAP if letter.gap else _CELL_GAP):
            wide = ems >= (_HAN_GAP if _is_han(before) or _is_han(letter) else _WORD_GAP)
            return " " if letter.gap or wide else ""
    if before.source == letter.source and _touches_anywhere(before, letter):
        return letter.gap
    return None


def _is_han(letter: Letter) -> bool:
    return "\u2e80" <= letter.char <= "\uffef" or letter.char >= "\U00020000"


def _touches_anywhere(before: Letter, letter: Letter) -> bool:
    """Whether one text goes on upwards, downwards or backwards, as rotated text does."""
    one, other = before.box, letter.box
    across = max(other.left - one.right, one.left - other.right, 0.0)
    down = max(other.top - one.bottom, one.top - other.bottom, 0.0)
    return max(across, down) <= 0.6 * max(min(one.width, one.height), 1.0) and (
        across == 0 or down == 0
    )


def _same_height(one: Box, other: Box) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common >= 0.5 * min(one.height, other.height)


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
