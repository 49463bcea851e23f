"""Looking, after a record was taken down, at every place where it was: is nothing of it left?

A withdrawal is complete when page, files, lists, feeds, search row and every target have been
looked at and found empty; each look is stored as ``release.Proof``.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from django.conf import settings

from gongkai.organisation.models import Town
from gongkai.organisation.public_address import public_address
from gongkai.portal import addresses as at
from gongkai.portal.addresses import Page, Phase
from gongkai.portal.composing import Composer
from gongkai.portal.delivering import tree_of
from gongkai.portal.models import Listing, Target
from gongkai.portal.touching import touched_by_places
from gongkai.publication.models import Record
from gongkai.release.actions import Probe
from gongkai.release.queries import search_keys
from gongkai.rules.digest import digest
from gongkai.search.queries import holds

OWN_PLACES: Final = ("page_gone", "files_gone", "lists_gone", "feeds_gone", "search_gone")
"""The parts that ``removal_probes`` looks at, in its order."""


class NotSeenError(Exception):
    """What should be at a place is not there, or what should be gone is; it is tried again."""


def removal_probes(town: Town, record: Record, notice: bytes) -> Iterator[Probe]:
    """Look at the town's own places, one after the other. NotSeenError where something is left.

    notice: what has to stand at the record's address.
    """
    address = at.record_address(record.slug)
    page = tree_of(town) / at.file_of(address)
    seen = page.read_bytes() if page.exists() else b""
    if seen != notice:
        raise NotSeenError(f"{address}: 撤下说明没有到位")
    algorithm = settings.DIGEST_ALGORITHM
    where = public_address(town, address)
    yield Probe("page_gone", where, "网页已撤下，只余撤下说明", digest(seen, algorithm))
    if any((tree_of(town) / address / "files").glob("*")):
        raise NotSeenError(f"{address}files/: 附件还在")
    yield Probe("files_gone", f"{where}files/", "没有附件")
    shown = _shown_on(town, record)
    pages = [each for each in shown if each.phase != Phase.DATA]
    feeds = [each for each in shown if each.phase == Phase.DATA]
    yield Probe("lists_gone", public_address(town, "lists/"), _clean(town, record, pages, "列表"))
    yield Probe("feeds_gone", public_address(town, "lists/"), _clean(town, record, feeds, "订阅"))
    key = search_keys([record.slug], town).get(record.slug)
    if key is not None and holds(town.slug, key):
        raise NotSeenError(f"{address}: 还能检索到")
    yield Probe("search_gone", public_address(town, "search/"), "检索不到")


def removal_places(town: Town) -> list[str]:
    """Every part at which a withdrawal has to be seen complete: the town's own places and each
    active target.
    """
    targets = Target.objects.filter(town=town, active=True).values_list("pk", flat=True)
    return [*OWN_PLACES, *(f"target_gone:{target}" for target in targets)]


def _shown_on(town: Town, record: Record) -> list[Page]:
    """Every page and file for machines that could show the record, by its places."""
    places = list(Listing.objects.filter(record=record).order_by())
    return touched_by_places(Composer(town), places) if places else []


def _clean(town: Town, record: Record, pages: Iterable[Page], what: str) -> str:
    """That no page leads to the record, in words; NotSeenError names the one that does."""
    sign, count = f"records/{record.slug}/".encode(), 0
    for page in pages:
        path = tree_of(town) / at.path_of(page)
        if path.exists() and sign in path.read_bytes():
            raise NotSeenError(f"{at.path_of(page)}: 还列着这条信息")
        count += 1
    return f"{count}个{what}文件中都没有"
