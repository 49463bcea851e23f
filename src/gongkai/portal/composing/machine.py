"""Files for machines: data of lists, feeds, site maps, the log of changes (``docs/feeds.md``)."""

from collections.abc import Iterable, Iterator

from gongkai.organisation.public_address import public_address
from gongkai.portal import addresses as at
from gongkai.portal.addresses import ALL, Page
from gongkai.portal.composing.composer import Composer, composes
from gongkai.portal.feeds import data, district, sitemaps, syndication
from gongkai.portal.feeds.api import description
from gongkai.portal.feeds.changes import count_of
from gongkai.portal.feeds.facts import ChangePage, FeedSite, ListPage
from gongkai.portal.feeds.reading import days_of_records
from gongkai.portal.lists import closed_pages, newer_than, older_than, span_of, touched_pages
from gongkai.portal.models import Listing


def with_data(pages: Iterable[Page]) -> set[Page]:
    """Pages together with what machines read in their place."""
    found = set(pages)
    for page in list(found):
        data_page = at.data_of(page)
        found.update(at.feeds_of(page) if data_page is None else (data_page, *at.feeds_of(page)))
    return found


def touched_parts(places: Iterable[Listing]) -> set[Page]:
    """The parts of the site map that name records with these places, and the index."""
    parts = {sitemaps.part_of(place.position) for place in places if place.list == ALL}
    return {at.SITEMAP, at.SITEMAP_PAGES, *map(at.sitemap_records, parts)}


def touched_changes(composer: Composer, numbers: Iterable[int]) -> set[Page]:
    """The pages of the log that show lines with these numbers."""
    count = count_of(composer.town)
    pages = {page for number in numbers for page in touched_pages(number, count)}
    return {page for number in pages for page in at.changes_pages(number)}


def town_wide(composer: Composer) -> set[Page]:
    """What carries the names of the town, its units and its catalogue."""
    return {at.ROBOTS, at.DATASETS, at.ITEMS_DATA, at.API, at.SITEMAP_PAGES, *at.changes_pages(0)}


def all_machine_pages(composer: Composer) -> Iterator[Page]:
    """Every file for machines beside those of the lists, in the order of writing."""
    yield from sorted(town_wide(composer) | {at.SITEMAP})
    places = composer.shelf.places(ALL)
    yield from map(at.sitemap_records, range(1, sitemaps.parts(places) + 1))
    for number in range(1, closed_pages(count_of(composer.town)) + 1):
        yield from at.changes_pages(number)


def feed_site(composer: Composer) -> FeedSite:
    """Whose files they are."""
    site = composer.site
    return FeedSite(site.slug, site.name, site.host, public_address(composer.town))


@composes("list_data")
def list_data(composer: Composer, wanted: Page) -> bytes:
    """A page of a list as data."""
    return data.list_data(feed_site(composer), _list_page(composer, wanted))


@composes("rss")
def rss(composer: Composer, wanted: Page) -> bytes:
    """The RSS feed of a list."""
    return syndication.rss(feed_site(composer), _list_page(composer, wanted))


@composes("atom")
def atom(composer: Composer, wanted: Page) -> bytes:
    """The Atom feed of a list."""
    return syndication.atom(feed_site(composer), _list_page(composer, wanted))


@composes("sitemap")
def sitemap(composer: Composer, wanted: Page) -> bytes:
    """The index of the site map."""
    return sitemaps.index(feed_site(composer), sitemaps.parts(composer.shelf.places(ALL)))


@composes("sitemap_pages")
def sitemap_pages(composer: Composer, wanted: Page) -> bytes:
    """The pages that are no records, but the archives and those that say that nothing is there."""
    shown = set(composer.index_pages()) - {at.NOT_FOUND, at.GONE}
    return sitemaps.pages(feed_site(composer), sorted(map(at.address_of, shown)))


@composes("sitemap_records")
def sitemap_records(composer: Composer, wanted: Page) -> bytes:
    """A part of the records."""
    first, last = sitemaps.places_of(wanted.number)
    lines = days_of_records(composer.town, first, last)
    return sitemaps.records(feed_site(composer), lines)


@composes("robots")
def robots(composer: Composer, wanted: Page) -> bytes:
    """What programs may read."""
    return sitemaps.robots(feed_site(composer), composer.site.base)


@composes("datasets")
def datasets(composer: Composer, wanted: Page) -> bytes:
    """The description of the datasets: the lists that have feeds."""
    lists = [
        (page.key, composer.heading(page.key), at.list_address(page.key))
        for page in sorted(set(composer.index_pages()))
        if at.feeds_of(page)
    ]
    return data.datasets(feed_site(composer), lists)


@composes("items_data")
def items_data(composer: Composer, wanted: Page) -> bytes:
    """The standard catalogue."""
    catalogue = composer.catalogue
    return data.catalogue_data(feed_site(composer), catalogue.edition, catalogue.in_force())


@composes("api")
def api(composer: Composer, wanted: Page) -> bytes:
    """What programs can ask for, and what they get."""
    return description(feed_site(composer))


@composes("changes_data")
def changes_data(composer: Composer, wanted: Page) -> bytes:
    """A page of the log of changes."""
    return district.changes_data(feed_site(composer), _change_page(composer, wanted.number))


@composes("changes_atom")
def changes_atom(composer: Composer, wanted: Page) -> bytes:
    """A page of the log of changes as Atom."""
    return district.changes_atom(feed_site(composer), _change_page(composer, wanted.number))


def _list_page(composer: Composer, wanted: Page) -> ListPage:
    shelf, name, number = composer.shelf, wanted.key, wanted.number
    places = shelf.places(name)
    return ListPage(
        list=name,
        heading=composer.heading(name),
        folder=at.list_address(name),
        number=number,
        older=older_than(number, places),
        newer=newer_than(number, places),
        shown=shelf.shown(name),
        entries=shelf.entries(name, number),
    )


def _change_page(composer: Composer, number: int) -> ChangePage:
    changes = composer.shelf.changes
    return ChangePage(
        number=number,
        older=older_than(number, changes.count),
        newer=newer_than(number, changes.count),
        changes=changes.between(*span_of(number, changes.count)),
    )
