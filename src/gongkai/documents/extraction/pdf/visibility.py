"""Which characters of a page a reader does not see, decided by what is on the picture of it.

The page is drawn twice, with and without its text. Where both pictures are the same although a
character should stand there, nobody sees it: something was drawn over it, it is white on white,
its layer is off, or a clipping path cuts it away. What is transparent differs, and covers nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Any

from PIL import Image, ImageChops
from pypdfium2 import raw

from gongkai.documents.extraction.model import Hidden
from gongkai.documents.extraction.pdf.drawing import Cover, Drawing
from gongkai.documents.extraction.pdf.geometry import Box, Sheet
from gongkai.documents.extraction.pdf.letters import Letter, Line
from gongkai.documents.extraction.pdf.patience import Patience
from gongkai.documents.pdf_pictures import draw

MOSTLY = 0.6
"""Share of a character's box that a cover must hide to count (handbook 5.4 black boxes)."""

_CONTRAST = 24
"""Steps of 255 between with and without text below which no reader sees the text."""

_INK = 40
"""Steps of 255 between the darkest and the lightest point where a scan shows writing."""

_SMALLEST = 1.2
"""Points of height below which text is a speck."""

_MOST_PIXELS = 2_000_000
_MARK_INSET = 0.15
_BAND = 32.0

_PUNCTUATION = frozenset(".,;:'`\"-_·。，、；：‘’“”…—~")


@dataclass(frozen=True)
class _Picture:
    image: Image.Image
    scale: float

    def frame(self, box: Box) -> tuple[int, int, int, int]:
        left = min(max(floor(box.left * self.scale), 0), self.image.width - 1)
        top = min(max(floor(box.top * self.scale), 0), self.image.height - 1)
        right = min(max(ceil(box.right * self.scale), left + 1), self.image.width)
        bottom = min(max(ceil(box.bottom * self.scale), top + 1), self.image.height)
        return left, top, right, bottom

    def part(self, box: Box) -> Image.Image:
        return self.image.crop(self.frame(box))


@dataclass(frozen=True)
class Canvas:
    """A page that can be drawn without some of its texts."""

    page: Any
    sheet: Sheet
    patience: Patience

    def without(self, handles: Sequence[Any]) -> _Picture:
        """Draw the page as if these objects were not on it."""
        for handle in handles:
            raw.FPDFPageObj_SetIsActive(handle, False)
        try:
            scale = min(1.0, sqrt(_MOST_PIXELS / (self.sheet.width * self.sheet.height)))
            width, height = ceil(self.sheet.width * scale), ceil(self.sheet.height * scale)
            with self.patience.spent() as seconds:
                return _Picture(draw(self.page, width, height, seconds), scale)
        finally:
            for handle in handles:
                raw.FPDFPageObj_SetIsActive(handle, True)


def mark_hidden(canvas: Canvas, drawing: Drawing, lines: list[Line]) -> None:
    """Write into the characters of the lines why a reader does not see them.

    A text that the file draws invisibly over a picture is what a scanner recognised: it counts
    as read where the picture shows writing, and as covered where the picture is plain.

    :raises TooSlow: when drawing takes longer than the patience lasts.
    """
    sheet = canvas.sheet
    shown = canvas.without(())
    bare = canvas.without(drawing.handles)
    ink = _difference(shown, bare)
    covers = _Bands(drawing.covers)
    special = {line for line in lines if _needs_a_closer_look(line, sheet, drawing, covers)}
    suspects = _suspects(drawing, special, covers)
    own = _own_ink(canvas, drawing, suspects, shown) if suspects else ink
    for line in lines:
        columns = _columns(ink, line)
        if columns is not None and line not in special:
            for letter in line.letters:
                letter.hidden = None if columns(letter) else Hidden.HIDDEN_TEXT
        else:
            for letter in line.letters:
                look = (
                    _Look(covers, shown, own, None)
                    if letter.source in suspects
                    else _Look(covers, shown, ink, columns)
                )
                letter.hidden = _reason(letter, sheet, drawing, look)
        _smooth(line)


def _needs_a_closer_look(line: Line, sheet: Sheet, drawing: Drawing, covers: "_Bands") -> bool:
    box, sources = line.box, {letter.source for letter in line.letters}
    first = min(drawing.texts.get(source, 0) for source in sources)
    return (
        box.height < _SMALLEST
        or box.share_under(sheet.box) < 1
        or not drawing.invisible.isdisjoint(sources)
        or covers.touch(box, first)
    )


@dataclass(frozen=True)
class _Look:
    covers: "_Bands"
    shown: _Picture
    ink: _Picture
    columns: Callable[[Letter], bool] | None


