"""Writing every file of a town's tree into an empty folder, by several processes where it pays.

The work is cut into pieces that touch different files, so their order does not matter: nobody
reads the folder before it is whole. Each process has its own connection to the database.
"""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection, connections
from django.db.models import Max

from gongkai.organisation.models import Town
from gongkai.portal import addresses as at
from gongkai.portal import lists
from gongkai.portal.addresses import Page
from gongkai.portal.composing import Composer
from gongkai.portal.composing.composer import File
from gongkai.portal.composing.machine import all_machine_pages, with_data
from gongkai.portal.released import (
    DamagedRenditionError,
    all_record_facts,
    count_public,
    released_bytes,
)
from gongkai.portal.taken_down import withdrawn
from gongkai.portal.writing import with_compressed
from gongkai.release.models import Release

Progress = Callable[[int, int], None]

STRETCH: Final = 400
"""Releases of one piece of work."""
PAGES: Final = 40
"""Pages of one piece of work; of an archive they are read together."""
WORTH_FORKING: Final = 1000
"""Pages and records below which one process is quicker than several."""


class MakingError(RuntimeError):
    """A process that wrote a part of the tree ended before its work was done."""


@dataclass(frozen=True)
class Built:
    """What a full build made: released records, pages and records together, files."""

    records: int
    pages: int
    files: int


@dataclass(frozen=True)
class Piece:
    """A part of the work: releases with numbers in a stretch, pages, or what was withdrawn."""

    after: int = 0
    up_to: int = 0
    pages: tuple[Page, ...] = ()
    withdrawn: bool = False


@dataclass
class _Tally:
    """What was done so far, by all processes together."""

    records: Any
    pages: Any
    files: Any
    taken: Any
    faults: Any

    @classmethod
    def shared(cls) -> "_Tally":
        """Counters that forked processes share."""
        context = multiprocessing.get_context("fork")
        one, two, three, four = (context.Value("Q", 0) for _ in range(4))
        return cls(one, two, three, four, context.SimpleQueue())

    def add(self, records: int, pages: int, files: int) -> None:
        """Count what was written."""
        for value, more in ((self.records, records), (self.pages, pages), (self.files, files)):
            with value.get_lock():
                value.value += more

    def take(self) -> int:
        """The number of the next piece that nobody has taken."""
        with self.taken.get_lock():
            self.taken.value += 1
            return int(self.taken.value) - 1

    def built(self) -> Built:
        """The counts as they are now."""
        return Built(self.records.value, self.pages.value, self.files.value)


def write_tree(
    town: Town, folder: Path, progress: Progress | None = None, processes: int | None = None
) -> Built:
    """Write every file of a town's tree into an empty folder.

    progress: called with pages done and pages in all. processes: how many write; by default as
    many as the settings say. Raises DamagedRenditionError when a stored file is not what was
    reviewed.
    """
    return write_planned(plan_tree(town), folder, progress, processes)


@dataclass(frozen=True)
class Plan:
    """The work of a full build, and the composer that has read what all pages share.

    What carries through the whole tree (names of the town, headings, sizes of the lists) is that
    of the moment of the plan, whenever a page is written.
    """

    composer: Composer
    pieces: tuple[Piece, ...]
    pages: int


def plan_tree(town: Town) -> Plan:
    """Plan every file of a town's tree. The caller holds the tree where others may write it."""
    composer = Composer(town)
    composer.read_shared()
    pieces = tuple(_pieces(composer))
    return Plan(composer, pieces, count_public(town) + sum(len(piece.pages) for piece in pieces))


def write_planned(
    plan: Plan, folder: Path, progress: Progress | None = None, processes: int | None = None
) -> Built:
    """Write what is planned into an empty folder; as ``write_tree``."""
    composer, pieces, total = plan.composer, plan.pieces, plan.pages
    tally, maker = _Tally.shared(), _Maker(composer, folder)
    tally.add(0, 0, sum(_write(folder, *file) for file in composer.assets.files))
    count = min(processes or _processes(total), len(pieces))
    if count > 1:
        _in_processes(maker, pieces, tally, count, lambda: _tell(progress, tally, total))
    else:
        for piece in pieces:
            maker.make(piece, tally)
            _tell(progress, tally, total)
    _tell(progress, tally, total)
    return tally.built()


def _processes(total: int) -> int:
    """How many processes write so many pages.

    A transaction that is open would be invisible to the others.
    """
    if total < WORTH_FORKING or connection.in_atomic_block:
        return 1
    return settings.SITE_BUILD_PROCESSES or os.cpu_count() or 1


