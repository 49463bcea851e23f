"""What a body may hold, and its plain text.

The set of elements and the cleaning are ``documents.conversion.allowed``: the converters of
uploaded documents, a layer below, write bodies by the same set.
"""

import re
from html.parser import HTMLParser

from gongkai.documents.conversion.allowed import ATTRIBUTES, CLASSES, ELEMENTS, clean
from gongkai.documents.conversion.editing import EDITOR_EXTENSIONS, for_editor, from_editor
from gongkai.documents.conversion.pasted import clean_pasted

__all__ = [
    "ATTRIBUTES",
    "CLASSES",
    "EDITOR_EXTENSIONS",
    "ELEMENTS",
    "clean",
    "clean_pasted",
    "for_editor",
    "from_editor",
    "plain_text",
]

_INLINE = frozenset({"strong", "em", "sub", "sup", "a", "br", "img"})
_BLOCKS = (ELEMENTS | {"div", "h1", "h5", "h6"}) - _INLINE - {"th", "td"}
_CELLS = frozenset({"th", "td"})
_BLANKS = re.compile(r"[\t\n\r\f ]+")
# Blanks that indent in print; a tab at the beginning is an empty cell and stays.
_INDENTS = " \u3000\u00a0\u2002\u2003"
_GAP = re.compile(r" *(\t) *| {2,}")


def plain_text(html: str) -> str:
    """The text of a body: one line per block or row, cells of a row parted by tabs.

    The alternative text of a picture is text too: people hear it, and it can say too much.
    """
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = (
        _GAP.sub(lambda gap: gap[1] or " ", line).strip(_INDENTS)
        for line in "".join(reader.parts).split("\n")
    )
    return "\n".join(line.removesuffix("\t") for line in lines if line.strip())


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._in_cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CELLS:
            self._in_cell += 1
        elif tag == "tr":
            self._in_cell = 0
            self.parts.append("\n")
        elif tag in _BLOCKS or tag == "br":
            self._break()
        elif tag == "img":
            self.parts.append(f" {_BLANKS.sub(' ', dict(attrs).get('alt') or '')} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS:
            self._in_cell = max(self._in_cell - 1, 0)
            self.parts.append("\t")
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        self.parts.append(_BLANKS.sub(" ", data))

    def _break(self) -> None:
        # A cell stays on the line of its row, however many paragraphs it holds.
        self.parts.append(" " if self._in_cell else "\n")
