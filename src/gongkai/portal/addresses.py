"""Addresses of public pages: what kinds there are, where each is, and in which order they go out.

An address is a path within the town's tree, ending in ``/`` for a folder with an
``index.html``. Pages link to each other by relative addresses, so a tree may be served at the
root of a host, in a folder of one, or from a disk.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal

Kind = Literal[
    "home",
    "not_found",
    "gone",
    "group",
    "units",
    "catalogue",
    "catalogue_field",
    "catalogue_units",
    "catalogue_unit",
    "item",
    "list",
    "list_data",
    "rss",
    "atom",
    "sitemap",
    "sitemap_pages",
    "sitemap_records",
    "robots",
    "datasets",
    "items_data",
    "api",
    "changes_data",
    "changes_atom",
    "guide",
    "disclosure",
    "bases",
    "themes",
    "years",
    "village",
    "application",
    "consultations",
    "meetings",
    "elder",
    "map",
]

ALL: Final = "all"


class Phase(IntEnum):
    """The order of writing: no page may link to one that is not there yet.

    A withdrawal goes the other way: the links go first.
    """

    ASSET = 0
    RECORD = 1
    DATA = 2
    ITEM = 3
    LIST = 4
    HOME = 5


@dataclass(frozen=True, order=True)
class Page:
    """A page or a file for machines that is no record's.

    ``key`` is a field code, a slug, an identity or a list name.
    """

    phase: Phase
    kind: Kind
    key: str = ""
    number: int = 0


HOME: Final = Page(Phase.HOME, "home")
NOT_FOUND: Final = Page(Phase.ITEM, "not_found")
GONE: Final = Page(Phase.ITEM, "gone")
GROUP: Final = Page(Phase.ITEM, "group")
UNITS: Final = Page(Phase.HOME, "units")
CATALOGUE: Final = Page(Phase.HOME, "catalogue")
CATALOGUE_UNITS: Final = Page(Phase.HOME, "catalogue_units")
SITEMAP: Final = Page(Phase.HOME, "sitemap")
SITEMAP_PAGES: Final = Page(Phase.HOME, "sitemap_pages")
ROBOTS: Final = Page(Phase.DATA, "robots")
DATASETS: Final = Page(Phase.DATA, "datasets")
ITEMS_DATA: Final = Page(Phase.DATA, "items_data")
API: Final = Page(Phase.DATA, "api")
GUIDE: Final = Page(Phase.HOME, "guide")
DISCLOSURE: Final = Page(Phase.HOME, "disclosure")
BASES: Final = Page(Phase.HOME, "bases")
THEMES: Final = Page(Phase.HOME, "themes")
YEARS: Final = Page(Phase.HOME, "years")
VILLAGE: Final = Page(Phase.HOME, "village")
APPLICATION: Final = Page(Phase.ITEM, "application")
CONSULTATIONS: Final = Page(Phase.LIST, "consultations")
MEETINGS: Final = Page(Phase.LIST, "meetings")
ELDER: Final = Page(Phase.HOME, "elder")
MAP: Final = Page(Phase.HOME, "map")
FIXED: Final = (
    HOME,
    NOT_FOUND,
    GONE,
    GROUP,
    UNITS,
    CATALOGUE,
    CATALOGUE_UNITS,
    GUIDE,
    DISCLOSURE,
    BASES,
    THEMES,
    YEARS,
    VILLAGE,
    APPLICATION,
    CONSULTATIONS,
    MEETINGS,
    ELDER,
    MAP,
)
"""The pages of which a town has one."""


def field_list(code: str) -> str:
    """The name of the list of a field."""
    return f"field:{code}"


def unit_list(slug: str) -> str:
    """The name of the list of a unit."""
    return f"unit:{slug}"


def item_list(identity: str) -> str:
    """The name of the list of an item."""
    return f"item:{identity}"


def matter_list(slug: str) -> str:
    """The name of the list of a matter."""
    return f"matter:{slug}"


def basis_list(code: str) -> str:
    """The name of the list of a legal basis (Art. 20 and 21)."""
    return f"basis:{code}"


def theme_list(code: str) -> str:
    """The name of the list of a theme (主题分类)."""
    return f"theme:{code}"


def year_list(year: int) -> str:
    """The name of the list of a year of first publication."""
    return f"year:{year}"


def column_list(code: str) -> str:
    """The name of the list of a column (栏目)."""
    return f"column:{code}"


def is_grown_list(name: str) -> bool:
    """Whether a list begins to be with its first record: no table and no catalogue names it."""
    return name.partition(":")[0] in {"matter", "basis", "theme", "year"}


def is_matter_list(name: str) -> bool:
    """Whether a list is that of a matter."""
    return name.startswith("matter:")


def catalogue_field(code: str) -> Page:
    """The catalogue page of a field."""
    return Page(Phase.LIST, "catalogue_field", code)


def catalogue_unit(slug: str) -> Page:
    """The catalogue page of a unit."""
    return Page(Phase.LIST, "catalogue_unit", slug)


def list_page(name: str, number: int = 0) -> Page:
    """A page of a list; the index of an item's list is the page of the item."""
    if name.startswith("item:"):
        if number == 0:
            return Page(Phase.ITEM, "item", name.removeprefix("item:"))
        return Page(Phase.ITEM, "list", name, number)
    return Page(Phase.HOME if name == ALL else Phase.LIST, "list", name, number)


