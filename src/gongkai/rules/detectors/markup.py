"""Web pages as people see them: tags are no text, tables of a page are tables."""

import re
from collections.abc import Iterator
from typing import Final

# Attributes that only say how something looks; what others hold may be told to readers.
_LOOKS: Final = (
    r"(?:\s+(?:class|style|width|height|align|valign|colspan|rowspan|border|cellpadding|"
    r"cellspacing|bgcolor|scope|nowrap|lang|dir|size|face|color|id)"
    r"(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*+\s*/?"
)
_TAG: Final = (
    r"</?(?P<{name}>table|thead|tbody|tfoot|tr|t[dh]|p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|span|font|b|"
    rf"strong|em|i|u|a|center|section|caption|label|sup|sub){_LOOKS}>"
)
_ONE: Final = re.compile(_TAG.replace("{name}", "tag"), re.IGNORECASE)
_TAGS: Final = re.compile(rf"(?:\s*+{_TAG.replace('?P<{name}>', '?:')})++\s*+", re.IGNORECASE)
_BLANK: Final = re.compile(r"&nbsp;|&#160;|&emsp;|&ensp;")
_CELLS: Final = frozenset({"td", "th"})
_INLINE: Final = frozenset(
    {"span", "font", "b", "strong", "em", "i", "u", "a", "label", "sup", "sub"}
)

Change = tuple[int, int, str]


def changes(text: str) -> Iterator[Change]:
    """What to put for the tags of a text: a line end, a tab, or nothing."""
    if "&" in text:
        for blank in _BLANK.finditer(text):
            yield *blank.span(), " "
    if "<" in text:
        for run in _TAGS.finditer(text):
            yield from _change(text, run)


def _change(text: str, run: re.Match[str]) -> Iterator[Change]:
    tags = {tag["tag"].lower() for tag in _ONE.finditer(run[0])}
    if not tags <= _INLINE | _CELLS:
        yield *run.span(), "\n"
    elif tags & _CELLS:
        yield *run.span(), "\t"
    else:
        for tag in _ONE.finditer(text, *run.span()):
            yield *tag.span(), ""
