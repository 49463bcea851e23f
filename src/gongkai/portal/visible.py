"""Which releases the public may see, and which of them stand in the tree already (promise 8).

Every question of the portal about the content of records begins at ``public_releases`` or, for
records that are known, at ``public_among``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.lookups import Exact
from django.utils import timezone

from gongkai.organisation.models import Town
from gongkai.portal.addresses import ALL
from gongkai.portal.models import Listing
from gongkai.publication.models import VersionState
from gongkai.release.models import ChannelKind, Delivery, Release


def public_releases(town: Town) -> QuerySet[Release]:
    """The releases whose content the public may see now, in no order."""
    return _public().filter(town=town)


def public_among(town: Town, record_ids: Iterable[int] | QuerySet[Any, int]) -> QuerySet[Release]:
    """Those of these records that the public may see now, in no order.

    They are found by the record. A database without statistics, as SQLite is, would else take an
    index that begins with the town and go through all its releases: a release would take longer
    the larger the site is. So the town is compared in a way that no index serves, and there is no
    order that one would serve.
    """
    ids = record_ids if isinstance(record_ids, QuerySet) else list(record_ids)
    own = Exact(ExpressionWrapper(F("town_id") + 0, output_field=BigIntegerField()), town.pk)
    return _public().filter(own, record_id__in=ids)


def in_tree(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Those of them whose pages are in the tree: others may link to them.

    A release that is still on its way is linked to when it arrives, so that no link ever leads
    to a page that is not there yet.
    """
    place = Listing.objects.filter(record=OuterRef("record"), list=ALL, shown=True)
    return releases.filter(Exists(place))


def _public() -> QuerySet[Release]:
    website = Delivery.objects.filter(release=OuterRef("pk"), channel=ChannelKind.WEBSITE)
    return Release.objects.filter(
        Exists(website),
        current=True,
        version__state=VersionState.LIVE,
        withdrawal__isnull=True,
    ).order_by()


def releases_between(town: Town, after: int, up_to: int | None) -> QuerySet[Release]:
    """Public releases numbered above ``after`` and up to ``up_to`` (None: no end), in order."""
    releases = public_releases(town).filter(number__gt=after).order_by("number")
    return releases if up_to is None else releases.filter(number__lte=up_to)


def first_released(record_ids: Iterable[int]) -> dict[int, datetime]:
    """When each record came out first, on the local clock."""
    firsts = Release.objects.filter(record_id__in=list(record_ids), first=True).order_by()
    zone = timezone.get_current_timezone()
    return {
        record_id: at.astimezone(zone)
        for record_id, at in firsts.values_list("record_id", "released_at")
    }


def came_out_under(town: Town, field: str, since: date) -> list[int]:
    """The public records under this field that came out on that day or later, oldest first."""
    first = Release.objects.filter(
        record=OuterRef("record"), first=True, released_at__date__gte=since
    )
    found = public_releases(town).filter(Exists(first), version__item__field__code=field)
    return list(found.order_by("number").values_list("record_id", flat=True))


@dataclass(frozen=True)
class Line:
    """What another page says of a public record when it links to it."""

    record_id: int
    slug: str
    title: str
    document_number: str
    stage: str
    published_at: datetime

    @property
    def order(self) -> tuple[datetime, str]:
        """The order of publication."""
        return self.published_at, self.slug


def lines_of(town: Town, record_ids: Iterable[int]) -> dict[int, Line]:
    """The lines of those of these records whose pages are in the tree, by record id."""
    return lines_from(in_tree(public_among(town, set(record_ids))))


def lines_from(releases: QuerySet[Release]) -> dict[int, Line]:
    """The lines of releases, by record id."""
    found = list(releases.select_related("record", "version"))
    published = first_released(release.record_id for release in found)
    return {
        release.record_id: Line(
            record_id=release.record_id,
            slug=release.record.slug,
            title=release.version.title,
            document_number=release.version.document_number,
            stage=release.version.stage,
            published_at=published[release.record_id],
        )
        for release in found
    }
