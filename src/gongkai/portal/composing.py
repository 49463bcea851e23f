"""From a page's name to its bytes: reads the facts that the page needs and renders them.

A full build and a delivery compose pages by the same functions; that they agree is then a
question only of which pages a delivery touches (``touching``).
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from gongkai.organisation.models import Town
from gongkai.portal import addresses as at
from gongkai.portal.addresses import ALL, Page
from gongkai.portal.assets import load_assets
from gongkai.portal.facts import Entry, ItemFacts, RecordFacts, Site, UnitFacts, WithdrawnFacts
from gongkai.portal.lists import closed_pages, newer_than, older_than, span_of
from gongkai.portal.meta import Column
from gongkai.portal.models import Listing, ListSize
from gongkai.portal.placing import sizes_of
from gongkai.portal.released import entries
from gongkai.portal.rendering import (
    COLUMNS_DESCRIPTION,
    page,
    record_json,
    record_page,
    withdrawn_json,
    withdrawn_page,
)
from gongkai.portal.surroundings import PublicCatalogue, group_of, group_since, site_facts, units_of
from gongkai.publication.models import Matter
from gongkai.rules.metadata import PageKind

NEWEST = 6


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

    @cached_property
    def units(self) -> dict[str, UnitFacts]:
        """The units by slug."""
        return {unit.slug: unit for unit in units_of(self.town)}

    @cached_property
    def sizes(self) -> dict[str, ListSize]:
        """The sizes of all lists of the town."""
        return sizes_of(self.town)

    def compose(self, wanted: Page) -> bytes:
        """The bytes of a page that is no record's."""
        return _COMPOSERS[wanted.kind](self, wanted)

    def record_files(self, record: RecordFacts) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of the page of a record and of its data."""
        folder = at.record_address(record.slug)
        yield f"{folder}record.json", record_json(record)
        yield at.file_of(folder), record_page(self.site, record)

    def withdrawn_files(self, record: WithdrawnFacts) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of what stands at the address of a withdrawn record."""
        folder = at.record_address(record.slug)
        if record.gone:
            yield at.mark_of_gone(record.slug), b""
        yield f"{folder}record.json", withdrawn_json(record)
        yield at.file_of(folder), withdrawn_page(self.site, record)

    def all_pages(self) -> Iterator[Page]:
        """Every page that is no record's, in the order of writing."""
        yield from sorted({*self.fixed_pages(), *self.catalogue_pages(), *self.unit_pages()})
        fields = map(at.field_list, self.catalogue.field_names)
        matters = filter(at.is_matter_list, self.sizes)
        for name in sorted({ALL, *map(at.unit_list, self.units), *fields, *matters}):
            yield at.list_page(name)
        for name in sorted(self.sizes):
            yield from self.archive_pages(name)

    def fixed_pages(self) -> Iterator[Page]:
        """Pages of which there is one."""
        yield from (at.HOME, at.NOT_FOUND, at.GONE, at.GROUP, at.UNITS)
        yield from (at.CATALOGUE, at.CATALOGUE_UNITS)

    def catalogue_pages(self) -> Iterator[Page]:
        """Pages of fields and items."""
        yield from map(at.catalogue_field, self.catalogue.field_names)
        yield from (at.list_page(at.item_list(identity)) for identity in self.catalogue.items)

    def unit_pages(self) -> Iterator[Page]:
        """The catalogue pages of units."""
        yield from map(at.catalogue_unit, self.units)

    def archive_pages(self, name: str) -> Iterator[Page]:
        """The closed pages of a list."""
        last = closed_pages(self._places(name))
        yield from (at.list_page(name, number) for number in range(1, last + 1))

    def _places(self, name: str) -> int:
        return self.sizes[name].places if name in self.sizes else 0

    def shown(self, name: str) -> int:
        """How many records a list shows."""
        return self.sizes[name].shown if name in self.sizes else 0

    def heading(self, name: str) -> str:
        """What a list is called."""
        kind, _, key = name.partition(":")
        if kind == "field":
            return self.catalogue.field_names.get(key, key)
        if kind == "unit":
            return self.units[key].name
        if kind == "matter":
            return self.matter_name(key)
        return self.catalogue.items[key].name if kind == "item" else "公开信息"

    def matter_name(self, slug: str) -> str:
        """What a matter is called."""
        return Matter.objects.get(town=self.town, slug=slug).name

    def lines(self, name: str, number: int) -> dict[str, Any]:
        """The lines of a page of a list, newest first, and the way to its neighbours."""
        places = self._places(name)
        first, last = span_of(number, places)
        rows = Listing.objects.filter(
            town=self.town, list=name, shown=True, position__range=(first, last)
        ).order_by("-position")
        return {
            "entries": self._entries(rows.values_list("record_id", flat=True)),
            "shown": self.shown(name),
            "number": number,
            "older": older_than(number, places),
            "newer": newer_than(number, places),
        }

    def newest(self) -> list[Entry]:
        """The newest public records."""
        rows = Listing.objects.filter(town=self.town, list=ALL, shown=True).order_by("-position")
        return self._entries(rows.values_list("record_id", flat=True)[:NEWEST])

    def _entries(self, record_ids: Any) -> list[Entry]:
        identities = list(record_ids)
        found = entries(self.town, identities)
        return [found[identity] for identity in identities if identity in found]

    def published_by(self, kind: str) -> dict[str, int]:
        """How many records are shown by key, in all lists of one kind (``field``, ``item``)."""
        prefix = f"{kind}:"
        return {
            name.removeprefix(prefix): size.shown
            for name, size in self.sizes.items()
            if name.startswith(prefix)
        }

    def render(self, wanted: Page, template: str, kind: PageKind = "list", **facts: Any) -> bytes:
        """Render a page at its place."""
        return page(at.path_of(wanted), template, kind, self.site, **facts)


