"""Reading what somebody typed: words, quoted phrases, a limit; nothing of it is syntax."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.search.cutting import Phrase, phrase
from gongkai.search.document import DIMENSIONS, KEY_BITS, filter_mark, number_mark
from gongkai.search.engines import Asked
from gongkai.search.folding import fold

LONGEST: Final = 100
_PIECES: Final = re.compile('["“”„「」『』]([^"“”„「」『』]+)["“”„「」『』]|[^\\s"“”„「」『』]+')


class InvalidQueryError(ValueError):
    """A filter or page mark that the site never gave out. The message is for people."""


@dataclass(frozen=True)
class Query:
    """What was asked: the words in their order, the filters, and whether the end was cut off."""

    text: str
    phrases: tuple[Phrase, ...]
    filters: tuple[tuple[str, str], ...]
    shortened: bool

    def asked(self, town: int) -> Asked:
        """The query as tokens, among the documents of a town."""
        whole = fold(self.text)
        return Asked(
            low=town << KEY_BITS,
            high=(town + 1 << KEY_BITS) - 1,
            phrases=self.phrases,
            marks=tuple(filter_mark(name, value) for name, value in self.filters),
            number=number_mark(whole) if any(map(str.isdigit, whole)) else "",
        )


def read_query(text: str, filters: Mapping[str, str] | None = None) -> Query:
    """Read ``text`` and ``filters``. Raises ``InvalidQueryError`` for a filter unknown here.

    Words are what blanks part; a word with brackets or signs inside, and what stands in quotation
    marks, is found as it stands. Only the first 100 characters count.
    """
    chosen = tuple(sorted((name, value) for name, value in (filters or {}).items() if value))
    if any(name not in DIMENSIONS for name, _ in chosen):
        raise InvalidQueryError("没有这样的筛选条件，请从页面上给出的条件中选择。")
    stripped = text.strip()
    kept = stripped[:LONGEST]
    folded = (fold(piece.group(1) or piece.group()) for piece in _PIECES.finditer(kept))
    words = dict.fromkeys(word for word in folded if word)
    return Query(kept, tuple(map(phrase, words)), chosen, len(stripped) > LONGEST)
