"""Bringing the living tree up to date after one change, in an order that breaks no link."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import structlog
from django.conf import settings
from markupsafe import escape

from gongkai.organisation.models import Town
from gongkai.portal import addresses as at
from gongkai.portal import journal
from gongkai.portal.addresses import Page, writing_order
from gongkai.portal.composing import Composer
from gongkai.portal.composing.machine import touched_changes, with_data
from gongkai.portal.feeds.changes import numbers_of, settle_changes
from gongkai.portal.filing import lists_of
from gongkai.portal.models import Listing
from gongkai.portal.placing import is_current, settle, waiting_before
from gongkai.portal.related import Neighbours, neighbours
from gongkai.portal.released import (
    DamagedRenditionError,
    facts_in_tree,
    record_facts,
    released_bytes,
)
from gongkai.portal.taken_down import withdrawn_facts
from gongkai.portal.targets.notes import note_paths
from gongkai.portal.touching import (
    touched_by_catalogue,
    touched_by_front,
    touched_by_organisation,
    touched_by_places,
)
from gongkai.portal.visible import public_among
from gongkai.portal.writing import Change, apply, extra_files, with_compressed

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Written:
    """What a delivery did: the files it looked after, and those whose bytes changed."""

    touched: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Admitted:
    """A record whose files are in the tree: what was written, its places, its numbers in the log
    of changes, its renditions, and the records whose pages say something of it.
    """

    steps: tuple[Written, ...]
    places: tuple[Listing, ...]
    changes: tuple[int, ...]
    around: Neighbours
    renditions: tuple[str, ...]
    folder: str


def tree_of(town: Town) -> Path:
    """The folder of a town's public tree."""
    return Path(settings.SITE_ROOT) / town.slug


def is_built(town: Town) -> bool:
    """Whether there is a tree to bring up to date; without one a full build is needed."""
    return (tree_of(town) / "index.html").exists()


def can_follow(town: Town) -> bool:
    """Whether deliveries can bring the tree up to date: it is there, and its places are those of
    the present lists. Else a full build is needed first.
    """
    return is_built(town) and is_current(town)


def shows_heading(path: Path, heading: str) -> bool:
    """Whether a page of a list is there with this heading."""
    try:
        return f"<h1>{escape(heading)}</h1>".encode() in path.read_bytes()
    except FileNotFoundError:
        return False


def deliver_record(town: Town, record_id: int) -> Written:
    """Make the tree agree with a record as the database knows it now: public or withdrawn.

    Releases with smaller numbers that are not in the lists yet are delivered first, so that
    places are given in the order of release. The caller holds the tree (``sole_writer``).
    """
    release = public_among(town, [record_id]).first()
    if release is None:
        return _logged(town, record_id, _withdraw(town, record_id))
    identities = [earlier.record_id for earlier in waiting_before(town, release)]
    return _logged(town, record_id, _publish(town, [*identities, record_id]))


def admit(town: Town, record_id: int) -> Admitted:
    """Put a public record's own files into the living tree, then give it its places.

    No page of a list is written here. In this order a place never leads to a missing page.
    """
    record = record_facts(town, record_id)
    if record is None:
        return Admitted((), (), (), Neighbours(frozenset(), frozenset()), (), "")
    root, composer = tree_of(town), Composer(town)
    folder = at.record_address(record.slug)
    journal.note(root, [folder])
    renditions = released_bytes(town, record.slug)
    files = [Change(f"{folder}files/{name}", data) for name, data in renditions.items()]
    steps = (
        _put(root, _files(composer.assets.files)),
        _put(root, list(_missing_targets(root, composer, town, record_id))),
        _put(root, files),
        _put(root, _files(composer.record_files(record))),
    )
    places = tuple(settle(town, record_id))
    settle_changes(town, record_id)
    around = neighbours(town, record_id, places)
    changes = tuple(numbers_of(town, record_id))
    return Admitted(steps, places, changes, around, tuple(renditions), folder)


def deliver_catalogue(town: Town) -> Written:
    """Make the tree agree with the catalogue in force."""
    composer = Composer(town)
    return _logged(town, None, _write_with_archives(composer, touched_by_catalogue(composer)))


def deliver_records(town: Town, record_ids: Iterable[int]) -> Written:
    """Write the pages of records anew that are in the tree and still public."""
    around = Neighbours(frozenset(record_ids), frozenset())
    return _logged(town, None, _write_neighbours(Composer(town), around))


def deliver_organisation(town: Town) -> Written:
    """Make the tree agree with units, posts and leading group."""
    composer = Composer(town)
    return _logged(town, None, _write_with_archives(composer, touched_by_organisation(composer)))


def deliver_front(town: Town) -> Written:
    """Make the tree agree with what other rooms offer for its first page and fixed lists."""
    return _logged(town, None, _write_pages(Composer(town), touched_by_front()))


def shell_changed(town: Town) -> bool:
    """Whether what every page carries (names, footer, style) is not what the tree shows."""
    path = tree_of(town) / at.path_of(at.NOT_FOUND)
    return not path.exists() or path.read_bytes() != Composer(town).compose(at.NOT_FOUND)


