"""The little of XML that the feeds need: escaping, and leaving out what XML cannot carry."""

import re
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_UNSPEAKABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def text(name: str, value: str, **attributes: str) -> str:
    """An element with text."""
    return f"<{name}{_attributes(attributes)}>{escape(_clean(value))}</{name}>"


def empty(name: str, **attributes: str) -> str:
    """An element without content."""
    return f"<{name}{_attributes(attributes)}/>"


def _attributes(values: dict[str, str]) -> str:
    return "".join(
        f" {name.rstrip('_')}={quoteattr(_clean(value))}" for name, value in values.items()
    )


def _clean(value: str) -> str:
    return _UNSPEAKABLE.sub("", value)
