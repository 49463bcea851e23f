"""Calendar files as RFC 5545 asks: all-day events, escaped, folded at 75 octets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_OCTETS = 75
"""Octets of a line without its break (RFC 5545 3.1)."""


@dataclass(frozen=True)
class AllDay:
    """An event of one whole day. uid: the same for ever; made_at: aware; url: absolute."""

    uid: str
    day: date
    made_at: datetime
    title: str
    words: str
    url: str


def calendar_file(name: str, events: Iterable[AllDay]) -> bytes:
    """A calendar of this name with these events, as bytes; the same events give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gongkai//duties//ZH",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """A value of type TEXT (RFC 5545 3.3.11); other control characters become blanks."""
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, safe)
    return "".join(
        "\\n" if char == "\n" else " " if ord(char) < 32 or ord(char) == 127 else char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def folded(line: str) -> bytes:
    """A content line with its breaks: no part over 75 octets, no character cut in two."""
    parts, room = [b""], LINE_OCTETS
    for char in line:
        octets = char.encode()
        if len(octets) > room:
            parts.append(b" ")
            room = LINE_OCTETS - 1
        parts[-1] += octets
        room -= len(octets)
    return b"\r\n".join(parts) + b"\r\n"


def _event(event: AllDay) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"DESCRIPTION:{escaped(event.words)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
