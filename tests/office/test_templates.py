"""What holds for every template of both faces, read as text."""

import re
from pathlib import Path

import pytest

import gongkai

pytestmark = pytest.mark.once

ROOT = Path(gongkai.__file__).parent
FRAME = re.compile(r'<div[^>]*class="(?:[^"]* )?(?:table-)?scroll\b[^>]*>')


def test_every_frame_that_scrolls_has_a_name_and_takes_the_focus() -> None:
    found = [
        (path.name, tag)
        for path in sorted(ROOT.rglob("*.html"))
        for tag in FRAME.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(found) > 80
    lacking = [
        each
        for each in found
        for part in ('tabindex="0"', 'role="region"', " aria-label")
        if part not in each[1]
    ]
    assert lacking == []


def test_no_field_cuts_what_is_pasted() -> None:
    """With the attribute a browser cuts and says nothing (``organisation.fitting``)."""
    found = [
        f"{path.name}: {line.strip()[:80]}"
        for path in sorted(ROOT.rglob("*.html"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "maxlength=" in line
    ]
    assert found == []