def _publish(town: Town, record_ids: list[int]) -> list[Written]:
    """Files of the records first, then what links to them, then what nothing links to."""
    root = tree_of(town)
    admitted = [found for found in (admit(town, i) for i in record_ids) if found.folder]
    steps = [step for found in admitted for step in found.steps]
    composer = Composer(town)
    places = [place for found in admitted for place in found.places]
    changed = touched_changes(composer, [n for found in admitted for n in found.changes])
    for found in admitted:
        steps.extend(_write_neighbours(composer, found.around))
    pages = {*touched_by_places(composer, places), *changed}
    steps.extend(_write_pages(composer, {*pages, *_renamed_with(composer, pages)}))
    for found in admitted:
        files = f"{found.folder}files/"
        extra = extra_files(root / files, found.renditions)
        steps.append(_put(root, [Change(f"{files}{name}", None) for name in extra]))
    return steps


def _missing_targets(
    root: Path, composer: Composer, town: Town, record_id: int
) -> Iterator[Change]:
    """Pages that the record's page will link to and that are not there yet."""
    release = (
        public_among(town, [record_id])
        .select_related("record__unit", "version__item__field", "version__matter")
        .get()
    )
    pages = with_data(map(at.list_page, lists_of(release)))
    for wanted in sorted(pages, key=writing_order):
        if not (root / at.path_of(wanted)).exists():
            yield from with_compressed(at.path_of(wanted), composer.compose(wanted))


def _withdraw(town: Town, record_id: int) -> list[Written]:
    """Links to the record first, then its page, then its files."""
    record = withdrawn_facts(town, record_id)
    if record is None:
        return []
    root, folder = tree_of(town), at.record_address(record.slug)
    journal.note(root, [folder])
    places = settle(town, record_id)
    settle_changes(town, record_id)
    composer = Composer(town)
    pages = {*touched_changes(composer, numbers_of(town, record_id))}
    if places:
        pages.update(touched_by_places(composer, places))
    pages.update(_renamed_with(composer, pages))
    steps = _write_neighbours(composer, neighbours(town, record_id, places))
    steps += _write_pages(composer, pages, backwards=True)
    steps.append(_put(root, _files(composer.withdrawn_files(record))))
    extra = extra_files(root / folder / "files", ())
    steps.append(_put(root, [Change(f"{folder}files/{name}", None) for name in extra]))
    return steps


def _write_neighbours(composer: Composer, around: Neighbours) -> list[Written]:
    """The pages of the records that say something of the one in hand.

    One whose stored content is damaged keeps the page that it has: that is a fault of its own,
    which ``gongkai ledger verify`` reports, and no reason to hold up others.
    """
    root, town = tree_of(composer.town), composer.town
    steps = []
    for record_id in sorted(around.public):
        try:
            for facts in facts_in_tree(town, [record_id]):
                steps.append(_put(root, _files(composer.record_files(facts))))
        except DamagedRenditionError as damage:
            log.error("neighbour damaged", town=town.slug, record=record_id, what=str(damage))
    for record_id in sorted(around.withdrawn):
        gone = withdrawn_facts(town, record_id)
        if gone is not None:
            steps.append(_put(root, _files(composer.withdrawn_files(gone))))
    return steps


def _write_with_archives(composer: Composer, pages: list[Page]) -> list[Written]:
    return _write_pages(composer, sorted({*pages, *_renamed_archives(composer)}))


def _renamed_archives(composer: Composer) -> Iterator[Page]:
    """The archives of the lists whose heading on page 1 is not what it is called now."""
    for name in composer.shelf.sizes:
        archives = list(composer.archive_pages(name))
        if archives and _is_stale(composer, archives[0]):
            yield from with_data(archives)


def _renamed_with(composer: Composer, pages: Iterable[Page]) -> set[Page]:
    """The archives of those lists of which an archive page among ``pages`` shows a heading that is
    not the present one: a list was renamed, and the delivery that follows that is still to come.

    All archives of a list have one heading, so that one tells for all (``_renamed_archives``).
    """
    root = tree_of(composer.town)
    archives = [page for page in pages if page.kind == "list" and page.number]
    renamed = {
        page.key
        for page in archives
        if (root / at.path_of(page)).exists()
        and not shows_heading(root / at.path_of(page), composer.heading(page.key))
    }
    return {each for name in renamed for each in with_data(composer.archive_pages(name))}


def _is_stale(composer: Composer, page: Page) -> bool:
    path = tree_of(composer.town) / at.path_of(page)
    return not path.exists() or path.read_bytes() != composer.compose(page)


def _write_pages(
    composer: Composer, pages: Iterable[Page], *, backwards: bool = False
) -> list[Written]:
    """Write pages phase by phase: each phase is on disk before the next one begins."""
    root = tree_of(composer.town)
    ordered = sorted(pages, key=writing_order, reverse=backwards)
    return [
        _put(root, _files((at.path_of(page), composer.compose(page)) for page in phase))
        for _, phase in groupby(ordered, key=lambda page: page.phase)
    ]


def _files(files: Iterable[tuple[str, bytes | None]]) -> list[Change]:
    return [change for path, data in files for change in with_compressed(path, data)]


def _put(root: Path, changes: list[Change]) -> Written:
    if not changes:
        return Written((), ())
    journal.note(root, [change.path for change in changes])
    return Written(tuple(change.path for change in changes), tuple(_apply(root, changes)))


def _apply(root: Path, changes: list[Change]) -> list[str]:
    """Change files, noted for the targets first."""
    return apply(root, changes, lambda paths: note_paths(root, paths))


def _logged(town: Town, record_id: int | None, steps: list[Written]) -> Written:
    written = Written(
        touched=tuple(dict.fromkeys(path for step in steps for path in step.touched)),
        changed=tuple(dict.fromkeys(path for step in steps for path in step.changed)),
    )
    log.info(
        "site touched",
        town=town.slug,
        record=record_id,
        touched=len(written.touched),
        changed=len(written.changed),
    )
    return written
