"""The tree of a town from nothing, beside the living one, and the exchange of the two."""

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.organisation.models import Town
from gongkai.portal.delivering import admit, is_built, tree_of
from gongkai.portal.feeds.changes import settle_changes
from gongkai.portal.making import Built, Progress, write_tree
from gongkai.portal.placing import placed_through, recount, regrade, settle_all
from gongkai.portal.targets.notes import note_everything, note_paths
from gongkai.portal.visible import releases_between
from gongkai.portal.writing import Change, apply, sole_writer

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


@dataclass(frozen=True)
class Difference:
    """A file of the living tree that is not what a full build makes.

    ``what`` is ``missing``, ``extra`` or ``different``.
    """

    path: str
    what: str


def build(town: Town, progress: Progress | None = None, processes: int | None = None) -> Built:
    """Build a town's tree from nothing and put it in the place of the living one at once.

    progress: called with pages done and pages in all. processes: how many write; by default as
    the settings say. Raises TreeBusyError while another
    process writes the tree, DamagedRenditionError when a released file is not what was reviewed;
    the living tree stays as it was then.
    """
    root = tree_of(town)
    with sole_writer(root):
        return build_held(town, progress, processes)


def build_held(town: Town, progress: Progress | None = None, processes: int | None = None) -> Built:
    """As ``build``, for a caller that already holds the tree."""
    regrade(town)
    _take_in(town)
    recount(town)
    fresh = _fresh_folder(town)
    built = write_tree(town, fresh, progress, processes)
    _sync_all(fresh)
    # The search index follows; a process that dies before it does leaves this mark behind.
    _mark_of_index(town).touch()
    note_everything(tree_of(town))
    _exchange(fresh, tree_of(town))
    shutil.rmtree(fresh, ignore_errors=True)
    return built


def index_is_due(town: Town) -> bool:
    """Whether the tree was built anew and its records have not all been indexed since."""
    return _mark_of_index(town).exists()


def index_is_done(town: Town) -> None:
    """The records of the tree are indexed."""
    _mark_of_index(town).unlink(missing_ok=True)


def _mark_of_index(town: Town) -> Path:
    return tree_of(town).parent / f".{town.slug}.unindexed"


def differences(town: Town) -> list[Difference]:
    """Compare the living tree with a full build, byte by byte."""
    with sole_writer(tree_of(town)), _full_build(town) as fresh:
        return list(compare(fresh, tree_of(town)))


def mend(town: Town) -> list[Difference]:
    """Bring every differing file of the living tree to what a full build makes; gives them."""
    root = tree_of(town)
    with sole_writer(root):
        regrade(town)
        with _full_build(town) as fresh:
            return _mended(fresh, root)


def _mended(fresh: Path, root: Path) -> list[Difference]:
    found = list(compare(fresh, root))
    for difference in found:
        extra = difference.what == "extra"
        data = None if extra else (fresh / difference.path).read_bytes()
        change = [Change(difference.path, data)]
        apply(root, change, lambda paths: note_paths(root, paths))
    return found


@contextmanager
def _full_build(town: Town) -> Iterator[Path]:
    """A full build beside the living tree, gone afterwards."""
    fresh = _fresh_folder(town)
    try:
        write_tree(town, fresh)
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def compare(wanted: Path, living: Path) -> Iterator[Difference]:
    """The differences of two trees, by path; folders without files do not count."""
    there, here = _paths(wanted), _paths(living)
    for path in sorted(there | here):
        if path not in here:
            yield Difference(path, "missing")
        elif path not in there:
            yield Difference(path, "extra")
        elif (wanted / path).read_bytes() != (living / path).read_bytes():
            yield Difference(path, "different")


def _paths(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def _fresh_folder(town: Town) -> Path:
    """An empty folder beside the living tree, on the same file system."""
    fresh = tree_of(town).parent / f".{town.slug}.fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    return fresh


def _take_in(town: Town) -> None:
    """Give places to the releases that have none; in a living tree their pages come first."""
    if not is_built(town):
        settle_all(town)
    else:
        for release in releases_between(town, placed_through(town), None):
            admit(town, release.record_id)
    settle_changes(town)


def _exchange(fresh: Path, living: Path) -> None:
    """Put ``fresh`` in the place of ``living`` in one step, so that no reader finds nothing.

    Where the file system cannot exchange two folders, the old one is moved away first.
    """
    if not living.exists():
        fresh.rename(living)
        return
    if not _rename_exchange(fresh, living):
        old = living.parent / f".{living.name}.old"
        shutil.rmtree(old, ignore_errors=True)
        living.rename(old)
        fresh.rename(living)
        shutil.rmtree(old)


def _sync_all(folder: Path) -> None:
    """Bring everything written to the file system of ``folder`` to the disk: syncfs(2).

    One call for the whole tree; a million calls of fsync would take hours.
    """
    library = ctypes.CDLL(None, use_errno=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(descriptor)


def _rename_exchange(one: Path, other: Path) -> bool:
    """renameat2(2) with RENAME_EXCHANGE; False where it is not offered."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    failed = library.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    if failed and ctypes.get_errno() not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
