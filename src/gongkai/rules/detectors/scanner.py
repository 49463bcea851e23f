"""One pass over a text: all detectors, overlaps settled, places of the original text."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gongkai.rules.detectors.kinds import LEVELS, Finding, Kind
from gongkai.rules.detectors.labels import Labels
from gongkai.rules.detectors.numbers import Found, Numbers
from gongkai.rules.detectors.prepare import Prepared, prepare
from gongkai.rules.detectors.rosters import Rosters
from gongkai.rules.detectors.words import WordLists

# Of two of these that overlap, the first named explains the other.
_ONE_NUMBER: Final = (
    Kind.EMAIL,
    Kind.SOCIAL_SECURITY_CARD,
    Kind.ID_CARD,
    Kind.ID_CARD_15,
    Kind.BANK_CARD,
    Kind.MOBILE,
    Kind.LANDLINE,
    Kind.WECHAT,
    Kind.QQ,
    Kind.PLATE,
)
_RANK: Final = {kind: rank for rank, kind in enumerate(_ONE_NUMBER)}


def scan(text: str, day: date, words: WordLists | None = None) -> list[Finding]:
    """Find what must not be published without a person having looked at it (handbook 5.4).

    ``day`` is the date on which somebody is a minor or not, and after which nobody is born.
    ``words`` are the town's own lists. Gives the findings in the order of the text; offsets
    count characters of ``text``. Masked forms (handbook 5.6) are no findings.
    """
    prepared = prepare(text)
    found = _settle(_numbers(prepared, day))
    findings = [_finding(prepared, *one) for one in found]
    if words is not None:
        findings.extend(words.find(text))
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))


def _numbers(prepared: Prepared, day: date) -> Iterator[Found]:
    around = Labels(prepared.text, Rosters(prepared.text))
    yield from Numbers(prepared.text, around, day).find()


def _finding(prepared: Prepared, kind: Kind, start: int, end: int) -> Finding:
    start, end = prepared.span(start, end)
    return Finding(kind, LEVELS[kind], start, end, prepared.original[start:end])


def _settle(found: Iterator[Found]) -> list[Found]:
    settled: list[Found] = []
    taken: list[Found] = []
    for one in sorted(set(found), key=lambda one: (_RANK.get(one[0], 0), one[1] - one[2], one[1])):
        if one[0] not in _RANK:
            settled.append(one)
        elif not any(other[1] < one[2] and one[1] < other[2] for other in taken):
            taken.append(one)
    return settled + taken