class _Bands:
    """Covers by the horizontal bands that they touch, so that few are asked for a character."""

    def __init__(self, covers: Iterable[Cover]) -> None:
        self._bands: dict[int, list[Cover]] = {}
        for cover in covers:
            first, last = int(cover.box.top // _BAND), int(cover.box.bottom // _BAND)
            for band in range(max(first, -1), min(last, 500) + 1):
                self._bands.setdefault(band, []).append(cover)

    def touch(self, box: Box, order: int) -> bool:
        """Whether anything drawn after ``order`` touches the box."""
        first, last = int(box.top // _BAND), int(box.bottom // _BAND)
        return any(
            cover.order > order and cover.box.meet(box).area > 0
            for band in range(first, min(last, first + 100) + 1)
            for cover in self._bands.get(band, ())
        )

    def over(self, box: Box, order: int) -> list[Cover]:
        """The covers drawn after ``order`` that hide most of the box."""
        middle = int((box.top + box.bottom) / 2 // _BAND)
        return [
            cover
            for cover in self._bands.get(middle, ())
            if cover.order > order and box.share_under(cover.box) >= MOSTLY
        ]


def _reason(letter: Letter, sheet: Sheet, drawing: Drawing, look: _Look) -> Hidden | None:
    if not sheet.box.holds_centre_of(letter.box):
        return Hidden.CROPPED
    if letter.source in drawing.invisible:
        return _reason_of_layer(letter, drawing, look)
    if letter.box.height < _SMALLEST:
        return Hidden.HIDDEN_TEXT
    over = look.covers.over(letter.box, drawing.texts.get(letter.source, 0))
    if over and _is_bare(look.ink, [cover.box.meet(letter.box) for cover in over]):
        return Hidden.COVERED_TEXT
    if _has_ink(letter, look):
        return None
    return Hidden.COVERED_TEXT if over else Hidden.HIDDEN_TEXT


def _has_ink(letter: Letter, look: _Look) -> bool:
    if look.columns is not None:
        return look.columns(letter)
    return not _is_bare(look.ink, [_inner(letter.box)])


def _reason_of_layer(letter: Letter, drawing: Drawing, look: _Look) -> Hidden | None:
    if not any(box.holds_centre_of(letter.box) for box, _ in drawing.pictures):
        return Hidden.HIDDEN_TEXT
    if letter.char in _PUNCTUATION:
        return None
    low, high = look.shown.part(letter.box).convert("L").getextrema()
    return None if float(high) - float(low) >= _INK else Hidden.COVERED_TEXT  # type: ignore[arg-type]


def _is_bare(ink: _Picture, boxes: list[Box]) -> bool:
    return any(ink.part(box).getbbox() is None for box in boxes if box.area)


def _inner(box: Box) -> Box:
    across, down = box.width * _MARK_INSET, box.height * _MARK_INSET
    return Box(box.left + across, box.top + down, box.right - across, box.bottom - down)


def _columns(ink: _Picture, line: Line) -> Callable[[Letter], bool] | None:
    """How to ask a whole line at once whether there is ink in the columns of a character."""
    box = line.box
    if box.height > 2.5 * max(letter.box.height for letter in line.letters):
        return None
    inset = box.height * _MARK_INSET
    frame = ink.frame(Box(box.left, box.top + inset, box.right, box.bottom - inset))
    strip = ink.image.crop(frame)
    profile = strip.resize((strip.width, 1), Image.Resampling.BOX).tobytes()
    start, scale = frame[0], ink.scale

    def has_ink(letter: Letter) -> bool:
        first = max(floor(letter.box.left * scale) - start, 0)
        last = max(ceil(letter.box.right * scale) - start, first + 1)
        return any(profile[first:last])

    return has_ink


def _suspects(drawing: Drawing, lines: Iterable[Line], covers: _Bands) -> set[int]:
    return {
        letter.source
        for line in lines
        for letter in line.letters
        if covers.over(letter.box, drawing.texts.get(letter.source, 0))
    }


def _own_ink(canvas: Canvas, drawing: Drawing, suspects: set[int], shown: _Picture) -> _Picture:
    """The ink of the texts under a cover alone: a label written on the cover is none of it."""
    covered = [
        handle
        for handle, address in zip(drawing.handles, drawing.texts, strict=True)
        if address in suspects
    ]
    return _difference(shown, canvas.without(covered))


def _smooth(line: Line) -> None:
    """Let a full stop or a comma, too small to judge, follow the character before it."""
    before: Letter | None = None
    for letter in line.letters:
        if before is not None and letter.char in _PUNCTUATION:
            letter.hidden = before.hidden
        before = letter


def _difference(one: _Picture, other: _Picture) -> _Picture:
    channels = ImageChops.difference(one.image, other.image).split()
    strongest = channels[0]
    for channel in channels[1:]:
        strongest = ImageChops.lighter(strongest, channel)
    return _Picture(strongest.point([0] * _CONTRAST + [255] * (256 - _CONTRAST)), one.scale)
