"""Lighting up what was found: in the body itself, and as lines of context for other places."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gongkai.documents.extraction import Extraction
from gongkai.documents.inspect import UploadError
from gongkai.documents.redacting.html import Mark, mark_html
from gongkai.publication.files import read
from gongkai.publication.models import Attachment, Version
from gongkai.publication.web import office_body
from gongkai.review.scanning.reading import read_file, read_version
from gongkai.review.scanning.standing import Findings, Standpoint

AROUND = 24
"""Characters of context on either side of a finding."""

MOST_LINES = 40
"""Lines shown of one attachment; the others are counted."""


@dataclass(frozen=True)
class Line:
    """A finding in its context: where, the text before, the finding itself, the text after."""

    point: Standpoint
    label: str
    before: str
    text: str
    after: str


@dataclass(frozen=True)
class Lit:
    """The lines of one part, and how many more there are."""

    source: str
    lines: tuple[Line, ...]
    more: int


def anchor(point: Standpoint) -> str:
    """The name of a finding's place on the page."""
    return f"f-{point.found.fingerprint[:12]}"


def lit_body(version: Version, findings: Findings) -> SafeString:
    """The body as the public will see it, with a mark around each finding."""
    marks = [
        Mark(
            place=place,
            start=start,
            end=end,
            id=anchor(point) if number == 0 else f"{anchor(point)}-{number}",
            classes="hit hit-hard" if point.stops else "hit",
        )
        for point in findings.points
        if point.attachment is None
        for number, (place, start, end) in enumerate(point.found.places)
        if place.startswith("body:")
    ]
    return office_body(version, body=mark_html(version.body, marks))


def lit_lines(version: Version, findings: Findings, only: str = "") -> list[Lit]:
    """Findings outside the body in their context, part by part.

    only: the fingerprint of the one finding to show.
    """
    wanted = [p for p in findings.points if not only or p.found.fingerprint == only]
    outside = [p for p in wanted if p.attachment or not p.found.places[0][0].startswith("body:")]
    parts: dict[str, list[Standpoint]] = {}
    for point in outside:
        parts.setdefault(point.source, []).append(point)
    lit = []
    for source, points in parts.items():
        extraction = _extraction(version, points[0].attachment)
        lines = tuple(_lines(points[:MOST_LINES], extraction))
        lit.append(Lit(source, lines, max(len(points) - MOST_LINES, 0)))
    return lit


def _extraction(version: Version, attachment: Attachment | None) -> Extraction:
    if attachment is None:
        return read_version(version)
    try:
        return read_file(attachment.name, read(attachment.file))
    except (UploadError, FileNotFoundError):
        return Extraction(())


def _lines(points: list[Standpoint], extraction: Extraction) -> Iterator[Line]:
    texts = {segment.place: segment.text for segment in extraction.segments}
    for point in points:
        parts = [(texts.get(place, ""), start, end) for place, start, end in point.found.places]
        first, start, _ = parts[0]
        last, _, end = parts[-1]
        yield Line(
            point=point,
            label=point.found.label,
            before=first[max(start - AROUND, 0) : start],
            text=" ".join(text[at:to] for text, at, to in parts)[:200],
            after=last[end : end + AROUND],
        )
