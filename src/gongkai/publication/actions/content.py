"""What the actions of drafting share."""

from collections.abc import Iterator

from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid
from gongkai.publication.admission import Incoming
from gongkai.publication.drafting import Draft
from gongkai.publication.models import Record, Relation, Version


def incoming_text(unit: Unit, record: Record | None, draft: Draft) -> Iterator[Incoming]:
    """The texts of a draft that are about to be stored."""
    metadata = "\n".join(
        (draft.issuer, draft.document_number, draft.summary, draft.keywords, draft.publicity_ground)
    )
    for name, text in (("标题", draft.title), ("正文", draft.body), ("其他各栏", metadata)):
        yield Incoming(unit, record, name, text.encode(), is_file=False)


def write_links(version: Version, draft: Draft) -> None:
    """Put the draft's relations in the place of the version's; None leaves them.

    Raises Invalid on field ``links`` for a record of another town, or for the record itself.
    """
    check_targets(version.record, draft)
    if draft.links is None:
        return
    version.relations.all().delete()
    Relation.objects.bulk_create(
        [
            Relation(
                version=version,
                kind=link.kind,
                target=link.target,
                words=link.words.strip(),
                url=link.url.strip(),
                order=order,
            )
            for order, link in enumerate(draft.links)
        ]
    )


def check_targets(record: Record, draft: Draft) -> None:
    """Raise Invalid unless every record that the draft names is another one of the same town."""
    links = [("links", link.target) for link in draft.links or () if link.target is not None]
    named = [*links, ("successor", draft.successor)]
    for field, target in named:
        if target is None:
            continue
        if target.pk == record.pk:
            raise Invalid({field: "请选择另一条信息，不能选这条信息自己。"})
        if target.town_id != record.town_id:
            raise Invalid({field: "请选择本镇的信息。"})
    if draft.matter is not None and draft.matter.town_id != record.town_id:
        raise Invalid({"matter": "请选择本镇的事项。"})
