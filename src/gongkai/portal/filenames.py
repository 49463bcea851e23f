"""Names of attachments in the public tree: the name people know, made harmless. Pure."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

LONGEST_BYTES: Final = 200

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#%]+')


def file_names(names: Sequence[str]) -> dict[str, str]:
    """Give each attachment name (in their order) the name of its file, all different.

    A name stays as it is unless it has signs that file systems or addresses cannot take, begins
    with a dot, or is longer than ``LONGEST_BYTES`` bytes.
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        wanted = _harmless(name) or f"附件{number}"
        while wanted.casefold() in taken:
            wanted = f"{number}-{wanted}"
        taken.add(wanted.casefold())
        given[name] = wanted
    return given


def _harmless(name: str) -> str:
    clean = _UNSAFE.sub("-", name).strip().lstrip(".")
    suffix = PurePosixPath(clean).suffix
    suffix = suffix if len(suffix) <= 10 else ""
    stem = clean.removesuffix(suffix)
    while len(f"{stem}{suffix}".encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem}{suffix}" if stem else ""
