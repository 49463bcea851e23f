"""Finding the other record that a relation or a successor means."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.publication.models import FOREMOST_FIRST, Record, Version, VersionState
from gongkai.rules.numbering import NumberingError, normalise_document_number

MOST = 10

_ADDRESS = re.compile(r"/records/([-\w]+)/?$")


@dataclass(frozen=True)
class Found:
    """What a text means: one record, or why not, in words for the person."""

    record: Record | None
    fault: str = ""


def linkable(actor: Actor, known: Collection[int] = ()) -> QuerySet[Record]:
    """The records that a person may name: what the public sees of the town, and the own ones.

    ``known``: ids of records that are named already; they stay, also when they are withdrawn.

    ``title`` and ``document_number`` are those of the live version if there is one: a draft of
    another unit is nobody's business.
    """
    versions = Version.objects.filter(record=OuterRef("pk"))
    live = versions.filter(state=VersionState.LIVE)
    newest = versions.order_by(*FOREMOST_FIRST)
    own = units_in_scope(actor, "publication.read")
    return (
        Record.objects.filter(town_id=actor.town_id)
        .filter(~Q(live_as="") | Q(unit__in=own) | Q(pk__in=known))
        .select_related("unit")
        .annotate(
            title=Coalesce(
                Subquery(live.values("title")[:1]), Subquery(newest.values("title")[:1])
            ),
            document_number=Coalesce(
                Subquery(live.values("document_number")[:1]),
                Subquery(newest.values("document_number")[:1]),
            ),
        )
        .order_by("-id")
    )


def search(actor: Actor, text: str, without: str = "") -> list[Record]:
    """The newest records whose title or number holds the text; ``without``: a slug to leave out."""
    words = text.strip()
    if not words:
        return []
    found = linkable(actor).filter(
        Q(title__icontains=words)
        | Q(document_number__icontains=words)
        | Q(index_number__icontains=words)
    )
    return list(found.exclude(slug=without)[:MOST])


def find_by_text(actor: Actor, text: str, known: Collection[int] = ()) -> Found:
    """The record meant by an index number (perhaps with the title behind it), an address or a
    document number.
    """
    text, named = text.strip(), linkable(actor, known)
    first = text.split()[0] if text else ""
    address = _ADDRESS.search(first)
    slug = address[1] if address else first
    found = list(named.filter(Q(index_number=first) | Q(slug=slug))[:1])
    if not found:
        found = list(named.filter(Q(("document_number", _normal(text))))[:2])
    if len(found) == 1:
        return Found(found[0])
    if found:
        return Found(None, f"有几条信息的发文字号都是“{text}”，请改填索引号。")
    return Found(
        None,
        f"没有找到“{text}”。请输入标题里的字从列表中选，或者填写索引号、发文字号；"
        "若是本平台以外的文件，请填在外部文件名称里。",
    )


def shown(record: Record) -> str:
    """The text that means a record: its index number, with the title behind it if it is known."""
    title = str(vars(record).get("title", "") or "")
    return f"{record.index_number} {title}".strip()


def _normal(text: str) -> str:
    try:
        return normalise_document_number(text).value
    except NumberingError:
        return text
