"""Pages of the catalogue: by field, by unit, and each item."""

from gongkai.portal import addresses as at
from gongkai.portal.addresses import Page
from gongkai.portal.composing.composer import Composer, column, composes
from gongkai.portal.facts import ItemFacts


@composes("catalogue")
def catalogue(composer: Composer, wanted: Page) -> bytes:
    """The catalogue by fields."""
    return composer.render(
        wanted,
        "catalogue.html",
        edition=composer.catalogue.edition,
        fields=composer.catalogue.fields(composer.shelf.published_by("field")),
        items=len(composer.catalogue.in_force()),
        column=column("标准目录"),
    )


@composes("catalogue_field")
def catalogue_field(composer: Composer, wanted: Page) -> bytes:
    """The items of a field."""
    fields = {f.code: f for f in composer.catalogue.fields(composer.shelf.published_by("field"))}
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
        counts=composer.shelf.published_by("item"),
        some_to_check=any(item.to_check for item in items),
        column=column(fields[wanted.key].name),
    )


@composes("catalogue_units")
def catalogue_units(composer: Composer, wanted: Page) -> bytes:
    """The catalogue by units."""
    published = composer.shelf.published_by("unit")
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
        column=column("标准目录"),
    )


@composes("catalogue_unit")
def catalogue_unit(composer: Composer, wanted: Page) -> bytes:
    """The items of a unit."""
    unit = composer.units[wanted.key]
    return composer.render(
        wanted,
        "catalogue_unit.html",
        unit=unit,
        items=composer.catalogue.of_unit(wanted.key),
        names=composer.catalogue.field_names,
        counts=composer.shelf.published_by("item"),
        published=composer.shelf.shown(at.unit_list(wanted.key)),
        column=column(unit.name, "本单位负责的公开事项"),
    )


@composes("item")
def item(composer: Composer, wanted: Page) -> bytes:
    """An item with the records under it."""
    item = composer.catalogue.items[wanted.key]
    name = composer.catalogue.field_names[item.field]
    return composer.render(
        wanted,
        "item.html",
        item=item,
        field_name=name,
        column=column(name),
        **composer.shelf.lines(at.item_list(wanted.key), wanted.number),
    )
