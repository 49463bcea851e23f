"""After a masking: no copy of the true value may stay in any part of the package.

A workbook or document keeps copies that nobody sees: caches, properties, fallbacks, thumbnails. A
value that identifies somebody (see ``identifies``) is therefore replaced wherever it stands, also
in other visible places; for other words each visible place has a finding of its own.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, MatchKind

from gongkai.documents.extraction.model import CannotEdit, Edit
from gongkai.documents.extraction.package import Element, Package, attributes
from gongkai.documents.extraction.pieces import Reading
from gongkai.documents.redacting.writing import by_place

_SOLID = re.compile(r"[0-9A-Za-z０-９]+")
_SPACED = re.compile(r"[0-9A-Za-z０-９](?:[ \-－　]?[0-9A-Za-z０-９])*")
_SIGNS = re.compile(r"[0-9A-Za-z]")
_LEAST_SIGNS = 7
_LEAST_DIGITS = 5
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_OUTDATED = ("thumbnail", "_xmlsignatures/")
_DISPENSABLE = ("printersettings",)
_LEFT = "文件内部的“{}”中还留有这项内容，无法在这里清除。请在原文件中处理后重新上传。"


def identifies(value: str) -> bool:
    """Say whether a value can only mean one thing: a number of seven signs or more, an address
    of electronic mail.
    """
    plain = unicodedata.normalize("NFKC", value)
    signs = _SIGNS.findall(plain)
    digits = sum(sign.isdigit() for sign in signs)
    return (len(signs) >= _LEAST_SIGNS and digits >= _LEAST_DIGITS) or "@" in plain


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether a stretch is only a part of a longer number or word, which means another."""
    before, after = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return any(len(pair) == 2 and all(map(_SIGNS.match, pair)) for pair in (before, after))


class Values:
    """Identifying values that edits take away, and what takes their place.

    A roster gives thousands of them at once, so all are looked for in one pass.
    """

    def __init__(self, replacements: Mapping[str, str]) -> None:
        """Take each value with its replacement."""
        self._replacements = dict(replacements)
        self._values = list(self._replacements)
        self._forms = [(form, value) for value in self._values for form in _forms(value)]
        self._in_text = AhoCorasick(self._values, matchkind=MatchKind.LeftmostLongest)
        self._in_bytes = BytesAhoCorasick([form for form, _ in self._forms])

    def __bool__(self) -> bool:
        """Say whether there is anything to look for."""
        return bool(self._values)

    def edits(self, place: str, text: str) -> list[Edit]:
        """Give the edits that replace the values in a piece."""
        return [
            Edit(place, start, end, self._replacements[self._values[number]])
            for number, start, end in self._in_text.find_matches_as_indexes(text)
            if not _goes_on(text, start, end)
        ]

    def replaced(self, text: str) -> str:
        """Give a text with the values replaced."""
        for edit in reversed(self.edits("", text)):
            text = text[: edit.start] + edit.replacement + text[edit.end :]
        return text

    def in_bytes(self, data: bytes) -> bool:
        """Say whether bytes hold a value in any usual encoding."""
        return bool(self._in_bytes.find_matches_as_indexes(data))


def values_of(texts: Mapping[str, str], edits: Sequence[Edit]) -> Values:
    """Give the identifying values that edits change; ``texts`` are those of the pieces by place.

    A mask may touch only the middle of a number: the value is all of it.
    """
    found: dict[str, str] = {}
    for place, its in by_place(edits).items():
        text = texts[place]
        for start, end in {span for edit in its for span in _spans(text, edit)}:
            value = text[start:end]
            inside = [each for each in its if start <= each.start and each.end <= end]
            replacement = _after(text, start, end, inside)
            if identifies(value) and value not in replacement:
                found[value] = replacement
    return Values(found)


def _spans(text: str, edit: Edit) -> Iterator[tuple[int, int]]:
    """Give the stretch of an edit, and that with the rest of the words and numbers it touches."""
    yield edit.start, edit.end
    for pattern in (_SOLID, _SPACED):
        touched = [
            each.span()
            for each in pattern.finditer(text)
            if each.start() < edit.end and edit.start < each.end()
        ]
        if touched:
            yield min(edit.start, touched[0][0]), max(edit.end, touched[-1][1])


def _after(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Give a stretch of a text after edits, which run backwards."""
    found = text[start:end]
    for edit in edits:
        found = found[: edit.start - start] + edit.replacement + found[edit.end - start :]
    return found


def edits_for(reading: Reading, values: Values) -> list[Edit]:
    """Give the edits that replace the values wherever a reader of the package meets them."""
    if not values:
        return []
    return [
        edit
        for piece in reading.pieces
        for edit in values.edits(piece.segment.place, piece.segment.text)
    ]


def purge(package: Package, values: Values | None = None) -> None:
    """Replace values in what no reader meets, and take away pictures of the former state, and
    signatures, which hold for it alone.

    :raises CannotEdit: if a value stands in a part that cannot be changed.
    """
    for name in package.names:
        if name in package.names and any(mark in name.lower() for mark in _OUTDATED):
            package.drop(name)
    for name in package.names if values else ():
        if name in package.names and values and values.in_bytes(package.current(name)):
            _purge_one(package, name, values)


def _forms(value: str) -> set[bytes]:
    found = {escape(value).encode("utf-8"), escape(value, quote=False).encode("utf-8")}
    for encoding in _ENCODINGS:
        found.add(value.encode(encoding, "ignore"))
    return found - {b""}


def _purge_one(package: Package, name: str, values: Values) -> None:
    if package.is_xml(name):
        package.touch(name)
        _replace_below(package.xml(name), values)
        return
    if any(mark in name.lower() for mark in _DISPENSABLE):
        package.drop(name)
    if name in package.names and values.in_bytes(package.current(name)):
        raise CannotEdit(_LEFT.format(name))


def _replace_below(root: Element, values: Values) -> None:
    outside = (*root.itersiblings(), *root.itersiblings(preceding=True))
    for each in (*outside, *root.iter()):
        if each.text:
            each.text = values.replaced(each.text)
        if each.tail:
            each.tail = values.replaced(each.tail)
        if isinstance(each.tag, str):
            for key, text in attributes(each):
                each.set(key, values.replaced(text))
