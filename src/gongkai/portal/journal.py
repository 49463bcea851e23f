"""What deliveries look after while a full build is made beside the tree they write.

A file beside the tree, one JSON string a line: the path of a file, or of the folder of a record
(ending in ``/``). It is there from the beginning of a build to its end. Noted is what a delivery is
about to look after, whether its bytes differ or not: the build may have read what the living tree
never showed. Everybody who calls holds the tree (``writing.sole_writer``), but for ``end``.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from gongkai.portal.writing import has_builder


def begin(root: Path) -> None:
    """Begin a journal; one that a builder left behind when it died is gone."""
    _file(root).write_bytes(b"")


def note(root: Path, paths: Iterable[str]) -> None:
    """Note what is about to be looked after; nothing where nobody builds.

    A journal whose builder is dead is removed, so that it does not grow for ever. Nothing is
    synced: where the machine stops, the builder has stopped, too.
    """
    if not _file(root).exists():
        return
    if not has_builder(root):
        _file(root).unlink(missing_ok=True)
        return
    lines = "".join(f"{json.dumps(path, ensure_ascii=False)}\n" for path in paths)
    # A line that a dying process cut off is ended first, and not read.
    with _file(root).open("ab") as opened:
        opened.write(f"\n{lines}".encode())


def noted(root: Path) -> frozenset[str]:
    """What was noted since ``begin``."""
    lines = _file(root).read_bytes().decode(errors="replace").split("\n")
    return frozenset(path for line in lines for path in _path_of(line))


def end(root: Path) -> None:
    """Nobody asks any more."""
    _file(root).unlink(missing_ok=True)


def _path_of(line: str) -> list[str]:
    try:
        return [json.loads(line)]
    except ValueError:
        return []


def _file(root: Path) -> Path:
    return root.parent / f".{root.name}.journal"
