"""Site maps (sitemaps.org) and robots.txt. Pure functions to bytes.

Records are cut into parts by their place in the list of all records, which never moves: a new
record changes the newest part only, and the index where it opens a part.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from gongkai.portal.addresses import record_address
from gongkai.portal.dynamic import DYNAMIC
from gongkai.portal.feeds.facts import FeedSite
from gongkai.portal.feeds.xml import HEAD, text

PART_SIZE: Final = 500
"""Places of a part. The protocol allows 50,000; small parts are written quickly."""

_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def parts(places: int) -> int:
    """How many parts a list of so many places has."""
    return -(-places // PART_SIZE)


def part_of(position: int) -> int:
    """The part, from 1, that holds a place."""
    return (position - 1) // PART_SIZE + 1


def places_of(part: int) -> tuple[int, int]:
    """The first and the last place of a part."""
    return (part - 1) * PART_SIZE + 1, part * PART_SIZE


def index(site: FeedSite, count: int) -> bytes:
    """The index: the pages, and each part of the records."""
    names = ["sitemaps/pages.xml", *(f"sitemaps/records-{n}.xml" for n in range(1, count + 1))]
    # Written at every release, and it grows by a line for each part: so nothing is done twice.
    start = f"<sitemap>{text('loc', site.address).removesuffix('</loc>')}"
    lines = (f"{start}{name}</loc></sitemap>\n" for name in names)
    return f"{HEAD}<sitemapindex {_SPACE}>\n{''.join(lines)}</sitemapindex>\n".encode()


def pages(site: FeedSite, addresses: Iterable[str]) -> bytes:
    """The pages that are no records."""
    lines = (f"<url>{text('loc', site.address + address)}</url>\n" for address in addresses)
    return f"{HEAD}<urlset {_SPACE}>\n{''.join(lines)}</urlset>\n".encode()


def records(site: FeedSite, lines: Iterable[tuple[str, date]]) -> bytes:
    """A part of the records: slug and day of the present release of those that are public."""
    found = (
        f"<url>{text('loc', site.address + record_address(slug))}"
        f"{text('lastmod', day.isoformat())}</url>\n"
        for slug, day in lines
    )
    return f"{HEAD}<urlset {_SPACE}>\n{''.join(found)}</urlset>\n".encode()


def robots(site: FeedSite, base: str) -> bytes:
    """What programs may read: everything but what is asked of the application.

    base: the path under which the tree is served.
    """
    asked = "".join(f"Disallow: {base}{word}/\n" for word in DYNAMIC)
    return (f"User-agent: *\nAllow: {base}\n{asked}\nSitemap: {site.address}sitemap.xml\n").encode()