def _pieces(composer: Composer) -> Iterator[Piece]:
    """All the work, in pieces that touch different files."""
    top = Release.objects.filter(town=composer.town).aggregate(top=Max("number"))["top"] or 0
    yield from (Piece(n, min(n + STRETCH, top)) for n in range(0, top, STRETCH))
    yield Piece(withdrawn=True)
    index = sorted({*with_data(composer.index_pages()), *all_machine_pages(composer)})
    for start in range(0, len(index), PAGES):
        yield Piece(pages=tuple(index[start : start + PAGES]))
    for name in sorted(composer.shelf.sizes):
        count = lists.closed_pages(composer.shelf.places(name))
        for first in range(1, count + 1, PAGES):
            numbers = range(first, min(first + PAGES, count + 1))
            archive = [at.list_page(name, number) for number in numbers]
            yield Piece(pages=tuple(sorted(with_data(archive), key=lambda page: page.number)))


@dataclass
class _Maker:
    """Makes pieces of one town's tree."""

    composer: Composer
    folder: Path

    def make(self, piece: Piece, tally: _Tally) -> None:
        """Write the files of a piece."""
        self.composer.shelf.read_ahead(PAGES * lists.PAGE_SIZE)
        if piece.up_to:
            for record in self._records(piece):
                tally.add(1, 1, self._put(record))
        if piece.withdrawn:
            for gone in withdrawn(self.composer.town):
                tally.add(0, 1, self._put(self.composer.withdrawn_files(gone)))
        for page in piece.pages:
            tally.add(0, 1, self._put([(at.path_of(page), self.composer.compose(page))]))

    def _records(self, piece: Piece) -> Iterator[Iterable[File]]:
        """The files of each public record with its released renditions."""
        town = self.composer.town
        for record in all_record_facts(town, piece.after, piece.up_to):
            folder = at.record_address(record.slug)
            renditions = released_bytes(town, record.slug) if record.attachments else {}
            files: list[File] = [(f"{folder}files/{n}", data) for n, data in renditions.items()]
            yield [*files, *self.composer.record_files(record)]

    def _put(self, files: Iterable[File]) -> int:
        return sum(_write(self.folder, path, data) for path, data in files)


def _in_processes(
    maker: _Maker, pieces: Sequence[Piece], tally: _Tally, count: int, tell: Callable[[], None]
) -> None:
    """Let several processes take pieces until there are none."""
    connections.close_all()
    context, parent = multiprocessing.get_context("fork"), os.getpid()
    workers = [
        context.Process(target=_work, args=(maker, pieces, tally, parent), daemon=True)
        for _ in range(count)
    ]
    for worker in workers:
        worker.start()
    try:
        while any(worker.is_alive() for worker in workers) and tally.faults.empty():
            workers[0].join(0.2) if workers[0].is_alive() else workers[-1].join(0.2)
            tell()
    finally:
        for worker in workers:
            if not tally.faults.empty():
                worker.terminate()
            worker.join()
    if not tally.faults.empty():
        kind, words = tally.faults.get()
        raise DamagedRenditionError(words) if kind == "damaged" else MakingError(words)
    if any(worker.exitcode for worker in workers):
        raise MakingError("a process that wrote pages was ended from outside")


def _work(maker: _Maker, pieces: Sequence[Piece], tally: _Tally, parent: int) -> None:
    """What a process does: take a piece, write it, until there is none or nobody waits for it."""
    # What was there before is no garbage: looking through it would copy it for this process.
    gc.freeze()
    try:
        while os.getppid() == parent and (number := tally.take()) < len(pieces):
            maker.make(pieces[number], tally)
    except DamagedRenditionError as damage:
        tally.faults.put(("damaged", str(damage)))
    except Exception as fault:
        tally.faults.put(("failed", f"{type(fault).__name__}: {fault}"))
    finally:
        connections.close_all()


def _write(folder: Path, path: str, data: bytes | None) -> int:
    """Write a file and its twin; gives how many. Nobody reads the folder yet.

    ``data`` None: a file that is not to be there.
    """
    if data is None:
        return 0
    changes = with_compressed(path, data)
    for change in changes:
        target, content = f"{folder}/{change.path}", change.data or b""
        try:
            _create(target, content)
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            _create(target, content)
    return len(changes)


def _create(target: str, data: bytes) -> None:
    """Write a new file with as few calls of the system as there can be."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _tell(progress: Progress | None, tally: _Tally, total: int) -> None:
    if progress is not None:
        progress(min(tally.pages.value, total), total)
