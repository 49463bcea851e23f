"""A town that publishes, for tests of the public tree.

Writes the rows that the actions of review and release leave, and the same effects; what those
actions check on the way is tested in their own packages.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

import factories
from gongkai.catalogue.models import EditionState, Field, FieldName, Item
from gongkai.organisation.models import Account, GroupSeat, Town, Unit
from gongkai.outbox.actions import enqueue
from gongkai.publication.content import digest_of
from gongkai.publication.files import store
from gongkai.publication.models import (
    Attachment,
    Matter,
    Record,
    RecordState,
    Relation,
    Version,
    VersionState,
)
from gongkai.release.models import ChannelKind, Delivery, Release, Withdrawal
from gongkai.release.queries import search_keys
from gongkai.review.models import ReviewRow, ReviewSheet
from gongkai.search.actions import remove


@dataclass(frozen=True)
class Says:
    """What a version says of other documents, and of its own validity.

    ``links``: kind and record, or kind and a document elsewhere as words and address.
    """

    links: Sequence[tuple[str, Record] | tuple[str, str, str]] = ()
    matter: Matter | None = None
    stage: str = ""
    column: str = ""
    column_year: int | None = None
    theme: str = ""
    validity: str = "有效"
    validity_on: date | None = None
    successor: Record | None = None


NOTHING = Says()


def do_not_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written but not synced: what a test sees is the same, and other work goes on."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    monkeypatch.setattr("gongkai.portal.building._sync_all", lambda _: None)


@dataclass
class Press:
    """A town with two fields of two items each and three units, and what they publish."""

    town: Town = field(default_factory=lambda: factories.make_town("shili"))
    step: timedelta = timedelta(minutes=1)
    """From one release or withdrawal to the next one."""
    times: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.units = [factories.make_unit(self.town) for _ in range(3)]
        self.account: Account = factories.make_account(unit=self.units[0])
        self.edition = factories.make_edition(self.town)
        self.fields: list[Field] = [_field(f"{n:02d}") for n in (1, 2)]
        self.items: list[Item] = [
            factories.make_item(self.edition, field=chosen, units=(self.units[n % 3],))
            for n, chosen in enumerate(2 * self.fields)
        ]
        self.sheet = ReviewSheet.objects.create(
            town=self.town,
            unit=self.units[0],
            number=1,
            code=self.town.slug,
            dated=factories.TODAY,
            created_by=self.account,
            created_at=factories.NOW,
        )

    @property
    def tree(self) -> Path:
        """The folder of the public tree."""
        return Path(settings.SITE_ROOT) / self.town.slug

    def files(self) -> dict[str, bytes]:
        """Every file of the public tree by path."""
        return {
            str(path.relative_to(self.tree)): path.read_bytes()
            for path in self.tree.rglob("*")
            if path.is_file()
        }

    @transaction.atomic
    def publish(
        self,
        title: str = "关于示例事项的公告",
        *,
        unit: int = 0,
        item: int | None = 0,
        attachments: Sequence[tuple[str, bytes]] = (),
        body: str = "<p>示例正文。</p>",
        validity: str = "有效",
        says: Says = NOTHING,
        inline: Sequence[str] = (),
        number: str = "",
    ) -> Record:
        """A new record, released."""
        record = factories.make_record(
            unit=self.units[unit],
            item=self.items[item or 0],
            created_by=self.account,
            state=RecordState.PUBLISHED,
            version={
                "title": title,
                "body": body,
                "validity": validity,
                "issuer": self.units[unit].name,
                "document_number": number,
            },
        )
        if item is None:
            record.versions.update(item=None, no_item_reason="目录中没有对应的事项。")
        version = record.versions.get()
        self._attach(version, attachments, inline)
        self._say(version, says if says is not NOTHING else Says(validity=validity))
        self._release(record, version)
        return record

    def matter(self, name: str = "") -> Matter:
        """A matter of the first unit."""
        number = Matter.objects.count() + 1
        return Matter.objects.create(
            town=self.town,
            unit=self.units[0],
            slug=f"m{number}",
            name=name or f"第{number}件事",
            created_by=self.account,
            created_at=factories.NOW,
        )

    def _say(self, version: Version, says: Says) -> None:
        version.matter, version.stage = says.matter, says.stage
        version.column, version.column_year = says.column, says.column_year
        version.theme = says.theme
        version.validity, version.validity_on = says.validity, says.validity_on
        version.successor = says.successor
        version.save()
        for order, link in enumerate(says.links):
            target = link[1] if isinstance(link[1], Record) else None
            words, url = ("", "") if len(link) == 2 else (link[1], link[2])
            Relation.objects.create(
                version=version, kind=link[0], target=target, words=words, url=url, order=order
            )

    @transaction.atomic
    def flood(self, count: int) -> None:
        """Many released records at once, without effects: a site that is already large."""
        numbers = range(self.town.releases.count() + 1, self.town.releases.count() + 1 + count)
        records = Record.objects.bulk_create(
            Record(
                town=self.town,
                unit=self.units[n % 3],
                slug=f"flood-{n}",
                index_number=f"flood/{n}",
                state=RecordState.PUBLISHED,
                live_as=RecordState.PUBLISHED,
                created_by=self.account,
                created_at=factories.NOW,
                updated_at=factories.NOW,
            )
            for n in numbers
        )
        versions = Version.objects.bulk_create(
            Version(
                record=record,
                number=1,
                state=VersionState.LIVE,
                item=self.items[n % 4],
                title=record.slug,
                issuer=record.unit.name,
                formed_on=factories.TODAY,
                publicity="proactive",
                digest=f"sha256:{n:064x}",
                created_by=self.account,
                created_at=factories.NOW,
            )
            for n, record in zip(numbers, records, strict=True)
        )
        for version in versions:
            version.digest = digest_of(version)
        Version.objects.bulk_update(versions, ["digest"])
        rows = ReviewRow.objects.bulk_create(
            ReviewRow(
                sheet=self.sheet,
                sequence=100_000 + n,
                version=version,
                department=version.record.unit,
                title=version.title,
                digest=version.digest,
            )
            for n, version in zip(numbers, versions, strict=True)
        )
        releases = Release.objects.bulk_create(
            Release(
                town=self.town,
                number=n,
                record=row.version.record,
                version=row.version,
                row=row,
                digest=row.digest,
                first=True,
                released_at=self._moment(),
                released_by=self.account,
            )
            for n, row in zip(numbers, rows, strict=True)
        )
        Delivery.objects.bulk_create(
            Delivery(release=release, channel=ChannelKind.WEBSITE, updated_at=factories.NOW)
            for release in releases
        )

    @transaction.atomic
    def correct(
        self,
        record: Record,
        title: str,
        *,
        item: int | None = None,
        attachments: Sequence[tuple[str, bytes]] = (),
        says: Says = NOTHING,
        note: str = "更正一处数字",
    ) -> Release:
        """A corrected version of a public record, released."""
        version = factories.make_version(record, title=title, issuer=record.unit.name)
        if item is not None:
            version.item = self.items[item]
            version.save()
        self._attach(version, attachments)
        self._say(version, says)
        record.versions.filter(state=VersionState.LIVE).update(state=VersionState.PAST)
        record.releases.filter(current=True).update(current=False)
        return self._release(record, version, note=note)

    @transaction.atomic
    def withdraw(
        self, record: Record, reason: str = "personal_data", successor: Record | None = None
    ) -> None:
        """A public record, taken down; it has expired where the reason is that."""
        release = record.releases.get(current=True)
        record.releases.filter(pk=release.pk).update(current=False)
        record.versions.update(state=VersionState.PAST)
        Record.objects.filter(pk=record.pk).update(
            state=RecordState.EXPIRED if reason == "term_ended" else RecordState.WITHDRAWN,
            live_as="",
        )
        Withdrawal.objects.create(
            record=record,
            release=release,
            reason=reason,
            successor=successor,
            at=self._moment(),
            account=self.account,
        )
        remove(self.town.slug, search_keys([record.slug], self.town)[record.slug])
        self._effect("portal.withdraw", record, release)

    @transaction.atomic
    def new_edition(self, names: Sequence[str]) -> None:
        """An edition in force in which the items keep their identity and get these names."""
        type(self.edition).objects.filter(town=self.town, state="in_force").update(
            state=EditionState.SUPERSEDED
        )
        edition = factories.make_edition(self.town)
        for name, item in zip(names, self.items, strict=False):
            factories.make_item(
                edition,
                field=item.field,
                identity=item.identity,
                level2=name,
                units=tuple(item.responsible_units.all()),
            )
        self._town_effect("portal.catalogue")

    @transaction.atomic
    def rename_field(self, index: int, name: str, since: date | None = None) -> None:
        """A field is called something else from a day on, by default one after the last name."""
        chosen = self.fields[index]
        present = FieldName.objects.get(field=chosen, valid_to=None)
        since = since or max(present.valid_from, factories.TODAY) + timedelta(days=1)
        present.valid_to = since - timedelta(days=1)
        present.save()
        FieldName.objects.create(field=chosen, name=name, valid_from=since)
        self._town_effect("portal.catalogue")
        self._town_effect("portal.field", field=chosen.code, since=since.isoformat())

    @transaction.atomic
    def rename_unit(self, index: int, name: str) -> None:
        """A unit is called something else."""
        Unit.objects.filter(pk=self.units[index].pk).update(name=name)
        self.units[index].refresh_from_db()
        self._town_effect("portal.organisation")

    @transaction.atomic
    def seat(self, kind: str, person: str) -> None:
        """A seat of the leading group is taken."""
        GroupSeat.objects.create(
            town=self.town, kind=kind, person=person, post_title="镇长", valid_from=factories.TODAY
        )
        self._town_effect("portal.organisation")

    def _attach(
        self,
        version: Version,
        attachments: Sequence[tuple[str, bytes]],
        inline: Sequence[str] = (),
    ) -> None:
        for order, (name, data) in enumerate(attachments, 1):
            file = store(self.town, data, "application/pdf", 3)
            Attachment.objects.create(
                version=version, file=file, name=name, order=order, inline=name in inline
            )

    def _release(self, record: Record, version: Version, note: str = "") -> Release:
        version.digest = digest_of(version)
        version.state, version.frozen_at = VersionState.LIVE, factories.NOW
        version.save()
        row = ReviewRow.objects.create(
            sheet=self.sheet,
            sequence=self.sheet.rows.count() + 1,
            version=version,
            department=record.unit,
            title=version.title,
            digest=version.digest,
        )
        moment = self._moment()
        release = Release.objects.create(
            town=self.town,
            number=self.town.releases.count() + 1,
            record=record,
            version=version,
            row=row,
            digest=version.digest,
            first=not record.releases.exists(),
            released_at=moment,
            released_by=self.account,
            change_note=note,
        )
        Delivery.objects.create(release=release, channel=ChannelKind.WEBSITE, updated_at=moment)
        self._effect("portal.release", record, release)
        return release

    def _effect(self, handler: str, record: Record, release: Release) -> None:
        payload = {"town": self.town.slug, "record": record.pk, "release": release.pk}
        enqueue(handler, payload, key=f"{handler}:{release.pk}", town=self.town.slug)

    def _town_effect(self, handler: str, **more: str) -> None:
        key = f"{handler}:{self.town.slug}:{next(self.times)}"
        enqueue(handler, {"town": self.town.slug, **more}, key=key, town=self.town.slug)

    def _moment(self) -> datetime:
        """A later moment each time."""
        return factories.NOW + next(self.times) * self.step


def _field(code: str) -> Field:
    """The field with this code; all towns share the fields."""
    return Field.objects.filter(code=code).first() or factories.make_field(code)
