"""What the rest of the project hands to search, and the tokens that stand for its facts."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Final

from gongkai.search.folding import fold

DIMENSIONS: Final = ("unit", "field", "column", "year", "validity")
KEY_BITS: Final = 40
HEAD_LIMIT: Final = 4_000
# Folding leaves no character of private use, so no text can imitate such a token.
_PRIVATE: Final = "\ue000"
_NUMBER: Final = "n"
# Neither engine stores these: half a character, or the end of a string.
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


class InvalidDocumentError(ValueError):
    """A document that cannot be indexed as it is; says why."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A public document.

    key: order of publication within the town, ascending; the same key again replaces the document.
    head: title, document number and index number. numbers: those that find it exactly.
    attachments: text of its attachments. filters: values by ``DIMENSIONS``; what is not given is
    empty. url and title: what a hit shows.
    """

    town: str
    key: int
    head: str
    body: str
    url: str
    title: str
    published: date
    numbers: tuple[str, ...] = ()
    attachments: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what the index has no place for."""
        if not 0 <= self.key < 1 << KEY_BITS:
            raise InvalidDocumentError(f"key {self.key} is out of range")
        if unknown := set(self.filters) - set(DIMENSIONS):
            raise InvalidDocumentError(f"no such filters: {', '.join(sorted(unknown))}")
        if len(self.head) > HEAD_LIMIT:
            raise InvalidDocumentError(f"head of {len(self.head)} characters, {HEAD_LIMIT} fit")


@dataclass(frozen=True)
class Folds:
    """The folded parts of a document, each padded with a blank at both ends."""

    head: str
    body: str
    attachments: str

    @property
    def whole(self) -> str:
        """All parts, one a line: no phrase reaches from one into the next."""
        return f"{self.head}\n{self.body}\n{self.attachments}"


def fold_parts(document: Document) -> Folds:
    """Fold what can be found. Numbers that the head lacks are added to it."""
    head = pad(document.head)
    for number in document.numbers:
        if pad(number) not in head:
            head += fold(number) + " "
    return Folds(head, pad(document.body), pad(document.attachments))


def pad(text: str) -> str:
    """Folded ``text`` between two blanks."""
    return f" {fold(text)} "


def marks(document: Document) -> str:
    """Tokens of the filters and exact numbers, with blanks between them."""
    tokens = [filter_mark(name, value) for name, value in document.filters.items() if value]
    return " ".join(tokens + [number_mark(fold(number)) for number in document.numbers])


def filter_mark(dimension: str, value: str) -> str:
    """The token of a filter's value, compared as it is written."""
    return _mark(dimension[0], value)


def number_mark(folded: str) -> str:
    """The token of an exact number, compared as folded."""
    return _mark(_NUMBER, folded)


def is_number_mark(mark: str) -> bool:
    """Whether a token of ``marks`` is that of an exact number, not of a filter."""
    return mark.startswith(_PRIVATE + _NUMBER)


def _mark(kind: str, value: str) -> str:
    return _PRIVATE + kind + blake2b(storable(value).encode(), digest_size=8).hexdigest()


def facets(document: Document) -> str:
    """Values of the filters as one text, to be counted as one."""
    values = [storable(document.filters.get(name, "")) for name in DIMENSIONS]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def storable(text: str) -> str:
    """``text`` in which what no database stores is marked as unreadable, at the same offsets."""
    return _UNSTORABLE.sub("\ufffd", text)
