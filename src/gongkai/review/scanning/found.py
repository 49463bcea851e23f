"""A finding as it is kept: where it stands and of what kind, but never what it says."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gongkai.documents.extraction import Extraction, Segment, group_of
from gongkai.rules.detectors import KINDS, Finding, Kind, KindRow, Level, WordLists, scan
from gongkai.rules.masking import NotMaskableError, mask

LONGEST_EXCERPT = 60

Place = tuple[str, int, int]
"""A piece of the text, and the stretch of it: place, start, end in characters."""

_ROWS = {row.code: row for row in KINDS}
_MARKS = frozenset({Kind.SECRET_MARK, Kind.INTERNAL_MARK, Kind.NOT_FOR_RELEASE_MARK})
_KEPT_AS_THEY_ARE = frozenset(
    Kind(row.code) for row in KINDS if not row.maskable and row.code != Kind.HIDDEN_CONTENT
)


@dataclass(frozen=True)
class Found:
    """One finding.

    ``source`` is "text" (title, metadata, body) or "file"; ``places`` the stretches it covers;
    ``label`` where that is, in words; ``excerpt`` what it looks like masked; ``fingerprint``
    knows it again in a later version in which it stands unchanged. For hidden content ``group``
    is the place of the whole hidden part and ``count`` the number of pieces in it.
    """

    kind: str
    level: str
    label: str
    excerpt: str
    fingerprint: str
    places: tuple[Place, ...]
    group: str = ""
    count: int = 1
    note: str = ""

    @property
    def row(self) -> KindRow:
        """The kind's row: name, explanation, remedy."""
        return _ROWS[self.kind]

    @property
    def is_hard(self) -> bool:
        """Whether it stops the release until it is cleared."""
        return self.level == Level.HARD

    def plain(self) -> dict[str, Any]:
        """Plain values for the database."""
        return asdict(self)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Found":
        """The finding that ``plain`` wrote."""
        places = tuple((place, start, end) for place, start, end in values["places"])
        return cls(**{**values, "places": places})


def find(extraction: Extraction, day: date, words: WordLists | None, salt: str = "") -> list[Found]:
    """Every finding in a text: what the detectors see, and each hidden part.

    ``salt`` keeps findings of different files apart where they say the same. A mark (内部资料) says
    the same wherever it stands and speaks of the whole: so it is known by the whole text.
    """
    text, starts = extraction.text, extraction.starts()
    found = [
        _of_detector(
            finding,
            extraction.segments,
            starts,
            _fingerprint(salt, finding.kind, text) if finding.kind in _MARKS else salt,
        )
        for finding in scan(text, day, words)
    ]
    return [*found, *_hidden(extraction.segments, salt)]


def _of_detector(
    finding: Finding, segments: tuple[Segment, ...], starts: list[int], salt: str
) -> Found:
    spans = list(_spans(finding, segments, starts))
    first = spans[0][0]
    return Found(
        kind=finding.kind,
        level=finding.level,
        label=first.label,
        excerpt=_excerpt(finding),
        fingerprint=_fingerprint(salt, finding.kind, finding.text),
        places=tuple((segment.place, start, end) for segment, start, end in spans),
        group=group_of(first)[0] if first.hidden else "",
        note=finding.note,
    )


def _spans(
    finding: Finding, segments: tuple[Segment, ...], starts: list[int]
) -> Iterator[tuple[Segment, int, int]]:
    number = max(bisect_right(starts, finding.start) - 1, 0)
    while number < len(segments) and starts[number] < finding.end:
        segment, at = segments[number], starts[number]
        start, end = max(finding.start - at, 0), min(finding.end - at, len(segment.text))
        if start < end:
            yield segment, start, end
        number += 1


def _hidden(segments: Iterable[Segment], salt: str) -> Iterator[Found]:
    groups: dict[str, list[Segment]] = {}
    for segment in segments:
        if segment.hidden:
            groups.setdefault(group_of(segment)[0], []).append(segment)
    for group, pieces in groups.items():
        text = "\n".join(piece.text for piece in pieces)
        yield Found(
            kind=Kind.HIDDEN_CONTENT,
            level=Level.HARD,
            label=group_of(pieces[0])[1],
            excerpt="",
            fingerprint=_fingerprint(salt, Kind.HIDDEN_CONTENT, group + text),
            places=tuple((piece.place, 0, len(piece.text)) for piece in pieces[:1]),
            group=group,
            count=len(pieces),
        )


def _excerpt(finding: Finding) -> str:
    if finding.kind in _KEPT_AS_THEY_ARE:
        return finding.text[:LONGEST_EXCERPT]
    try:
        return mask(finding.kind, finding.text)[:LONGEST_EXCERPT]
    except NotMaskableError:
        return ""


def _fingerprint(salt: str, kind: str, text: str) -> str:
    return hashlib.sha256("\0".join((salt, kind, text)).encode()).hexdigest()[:40]
