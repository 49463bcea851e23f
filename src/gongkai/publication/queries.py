"""Reading records: for people always within their scope."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gongkai.catalogue.models import Item
from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.publication.drafting import Draft
from gongkai.publication.models import FOREMOST_FIRST, Record, Version, VersionState


@dataclass(frozen=True)
class RecordFilter:
    """What a list of records is narrowed to; empty means all."""

    text: str = ""
    state: str = ""
    unit: str = ""
    field: str = ""


def records_for(actor: Actor) -> QuerySet[Record]:
    """The records this person may see, newest first, with unit and what the newest
    version says: title, date, filing.
    """
    newest = Version.objects.filter(record=OuterRef("pk")).order_by(*FOREMOST_FIRST)
    return (
        Record.objects.filter(unit__in=units_in_scope(actor, "publication.read"))
        .select_related("unit")
        .annotate(
            title=Subquery(newest.values("title")[:1]),
            formed_on=Subquery(newest.values("formed_on")[:1]),
            item_name=Subquery(newest.values("item__level2")[:1]),
            field_code=Subquery(newest.values("item__field__code")[:1]),
            no_item_reason=Subquery(newest.values("no_item_reason")[:1]),
        )
        .order_by("-id")
    )


def filtered(records: QuerySet[Record], wanted: RecordFilter) -> QuerySet[Record]:
    """Narrow a list of records by words in title or number, state, unit and field."""
    if wanted.text:
        records = records.filter(
            Q(title__icontains=wanted.text)
            | Q(index_number__icontains=wanted.text)
            | Q(versions__document_number__icontains=wanted.text)
        ).distinct()
    if wanted.state:
        records = records.filter(state=wanted.state)
    if wanted.unit:
        records = records.filter(unit__slug=wanted.unit)
    if wanted.field:
        records = records.filter(Q(("field_code", wanted.field)))
    return records


def title_of(record: Record) -> str:
    """The newest title of a record read through ``records_for``."""
    return str(vars(record).get("title", record.index_number))


def record_for(actor: Actor, slug: str) -> Record | None:
    """One record by its address, if this person may see it."""
    return records_for(actor).select_related("town", "unit__town").filter(slug=slug).first()


def versions_of(record: Record) -> list[Version]:
    """The versions of a record, the one that its state speaks of first, then the newest, with
    author and attachments.
    """
    return list(
        record.versions.order_by(*FOREMOST_FIRST)
        .select_related("created_by", "item", "matter", "successor")
        .prefetch_related("attachments__file")
    )


def is_same(version: Version, draft: Draft) -> bool:
    """Whether a checked draft says just what a version says; relations None are left out."""
    if any(getattr(version, name) != value for name, value in draft.fields().items()):
        return False
    if draft.links is None:
        return True
    given = [
        (link.kind, link.target and link.target.pk, link.words, link.url) for link in draft.links
    ]
    kept = version.relations.order_by("order").values_list("kind", "target", "words", "url")
    return given == list(kept)


def elements_of(item: Item | None) -> list[str]:
    """The required elements of an item, one by one (公开内容要素)."""
    if item is None or not item.elements:
        return []
    parts = item.elements.replace("；", ";").split(";")
    return [part.strip() for part in parts if part.strip()]


def records_of(versions: Collection[int]) -> QuerySet[Version, int]:
    """The records of these versions, keys only, for the public pages (promise 8)."""
    found = Version.objects.filter(pk__in=versions).order_by()
    return found.values_list("record_id", flat=True)


def live_records_in(matters: Collection[int]) -> QuerySet[Version, int]:
    """The records whose live version belongs to one of these matters, keys only (promise 8)."""
    live = Version.objects.filter(matter_id__in=matters, state=VersionState.LIVE).order_by()
    return live.values_list("record_id", flat=True)


def live_versions_succeeded_by(records: Collection[int]) -> list[tuple[int, int]]:
    """The live versions that name one of these records as their successor: (version, record).

    Keys only, for the public pages, which must not read versions themselves (promise 8).
    """
    heirs = Version.objects.filter(successor_id__in=records, state=VersionState.LIVE)
    return list(heirs.values_list("pk", "successor__pk"))