def data_of(page: Page) -> Page | None:
    """The data of a page of a list; None for what is no list."""
    if page.kind not in {"list", "item"}:
        return None
    return Page(Phase.DATA, "list_data", _name_of(page), page.number)


def feeds_of(page: Page) -> tuple[Page, ...]:
    """The feeds of a list, for its newest page, if it has any."""
    if page.kind != "list" or page.number or not has_feeds(page.key):
        return ()
    return Page(Phase.DATA, "rss", page.key), Page(Phase.DATA, "atom", page.key)


def has_feeds(name: str) -> bool:
    """Whether a list has feeds: those of columns, fields and units have."""
    return name.partition(":")[0] not in {"item", "matter", "basis", "theme", "year"}


def changes_pages(number: int) -> tuple[Page, Page]:
    """A page of the log of changes in both its forms."""
    return (
        Page(Phase.DATA, "changes_data", number=number),
        Page(Phase.DATA, "changes_atom", number=number),
    )


def sitemap_records(part: int) -> Page:
    """A part of the site map of the records."""
    return Page(Phase.DATA, "sitemap_records", number=part)


def _name_of(page: Page) -> str:
    return page.key if page.kind == "list" else item_list(page.key)


_FIXED: Final[dict[str, str]] = {
    "sitemap": "sitemap.xml",
    "sitemap_pages": "sitemaps/pages.xml",
    "robots": "robots.txt",
    "datasets": "data/catalog.jsonld",
    "items_data": "catalogue/items.json",
    "api": "api/openapi.json",
    "home": "",
    "not_found": "404.html",
    "gone": "410.html",
    "group": "group/",
    "units": "units/",
    "catalogue": "catalogue/",
    "catalogue_units": "catalogue/units/",
    "guide": "guide/",
    "disclosure": "disclosure/",
    "bases": "lists/basis/",
    "themes": "lists/themes/",
    "years": "lists/years/",
    "village": "village/",
    "application": "application/",
    "consultations": "consultations/",
    "meetings": "meetings/",
    "elder": "elder/",
    "map": "map/",
}
_KEYED: Final[dict[str, str]] = {
    "catalogue_field": "catalogue/fields/{}/",
    "catalogue_unit": "catalogue/units/{}/",
    "item": "catalogue/items/{}/",
}
_NUMBERED: Final[dict[str, tuple[str, str, str]]] = {
    "list_data": ("list.json", "page-{}.json", ""),
    "rss": ("rss.xml", "", ""),
    "atom": ("atom.xml", "", ""),
    "changes_data": ("changes.json", "page-{}.json", "changes/"),
    "changes_atom": ("atom.xml", "page-{}.xml", "changes/"),
    "sitemap_records": ("", "records-{}.xml", "sitemaps/"),
}
"""Newest file, numbered files, and the folder of what belongs to no list."""
_LISTS: Final[dict[str, str]] = {
    "field": "lists/fields/{}/",
    "unit": "lists/units/{}/",
    "matter": "lists/matters/{}/",
    "item": "catalogue/items/{}/",
    "basis": "lists/basis/{}/",
    "theme": "lists/themes/{}/",
    "year": "lists/years/{}/",
    "column": "{}/",
}
_COLUMNS: Final[dict[str, str]] = {"guide": "guide/all"}


def address_of(page: Page) -> str:
    """The address of a page within the tree."""
    if page.kind == "list":
        folder = list_address(page.key)
        return f"{folder}page-{page.number}.html" if page.number else folder
    if page.kind in _NUMBERED:
        folder = list_address(page.key) if page.key else _NUMBERED[page.kind][2]
        newest, others, _ = _NUMBERED[page.kind]
        return f"{folder}{others.format(page.number) if page.number else newest}"
    if page.kind in _FIXED:
        return _FIXED[page.kind]
    return _KEYED[page.kind].format(page.key)


def list_address(name: str) -> str:
    """The address of the newest page of a list."""
    if name == ALL:
        return "lists/"
    kind, _, key = name.partition(":")
    if kind == "column":
        key = _COLUMNS.get(key, key.replace("village-", "village/"))
    return _LISTS[kind].format(key)


def record_address(slug: str) -> str:
    """The address of a record; it never changes."""
    return f"records/{slug}/"


def leaving_address(slug: str) -> str:
    """The page between a record and the non-government sites that it links to."""
    return f"{record_address(slug)}leaving.html"


def qr_address(slug: str) -> str:
    """The picture of a record's address for a camera."""
    return f"{record_address(slug)}qr.svg"


def mark_of_gone(slug: str) -> str:
    """An empty file beside the notice of a record that is gone for good: web servers that know
    it answer the address with 410.
    """
    return f"{record_address(slug)}gone"


def file_of(address: str) -> str:
    """The file in the tree behind an address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def path_of(page: Page) -> str:
    """The file of a page in the tree."""
    return file_of(address_of(page))


def writing_order(page: Page) -> tuple[int, str, str, int]:
    """Sorts pages so that what is linked to comes first.

    Of a list the newest closed page goes first: the page before it links to it.
    """
    return page.phase, page.kind, page.key, -page.number


def root_from(path: str) -> str:
    """What leads from a file to the top of the tree: ``../`` as often as needed."""
    return "../" * path.count("/")
