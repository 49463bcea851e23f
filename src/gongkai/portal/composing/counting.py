"""The lists that a page leads to, each with its address, its name and how much it shows."""

from gongkai.portal import addresses as at
from gongkai.portal.composing.composer import Composer
from gongkai.portal.filing import TABLES_OF
from gongkai.rules import themes
from gongkai.rules.columns import SiteColumn, of_group

Counted = tuple[str, str, int]
"""Address, name and number of records of a list that a page leads to."""


def counted_fields(composer: Composer) -> list[Counted]:
    """The fields that show something."""
    published = composer.shelf.published_by("field")
    return [
        (at.list_address(at.field_list(code)), name, published[code])
        for code, name in composer.catalogue.field_names.items()
        if published.get(code)
    ]


def counted_units(composer: Composer) -> list[Counted]:
    """The units that show something, in their order."""
    published = composer.shelf.published_by("unit")
    return [
        (at.list_address(at.unit_list(slug)), unit.name, published[slug])
        for slug, unit in composer.units.items()
        if published.get(slug)
    ]


def counted_themes(composer: Composer) -> list[Counted]:
    """The 22 themes."""
    published = composer.shelf.published_by("theme")
    return [
        (at.list_address(at.theme_list(row.code)), row.name, published.get(row.code, 0))
        for row in themes.classes(TABLES_OF)
    ]


def counted_years(composer: Composer) -> list[Counted]:
    """The years in which something came out, the newest first."""
    published = composer.shelf.published_by("year")
    return [
        (at.list_address(at.year_list(int(year))), f"{year}年", published[year])
        for year in sorted(published, reverse=True)
    ]


def village_categories(composer: Composer) -> list[tuple[SiteColumn, str, int]]:
    """The six categories of village affairs."""
    published = composer.shelf.published_by("column")
    return [
        (row, at.list_address(at.column_list(row.code)), published.get(row.code, 0))
        for row in of_group("village", TABLES_OF)
    ]
