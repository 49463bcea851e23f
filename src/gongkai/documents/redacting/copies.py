"""After a masking: no copy of the true value may stay in any part of the package.

A workbook or document keeps copies that nobody sees: caches, properties, fallbacks, thumbnails. A
value that identifies somebody (see ``identifies``) is therefore replaced wherever it stands, also
in other visible places; for other words each visible place has a finding of its own.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from html import escape

from gongkai.documents.extraction.model import CannotEdit, Edit
from gongkai.documents.extraction.package import Element, Package, attributes
from gongkai.documents.extraction.pieces import Reading

_SIGNS = re.compile(r"[0-9A-Za-z]")
_LEAST_SIGNS = 7
_LEAST_DIGITS = 5
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_DISPENSABLE = ("thumbnail", "printersettings", "calcchain")
_LEFT = "文件内部的“{}”中还留有这项内容，无法在这里清除。请在原文件中处理后重新上传。"


def identifies(value: str) -> bool:
    """Say whether a value can only mean one thing: a number of seven signs or more, an address
    of electronic mail.
    """
    plain = unicodedata.normalize("NFKC", value)
    signs = _SIGNS.findall(plain)
    digits = sum(sign.isdigit() for sign in signs)
    return (len(signs) >= _LEAST_SIGNS and digits >= _LEAST_DIGITS) or "@" in plain


def values_of(texts: Mapping[str, str], edits: list[Edit]) -> dict[str, str]:
    """Give each identifying value that edits take away, with what takes its place; ``texts`` are
    the texts of the pieces by place. The longest come first.
    """
    found = {}
    for edit in edits:
        value = texts[edit.place][edit.start : edit.end].strip()
        if identifies(value) and value not in edit.replacement:
            found[value] = edit.replacement.strip()
    return dict(sorted(found.items(), key=lambda each: len(each[0]), reverse=True))


def edits_for(reading: Reading, values: Mapping[str, str]) -> list[Edit]:
    """Give the edits that replace the values wherever a reader of the package meets them."""
    if not values:
        return []
    pattern = re.compile("|".join(re.escape(value) for value in values))
    return [
        Edit(piece.segment.place, found.start(), found.end(), values[found[0]])
        for piece in reading.pieces
        for found in pattern.finditer(piece.segment.text)
    ]


def purge(package: Package, values: Mapping[str, str]) -> None:
    """Replace values in what no reader meets, and take away pictures of the former state.

    :raises CannotEdit: if a value stands in a part that cannot be changed.
    """
    for name in package.names:
        if _is_dispensable(name) and "thumbnail" in name.lower():
            package.drop(name)
    for value, replacement in values.items():
        for name in package.names:
            if _holds(package.current(name), value):
                _purge_one(package, name, value, replacement)


def _is_dispensable(name: str) -> bool:
    return any(mark in name.lower() for mark in _DISPENSABLE)


def _holds(data: bytes, value: str) -> bool:
    return any(form in data for form in _forms(value))


def _forms(value: str) -> set[bytes]:
    found = {escape(value).encode("utf-8"), escape(value, quote=False).encode("utf-8")}
    for encoding in _ENCODINGS:
        found.add(value.encode(encoding, "ignore"))
    return found - {b""}


def _purge_one(package: Package, name: str, value: str, replacement: str) -> None:
    if package.is_xml(name):
        package.touch(name)
        _replace_below(package.xml(name).getroottree().getroot(), value, replacement)
    elif _is_dispensable(name):
        package.drop(name)
    if name in package.names and _holds(package.current(name), value):
        raise CannotEdit(_LEFT.format(name))


def _replace_below(root: Element, value: str, replacement: str) -> None:
    for outside in (*root.itersiblings(), *root.itersiblings(preceding=True)):
        _in_texts(outside, value, replacement)
    for each in root.iter():
        _in_texts(each, value, replacement)
        if isinstance(each.tag, str):
            for key, text in attributes(each):
                if value in text:
                    each.set(key, text.replace(value, replacement))


def _in_texts(each: Element, value: str, replacement: str) -> None:
    if each.text and value in each.text:
        each.text = each.text.replace(value, replacement)
    if each.tail and value in each.tail:
        each.tail = each.tail.replace(value, replacement)


Reader = Callable[[Package], Reading]
