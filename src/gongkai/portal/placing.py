"""Giving released records their places in the lists, once and in the order of release."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max, Q

from gongkai.organisation.models import Town
from gongkai.portal.addresses import ALL, field_list, item_list, unit_list
from gongkai.portal.models import Listing, ListSize
from gongkai.portal.released import filing_of, public_releases, releases_between
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
        .select_related("record__unit", "record__item__field")
        .first()
    )
    wanted = _lists_of(release) if release else ()
    known = {row.list: row for row in Listing.objects.filter(town=town, record_id=record_id)}
    sizes = _locked_sizes(town, {*wanted, *known, ALL})
    for name in wanted:
        if name not in known:
            known[name] = _append(town, record_id, sizes[name])
    for name, row in known.items():
        _show(row, sizes[name], shown=name in wanted)
    if release:
        sizes[ALL].through = max(sizes[ALL].through, release.number)
    for size in sizes.values():
        size.save(update_fields=["places", "shown", "through"])
    return sorted(known.values(), key=lambda row: row.list)


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
    record = release.record
    filing = filing_of(record)
    lists = (ALL, unit_list(record.unit.slug))
    return (*lists, field_list(filing[0]), item_list(filing[1])) if filing else lists


def _locked_sizes(town: Town, names: set[str]) -> dict[str, ListSize]:
    for name in sorted(names):
        ListSize.objects.get_or_create(town=town, list=name)
    locked = ListSize.objects.select_for_update().filter(town=town, list__in=names)
    return {size.list: size for size in locked.order_by("list")}


def _append(town: Town, record_id: int, size: ListSize) -> Listing:
    size.places += 1
    return Listing.objects.create(
        town=town, list=size.list, position=size.places, record_id=record_id, shown=False
    )


def _show(row: Listing, size: ListSize, *, shown: bool) -> None:
    if row.shown == shown:
        return
    row.shown = shown
    row.save(update_fields=["shown"])
    size.shown += 1 if shown else -1
