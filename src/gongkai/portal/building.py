"""The tree of a town from nothing, beside the living one: exchanged with it or compared with it.

Deliveries go on while it is written; ``meanwhile`` says what of it they have overtaken.
"""

import ctypes
import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.organisation.models import Town
from gongkai.portal import journal
from gongkai.portal.delivering import admit, can_follow, is_built, tree_of
from gongkai.portal.feeds.changes import settle_changes
from gongkai.portal.indexing import index_town
from gongkai.portal.making import Built, Progress, write_planned, write_tree
from gongkai.portal.meanwhile import Beginning, Moved, begin, coming, moved
from gongkai.portal.placing import placed_through, recount, regrade, settle_all
from gongkai.portal.targets.notes import note_everything, note_paths
from gongkai.portal.targets.pushing import rank
from gongkai.portal.visible import releases_between
from gongkai.portal.writing import (
    BUILDER_WAIT_SECONDS,
    TWIN,
    Change,
    TreeBusyError,
    apply,
    sole_builder,
    sole_writer,
)

PORTION: Final = 200
"""Differing files that are looked at again while the tree is held once."""
PAUSE_SECONDS: Final = 0.2
INDEX_GRACE_SECONDS: Final = 7_200.0
"""Longer than a living builder needs for the index of a million records, which none should make
beside it; until then searches find what they found before, and deliveries keep that up to date.
"""

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


@dataclass(frozen=True)
class Difference:
    """A file of the living tree that is not what a full build makes.

    ``what`` is ``missing``, ``extra`` or ``different``.
    """

    path: str
    what: str


def build(
    town: Town,
    progress: Progress | None = None,
    processes: int | None = None,
    wait_seconds: float = BUILDER_WAIT_SECONDS,
) -> Built:
    """Build a town's tree from nothing and put it in the place of the living one at once.

    Deliveries into a living tree go on meanwhile, and the new one has what they did (decision
    0030); where there is none they wait.

    progress: called with pages done and pages in all. processes: how many write; by default as
    the settings say. wait_seconds: how long to wait for another full build. Raises BuildBusyError
    then, TreeBusyError while another process writes the tree, DamagedRenditionError when a
    released file is not what was reviewed; the living tree stays as it was.
    """
    root = tree_of(town)
    with sole_builder(root, wait_seconds):
        with sole_writer(root):
            if not can_follow(town):
                return _build_held(town, progress, processes)
            _take_in(town)
            recount(town)
            beginning = begin(town)
        with _fresh_folder(town) as fresh, _journal(root):
            built = write_planned(beginning.plan, fresh, progress, processes)
            # Most of it now, so that nobody waits for it below.
            _sync_all(fresh)
            with sole_writer(root):
                if not is_built(town):
                    raise TreeBusyError("公开网站的目录在生成期间被移走了，请再生成一次。")
                _take_over(moved(town, beginning), root, fresh)
                _put_in_place(town, fresh)
        return built


def _build_held(town: Town, progress: Progress | None, processes: int | None) -> Built:
    """Build where there is nothing that deliveries could follow."""
    regrade(town)
    _take_in(town)
    recount(town)
    with _fresh_folder(town) as fresh:
        built = write_tree(town, fresh, progress, processes)
        _put_in_place(town, fresh)
    return built


def _take_over(changed: Moved, root: Path, fresh: Path) -> None:
    """Let what deliveries did to the living tree stand in the fresh one."""
    for folder in changed.folders:
        shutil.rmtree(fresh / folder, ignore_errors=True)
        for name in _paths(root / folder):
            _take_file(root / folder / name, fresh / folder / name)
    for path in changed.paths:
        _take_file(root / path, fresh / path)


def _take_file(living: Path, fresh: Path) -> None:
    """Files of a tree are replaced and never written to, so a link does for a copy."""
    fresh.unlink(missing_ok=True)
    if living.is_file():
        fresh.parent.mkdir(parents=True, exist_ok=True)
        os.link(living, fresh)


def _put_in_place(town: Town, fresh: Path) -> None:
    """Exchange the trees; what is left in ``fresh`` is the old one."""
    _sync_all(fresh)
    # The search index follows; a process that dies before it does leaves this mark behind.
    _mark_of_index(town).touch()
    note_everything(tree_of(town))
    _exchange(fresh, tree_of(town))


@contextmanager
def _journal(root: Path) -> Iterator[None]:
    """The journal that was begun ends with the block."""
    try:
        yield
    finally:
        journal.end(root)


def index_anew(town: Town) -> None:
    """Let the search index follow a tree that was built anew."""
    index_town(town)
    index_is_done(town)


