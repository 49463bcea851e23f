"""Advice on a draft: what it lacks, which item it may belong to, which elements it mentions."""

from dataclasses import dataclass

from django.db.models import Prefetch

from gongkai.catalogue.models import EditionState, FieldName, Item
from gongkai.ledger.clock import today
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Invalid
from gongkai.publication.content import damaged_attachments, files_of, relations_of
from gongkai.publication.guide import guide_shortcomings
from gongkai.publication.html import plain_text
from gongkai.publication.linking import dead_links
from gongkai.publication.models import ENDED_STATES, Version
from gongkai.publication.readiness import (
    Element,
    Shortcoming,
    external_links,
    mentioned,
    shortcomings,
)
from gongkai.publication.suggesting import Candidate, Reason, suggest


@dataclass(frozen=True)
class SuggestedItem:
    """An item that the text may belong to, and why."""

    item: Item
    reasons: tuple[Reason, ...]


def lacking(version: Version) -> list[Shortcoming]:
    """What a version lacks before it goes to review: in its body, its files, its relations."""
    names = [attachment.name for attachment in files_of(version)]
    links = external_links(version.body)
    dead = dead_links(links) if links else {}
    return [
        *_filing(version),
        *guide_shortcomings(version, today()),
        *shortcomings(version.body, names, dead),
        *_around(version),
    ]


def check_ready(version: Version) -> None:
    """Raise Invalid while something is lacking that stops the review; names all of it."""
    stopping = [one for one in lacking(version) if one.stops]
    if stopping:
        raise Invalid({one.code: f"{one.what}{one.remedy}" for one in stopping})


def checklist(version: Version) -> list[Element]:
    """The required elements of the version's item, with those that the text mentions."""
    if version.item is None:
        return []
    names = [attachment.name for attachment in files_of(version)]
    return mentioned(version.item.elements, version.title, version.body, names)


def suggested_items(town: Town, unit: Unit, title: str, body: str) -> list[SuggestedItem]:
    """The items of the edition in force that a text may belong to, best first."""
    items = _items(town)
    candidates = [_candidate(item, unit) for item in items.values()]
    return [
        SuggestedItem(items[suggestion.key], suggestion.reasons)
        for suggestion in suggest(title, plain_text(body), candidates)
    ]


def _items(town: Town) -> dict[int, Item]:
    names = Prefetch("field__names", queryset=FieldName.objects.order_by("-valid_from"))
    items = (
        Item.objects.filter(edition__town=town, edition__state=EditionState.IN_FORCE)
        .select_related("field", "edition")
        .prefetch_related("responsible_units", names)
    )
    return {item.pk: item for item in items}


def _candidate(item: Item, unit: Unit) -> Candidate:
    names = list(item.field.names.all())
    return Candidate(
        key=item.pk,
        field=names[0].name if names else "",
        level1=item.level1,
        level2=item.level2,
        elements=item.elements or "",
        own=any(responsible.pk == unit.pk for responsible in item.responsible_units.all()),
    )


def _filing(version: Version) -> list[Shortcoming]:
    if version.item is not None or version.no_item_reason:
        return []
    return [Shortcoming("item", "还没有选定公开事项。", "请选定，或写明不对应目录事项的理由。")]


def _around(version: Version) -> list[Shortcoming]:
    """Files that the store lost, and relations to what is no longer public (F03)."""
    found = [
        Shortcoming("file", f"附件《{name}》打不开。", "请删除后重新上传。")
        for name in damaged_attachments(version)
    ]
    for relation in relations_of(version):
        if relation.target is not None and relation.target.state in ENDED_STATES:
            state = relation.target.get_state_display()
            found.append(
                Shortcoming(
                    "relation",
                    f"{relation.get_kind_display()}的信息{relation.target.index_number}{state}。",
                    "请核对关联是否还成立。",
                    stops=False,
                )
            )
    return found
