"""What public code may read: the contents of released versions (promise 8).

Every query of a version's content or of a file that the public tree is made of is in this module,
and each begins at ``visible.public_releases``: a current release of a live version that goes to
the website. Nothing here reaches a draft, an original or a version that no release covers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.organisation.models import Town
from gongkai.portal.facts import Around, AttachmentFacts, Entry, RecordFacts
from gongkai.portal.filenames import file_names
from gongkai.portal.filing import TABLES_OF, theme_codes
from gongkai.portal.related import Subject, around
from gongkai.portal.visible import (
    Line,
    first_released,
    in_tree,
    lines_of,
    public_among,
    public_releases,
    releases_between,
)
from gongkai.publication.content import canonical, files_of, read_along
from gongkai.publication.files import read
from gongkai.publication.models import Attachment, Record, Version
from gongkai.release.models import Release
from gongkai.rules import columns
from gongkai.rules.digest import verify, verify_json

CHUNK = 500
_SHARED = ("version__item__field", "version__matter", "version__successor", "record__unit")
"""What several records have in common."""


class DamagedRenditionError(Exception):
    """A stored file is not what was reviewed; ``str()`` says which, in Chinese."""


def entries(town: Town, record_ids: Iterable[int]) -> dict[int, Entry]:
    """The list lines of those of ``record_ids`` that are public, by record id."""
    releases = list(public_among(town, record_ids).select_related("record", "version"))
    published = first_released(release.record_id for release in releases)
    return {
        release.record_id: Entry(
            slug=release.record.slug,
            title=release.version.title,
            published_at=published[release.record_id],
            issuer=release.version.issuer,
            year=release.version.column_year,
        )
        for release in releases
    }


def record_facts(town: Town, record_id: int) -> RecordFacts | None:
    """All that the page of one record shows; None if the record is not public."""
    return next(iter(_facts(public_among(town, [record_id]), town)), None)


def facts_in_tree(town: Town, record_ids: Iterable[int]) -> Iterator[RecordFacts]:
    """What the pages show of those of these records whose pages are in the tree."""
    yield from _facts(in_tree(public_among(town, record_ids)), town)


def all_record_facts(town: Town, after: int = 0, up_to: int | None = None) -> Iterator[RecordFacts]:
    """Every public record of the town, in the order of release, read in chunks.

    after, up_to: only those whose present release has a number above and up to these.
    """
    last, more = after, True
    while more:
        chunk = list(_facts(releases_between(town, last, up_to)[:CHUNK], town, apart=True))
        yield from chunk
        more = len(chunk) == CHUNK
        last = chunk[-1].release_number if chunk else last


def newest_facts(town: Town, record_ids: Sequence[int]) -> RecordFacts | None:
    """All that the page of the first of these records shows that is in the tree."""
    found = {facts.slug: facts for facts in facts_in_tree(town, record_ids)}
    lines = lines_of(town, record_ids)
    ordered = [lines[i].slug for i in record_ids if i in lines and lines[i].slug in found]
    return found[ordered[0]] if ordered else None


def count_public(town: Town) -> int:
    """How many records are public."""
    return public_releases(town).count()


def released_bytes(town: Town, slug: str) -> Mapping[str, bytes]:
    """The released renditions of a public record, by their file name in the tree.

    Raises DamagedRenditionError when a stored file is missing or not what was reviewed.
    """
    named = Record.objects.filter(town=town, slug=slug).values_list("pk", flat=True)
    release = public_among(town, named).first()
    if release is None:
        return {}
    attachments = list(_attachments(release.version_id))
    names = file_names([attachment.name for attachment in attachments])
    return {names[a.name]: _checked_bytes(a) for a in attachments}


def _attachments(version_id: int) -> QuerySet[Attachment]:
    return (
        Attachment.objects.filter(version_id=version_id)
        .select_related("file__town")
        .order_by("order", "id")
    )


def _checked_bytes(attachment: Attachment) -> bytes:
    try:
        data = read(attachment.file)
    except FileNotFoundError:
        raise DamagedRenditionError(f"附件《{attachment.name}》的文件不在存储中。") from None
    if not verify(data, attachment.file.digest):
        raise DamagedRenditionError(f"附件《{attachment.name}》与审查时不一致，没有放到网站上。")
    return data


@dataclass(frozen=True)
class Outing:
    """How a version is before the public: since when, under which release, with which digest."""

    published_at: datetime
    released_at: datetime
    number: int
    first: bool
    change_note: str
    digest: str


def facts_from(
    version: Version, outing: Outing, stands: Around, addresses: Mapping[str, str]
) -> RecordFacts:
    """All that the page of a version shows. ``addresses``: of its attachments, by their names."""
    record = version.record
    return RecordFacts(
        slug=record.slug,
        index_number=record.index_number,
        unit_slug=record.unit.slug,
        title=version.title,
        issuer=version.issuer,
        document_number=version.document_number,
        formed_on=version.formed_on,
        theme=version.theme,
        genre=version.genre,
        publicity=version.get_publicity_display(),
        validity=version.validity,
        summary=version.summary,
        keywords=version.keywords,
        body=version.body,
        item=_item_of(version),
        field=_field_of(version, outing.published_at),
        no_item_reason=version.no_item_reason,
        published_at=outing.published_at,
        released_at=outing.released_at,
        release_number=outing.number,
        first_release=outing.first,
        change_note=outing.change_note,
        digest=outing.digest,
        content=canonical(version),
        attachments=_attachment_facts(version, addresses),
        stage=version.stage,
        column=_column_of(version),
        themes=theme_codes(version.theme),
        around=stands,
    )


def subject_of(version: Version, published_at: datetime, as_of: date) -> Subject:
    """What ``related`` has to know of a version to say what stands around it."""
    record = version.record
    return Subject(
        record=record,
        version_id=version.pk,
        line=Line(
            record.pk,
            record.slug,
            version.title,
            version.document_number,
            version.stage,
            published_at,
        ),
        as_of=as_of,
        validity=version.validity,
        validity_on=version.validity_on,
        successor_id=version.successor_id,
        matter=version.matter,
    )


def _facts(
    releases: QuerySet[Release], town: Town, *, apart: bool = False
) -> Iterator[RecordFacts]:
    """apart: read what records share once for all of them, not with each: for many records."""
    shared = releases.prefetch_related(*_SHARED) if apart else releases.select_related(*_SHARED)
    found = list(
        shared.select_related("version", "record").prefetch_related("version__item__field__names")
    )
    published = first_released(release.record_id for release in found)
    for release in found:
        release.version.record = release.record
    read_along([release.version for release in found])
    stands = around(town, _subjects(found, published))
    for release in found:
        yield _record_facts(release, published[release.record_id], stands[release.record_id])


def _subjects(releases: Iterable[Release], published: Mapping[int, datetime]) -> Sequence[Subject]:
    return [
        subject_of(
            release.version,
            published[release.record_id],
            timezone.localdate(release.released_at),
        )
        for release in releases
    ]


def _record_facts(release: Release, published_at: datetime, stands: Around) -> RecordFacts:
    version = release.version
    outing = Outing(
        published_at=published_at,
        released_at=timezone.localtime(release.released_at),
        number=release.number,
        first=release.first,
        change_note=release.change_note,
        digest=release.digest,
    )
    facts = facts_from(version, outing, stands, _addresses(version))
    if not verify_json(facts.content, release.digest):
        raise DamagedRenditionError(f"《{version.title}》的内容与审查时不一致，没有放到网站上。")
    return facts


def _addresses(version: Version) -> dict[str, str]:
    """Where a page of the tree finds its files: in the folder beside it."""
    files = file_names([a.name for a in files_of(version)])
    return {name: f"files/{quote(file)}" for name, file in files.items()}


def _item_of(version: Version) -> tuple[str, str] | None:
    item = version.item
    return (str(item.identity), str(item).replace(" / ", " · ")) if item else None


def _field_of(version: Version, published_at: datetime) -> tuple[str, str] | None:
    """The field under the name that it had when the record came out (F10)."""
    if version.item is None:
        return None
    field, day = version.item.field, published_at.date()
    names = sorted(field.names.all(), key=lambda name: name.valid_from)
    then = [n for n in names if n.valid_from <= day and (n.valid_to is None or day <= n.valid_to)]
    chosen = (then or names)[-1].name if names else field.code
    return field.code, chosen


def _column_of(version: Version) -> tuple[str, str] | None:
    """The column that the version asks for: its code and its name."""
    if not version.column:
        return None
    return version.column, columns.TABLE.get(version.column, TABLES_OF).name


def _attachment_facts(
    version: Version, addresses: Mapping[str, str]
) -> tuple[AttachmentFacts, ...]:
    attachments = files_of(version)
    names = file_names([attachment.name for attachment in attachments])
    return tuple(
        AttachmentFacts(
            name=attachment.name,
            file=names[attachment.name],
            media_type=attachment.file.media_type,
            size=attachment.file.size,
            pages=attachment.file.pages,
            digest=attachment.file.digest,
            address=addresses[attachment.name],
            inline=attachment.inline,
        )
        for attachment in attachments
    )
