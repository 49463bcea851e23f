"""Putting files into the public tree: whole or not at all, and in the order they are given.

A file is first written beside the tree (same file system, out of reach of readers), synced, and
then renamed into its place, so that no half file is ever inside the tree. Text has a ``.gz``
beside it, compressed without a time stamp. One writer at a time holds a town's tree, and one at a
time builds it anew beside.
"""

import fcntl
import gzip
import os
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

COMPRESSED: Final = frozenset({".html", ".json", ".jsonld", ".css", ".js", ".svg", ".xml", ".txt"})
TWIN: Final = ".gz"
LONGEST_WAIT_SECONDS: Final = 60.0
BUILDER_WAIT_SECONDS: Final = 5.0
SYNCS_AT_ONCE: Final = 8


class TreeBusyError(Exception):
    """Another process writes the tree for longer than we wait; trying again later helps."""


class BuildBusyError(TreeBusyError):
    """Another process builds or compares the whole tree; ``str()`` says so, in Chinese."""


@dataclass(frozen=True)
class Change:
    """A file to be there with ``data``, or to be gone (``data`` None). ``path`` is in the tree."""

    path: str
    data: bytes | None


def with_compressed(path: str, data: bytes | None) -> tuple[Change, ...]:
    """The change of a file together with that of its compressed twin, if it has one.

    The twin of a file that goes is removed first: a server that looks for twins would go on
    serving it.
    """
    if path[path.rfind(".") :] not in COMPRESSED:
        return (Change(path, data),)
    twin = Change(f"{path}{TWIN}", None if data is None else gzip.compress(data, 9, mtime=0))
    return (twin, Change(path, data)) if data is None else (Change(path, data), twin)


def names_of(path: str) -> tuple[str, ...]:
    """A file of the tree and its compressed twin, if it has one."""
    return (path, f"{path}{TWIN}") if path[path.rfind(".") :] in COMPRESSED else (path,)


@contextmanager
def sole_writer(root: Path, wait_seconds: float = LONGEST_WAIT_SECONDS) -> Iterator[None]:
    """Hold the tree at ``root`` for this process; the system lets go when the process dies.

    Raises TreeBusyError after ``wait_seconds``.
    """
    root.parent.mkdir(parents=True, exist_ok=True)
    with (root.parent / f".{root.name}.lock").open("w") as lock:
        _acquire(lock.fileno(), wait_seconds)
        yield


@contextmanager
def sole_builder(root: Path, wait_seconds: float = BUILDER_WAIT_SECONDS) -> Iterator[None]:
    """Be the one that builds or compares the whole tree at ``root``; who writes a few of its files
    goes on (``sole_writer``). Whoever takes both takes this first.

    Raises BuildBusyError after ``wait_seconds``.
    """
    root.parent.mkdir(parents=True, exist_ok=True)
    with _lock_of_builder(root).open("w") as lock:
        try:
            _acquire(lock.fileno(), wait_seconds)
        except TreeBusyError:
            raise BuildBusyError(
                "公开网站正在由另一个进程整体生成或核对，请等它完成后再试。"
            ) from None
        yield


def has_builder(root: Path) -> bool:
    """Whether somebody builds or compares the whole tree now."""
    with _lock_of_builder(root).open("w") as lock:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _lock_of_builder(root: Path) -> Path:
    return root.parent / f".{root.name}.building"


def _acquire(descriptor: int, wait_seconds: float) -> None:
    end = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= end:
                raise TreeBusyError("公开网站正在由另一个进程写入，稍后会自动再试。") from None
            time.sleep(0.05)


def apply(
    root: Path, changes: Iterable[Change], before: Callable[[list[str]], None] | None = None
) -> list[str]:
    """Make the changes, durably and in their order; gives the paths that really changed.

    Bytes of all new files are on disk before the first of them is renamed into place. before:
    told of the paths before anything changes.
    """
    wanted = [change for change in changes if _differs(root / change.path, change.data)]
    if before is not None:
        before([change.path for change in wanted])
    staged = _stage(staging_of(root), wanted)
    touched: dict[Path, None] = {}
    for change, source in zip(wanted, staged, strict=True):
        target = root / change.path
        if source is None:
            touched.update(_remove(root, target))
        else:
            touched.update(_make_folders(root, target.parent))
            os.replace(source, target)  # noqa: PTH105 - tests watch this very call
            touched[target.parent] = None
    _sync([folder for folder in touched if folder.is_dir()])
    return [change.path for change in wanted]


def staging_of(root: Path) -> Path:
    """The folder beside a tree in which files are prepared."""
    return root.parent / f".{root.name}.staging"


def extra_files(folder: Path, expected: Iterable[str]) -> list[str]:
    """Names of the files in ``folder`` that are not expected there, sorted."""
    keep = set(expected)
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.name not in keep)


def _differs(path: Path, data: bytes | None) -> bool:
    try:
        return path.read_bytes() != data
    except FileNotFoundError:
        return data is not None


def _stage(folder: Path, changes: list[Change]) -> list[Path | None]:
    """Prepare the new files of the changes; None for those that go."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    staged = [
        None if change.data is None else _written(folder / str(number), change.data)
        for number, change in enumerate(changes)
    ]
    _sync([path for path in staged if path is not None])
    return staged


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _sync(paths: list[Path]) -> None:
    """Bring files or folders to the disk, several at once: it waits for them together, and one
    after the other a release would take longer the slower the disk is.
    """
    if len(paths) < 2:
        deque(map(_sync_one, paths), maxlen=0)
        return
    with ThreadPoolExecutor(min(len(paths), SYNCS_AT_ONCE)) as pool:
        deque(pool.map(_sync_one, paths), maxlen=0)


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folders(root: Path, folder: Path) -> dict[Path, None]:
    """Make a folder and what is missing above it; gives the folders to be synced."""
    missing = [p for p in (folder, *folder.parents) if p.is_relative_to(root) and not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return {path.parent: None for path in missing}


def _remove(root: Path, target: Path) -> dict[Path, None]:
    """Remove a file and the folders that it leaves empty; gives the folder to be synced."""
    os.unlink(target)  # noqa: PTH108 - tests watch this very call
    folder = target.parent
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
    return {folder: None}
