"""Giving released records their places in the lists, once and in the order of release."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from gongkai.organisation.models import Town
from gongkai.portal.addresses import ALL
from gongkai.portal.filing import EDITION, lists_of
from gongkai.portal.models import Listing, ListSize
from gongkai.portal.visible import public_among, releases_between
from gongkai.release.models import Release

BATCH: Final = 1000
_FILING: Final = ("record__unit", "version__item__field", "version__matter")


def placed_through(town: Town) -> int:
    """The number of the newest release that the lists have taken in."""
    size = ListSize.objects.filter(town=town, list=ALL).first()
    return size.through if size else 0


def waiting_before(town: Town, release: Release) -> list[Release]:
    """Public releases that must enter the lists before ``release`` does, in order."""
    return list(
        releases_between(town, placed_through(town), release.number - 1).select_related("record")
    )


@transaction.atomic
def settle(town: Town, record_id: int) -> list[Listing]:
    """Make the places of a record agree with whether and under what it is public.

    Idempotent. A record gets a place at the end of each list that it enters; it never loses or
    changes a place, only whether it is shown there. Gives all its places, shown or not.
    """
    release = public_among(town, [record_id]).select_related(*_FILING).first()
    rows = _settle(town, {record_id: release})
    return sorted(rows, key=lambda row: row.list)


def settle_all(town: Town) -> int:
    """Settle every release that the lists have not taken in yet; returns how many."""
    count, last = 0, placed_through(town)
    while waiting := list(_next_releases(town, last)):
        with transaction.atomic():
            _settle(town, {release.record_id: release for release in waiting})
        count, last = count + len(waiting), waiting[-1].number
    return count


def _next_releases(town: Town, last: int) -> QuerySet[Release]:
    """The next releases that the lists have not taken in, without the texts."""
    releases = releases_between(town, last, None).select_related(*_FILING)
    return releases.defer("version__body")[:BATCH]


def _settle(town: Town, releases: Mapping[int, Release | None]) -> list[Listing]:
    """Settle records by their public releases (None: not public), in the order given."""
    wanted = {record: lists_of(found) if found else () for record, found in releases.items()}
    known: dict[int, dict[str, Listing]] = {record: {} for record in releases}
    # By the record alone and in no order: the other ways go through every place of the town.
    for row in Listing.objects.filter(record_id__in=list(releases)).order_by():
        known[row.record_id][row.list] = row
    names = {ALL, *chain.from_iterable([*wanted.values(), *known.values()])}
    sizes = _locked_sizes(town, names)
    fresh, turned = [], []
    for record, release in releases.items():
        here = known[record]
        fresh += [_append(record, sizes[name]) for name in wanted[record] if name not in here]
        turned += [
            row for row in here.values() if _turn(row, sizes[row.list], row.list in wanted[record])
        ]
        sizes[ALL].through = max(sizes[ALL].through, release.number if release else 0)
    Listing.objects.bulk_create(fresh, batch_size=BATCH)
    Listing.objects.bulk_update(turned, ["shown"], batch_size=BATCH)
    ListSize.objects.bulk_update(sizes.values(), ["places", "shown", "through"])
    return [*fresh, *(row for rows in known.values() for row in rows.values())]


def is_current(town: Town) -> bool:
    """Whether the places were given under the present set of lists (``filing.EDITION``)."""
    size = ListSize.objects.filter(town=town, list=ALL).first()
    return size is None or size.edition == EDITION


def regrade(town: Town) -> int:
    """Give the records that have places those of the lists that came later; returns how many.

    In the order of the list of all, so that the new lists are in the order of first release. No
    place that was ever given moves. Safe to break off and to begin again.
    """
    if is_current(town):
        return 0
    placed = Listing.objects.filter(town=town, list=ALL, shown=True).order_by("position")
    identities = list(placed.values_list("record_id", flat=True))
    through = placed_through(town)
    for record_id in identities:
        settle(town, record_id)
    # A correction on its way is newer than what waits before it: that must not be passed over.
    ListSize.objects.filter(town=town, list=ALL).update(edition=EDITION, through=through)
    return len(identities)


@transaction.atomic
def recount(town: Town) -> None:
    """Compute the sizes of all lists from their places, for a build from nothing."""
    before = sizes_of(town, [ALL]).get(ALL)
    ListSize.objects.filter(town=town).delete()
    found = (
        Listing.objects.filter(town=town)
        .values("list")
        .annotate(places=Max("position"), seen=Count("id", filter=Q(shown=True)))
    )
    ListSize.objects.bulk_create(
        ListSize(
            town=town,
            list=row["list"],
            places=row["places"],
            shown=row["seen"],
            through=before.through if before and row["list"] == ALL else 0,
            edition=before.edition if before and row["list"] == ALL else EDITION,
        )
        for row in found
    )


def sizes_of(town: Town, names: Iterable[str] | None = None) -> dict[str, ListSize]:
    """The sizes of lists by name; of all lists without ``names``."""
    sizes = ListSize.objects.filter(town=town)
    if names is not None:
        sizes = sizes.filter(list__in=list(names))
    return {size.list: size for size in sizes}


def _locked_sizes(town: Town, names: set[str]) -> dict[str, ListSize]:
    sizes = ListSize.objects.select_for_update().filter(town=town, list__in=names)
    found = {size.list: size for size in sizes.order_by("list")}
    missing = [
        ListSize(town=town, list=name, edition=EDITION) for name in sorted(names - found.keys())
    ]
    ListSize.objects.bulk_create(missing)
    return found | {size.list: size for size in missing}


def _append(record_id: int, size: ListSize) -> Listing:
    """A place at the end of a list."""
    size.places += 1
    size.shown += 1
    return Listing(
        town_id=size.town_id, list=size.list, position=size.places, record_id=record_id, shown=True
    )


def _turn(row: Listing, size: ListSize, shown: bool) -> bool:
    """Show or hide a place; whether that changed anything."""
    if row.shown == shown:
        return False
    row.shown = shown
    size.shown += 1 if shown else -1
    return True
