"""A strict reader of RFC 5545 for tests: refuses what a calendar program might refuse."""

import re
from datetime import date, datetime, timedelta

ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"}
LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z-]+=[^";:,]+)*):(.*)', re.DOTALL)


def read(data: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The calendar's own properties and those of its events; AssertionError where it is wrong."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in raw), "a line is too long"
    assert not any(b"\r" in line or b"\n" in line for line in raw), "a bare line break"
    for line in raw:
        line.decode()  # no character is cut in two
    lines: list[str] = []
    for line in raw:
        if line.startswith(b" "):
            lines[-1] += line[1:].decode()
        else:
            lines.append(line.decode())
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    return _parts(lines[1:-1])


def _parts(lines: list[str]) -> tuple[dict[str, str], list[dict[str, str]]]:
    own: dict[str, str] = {}
    events: list[dict[str, str]] = []
    inside = False
    for line in lines:
        if line in ("BEGIN:VEVENT", "END:VEVENT"):
            assert inside is (line == "END:VEVENT")
            inside = not inside
            if inside:
                events.append({})
            continue
        found = LINE.fullmatch(line)
        assert found, line
        name, parameters, value = found.groups()
        into = events[-1] if inside else own
        assert name not in into, f"{name} stands twice"
        into[name] = _value(name, parameters, value)
    assert not inside
    assert own["VERSION"] == "2.0"
    assert own["PRODID"]
    for event in events:
        assert set(event) == ONCE
        first, last = (date.fromisoformat(event[name]) for name in ("DTSTART", "DTEND"))
        assert last - first == timedelta(days=1)
    assert len({event["UID"] for event in events}) == len(events)
    return own, events


def _value(name: str, parameters: str, value: str) -> str:
    if name in ("DTSTART", "DTEND"):
        assert parameters == ";VALUE=DATE"
        return str(datetime.strptime(value, "%Y%m%d").date())  # noqa: DTZ007
    if name == "DTSTAMP":
        datetime.strptime(value, "%Y%m%dT%H%M%SZ")  # noqa: DTZ007
    if name in ("SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME"):
        bare = re.sub(r"\\[\\;,nN]", "", value)
        assert not re.search(r"[\\;,]", bare), f"not escaped: {value}"
        return re.sub(r"\\([\\;,nN])", lambda m: {"n": "\n", "N": "\n"}.get(m[1], m[1]), value)
    return value
