"""Style sheet, script and icon of the public site, under names made of their content."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

HERE = Path(__file__).parent
SCRIPTS = ("public.js", "search.js", "kiosk.js")


@dataclass(frozen=True)
class Assets:
    """Addresses of the assets within a tree, and their bytes by address."""

    style: str
    script: str
    icon: str
    files: tuple[tuple[str, bytes], ...]


@lru_cache(maxsize=1)
def load_assets() -> Assets:
    """The assets of this version of the product. FileNotFoundError if the style is missing."""
    layout = _page_file("layout.css")
    style = _hashed("gongkai", "css", _shared("gongkai.css") + layout)
    icon = _hashed("icon", "svg", _shared("icon.svg"))
    script = _hashed("public", "js", b"\n".join(map(_page_file, SCRIPTS)))
    return Assets(style[0], script[0], icon[0], (style, icon, script))


def _page_file(name: str) -> bytes:
    return (HERE / "pages" / name).read_bytes()


def _shared(name: str) -> bytes:
    """A file of the style that both faces share."""
    found = finders.find(f"office/{name}")
    if not isinstance(found, str):
        raise FileNotFoundError(f"office/{name}")
    return Path(found).read_bytes()


def _hashed(name: str, suffix: str, data: bytes) -> tuple[str, bytes]:
    return f"assets/{name}-{hashlib.sha256(data).hexdigest()[:12]}.{suffix}", data
