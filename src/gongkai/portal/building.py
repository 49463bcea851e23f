"""The tree of a town from nothing, beside the living one, and the exchange of the two."""

import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.organisation.models import Town
from gongkai.portal import addresses as at
from gongkai.portal.composing import Composer
from gongkai.portal.delivering import admit, is_built, tree_of
from gongkai.portal.placing import placed_through, recount, settle_all
from gongkai.portal.released import all_record_facts, count_public, released_bytes
from gongkai.portal.taken_down import withdrawn
from gongkai.portal.visible import releases_between
from gongkai.portal.writing import Change, apply, sole_writer, with_compressed

Progress = Callable[[int, int], None]

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


@dataclass(frozen=True)
class Built:
    """What a full build made."""

    records: int
    files: int


@dataclass(frozen=True)
class Difference:
    """A file of the living tree that is not what a full build makes.

    ``what`` is ``missing``, ``extra`` or ``different``.
    """

    path: str
    what: str


def build(town: Town, progress: Progress | None = None) -> Built:
    """Build a town's tree from nothing and put it in the place of the living one at once.

    progress: called with pages done and pages in all. Raises TreeBusyError while another
    process writes the tree, DamagedRenditionError when a released file is not what was reviewed;
    the living tree stays as it was then.
    """
    root = tree_of(town)
    with sole_writer(root):
        return build_held(town, progress)


def build_held(town: Town, progress: Progress | None = None) -> Built:
    """As ``build``, for a caller that already holds the tree."""
    _take_in(town)
    recount(town)
    fresh = _fresh_folder(town)
    built = write_tree(town, fresh, progress)
    _sync_all(fresh)
    _exchange(fresh, tree_of(town))
    shutil.rmtree(fresh, ignore_errors=True)
    return built


def write_tree(town: Town, folder: Path, progress: Progress | None = None) -> Built:
    """Write every file of a town's tree into an empty folder."""
    composer = Composer(town)
    pages = list(composer.all_pages())
    total = count_public(town) + len(pages)
    records = files = done = 0
    for path, data in composer.assets.files:
        files += _write(folder, path, data)
    for batch in _record_files(town, composer):
        files += sum(_write(folder, path, data) for path, data in batch)
        records, done = records + 1, done + 1
        _tell(progress, done, total)
    for found in withdrawn(town):
        files += sum(_write(folder, *file) for file in composer.withdrawn_files(found))
    for page in pages:
        files += _write(folder, at.path_of(page), composer.compose(page))
        done += 1
        _tell(progress, done, total)
    return Built(records, files)


def differences(town: Town) -> list[Difference]:
    """Compare the living tree with a full build, byte by byte."""
    with sole_writer(tree_of(town)), _full_build(town) as fresh:
        return list(compare(fresh, tree_of(town)))


def mend(town: Town) -> list[Difference]:
    """Bring every differing file of the living tree to what a full build makes; gives them."""
    root = tree_of(town)
    with sole_writer(root), _full_build(town) as fresh:
        found = list(compare(fresh, root))
        for difference in found:
            extra = difference.what == "extra"
            data = None if extra else (fresh / difference.path).read_bytes()
            apply(root, [Change(difference.path, data)])
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
        return
    for release in releases_between(town, placed_through(town), None):
        admit(town, release.record_id)


def _record_files(town: Town, composer: Composer) -> Iterator[list[tuple[str, bytes]]]:
    """The files of each public record with its released renditions."""
    for record in all_record_facts(town):
        folder = at.record_address(record.slug)
        renditions = released_bytes(town, record.slug) if record.attachments else {}
        files = [(f"{folder}files/{name}", data) for name, data in renditions.items()]
        yield [*files, *composer.record_files(record)]


def _write(folder: Path, path: str, data: bytes) -> int:
    """Write a file and its twin; gives how many. Nobody reads the folder yet."""
    changes = with_compressed(path, data)
    for change in changes:
        target = folder / change.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(change.data or b"")
    return len(changes)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


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
