"""Numbering what happened to records, once and in the order in which the tree followed it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from gongkai.organisation.models import Town
from gongkai.portal.feeds.facts import ChangeFacts
from gongkai.portal.models import Change, ChangeKind
from gongkai.release.models import ChannelKind, Delivery, Release, Withdrawal

WEBSITE: Final = "政府网站"
BATCH: Final = 2000


class _Event(NamedTuple):
    """Something that belongs into the log; sorts by moment, a release before its withdrawal."""

    at: datetime
    release_number: int
    withdrawn: bool
    first: bool
    release_id: int


def settle_changes(town: Town, record_id: int | None = None) -> None:
    """Give a number to what the log lacks, of one record or of all. Idempotent."""
    with transaction.atomic():
        events = sorted([*_released(town, record_id), *_withdrawn(town, record_id)])
        Change.objects.bulk_create(
            (
                Change(
                    town=town,
                    number=number,
                    release_id=event.release_id,
                    kind=_kind(event),
                    at=event.at,
                )
                for number, event in enumerate(events, count_of(town) + 1)
            ),
            batch_size=BATCH,
        )


def numbers_of(town: Town, record_id: int) -> list[int]:
    """The numbers that a record has in the log."""
    releases = Release.objects.filter(record_id=record_id).order_by().values_list("pk", flat=True)
    # By the releases and in no order: SQLite would go through the whole log for it.
    own = Change.objects.filter(release_id__in=list(releases)).order_by()
    return sorted(own.values_list("number", flat=True))


def count_of(town: Town) -> int:
    """How many lines the log has."""
    top = Change.objects.filter(town=town).aggregate(top=Max("number"))["top"]
    return top or 0


def changes_between(town: Town, first: int, last: int) -> tuple[ChangeFacts, ...]:
    """The lines with these numbers, the newest first."""
    rows = Change.objects.filter(town=town, number__range=(first, last)).order_by("-number")
    zone = timezone.get_current_timezone()
    return tuple(
        ChangeFacts(number, kind, slug, index_number, release_number, at.astimezone(zone))
        for number, kind, slug, index_number, release_number, at in rows.values_list(*_COLUMNS)
    )


_COLUMNS: Final = (
    "number",
    "kind",
    "release__record__slug",
    "release__record__index_number",
    "release__number",
    "at",
)


def _released(town: Town, record_id: int | None) -> Iterator[_Event]:
    """Releases that the log lacks: those that went to the website and belong there (政府网站).

    What has no item, or an item whose source does not show its channels, belongs there as well.
    """
    noted = Change.objects.filter(release=OuterRef("pk")).exclude(kind=ChangeKind.WITHDRAWN)
    website = Delivery.objects.filter(release=OuterRef("pk"), channel=ChannelKind.WEBSITE)
    whose = {"town": town} if record_id is None else {"record_id": record_id}
    found = Release.objects.filter(Exists(website), ~Exists(noted), **whose)
    rows = found.order_by().values_list(
        "released_at", "number", "first", "pk", "version__item__channels"
    )
    for at, number, first, identity, channels in rows.iterator(BATCH):
        if channels is None or WEBSITE in channels:
            yield _Event(at, number, False, first, identity)


def _withdrawn(town: Town, record_id: int | None) -> Iterator[_Event]:
    """Withdrawals that the log lacks, of what it names or is about to name."""
    noted = Change.objects.filter(release=OuterRef("release"), kind=ChangeKind.WITHDRAWN)
    website = Delivery.objects.filter(release=OuterRef("release"), channel=ChannelKind.WEBSITE)
    whose = {"release__town": town} if record_id is None else {"record_id": record_id}
    found = Withdrawal.objects.filter(Exists(website), ~Exists(noted), **whose)
    rows = found.order_by().values_list(
        "at", "release__number", "release_id", "release__version__item__channels"
    )
    for at, number, identity, channels in rows.iterator(BATCH):
        if channels is None or WEBSITE in channels:
            yield _Event(at, number, True, False, identity)


def _kind(event: _Event) -> ChangeKind:
    if event.withdrawn:
        return ChangeKind.WITHDRAWN
    return ChangeKind.RELEASED if event.first else ChangeKind.CORRECTED
