"""A town with any number of released records, as rows: for measuring the public site."""

from html import escape
from itertools import islice
from typing import Any

from _official import generated
from _rows import multiply, settle_down
from django.db import transaction

CHUNK = 5_000


def fill(press: Any, size: int) -> None:
    """Add released records until the town has ``size`` of them, each with a text and a digest of
    its own, as the gate would have seen it: so every page can be made.
    """
    import factories
    from gongkai.publication.models import Record

    start = press.town.releases.count()
    texts = generated()
    for first in range(start, size, CHUNK):
        numbers = range(first + 1, min(first + CHUNK, size) + 1)
        records = Record.objects.bulk_create(
            [
                Record(
                    town=press.town,
                    unit=press.units[n % 3],
                    slug=f"bench-{n}",
                    index_number=f"bench/{press.town.pk}/{n}",
                    state="published",
                    live_as="published",
                    created_by=press.account,
                    created_at=factories.NOW,
                    updated_at=factories.NOW,
                )
                for n in numbers
            ]
        )
        _release(press, numbers, records, list(islice(texts, len(records))))


def crowd(press: Any, size: int) -> None:
    """Add released records with their places until the town has ``size`` of them, all alike.

    Made by the database from the first one, which went through the same rooms as any other: so a
    million takes minutes. They have its digest, too, and a full build would refuse them.
    """
    from gongkai.portal.feeds.changes import settle_changes
    from gongkai.portal.placing import settle_all

    if not press.town.releases.exists():
        fill(press, 1)
    settle_all(press.town)
    settle_changes(press.town)
    number = press.town.releases.count()
    if size > number:
        with transaction.atomic():
            _copy(press.town, number, size - number)
    settle_down()


def _copy(town: Any, number: int, count: int) -> None:
    """``count`` copies of the oldest release, numbered from above ``number``."""
    oldest = town.releases.order_by("number").select_related("version__record", "row").first()
    record = multiply(
        oldest.record,
        count,
        slug=f"'bench-' || ({number} + n)",
        index_number=f"'bench/' || ({number} + n)",
    )
    version = multiply(oldest.version, count, record_id=f"{record} + n")
    row = multiply(
        oldest.row,
        count,
        sequence=f"{100_000 + number} + n",
        version_id=f"{version} + n",
    )
    release = multiply(
        oldest,
        count,
        number=f"{number} + n",
        record_id=f"{record} + n",
        version_id=f"{version} + n",
        row_id=f"{row} + n",
    )
    for delivery in oldest.deliveries.all():
        multiply(delivery, count, release_id=f"{release} + n")
    _place(town, oldest, count, record, release)


def _place(town: Any, oldest: Any, count: int, record: int, release: int) -> None:
    """Their places in the lists and in the log of changes."""
    from gongkai.portal.addresses import ALL
    from gongkai.portal.feeds.changes import count_of
    from gongkai.portal.models import ListSize

    for place in oldest.record.listings.all():
        size = ListSize.objects.get(town=town, list=place.list)
        multiply(place, count, position=f"{size.places} + n", record_id=f"{record} + n")
        size.places, size.shown = size.places + count, size.shown + count
        size.through += count if place.list == ALL else 0
        size.save()
    change = oldest.public_changes.get()
    multiply(change, count, number=f"{count_of(town)} + n", release_id=f"{release} + n")


def _release(press: Any, numbers: range, records: list[Any], texts: list[tuple[str, str]]) -> None:
    import factories
    from gongkai.publication.content import digest_of
    from gongkai.publication.models import Version
    from gongkai.release.models import Delivery, Release
    from gongkai.review.models import ReviewRow

    versions = []
    for n, record in zip(numbers, records, strict=True):
        title, text = texts[n % len(texts)]
        version = Version(
            record=record,
            number=1,
            state="live",
            item=press.items[n % 4],
            title=title,
            body="".join(f"<p>{escape(p)}。</p>" for p in text.split("。") if p),
            issuer=record.unit.name,
            formed_on=factories.TODAY,
            publicity="proactive",
            validity="有效",
            digest=f"sha256:{n:064x}",
            created_by=press.account,
            created_at=factories.NOW,
        )
        versions.append(version)
    Version.objects.bulk_create(versions)
    for version in versions:
        version.digest = digest_of(version)
    Version.objects.bulk_update(versions, ["digest"], batch_size=500)
    rows = ReviewRow.objects.bulk_create(
        [
            ReviewRow(
                sheet=press.sheet,
                sequence=100_000 + n,
                version=version,
                department_id=record.unit_id,
                title=version.title,
                digest=version.digest,
            )
            for n, record, version in zip(numbers, records, versions, strict=True)
        ]
    )
    releases = Release.objects.bulk_create(
        [
            Release(
                town=press.town,
                number=n,
                record=record,
                version=version,
                row=row,
                digest=version.digest,
                first=True,
                released_at=factories.NOW,
                released_by=press.account,
            )
            for n, record, version, row in zip(numbers, records, versions, rows, strict=True)
        ]
    )
    Delivery.objects.bulk_create(
        [Delivery(release=each, channel="website", updated_at=factories.NOW) for each in releases]
    )