def _column(name: str, description: str = COLUMNS_DESCRIPTION) -> Column:
    return Column(name, description, name)


def _home(composer: Composer, wanted: Page) -> bytes:
    return composer.render(
        wanted,
        "home.html",
        "home",
        entries=composer.newest(),
        published=composer.shown(ALL),
        fields=composer.catalogue.fields(composer.published_by("field")),
    )


def _simple(template: str) -> Callable[[Composer, Page], bytes]:
    def compose(composer: Composer, wanted: Page) -> bytes:
        return composer.render(wanted, template, "other")

    return compose


def _group(composer: Composer, wanted: Page) -> bytes:
    column = _column("领导小组", "政务公开工作领导小组成员名单")
    return composer.render(
        wanted,
        "group.html",
        groups=group_of(composer.town),
        since=group_since(composer.town),
        column=column,
    )


def _units(composer: Composer, wanted: Page) -> bytes:
    kinds: dict[str, list[UnitFacts]] = {}
    for unit in composer.units.values():
        if unit.closed_on is None:
            kinds.setdefault(unit.kind_label, []).append(unit)
    column = _column("机构职能", "各单位负责人、办公时间、地址和电话")
    return composer.render(wanted, "units.html", kinds=list(kinds.items()), column=column)


def _catalogue(composer: Composer, wanted: Page) -> bytes:
    return composer.render(
        wanted,
        "catalogue.html",
        edition=composer.catalogue.edition,
        fields=composer.catalogue.fields(composer.published_by("field")),
        items=len(composer.catalogue.in_force()),
        column=_column("标准目录"),
    )


def _catalogue_field(composer: Composer, wanted: Page) -> bytes:
    fields = {f.code: f for f in composer.catalogue.fields(composer.published_by("field"))}
    items = composer.catalogue.in_force(wanted.key)
    groups: dict[str, list[ItemFacts]] = {}
    for item in items:
        groups.setdefault(item.level1, []).append(item)
    return composer.render(
        wanted,
        "catalogue_field.html",
        field=fields[wanted.key],
        items=items,
        groups=list(groups.items()),
        counts=composer.published_by("item"),
        some_to_check=any(item.to_check for item in items),
        column=_column(fields[wanted.key].name),
    )


def _catalogue_units(composer: Composer, wanted: Page) -> bytes:
    published = composer.published_by("unit")
    rows = [
        (unit, len(composer.catalogue.of_unit(slug)), published.get(slug, 0))
        for slug, unit in composer.units.items()
    ]
    publishers: dict[str, list[ItemFacts]] = {}
    for item in composer.catalogue.in_force():
        if not item.units:
            publishers.setdefault(item.publisher or "原目录未载明", []).append(item)
    return composer.render(
        wanted,
        "catalogue_units.html",
        units=[row for row in rows if row[1] or row[2]],
        publishers=list(publishers.items()),
        column=_column("标准目录"),
    )


def _catalogue_unit(composer: Composer, wanted: Page) -> bytes:
    unit = composer.units[wanted.key]
    return composer.render(
        wanted,
        "catalogue_unit.html",
        unit=unit,
        items=composer.catalogue.of_unit(wanted.key),
        names=composer.catalogue.field_names,
        counts=composer.published_by("item"),
        published=composer.shown(at.unit_list(wanted.key)),
        column=_column(unit.name, "本单位负责的公开事项"),
    )


def _item(composer: Composer, wanted: Page) -> bytes:
    item = composer.catalogue.items[wanted.key]
    name = composer.catalogue.field_names[item.field]
    return composer.render(
        wanted,
        "item.html",
        item=item,
        field_name=name,
        column=_column(name),
        **composer.lines(at.item_list(wanted.key), wanted.number),
    )


def _list(composer: Composer, wanted: Page) -> bytes:
    heading = composer.heading(wanted.key)
    facts = composer.lines(wanted.key, wanted.number)
    here: list[tuple[str, str | None]] = [(heading, None)]
    trail = here if wanted.key == ALL else [("公开信息", "lists/"), *here]
    if wanted == at.list_page(ALL):
        facts["filters"] = _filters(composer)
    column = _column(heading)
    return composer.render(
        wanted, "list.html", heading=heading, trail=trail, column=column, **facts
    )


def _filters(composer: Composer) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Links to the lists of fields and units that show something."""

    def links(kind: str, keys: dict[str, str]) -> list[tuple[str, str, int]]:
        published = composer.published_by(kind)
        return [
            (name, at.list_address(f"{kind}:{key}"), published[key])
            for key, name in keys.items()
            if published.get(key)
        ]

    units = {slug: unit.name for slug, unit in composer.units.items()}
    fields = links("field", composer.catalogue.field_names)
    return [("按领域", fields), ("按单位", links("unit", units))]


_COMPOSERS: dict[str, Callable[[Composer, Page], bytes]] = {
    "home": _home,
    "not_found": _simple("not_found.html"),
    "gone": _simple("gone.html"),
    "group": _group,
    "units": _units,
    "catalogue": _catalogue,
    "catalogue_field": _catalogue_field,
    "catalogue_units": _catalogue_units,
    "catalogue_unit": _catalogue_unit,
    "item": _item,
    "list": _list,
}