def index_is_forgotten(town: Town) -> bool:
    """Whether the tree was built anew and the index has not followed, so long ago that its
    builder must have died before.
    """
    try:
        age = time.time() - _mark_of_index(town).stat().st_mtime
    except FileNotFoundError:
        return False
    return age > INDEX_GRACE_SECONDS


def index_is_done(town: Town) -> None:
    """The records of the tree are indexed."""
    _mark_of_index(town).unlink(missing_ok=True)


def _mark_of_index(town: Town) -> Path:
    return tree_of(town).parent / f".{town.slug}.unindexed"


def differences(town: Town, progress: Progress | None = None) -> list[Difference]:
    """Compare the living tree with a full build, byte by byte. progress: as for ``build``."""
    return verify(town, progress).found


def mend(town: Town, progress: Progress | None = None) -> list[Difference]:
    """Bring every differing file of the living tree to what a full build makes; gives them.

    progress: as for ``build``.
    """
    return verify(town, progress, mending=True).found


@dataclass(frozen=True)
class Verified:
    """What a comparison found, by path; and how many files differed that were just being brought
    up to date, so that nothing can be said of them.
    """

    found: list[Difference]
    left_out: int = 0


def verify(town: Town, progress: Progress | None = None, *, mending: bool = False) -> Verified:
    """Compare the living tree with a full build, byte by byte, and mend it where that is wanted.

    Deliveries go on meanwhile; what they look after is left out. progress: as for ``build``.
    Raises as ``build``.
    """
    root = tree_of(town)
    with sole_builder(root):
        with sole_writer(root):
            if not can_follow(town):
                return _verify_held(town, progress, mending)
            beginning = begin(town)
        with _fresh_folder(town) as fresh, _journal(root):
            write_planned(beginning.plan, fresh, progress)
            suspected = list(compare(fresh, root))
            return _confirmed(town, beginning, fresh, suspected, mending)


def _verify_held(town: Town, progress: Progress | None, mending: bool) -> Verified:
    if mending:
        regrade(town)
    with _fresh_folder(town) as fresh:
        write_tree(town, fresh, progress)
        found = list(compare(fresh, tree_of(town)))
        if mending:
            _mend(fresh, tree_of(town), found)
    return Verified(found)


def _confirmed(
    town: Town, beginning: Beginning, fresh: Path, suspected: list[Difference], mending: bool
) -> Verified:
    """Look again at what seemed to differ, a portion at a time with the tree held."""
    root, found, left_out = tree_of(town), list[Difference](), 0
    ordered = sorted(suspected, key=_mending_order)
    for start in range(0, len(ordered), PORTION):
        if start:
            # Who waits for the tree looks for it a few times in so long.
            time.sleep(PAUSE_SECONDS)
        with sole_writer(root):
            about = moved(town, beginning) | coming(town, beginning)
            portion = ordered[start : start + PORTION]
            certain = [each for each in portion if not about.holds(each.path)]
            left_out += len(portion) - len(certain)
            wrong = [each for old in certain for each in _difference(fresh, root, old.path)]
            if mending:
                _mend(fresh, root, wrong)
            found += wrong
    return Verified(sorted(found, key=lambda difference: difference.path), left_out)


def _mend(fresh: Path, root: Path, found: list[Difference]) -> None:
    for difference in sorted(found, key=_mending_order):
        extra = difference.what == "extra"
        data = None if extra else (fresh / difference.path).read_bytes()
        change = [Change(difference.path, data)]
        apply(root, change, lambda paths: note_paths(root, paths))


def _mending_order(difference: Difference) -> tuple[bool, int, bool]:
    """What is linked to comes before what links to it, and goes after it; removals last, twins
    before their files (``writing.with_compressed``).
    """
    extra, place = difference.what == "extra", rank(difference.path)
    return extra, -place if extra else place, extra and not difference.path.endswith(TWIN)


def compare(wanted: Path, living: Path) -> Iterator[Difference]:
    """The differences of two trees, by path; folders without files do not count."""
    for path in sorted({*_paths(wanted), *_paths(living)}):
        yield from _difference(wanted, living, path)


def _difference(wanted: Path, living: Path, path: str) -> Iterator[Difference]:
    there, here = _bytes_of(wanted / path), _bytes_of(living / path)
    if there != here:
        what = "missing" if here is None else "extra" if there is None else "different"
        yield Difference(path, what)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _paths(folder: Path) -> Iterator[str]:
    """The files below a folder, some of which may go meanwhile."""
    for at, _, names in os.walk(folder):
        yield from (os.path.relpath(f"{at}/{name}", folder) for name in names)


@contextmanager
def _fresh_folder(town: Town) -> Iterator[Path]:
    """An empty folder beside the living tree, on the same file system; gone afterwards."""
    fresh = tree_of(town).parent / f".{town.slug}.fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


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
