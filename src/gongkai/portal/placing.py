"""Giving released records their places in the lists, once and in the order of release."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max, Q

from gongkai.organisation.models import Town
from gongkai.portal.addresses import ALL, field_list, item_list, matter_list, unit_list
from gongkai.portal.models import Listing, ListSize
from gongkai.portal.released import filing_of
from gongkai.portal.visible import public_releases, releases_between
from gongkai.release.models import Release


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
    release = (
        public_releases(town)
        .filter(record_id=record_id)
        .select_related("record__unit", "version__item__field", "version__matter")
        .first()
    )
    wanted = _lists_of(release) if release else ()
    known = {row.list: row for row in Listing.objects.filter(town=town, record_id=record_id)}
    sizes = _locked_sizes(town, {*wanted, *known, ALL})
    fresh = [_append(record_id, sizes[name]) for name in wanted if name not in known]
    turned = [row for name, row in known.items() if _turn(row, sizes[name], name in wanted)]
    Listing.objects.bulk_create(fresh)
    Listing.objects.bulk_update(turned, ["shown"])
    if release:
        sizes[ALL].through = max(sizes[ALL].through, release.number)
    ListSize.objects.bulk_update(sizes.values(), ["places", "shown", "through"])
    return sorted([*known.values(), *fresh], key=lambda row: row.list)


def settle_all(town: Town) -> int:
    """Settle every release that the lists have not taken in yet; returns how many."""
    waiting = releases_between(town, placed_through(town), None)
    identities = list(waiting.values_list("record_id", flat=True))
    for record_id in identities:
        settle(town, record_id)
    return len(identities)


@transaction.atomic
def recount(town: Town) -> None:
    """Compute the sizes of all lists from their places, for a build from nothing."""
    through = placed_through(town)
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
            through=through if row["list"] == ALL else 0,
        )
        for row in found
    )


def sizes_of(town: Town, names: Iterable[str] | None = None) -> dict[str, ListSize]:
    """The sizes of lists by name; of all lists without ``names``."""
    sizes = ListSize.objects.filter(town=town)
    if names is not None:
        sizes = sizes.filter(list__in=list(names))
    return {size.list: size for size in sizes}


def _lists_of(release: Release) -> tuple[str, ...]:
    filing = filing_of(release.version)
    lists = [ALL, unit_list(release.record.unit.slug)]
    if filing:
        lists += [field_list(filing[0]), item_list(filing[1])]
    if release.version.matter:
        lists.append(matter_list(release.version.matter.slug))
    return tuple(lists)


def _locked_sizes(town: Town, names: set[str]) -> dict[str, ListSize]:
    sizes = ListSize.objects.select_for_update().filter(town=town, list__in=names)
    found = {size.list: size for size in sizes.order_by("list")}
    missing = [ListSize(town=town, list=name) for name in sorted(names - found.keys())]
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
