"""公开时限 of a row: the printed phrase with its structure."""

from __future__ import annotations

from typing import Any

from gongkai.catalogue.reading.glyphs import simplify
from gongkai.catalogue.reading.text import limit
from gongkai.rules import time_limits


def structure(text: str) -> dict[str, Any]:
    """The phrase as printed (without layout blanks) and what `rules.time_limits` reads in it."""
    printed = limit(text) or ""
    return {"text": printed, **time_limits.parse(simplify(printed)).as_json()}
