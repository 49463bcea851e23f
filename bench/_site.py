"""A town with any number of released records, as rows: for measuring the public site."""

from html import escape
from itertools import islice
from typing import Any

from _official import generated

CHUNK = 5_000


def fill(press: Any, size: int, *, digests: bool = True) -> None:
    """Add released records until the town has ``size`` of them.

    digests: of content as the gate would have seen it, so that every page can be made; without
    them rows come many times faster, and a full build would refuse them.
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
        found = list(islice(texts, len(records))) if digests else [("示例", "示例正文。")]
        _release(press, numbers, records, found, digests)


def _release(
    press: Any, numbers: range, records: list[Any], texts: list[tuple[str, str]], digests: bool
) -> None:
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
            title=title if digests else f"示例事项第{n}号的通知",
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
    if digests:
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
