"""What public code may read: released versions, and that others were withdrawn (promise 8).

Every query of a record, a version or a file that the portal makes is in this module, and each
begins at ``public_releases``: a current release of a live version that goes to the website.
Nothing here reaches a draft, an original or a version that no release covers.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from gongkai.catalogue.models import Item
from gongkai.organisation.models import Town
from gongkai.portal.facts import AttachmentFacts, Entry, RecordFacts, WithdrawnFacts
from gongkai.portal.filenames import file_names
from gongkai.publication.content import canonical
from gongkai.publication.files import read
from gongkai.publication.models import Attachment, Version, VersionState
from gongkai.release.models import ChannelKind, Delivery, Release, Withdrawal
from gongkai.rules.digest import verify, verify_json
from gongkai.rules.withdrawal import TABLE as REASONS

CHUNK = 200


class DamagedRenditionError(Exception):
    """A stored file is not what was reviewed; ``str()`` says which, in Chinese."""


def public_releases(town: Town) -> QuerySet[Release]:
    """The releases whose content the public may see now."""
    website = Delivery.objects.filter(release=OuterRef("pk"), channel=ChannelKind.WEBSITE)
    return Release.objects.filter(
        Exists(website),
        town=town,
        current=True,
        version__state=VersionState.LIVE,
        withdrawal__isnull=True,
    )


def releases_between(town: Town, after: int, up_to: int | None) -> QuerySet[Release]:
    """Public releases numbered above ``after`` and up to ``up_to`` (None: no end), in order."""
    releases = public_releases(town).filter(number__gt=after).order_by("number")
    return releases if up_to is None else releases.filter(number__lte=up_to)


def filing_of(version: Version) -> tuple[str, str] | None:
    """Field code and item identity under which a version was released; None if it has no item."""
    item: Item | None = version.item
    return (item.field.code, str(item.identity)) if item else None


def entries(town: Town, record_ids: Iterable[int]) -> dict[int, Entry]:
    """The list lines of those of ``record_ids`` that are public, by record id."""
    releases = list(
        public_releases(town)
        .filter(record_id__in=list(record_ids))
        .select_related("record", "version")
    )
    published = _first_released(release.record_id for release in releases)
    return {
        release.record_id: Entry(
            slug=release.record.slug,
            title=release.version.title,
            published_at=published[release.record_id],
            issuer=release.version.issuer,
        )
        for release in releases
    }


def record_facts(town: Town, record_id: int) -> RecordFacts | None:
    """All that the page of one record shows; None if the record is not public."""
    return next(iter(_facts(public_releases(town).filter(record_id=record_id))), None)


def all_record_facts(town: Town) -> Iterator[RecordFacts]:
    """Every public record of the town, in the order of release, read in chunks."""
    last = 0
    while chunk := list(_facts(releases_between(town, last, None)[:CHUNK])):
        yield from chunk
        last = chunk[-1].release_number


def count_public(town: Town) -> int:
    """How many records are public."""
    return public_releases(town).count()


def withdrawn(town: Town) -> Iterator[WithdrawnFacts]:
    """Every record of the town that was public and is not any more."""
    yield from (_withdrawn_facts(found) for found in _withdrawals(town).iterator(CHUNK))


def withdrawn_facts(town: Town, record_id: int) -> WithdrawnFacts | None:
    """That and why a record was withdrawn; None if it was not, or is public again."""
    found = _withdrawals(town).filter(record_id=record_id).first()
    return _withdrawn_facts(found) if found else None


def released_bytes(town: Town, slug: str) -> Mapping[str, bytes]:
    """The released renditions of a public record, by their file name in the tree.

    Raises DamagedRenditionError when a stored file is missing or not what was reviewed.
    """
    release = public_releases(town).filter(record__slug=slug).first()
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


def _first_released(record_ids: Iterable[int]) -> dict[int, datetime]:
    firsts = Release.objects.filter(record_id__in=list(record_ids), first=True)
    return {
        record_id: timezone.localtime(at)
        for record_id, at in firsts.values_list("record_id", "released_at")
    }


def _facts(releases: QuerySet[Release]) -> Iterator[RecordFacts]:
    found = list(
        releases.select_related("version__item__field", "record__unit").prefetch_related(
            "version__attachments__file", "version__item__field__names"
        )
    )
    published = _first_released(release.record_id for release in found)
    for release in found:
        yield _record_facts(release, published[release.record_id])


def _record_facts(release: Release, published_at: datetime) -> RecordFacts:
    version, record = release.version, release.record
    version.record = record
    content = canonical(version)
    if not verify_json(content, release.digest):
        raise DamagedRenditionError(f"《{version.title}》的内容与审查时不一致，没有放到网站上。")
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
        field=_field_of(version, published_at),
        no_item_reason=version.no_item_reason,
        published_at=published_at,
        released_at=timezone.localtime(release.released_at),
        release_number=release.number,
        first_release=release.first,
        change_note=release.change_note,
        digest=release.digest,
        content=content,
        attachments=_attachment_facts(release),
    )


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


def _attachment_facts(release: Release) -> tuple[AttachmentFacts, ...]:
    attachments = sorted(release.version.attachments.all(), key=lambda a: (a.order, a.pk))
    names = file_names([attachment.name for attachment in attachments])
    return tuple(
        AttachmentFacts(
            name=attachment.name,
            file=names[attachment.name],
            media_type=attachment.file.media_type,
            size=attachment.file.size,
            pages=attachment.file.pages,
            digest=attachment.file.digest,
        )
        for attachment in attachments
    )


def _withdrawals(town: Town) -> QuerySet[Withdrawal]:
    """The last withdrawal of each record that has no current release."""
    current = Release.objects.filter(record=OuterRef("record"), current=True)
    later = Withdrawal.objects.filter(record=OuterRef("record"), id__gt=OuterRef("id"))
    website = Delivery.objects.filter(release=OuterRef("release"), channel=ChannelKind.WEBSITE)
    return (
        Withdrawal.objects.filter(Exists(website), ~Exists(current), ~Exists(later))
        .filter(record__town=town)
        .select_related("record", "release__version")
        .order_by("id")
    )


def _withdrawn_facts(withdrawal: Withdrawal) -> WithdrawnFacts:
    reason = next((row for row in REASONS if row.code == withdrawal.reason), None)
    record = withdrawal.record
    return WithdrawnFacts(
        slug=record.slug,
        index_number=record.index_number,
        title=withdrawal.release.version.title if reason and reason.keeps == "title" else "",
        reason_code=withdrawal.reason,
        reason=reason.name if reason else withdrawal.reason,
        basis=reason.basis if reason else "",
        words=reason.page_shows if reason else "本信息已撤下。",
        at=timezone.localtime(withdrawal.at),
    )
