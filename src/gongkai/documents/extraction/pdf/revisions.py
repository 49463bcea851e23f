"""Earlier states of a PDF that was saved by appending: what was deleted is still in the file."""

import re
from typing import Any

import pypdfium2

from gongkai.documents import pdfium
from gongkai.documents.extraction.model import Hidden, Segment
from gongkai.documents.extraction.pdf.geometry import sheet_of
from gongkai.documents.extraction.pdf.letters import lines_of, read_letters

_END = re.compile(rb"startxref\s+\d+\s+%%EOF")

_MOST_REVISIONS = 5
_MOST_PAGES = 200


def earlier_texts(data: bytes, segments: list[Segment]) -> list[Segment]:
    """Give the lines of earlier states that stand nowhere in the document as it is now."""
    known = {_bare(piece.text) for piece in segments}
    now = "".join(_bare(piece.text) for piece in segments)
    found: list[Segment] = []
    for number, end in enumerate(_earlier_ends(data), start=1):
        for page, text in _lines(data[:end]):
            bare = _bare(text)
            if bare and bare not in known and bare not in now:
                known.add(bare)
                found.append(
                    Segment(
                        f"revision:{number}/line:{len(found) + 1}",
                        f"文件里留下的旧版本第{page}页",
                        text,
                        hidden=Hidden.CACHED_DATA,
                    )
                )
    return found


def _earlier_ends(data: bytes) -> list[int]:
    return [end.end() for end in _END.finditer(data)][:-1][-_MOST_REVISIONS:]


def _lines(data: bytes) -> list[tuple[int, str]]:
    try:
        with pdfium.opened(data) as document:
            numbers = range(min(len(document), _MOST_PAGES))
            return [found for number in numbers for found in _lines_of_page(document, number)]
    except (pdfium.BrokenPdf, pdfium.EncryptedPdf):
        # The first end of a file for fast web view closes no state of its own.
        return []


def _lines_of_page(document: Any, number: int) -> list[tuple[int, str]]:
    try:
        page = document[number]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        lines = lines_of(read_letters(textpage, sheet_of(page))[0])
        return [(number + 1, line.text) for line in lines]
    finally:
        textpage.close()
        page.close()


def _bare(text: str) -> str:
    return "".join(text.split())
