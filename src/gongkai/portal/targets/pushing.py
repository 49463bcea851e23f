"""Taking to a target what is noted for it, and looking there for what must be there or gone."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import structlog

from gongkai.ledger import clock
from gongkai.portal import addresses as at
from gongkai.portal.delivering import tree_of
from gongkai.portal.models import Target, TargetKind
from gongkai.portal.targets import notes
from gongkai.portal.targets.directory import Directory
from gongkai.portal.targets.notes import Mark, Notes
from gongkai.portal.targets.openssh import Host, Rsync, Sftp
from gongkai.portal.targets.s3 import S3, Storage
from gongkai.portal.targets.secrets import unseal
from gongkai.portal.targets.transport import TargetFault, Transport
from gongkai.portal.writing import names_of, sole_writer

log = structlog.get_logger(__name__)

AT_ONCE: Final = 500
"""Files handed over in one go; what was handed over is noted then."""

_RANKS: Final = ("assets/", "records/", "sitemaps/", "changes/", "data/", "catalogue/items/")


@dataclass(frozen=True)
class Pushed:
    """What a push did: files taken there and away, for which notes."""

    sent: int
    removed: int
    taken: Notes

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What to look for there."""
        return self.taken.marks


def transport_of(target: Target) -> Transport:
    """The way to a target."""
    if target.kind == TargetKind.DIRECTORY:
        return Directory(Path(target.folder))
    if target.kind == TargetKind.S3:
        return S3(
            Storage(
                target.host,
                target.bucket,
                target.folder,
                target.region,
                target.user,
                unseal(target.secret),
            )
        )
    host = Host(
        target.host, target.port, target.user, target.key_file, target.host_key, target.folder
    )
    return Rsync(host) if target.kind == TargetKind.RSYNC else Sftp(host)


def push(target: Target) -> Pushed | None:
    """Take to a target what is noted for it. None while another process does.

    What is linked to goes before what links to it, removals last. Raises TargetFault; what was
    not done stays noted. How it went is kept with the target; where nothing was noted, nothing is
    said of it.
    """
    root = tree_of(target.town)
    with _sole_pusher(root, target) as mine:
        if not mine:
            return None
        try:
            with sole_writer(root):
                taken = notes.take(root, target.pk)
                if taken.empty:
                    return Pushed(0, 0, taken)
                source = None if taken.everything else _snapshot(root, target, taken.paths)
            pushed = _carry(target, root, source, taken)
        except TargetFault as fault:
            _went_wrong(target, str(fault))
            raise
        _went_well(target, pushed)
        return pushed


def finished(target: Target, pushed: Pushed) -> bool:
    """What was taken is there and was looked for. Whether something was noted meanwhile: who came
    to take it has found this process pushing, and gone.
    """
    root = tree_of(target.town)
    with _sole_pusher(root, target) as mine:
        if mine:
            notes.done(root, target.pk, pushed.taken)
    return mine and notes.has_more(root, target.pk)


def rank(path: str) -> int:
    """The order of taking: files of records, then data, then lists, the first pages last."""
    if "/files/" in path:
        return 0
    for number, start in enumerate(_RANKS, 1):
        if path.startswith(start):
            return number
    return len(_RANKS) + (2 if "/" not in path else 1)


def _carry(target: Target, root: Path, source: Path | None, taken: Notes) -> Pushed:
    """Take what is noted there, from ``source`` or, where that is None, from the living tree."""
    transport = transport_of(target)
    sending, going = _differences(target, root, source or root, taken)
    for portion in _portions(sending):
        _send(transport, target, source or _snapshot(root, target, portion), portion)
    for start in range(0, len(going), AT_ONCE):
        portion = going[start : start + AT_ONCE]
        transport.remove(portion)
        notes.add_known(root, target.pk, [(path, None) for path in portion])
    if taken.everything:
        notes.write_known(root, target.pk, notes.read_known(root, target.pk))
    log.info("target pushed", target=target.pk, sent=len(sending), removed=len(going))
    return Pushed(len(sending), len(going), taken)


def _send(transport: Transport, target: Target, source: Path, portion: Sequence[str]) -> None:
    """Take files there; one that has gone from the tree meanwhile is noted again.

    They are known before they go, and by what goes: whatever becomes of the push and of the tree,
    a file is taken there or away once too often and never once too seldom.
    """
    root, here = tree_of(target.town), [path for path in portion if (source / path).exists()]
    if not here:
        return
    digests = [(path, notes.digest_of((source / path).read_bytes())) for path in here]
    notes.add_known(root, target.pk, [(path, "") for path in here])
    transport.send(source, here)
    notes.add_known(root, target.pk, digests)


def _differences(
    target: Target, root: Path, source: Path, taken: Notes
) -> tuple[list[str], list[str]]:
    """What has to go there, and what away."""
    if not taken.everything:
        noted = set(taken.paths)
        here = {path for path in noted if (source / path).exists()}
        return sorted(here), sorted(noted - here)
    known = notes.read_known(root, target.pk)
    here = set(_paths(root))
    same = {path for path in here if known.get(path) == _digest(root / path)}
    return sorted(here - same), sorted(known.keys() - here)


def _digest(file: Path) -> str:
    """Of a file of the living tree; empty where it has just gone."""
    try:
        return notes.digest_of(file.read_bytes())
    except FileNotFoundError:
        return ""


def _portions(paths: Iterable[str]) -> Iterator[Sequence[str]]:
    """Paths of one rank at a time, never too many at once."""
    for _, same in groupby(sorted(paths, key=lambda path: (rank(path), path)), key=rank):
        ranked = list(same)
        for start in range(0, len(ranked), AT_ONCE):
            yield ranked[start : start + AT_ONCE]


def _snapshot(root: Path, target: Target, paths: Iterable[str]) -> Path:
    """The files as they are now, out of reach of later deliveries: files of a tree are replaced
    and never written to, so links do.
    """
    folder = notes.folder_of(root, target.pk) / "snapshot"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in paths:
        if (root / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(root / path, folder / path)
    return folder


def _paths(folder: Path) -> Iterator[str]:
    return (str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@contextmanager
def _sole_pusher(root: Path, target: Target) -> Iterator[bool]:
    """Whether this process alone pushes to the target now."""
    folder = notes.folder_of(root, target.pk)
    if not folder.is_dir():
        yield False
        return
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _went_well(target: Target, pushed: Pushed) -> None:
    now = clock.now()
    Target.objects.filter(pk=target.pk).update(
        tried_at=now,
        pushed_at=now,
        pushed_files=pushed.sent + pushed.removed,
        failing_since=None,
        last_error="",
    )


def _went_wrong(target: Target, words: str) -> None:
    now = clock.now()
    Target.objects.filter(pk=target.pk).update(tried_at=now, last_error=words[:500])
    Target.objects.filter(pk=target.pk, failing_since=None).update(failing_since=now)


def take_away(target: Target, files: Iterable[str]) -> list[str]:
    """Take away those of these files that are at a target; gives which these were."""
    transport = transport_of(target)
    left = [path for path in files if transport.read(path) is not None]
    if left:
        transport.remove([name for path in left for name in names_of(path)])
    return left


def seen_at(target: Target, slug: str) -> tuple[bool, bytes]:
    """Whether the page of a record stands at a target as it stands here, and what is there."""
    path = at.file_of(at.record_address(slug))
    there = transport_of(target).read(path)
    here = (tree_of(target.town) / path).read_bytes()
    return there == here, there or b""
