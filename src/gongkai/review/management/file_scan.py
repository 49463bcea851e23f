"""``gongkai scan FILE``: everything in a file, and in its name, that needs a look."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.documents.extraction import Extraction, Segment, Unread, extract, group_of
from gongkai.documents.extraction.text import decode, lines
from gongkai.documents.inspect import MediaType, media_type
from gongkai.review.management.scan_lines import plain
from gongkai.rules.detectors import KINDS, Finding, Kind, Level, scan

ROWS = {row.code: row for row in KINDS}


@dataclass(frozen=True)
class Placed:
    """A finding and where it is: a place for programs, a label for people."""

    finding: Finding
    place: str
    label: str

    def as_json(self) -> dict[str, Any]:
        """The finding as the command prints it, with what it means and what to do."""
        row = ROWS[self.finding.kind]
        return plain(self.finding) | {
            "place": self.place,
            "label": self.label,
            "explanation": row.explanation,
            "remedy": row.remedy,
        }


@dataclass(frozen=True)
class FileScan:
    """What was found in a file, and the parts that only a person can read."""

    findings: tuple[Placed, ...]
    unread: tuple[Unread, ...]


def scan_file(path: Path, day: date, kinds: Collection[Kind]) -> FileScan:
    """Scan a file with all its hidden parts, and its name.

    Offsets count in the text as decoded for plain text and CSV, in the text of all pieces
    joined otherwise, and in the name for what stands in the name.

    Raises:
        UploadError: for what may not be attached or cannot be opened.
        OSError: for what cannot be read.
    """
    data = path.read_bytes()
    read = extract(path.name, data)
    if media_type(path.name, data) in {MediaType.TXT, MediaType.CSV}:
        read = _as_it_stands(data)
    placed = [*_in_name(path.name, day), *_in_text(read, day), *_hidden(read)]
    wanted = tuple(one for one in placed if one.finding.kind in kinds)
    return FileScan(wanted, read.unread)


def _as_it_stands(data: bytes) -> Extraction:
    """The lines of a text with joints that give the very text back."""
    text = decode(data).text
    pieces: list[Segment] = []
    end = 0
    for number, (start, line) in enumerate(lines(text), 1):
        pieces.append(Segment(f"line:{number}", f"第{number}行", line, text[end:start]))
        end = start + len(line)
    return Extraction(tuple(pieces))


def _in_name(name: str, day: date) -> Iterator[Placed]:
    for finding in scan(name, day):
        yield Placed(finding, "name", "文件名")


def _in_text(read: Extraction, day: date) -> Iterator[Placed]:
    for finding in scan(read.text, day):
        spans = read.within(finding.start, finding.end)
        yield Placed(finding, spans[0].segment.place, spans[0].segment.label)


def _hidden(read: Extraction) -> Iterator[Placed]:
    seen: set[str] = set()
    for segment, start in zip(read.segments, read.starts(), strict=True):
        if segment.hidden is None:
            continue
        place, label = group_of(segment)
        if place in seen:
            continue
        seen.add(place)
        end = start + len(segment.text)
        finding = Finding(Kind.HIDDEN_CONTENT, Level.HARD, start, end, segment.text)
        yield Placed(finding, place, label)
