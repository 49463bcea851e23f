"""The rows behind the machine-readable files, from public releases only (promise 8)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from gongkai.organisation.models import Town
from gongkai.portal.addresses import ALL
from gongkai.portal.feeds.facts import FeedEntry
from gongkai.portal.models import Listing
from gongkai.portal.visible import first_released, public_releases
from gongkai.release.models import Release


def feed_entries(town: Town, name: str, first: int, last: int) -> tuple[FeedEntry, ...]:
    """The public records at these places of a list, the newest first."""
    rows = Listing.objects.filter(town=town, list=name, shown=True, position__range=(first, last))
    identities = list(rows.order_by("-position").values_list("record_id", flat=True))
    found = _entries(town, identities)
    return tuple(found[identity] for identity in identities if identity in found)


def days_of_records(town: Town, first: int, last: int) -> list[tuple[str, date]]:
    """Slug and day of the present release of the public records at these places of the list of
    all records, in their order.
    """
    rows = Listing.objects.filter(town=town, list=ALL, shown=True, position__range=(first, last))
    identities = list(rows.order_by("position").values_list("record_id", flat=True))
    known = public_releases(town).filter(record_id__in=identities)
    found = {
        record: (slug, timezone.localdate(at))
        for record, slug, at in known.values_list("record_id", "record__slug", "released_at")
    }
    return [found[identity] for identity in identities if identity in found]


def _entries(town: Town, record_ids: Iterable[int]) -> dict[int, FeedEntry]:
    releases = list(
        public_releases(town)
        .filter(record_id__in=list(record_ids))
        .select_related("record__unit", "version__item__field")
        .defer("version__body")
    )
    published = first_released(release.record_id for release in releases)
    return {
        release.record_id: _entry(release, published[release.record_id]) for release in releases
    }


def _entry(release: Release, published_at: datetime) -> FeedEntry:
    version, record = release.version, release.record
    item = version.item
    return FeedEntry(
        slug=record.slug,
        index_number=record.index_number,
        title=version.title,
        summary=version.summary,
        document_number=version.document_number,
        issuer=version.issuer,
        unit=record.unit.slug,
        field=item.field.code if item else "",
        item=str(item.identity) if item else "",
        validity=version.validity,
        published_at=published_at,
        released_at=timezone.localtime(release.released_at),
    )
