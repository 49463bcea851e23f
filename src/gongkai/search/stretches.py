"""The tokens of an index without positions: every stretch of four characters is one.

Folded text is a row of units: a Han character, or a run of letters and digits. Each unit begins a
stretch of four, with ``_`` where a run ends; nearer the end of the text it is shorter. So what has
four units is a token, what has fewer is the beginning of one, and what has more is in a text only
if all its stretches are.
"""

import re
from operator import add
from typing import Final, NamedTuple

from gongkai.search.cutting import Phrase
from gongkai.search.folding import HAN

LONGEST: Final = 64
_UNITS: Final = 4
_MANY: Final = 8
_UNIT: Final = re.compile(f"[{HAN}]_?|[^_{HAN}]+_?")


class Stretch(NamedTuple):
    """A token to ask for; ``whole``: it is that token, and not only the beginning of it."""

    text: str
    whole: bool


def stretches(padded: str, units: int = _UNITS) -> set[str]:
    """The tokens of folded text that has a blank at both ends. units: two or four."""
    row = _UNIT.findall(padded.replace(" ", "_"))
    joined = list(map(add, row, [*row[1:], ""]))
    if units == _UNITS:
        joined = list(map(add, joined, [*joined[2:], "", ""]))
    full = max(0, len(joined) - units + 1)
    # Whether a run ends behind four units is not part of the token: it may go on in a query.
    tokens = {token[:LONGEST].rstrip("_") for token in joined[:full]}
    return tokens | {token[:LONGEST] for token in joined[full:]}


def asked_stretches(phrase: Phrase, units: int = _UNITS) -> list[Stretch]:
    """What every text that holds ``phrase`` has, each behind the other.

    Of a long phrase, such as a title, only stretches that do not overlap: they are rare enough, a
    text is looked into in any case, and each more is looked up in every block of the index.
    """
    row = _UNIT.findall(phrase.pattern.replace(" ", "_"))
    if len(row) < units or (len(row) == units and _unfinished(phrase)):
        return [Stretch("".join(row)[:LONGEST], whole=False)]
    last_place = len(row) - units
    step = units if last_place > _MANY else 1
    places = [*range(0, last_place, step), last_place]
    found = ["".join(row[at : at + units])[:LONGEST] for at in places]
    last = Stretch(found.pop(), whole=False) if _unfinished(phrase) else None
    whole = [Stretch(one.rstrip("_"), whole=True) for one in dict.fromkeys(found)]
    return [*whole, *([last] if last else [])]


def proves(phrase: Phrase) -> bool:
    """Whether a text that has the token of ``phrase`` is sure to hold it."""
    asked = asked_stretches(phrase)
    return (
        len(asked) == 1
        and len(asked[0].text) < LONGEST
        and len(_UNIT.findall(phrase.pattern.replace(" ", "_"))) <= _UNITS
    )


def _unfinished(phrase: Phrase) -> bool:
    """The last run of letters may go on; a Han character is a unit in any case."""
    last = phrase.pattern[-1]
    return last != " " and not re.match(f"[{HAN}]", last)
