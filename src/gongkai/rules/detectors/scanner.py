"""One pass over a text: all detectors, overlaps settled, places of the original text."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import Final

from gongkai.rules.detectors import (
    contacts,
    forms,
    health,
    hidden,
    lists,
    marks,
    minors,
    places,
    topics,
)
from gongkai.rules.detectors.kinds import LEVELS, Finding, Kind
from gongkai.rules.detectors.numbers import Numbers
from gongkai.rules.detectors.pairs import Begin, Pairs
from gongkai.rules.detectors.prepare import UNUSUAL, Prepared, prepare
from gongkai.rules.detectors.rows import rows
from gongkai.rules.detectors.triggers import Found, Page, Triggers
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
    begins = _PAIRS.find(text)
    whole = Prepared(text, text)
    findings = [_finding(whole, *one) for one in _joined(sorted(hidden.hidden(text, begins.note)))]
    prepared = prepare(text, bool(begins.unusual))
    if prepared.text != text:
        begins = _PAIRS.find(prepared.text)
    found = _settle(_look(_TRIGGERS.page(prepared.text, day, begins)))
    findings.extend(_finding(prepared, *one) for one in found)
    findings.extend(_invisible(prepared, findings))
    if words is not None:
        findings.extend(words.find(text))
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))


_PAIRS: Final = Pairs(
    Begin(
        unusual=UNUSUAL,
        address=places.ADDRESSES,
        part_of_address=places.ADDRESSES_OF_PARTS,
        plate=contacts.PLATES,
        colon=lists.COLONS,
        dot=("·", "•"),
        note=hidden.NOTES,
        dated=minors.DATED,
    )
)

_TRIGGERS: Final = Triggers(
    {
        marks.secret_star: marks.STARS,
        marks.secret_grade: marks.GRADES,
        marks.internal: marks.INTERNAL,
        marks.not_for_release: marks.RELEASE,
        contacts.mailbox: contacts.AT,
        contacts.qq: contacts.QQ,
        contacts.wechat: contacts.WECHAT,
        contacts.social_security: contacts.SOCIAL_SECURITY,
        places.home_line: places.HOME_LINE,
        minors.aged: minors.AGE,
        minors.labelled_age: minors.AGE_LABEL,
        minors.born: minors.BIRTH,
        minors.child: minors.CHILD_WORDS,
        minors.in_class: minors.CLASS_WORDS,
        health.ill: (*health.ILLNESSES, *health.DISABILITIES, *health.PATIENTS, *health.STATUSES),
        lists.titled: lists.TITLES,
        lists.prized: lists.PRIZES,
        forms.person: forms.LABELS,
        None: (*minors.ADULT_STUDENTS, *health.NOT_ILL),
        topics.process: topics.PROCESS,
        topics.business: topics.BUSINESS,
        topics.stability: topics.STABILITY,
        topics.bare_grade: topics.GRADES,
    }
)


def _look(page: Page) -> Iterator[Found]:
    for found in Numbers(page.text, page.around, page.day).find():
        if found[0] is not Kind.LANDLINE or places.is_private_line(page, found[1]):
            yield found
        if found[0] is Kind.ID_CARD:
            yield from minors.numbered(page, found[1], found[2])
    yield from _TRIGGERS.find(page)
    yield from minors.dated(page)
    yield from contacts.plates(page)
    yield from places.addresses(page)
    yield from lists.labelled(page)
    yield from rows(page)
    yield from topics.bulk(page)


def _invisible(prepared: Prepared, findings: list[Finding]) -> list[Finding]:
    """Signs without width that no other finding explains."""
    if not prepared.removed:
        return []
    whole = Prepared(prepared.original, prepared.original)
    explained = bytearray(len(prepared.original) + 1)
    for other in findings:
        explained[other.start : other.end] = b"\1" * (other.end - other.start)
    return [
        _finding(whole, *one)
        for one in hidden.invisible(prepared.original)
        if not all(explained[one[1] : one[2]])
    ]


def _finding(prepared: Prepared, kind: Kind, start: int, end: int) -> Finding:
    start, end = prepared.span(start, end)
    return Finding(kind, LEVELS[kind], start, end, prepared.original[start:end])


def _settle(found: Iterator[Found]) -> list[Found]:
    """Of overlapping numbers the one that explains the other; overlapping places of any other
    kind become one.
    """
    numbers: list[tuple[int, int, Kind]] = []
    others: list[Found] = []
    for kind, start, end in sorted(set(found), key=_order):
        if kind not in _RANK:
            others.append((kind, start, end))
            continue
        at = bisect_left(numbers, (start, end))
        after = at < len(numbers) and numbers[at][0] < end
        before = at > 0 and start < numbers[at - 1][1]
        if not (before or after):
            numbers.insert(at, (start, end, kind))
    return [(kind, start, end) for start, end, kind in numbers] + _joined(sorted(others))


def _order(one: Found) -> tuple[int, int, int]:
    kind, start, end = one
    return _RANK.get(kind, 0), start - end, start


def _joined(found: list[Found]) -> list[Found]:
    joined: list[Found] = []
    for kind, start, end in found:
        if joined and joined[-1][0] is kind and start < joined[-1][2]:
            joined[-1] = (kind, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((kind, start, end))
    return joined
