"""Which pages a change touches: a number that does not grow with the site (promise 4)."""

from collections.abc import Iterable, Sequence
from typing import Final

from gongkai.portal import addresses as at
from gongkai.portal.addresses import Page
from gongkai.portal.composing import Composer
from gongkai.portal.composing.machine import touched_parts, town_wide, with_data
from gongkai.portal.lists import touched_pages
from gongkai.portal.models import Listing
from gongkai.rules.columns import GUIDE


def touched_by_places(composer: Composer, places: Sequence[Listing]) -> list[Page]:
    """The pages, apart from the record's own, that show or count records with these places.

    Places are all that a record ever had, so that a record that left a list leaves its pages.
    """
    pages: set[Page] = {at.HOME, at.ELDER, at.CATALOGUE, at.CATALOGUE_UNITS, at.DISCLOSURE}
    for place in places:
        size = composer.shelf.sizes[place.list].places
        pages.update(at.list_page(place.list, n) for n in touched_pages(place.position, size))
        pages.update(_catalogue_pages(composer, place.list))
        pages.update(_hubs(place.list))
    return sorted(with_data(pages) | touched_parts(places))


def _hubs(name: str) -> Iterable[Page]:
    """The pages that lead to a list and show its count, or show what is newest in it."""
    kind, _, key = name.partition(":")
    yield from _HUBS.get(kind, ())
    if kind == "column":
        yield from (at.GUIDE, at.APPLICATION) if key == GUIDE else (at.VILLAGE,)


_HUBS: Final[dict[str, tuple[Page, ...]]] = {
    "basis": (at.BASES,),
    "theme": (at.THEMES,),
    "year": (at.YEARS,),
    "unit": (at.VILLAGE,),
}


def touched_by_front() -> list[Page]:
    """The pages that show what other rooms offer (``organisation.public_lines``)."""
    return sorted({at.HOME, at.CONSULTATIONS, at.MEETINGS})


def _catalogue_pages(composer: Composer, name: str) -> Iterable[Page]:
    """The catalogue pages that show the count of a list."""
    kind, _, key = name.partition(":")
    if kind == "field" and key in composer.catalogue.field_names:
        yield at.catalogue_field(key)
    if kind == "unit":
        yield at.catalogue_unit(key)
    if kind == "item" and key in composer.catalogue.items:
        item = composer.catalogue.items[key]
        yield at.catalogue_field(item.field)
        yield from (at.catalogue_unit(slug) for slug, _ in item.units)


def touched_by_catalogue(composer: Composer) -> list[Page]:
    """The pages that a new edition touches: as many as the catalogue has items, fields, units.

    The archives of a list are not among them; ``archives_if_renamed`` adds those whose heading
    changed.
    """
    lists = [at.list_page(at.field_list(code)) for code in composer.catalogue.field_names]
    pages = {*composer.fixed_pages(), *composer.catalogue_pages(), *composer.unit_pages(), *lists}
    return sorted(with_data({*pages, at.list_page(at.ALL)}) | town_wide(composer))


def touched_by_organisation(composer: Composer) -> list[Page]:
    """The pages that a change of units, posts or the leading group touches."""
    lists = [at.list_page(at.unit_list(slug)) for slug in composer.units]
    pages = {*composer.fixed_pages(), *composer.catalogue_pages(), *composer.unit_pages(), *lists}
    return sorted(with_data({*pages, at.list_page(at.ALL)}) | town_wide(composer))
