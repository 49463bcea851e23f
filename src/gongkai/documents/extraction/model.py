"""What is read out of a document: every piece of text, where it stands, whether it is hidden."""

from dataclasses import dataclass
from enum import StrEnum


class Hidden(StrEnum):
    """Why a reader of the document does not see a piece of it (handbook 5.4 隐藏内容)."""

    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROW = "hidden_row"
    HIDDEN_COLUMN = "hidden_column"
    COMMENT = "comment"
    TRACKED_CHANGE = "tracked_change"
    HIDDEN_TEXT = "hidden_text"
    ANNOTATION = "annotation"
    COVERED_TEXT = "covered_text"
    CROPPED = "cropped"
    EMBEDDED_FILE = "embedded_file"
    GPS = "gps"
    CACHED_DATA = "cached_data"


@dataclass(frozen=True)
class Segment:
    r"""A piece of text of a document.

    place: names the piece within the document, for the code that edits or lights it up; stable
    for the same bytes. label: the same place in words for people, in Chinese. joint: what stands
    between this piece and the one before: "\t" for the next cell of a row, "\n" otherwise, so
    that a number that runs over cells or lines can still be recognised. hidden: set where a
    reader does not see the piece; that is a finding of its own whatever the text says.
    """

    place: str
    label: str
    text: str
    joint: str = "\n"
    hidden: Hidden | None = None


@dataclass(frozen=True)
class Unread:
    """A part that no program here could read: a person must open it. ``why`` is Chinese."""

    place: str
    label: str
    why: str


@dataclass(frozen=True)
class Extraction:
    """All text of a document in reading order, hidden pieces included."""

    segments: tuple[Segment, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def text(self) -> str:
        """The pieces joined by their joints; offsets count in this text."""
        parts: list[str] = []
        for number, segment in enumerate(self.segments):
            if number:
                parts.append(segment.joint)
            parts.append(segment.text)
        return "".join(parts)

    def starts(self) -> list[int]:
        """Where each piece begins in ``text``."""
        found, at = [], 0
        for number, segment in enumerate(self.segments):
            at += len(segment.joint) if number else 0
            found.append(at)
            at += len(segment.text)
        return found

    def within(self, start: int, end: int) -> list["Span"]:
        """The pieces that a stretch of ``text`` covers, each with its own offsets."""
        return [
            Span(segment, max(start - at, 0), min(end - at, len(segment.text)))
            for segment, at in zip(self.segments, self.starts(), strict=True)
            if at < end and start < at + len(segment.text)
        ]


@dataclass(frozen=True)
class Span:
    """A stretch of one piece: ``start`` to ``end`` in characters of its text."""

    segment: Segment
    start: int
    end: int


@dataclass(frozen=True)
class Edit:
    """Put ``replacement`` in the place of characters ``start`` to ``end`` of the piece at
    ``place``.
    """

    place: str
    start: int
    end: int
    replacement: str


class CannotEdit(ValueError):
    """The file cannot be changed here; its text tells the person, in Chinese, what to do."""
