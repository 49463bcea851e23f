"""From a page's name to its bytes: reads the facts that the page needs and renders them.

A full build and a delivery compose pages by the same functions; that they agree is then a
question only of which pages a delivery touches (``touching``). How a kind of page is made is said
by a function that the modules beside this one register with ``composes``.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from gongkai.organisation.models import Town
from gongkai.organisation.public_address import public_address
from gongkai.portal import addresses as at
from gongkai.portal.addresses import ALL, Kind, Page
from gongkai.portal.assets import load_assets
from gongkai.portal.composing.headings import heading_by_law
from gongkai.portal.composing.shelf import Shelf
from gongkai.portal.facts import RecordFacts, Site, UnitFacts, WithdrawnFacts
from gongkai.portal.filing import TABLES_OF
from gongkai.portal.lists import closed_pages
from gongkai.portal.meta import Column
from gongkai.portal.rendering import (
    COLUMNS_DESCRIPTION,
    leaving_page,
    page,
    qr_picture,
    record_json,
    record_page,
    withdrawn_json,
    withdrawn_page,
)
from gongkai.portal.surroundings import PublicCatalogue, site_facts, units_of
from gongkai.publication.models import Matter
from gongkai.rules.columns import TABLE as COLUMNS
from gongkai.rules.metadata import PageKind

File = tuple[str, bytes | None]
"""A path in the tree and what is to be there; None where nothing is."""

Compose = Callable[["Composer", Page], bytes]

_MEDIA: Final[dict[str, tuple[str, str]]] = {
    "rss": ("application/rss+xml", "RSS"),
    "atom": ("application/atom+xml", "Atom"),
    "list_data": ("application/json", "JSON"),
}

_COMPOSERS: dict[str, Compose] = {}


def composes(kind: Kind) -> Callable[[Compose], Compose]:
    """Names a function as the maker of the pages of one kind."""

    def register(compose: Compose) -> Compose:
        _COMPOSERS[kind] = compose
        return compose

    return register


def column(name: str, description: str = COLUMNS_DESCRIPTION) -> Column:
    """A column whose keyword is its name."""
    return Column(name, description, name)


def alternates(page: Page) -> list[tuple[str, str, str]]:
    """What programs read in the place of a page: media type, address in the tree, and name.

    The first page stands for the list of all that it shows the beginning of.
    """
    shown = at.list_page(ALL) if page == at.HOME else page
    files = [*at.feeds_of(shown), at.data_of(page)]
    return [
        (_MEDIA[file.kind][0], at.address_of(file), _MEDIA[file.kind][1])
        for file in files
        if file is not None
    ]


class Composer:
    """Composes the pages of one town from what the database says now.

    Facts about catalogue, units and list sizes are read once per composer: use a new one after
    anything changed.
    """

    def __init__(self, town: Town) -> None:
        self.town = town
        self.assets = load_assets()
        self.site: Site = site_facts(town, self.assets)
        self.catalogue = PublicCatalogue(town)
        self.shelf = Shelf(town)

    @cached_property
    def units(self) -> dict[str, UnitFacts]:
        """The units by slug."""
        return {unit.slug: unit for unit in units_of(self.town)}

    def read_shared(self) -> None:
        """Read now what is read once: names, catalogue, units, sizes of lists and log."""
        catalogue, shelf = self.catalogue, self.shelf
        _ = (catalogue.edition, catalogue.items, catalogue.field_names, self.units)
        _ = (shelf.sizes, shelf.changes.count)

    def compose(self, wanted: Page) -> bytes:
        """The bytes of a page that is no record's."""
        return _COMPOSERS[wanted.kind](self, wanted)

    def record_files(self, record: RecordFacts) -> Iterator[File]:
        """Path and bytes of the page of a record and of what stands beside it."""
        folder, address = at.record_address(record.slug), self.address_of(record.slug)
        yield f"{folder}record.json", record_json(record)
        yield at.qr_address(record.slug), qr_picture(address)
        yield at.leaving_address(record.slug), leaving_page(self.site, record)
        yield at.file_of(folder), record_page(self.site, record, address)

    def address_of(self, slug: str) -> str:
        """The address of a record as people type it and cameras read it."""
        return public_address(self.town, at.record_address(slug))

    def withdrawn_files(self, record: WithdrawnFacts) -> Iterator[File]:
        """Path and bytes of what stands at the address of a withdrawn record."""
        folder = at.record_address(record.slug)
        if record.gone:
            yield at.mark_of_gone(record.slug), b""
        yield f"{folder}record.json", withdrawn_json(record)
        yield at.file_of(folder), withdrawn_page(self.site, record)
        yield at.leaving_address(record.slug), None
        yield at.qr_address(record.slug), None

    def all_pages(self) -> Iterator[Page]:
        """Every page that is no record's, in the order of writing."""
        yield from self.index_pages()
        for name in sorted(self.shelf.sizes):
            yield from self.archive_pages(name)

    def index_pages(self) -> Iterator[Page]:
        """Every page that is no record's, without the archives of the lists."""
        yield from sorted({*self.fixed_pages(), *self.catalogue_pages(), *self.unit_pages()})
        fields = map(at.field_list, self.catalogue.field_names)
        columns = (at.column_list(row.code) for row in COLUMNS.as_of(TABLES_OF))
        grown = filter(at.is_grown_list, self.shelf.sizes)
        for name in sorted({ALL, *map(at.unit_list, self.units), *fields, *columns, *grown}):
            yield at.list_page(name)

    def fixed_pages(self) -> Iterator[Page]:
        """Pages of which there is one."""
        yield from at.FIXED

    def catalogue_pages(self) -> Iterator[Page]:
        """Pages of fields and items."""
        yield from map(at.catalogue_field, self.catalogue.field_names)
        yield from (at.list_page(at.item_list(identity)) for identity in self.catalogue.items)

    def unit_pages(self) -> Iterator[Page]:
        """The catalogue pages of units."""
        yield from map(at.catalogue_unit, self.units)

    def archive_pages(self, name: str) -> Iterator[Page]:
        """The closed pages of a list."""
        last = closed_pages(self.shelf.places(name))
        yield from (at.list_page(name, number) for number in range(1, last + 1))

    def heading(self, name: str) -> str:
        """What a list is called."""
        kind, _, key = name.partition(":")
        if kind == "field":
            return self.catalogue.field_names.get(key, key)
        if kind == "unit":
            return self.units[key].name
        if kind == "matter":
            return self.matter_name(key)
        if kind == "item":
            return self.catalogue.items[key].name
        return heading_by_law(kind, key) or "公开信息"

    def matter_name(self, slug: str) -> str:
        """What a matter is called."""
        return Matter.objects.get(town=self.town, slug=slug).name

    def render(self, wanted: Page, template: str, kind: PageKind = "list", **facts: Any) -> bytes:
        """Render a page at its place."""
        found = alternates(wanted)
        return page(at.path_of(wanted), template, kind, self.site, alternates=found, **facts)
