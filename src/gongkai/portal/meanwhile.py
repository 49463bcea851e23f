"""What happened to a town's tree while a full build of it was made beside (decision 0030).

A file of the build is what a full build would make at the end, unless something it shows changed
meanwhile. Then a delivery has looked after it in the living tree and noted it (``journal``), or is
still to come. This module says which files these are; of them the living tree is right.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from gongkai.organisation.models import Town
from gongkai.organisation.public_lines import FRONT_EFFECT
from gongkai.outbox.models import Effect, EffectState
from gongkai.outbox.queries import unfinished
from gongkai.portal import addresses as at
from gongkai.portal import journal
from gongkai.portal.addresses import Page
from gongkai.portal.composing import Composer
from gongkai.portal.composing.machine import with_data
from gongkai.portal.delivering import shows_heading, tree_of
from gongkai.portal.making import Plan, plan_tree
from gongkai.portal.models import Listing
from gongkai.portal.related import neighbours
from gongkai.portal.touching import (
    touched_by_catalogue,
    touched_by_front,
    touched_by_organisation,
    touched_by_places,
)
from gongkai.portal.visible import came_out_under
from gongkai.portal.writing import names_of
from gongkai.publication.models import Record

RELEASE_EFFECT: Final = "portal.release"
WITHDRAW_EFFECT: Final = "portal.withdraw"
CATALOGUE_EFFECT: Final = "portal.catalogue"
FIELD_EFFECT: Final = "portal.field"
ORGANISATION_EFFECT: Final = "portal.organisation"
_RECORDS: Final = (RELEASE_EFFECT, WITHDRAW_EFFECT)


@dataclass(frozen=True)
class Beginning:
    """What is remembered of the moment at which a build begins: the plan, and which deliveries of
    records were still to come.
    """

    plan: Plan
    waiting: frozenset[int]


@dataclass(frozen=True)
class Moved:
    """Files that may have changed meanwhile, and folders of records that did, as a whole."""

    paths: frozenset[str]
    folders: frozenset[str]

    def holds(self, path: str) -> bool:
        """Whether a file is among them."""
        return path in self.paths or _folder_of(path) in self.folders

    def __or__(self, other: "Moved") -> "Moved":
        return Moved(self.paths | other.paths, self.folders | other.folders)


def begin(town: Town) -> Beginning:
    """Begin to note, and plan the build. The caller holds the tree and is its only builder."""
    journal.begin(tree_of(town))
    waiting = frozenset(effect.pk for effect in unfinished(town.slug, _RECORDS))
    return Beginning(plan_tree(town), waiting)


def moved(town: Town, beginning: Beginning) -> Moved:
    """What deliveries looked after since the beginning; and the folders of records that an act
    changed whose delivery is still to come: the build may hold half of them. The caller holds the
    tree.
    """
    noted = journal.noted(tree_of(town))
    folders = {path for path in noted if path.endswith("/")}
    changed = {at.record_address(record.slug) for record in _changed(town, beginning)}
    return Moved(
        frozenset({*(noted - folders), *_renamed_archives(town, beginning, noted)}),
        frozenset(folders | changed),
    )


def coming(town: Town, beginning: Beginning) -> Moved:
    """What the deliveries will look after that are still to come: the living tree does not show
    yet what a build may have read. The caller holds the tree.
    """
    composer, around = Composer(town), set[int]()
    pages = set(_around_town(composer))
    for record in _changed(town, beginning):
        places = list(Listing.objects.filter(record=record).order_by())
        pages.update(touched_by_places(composer, places))
        beside = neighbours(town, record.pk, places)
        around |= {record.pk, *beside.public, *beside.withdrawn}
    for effect in _waiting(town, FIELD_EFFECT):
        around.update(renamed_by(town, effect.payload))
    slugs = Record.objects.filter(pk__in=around).values_list("slug", flat=True)
    return Moved(frozenset(_files_of(pages)), frozenset(map(at.record_address, slugs)))


def renamed_by(town: Town, payload: Any) -> list[int]:
    """The records whose pages an effect of FIELD_EFFECT writes anew."""
    return came_out_under(town, payload["field"], date.fromisoformat(payload["since"]))


def _changed(town: Town, beginning: Beginning) -> list[Record]:
    """The records that were released or taken down since, and not delivered yet.

    Effects that waited at the beginning tell of what the build has read from the start.
    """
    found = [
        effect.payload["record"]
        for effect in unfinished(town.slug, _RECORDS)
        if effect.pk not in beginning.waiting
    ]
    return list(Record.objects.filter(pk__in=found))


def _waiting(town: Town, *handlers: str) -> QuerySet[Effect]:
    """One that is stuck does not come until a person looks at it: the build need not wait."""
    return unfinished(town.slug, handlers).filter(state=EffectState.WAITING)


def _around_town(composer: Composer) -> Iterator[Page]:
    """The pages of deliveries of the whole town that wait: one that waited at the beginning may
    stand for later changes, too (``outbox.actions.enqueue``, coalesce).
    """
    found = _waiting(composer.town, CATALOGUE_EFFECT, ORGANISATION_EFFECT, FRONT_EFFECT)
    waiting = set(found.values_list("handler", flat=True))
    if CATALOGUE_EFFECT in waiting:
        yield from touched_by_catalogue(composer)
    if ORGANISATION_EFFECT in waiting:
        yield from touched_by_organisation(composer)
    if FRONT_EFFECT in waiting:
        yield from touched_by_front()


def _renamed_archives(town: Town, beginning: Beginning, noted: frozenset[str]) -> Iterator[str]:
    """All archives of the lists that were called something else at the end, or for a while.

    A delivery compares one archive page to see whether a list was renamed, and the living tree
    may have had the right name all along, when the build read another one. So all archives of such
    a list are those of the living tree, and have one heading.
    """
    before, now = beginning.plan.composer, Composer(town)
    for name in before.shelf.sizes:
        archives = list(now.archive_pages(name))
        if archives and _was_renamed(
            before, now, name, noted.intersection(map(at.path_of, archives))
        ):
            yield from _files_of(with_data(archives))


def _was_renamed(before: Composer, now: Composer, name: str, noted: Iterable[str]) -> bool:
    heading, root = before.heading(name), tree_of(now.town)
    if heading != now.heading(name):
        return True
    return not all(shows_heading(root / path, heading) for path in noted)


def _files_of(pages: Iterable[Page]) -> Iterator[str]:
    return (name for page in pages for name in names_of(at.path_of(page)))


def _folder_of(path: str) -> str:
    """The folder of the record that a file belongs to; something else where it belongs to none."""
    return "/".join(path.split("/", 2)[:2]) + "/"
