"""Hard texts, one a line: what stands between 〖kind| and 〗 is found there, and nothing else is.

Handbook 5.4 (detectors), 5.6 (masked forms are no findings); law of the kinds: ``KINDS``.
"""

from datetime import date
from pathlib import Path

import pytest

from gongkai.rules.detectors import COMMAND_KINDS, Kind, scan

DAY = date(2026, 11, 23)
KINDS = COMMAND_KINDS | {Kind.SENSITIVE_STATUS}
EXAMPLES = [
    line
    for line in Path(__file__)
    .with_name("test_detectors_examples.txt")
    .read_text(encoding="utf-8")
    .split("\n")
    if line and not line.startswith("#")
]


def read(example: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text without marks, and the places that were marked; marks may hold marks."""
    text, open_marks, places = "", [], []
    rest = example.replace("\\n", "\n").replace("\\t", "\t")
    while rest:
        if rest[0] == "〖":
            kind, _, rest = rest[1:].partition("|")
            open_marks.append((kind, len(text)))
        elif rest[0] == "〗":
            kind, start = open_marks.pop()
            places.append((kind, start, len(text)))
            rest = rest[1:]
        else:
            text, rest = text + rest[0], rest[1:]
    return text, sorted(places)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: str) -> None:
    text, places = read(example)
    found = [finding for finding in scan(text, DAY) if finding.kind in KINDS]
    assert sorted((str(one.kind), one.start, one.end) for one in found) == places
    assert all(one.text == text[one.start : one.end] for one in found)
