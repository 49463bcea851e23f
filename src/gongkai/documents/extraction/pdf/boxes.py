"""Where on the pages of a PDF a stretch of its text stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gongkai.documents import pdfium
from gongkai.documents.extraction.pdf.geometry import Box, Sheet
from gongkai.documents.extraction.pdf.letters import Letter
from gongkai.documents.extraction.pdf.page import letters_at
from gongkai.documents.extraction.pdf.patience import Patience
from gongkai.documents.inspect import UploadError

Stretch = tuple[str, int, int]
"""Place of a piece, and from which to which character of its text."""

Shares = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of the width and height of the page, 0 to 1."""


def boxes_at(data: bytes, stretches: Iterable[Stretch]) -> dict[Stretch, tuple[int, Shares]]:
    """Page (from 1) and box of each stretch of text, as ``extract_pdf`` places it.

    What stands nowhere on a page (a property, a note, an earlier state) has no box and is left
    out.

    :raises UploadError: for a PDF that is protected or damaged.
    """
    wanted: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        page = _page_of(stretch[0])
        if page is not None:
            wanted[page].append(stretch)
    try:
        return dict(_found(data, wanted))
    except (pdfium.EncryptedPdf, pdfium.BrokenPdf) as error:
        raise UploadError("这份 PDF 打不开，无法定位需要涂盖的文字。") from error


def _found(
    data: bytes, wanted: dict[int, list[Stretch]]
) -> Iterator[tuple[Stretch, tuple[int, Shares]]]:
    patience = Patience()
    for number, stretches in sorted(wanted.items()):
        with pdfium.opened(data) as document:
            document.init_forms()
            if number > len(document):
                continue
            sheet, pieces = letters_at(document, number, patience)
        for stretch in stretches:
            letters = list(_within(pieces.get(stretch[0], []), *stretch[1:]))
            if letters:
                yield stretch, (number, _shares(letters, sheet))


def _page_of(place: str) -> int | None:
    page, _, line = place.partition("/line:")
    number = page.removeprefix("page:")
    return int(number) if line and page.startswith("page:") and number.isdigit() else None


def _within(letters: list[Letter], start: int, end: int) -> Iterator[Letter]:
    """The characters that ``text_of`` writes between ``start`` and ``end``."""
    at = 0
    for number, letter in enumerate(letters):
        at += len(letter.gap) if number else 0
        if at < end and start < at + len(letter.char):
            yield letter
        at += len(letter.char)


def _shares(letters: list[Letter], sheet: Sheet) -> Shares:
    box = Box(
        min(letter.box.left for letter in letters),
        min(letter.box.top for letter in letters),
        max(letter.box.right for letter in letters),
        max(letter.box.bottom for letter in letters),
    ).meet(sheet.box)
    return (
        box.left / sheet.width,
        box.top / sheet.height,
        box.right / sheet.width,
        box.bottom / sheet.height,
    )
