"""Filing a record under an item of the catalogue, or saying why it has none (promise 2)."""

from gongkai.catalogue.models import EditionState, Item
from gongkai.organisation.acting import Act, action
from gongkai.organisation.admission import check_admissible
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid
from gongkai.publication.actions.content import incoming_words
from gongkai.publication.lifecycle import advance, lock, newest_whole, reopen
from gongkai.publication.models import Record, Version


@action("publication.file_under")
def file_under(act: Act, record: Record, item: Item | None, no_item_reason: str = "") -> Record:
    """Choose the item of a record, or give the reason why it has none.

    Filing is part of what is reviewed: it belongs to the version, and changing it starts a new
    draft. What is public stays where it is until the new version is released.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    check_filing(item, record.unit, no_item_reason)
    check_admissible(incoming_words(record.unit, record, "不对应事项的理由", no_item_reason))
    before = newest_whole(record)
    advance(record, "edit")
    filing = {"item": item, "no_item_reason": no_item_reason.strip()}
    version = reopen(record, act.account, before, filing)
    act.record(
        record,
        unit=record.unit,
        before=_filing(before),
        after=_filing(version),
        label=version.title,
    )
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
    return record


def check_filing(item: Item | None, unit: Unit, no_item_reason: str) -> None:
    """Raise Invalid unless the item is of the town's edition in force and only one is given."""
    if item is not None and no_item_reason.strip():
        raise Invalid({"no_item_reason": "已经选了公开事项，请清空不对应事项的理由。"})
    if item is None:
        return
    edition = item.edition
    if edition.town_id != unit.town_id or edition.state != EditionState.IN_FORCE:
        raise Invalid({"item": "请选择施行中的目录里的公开事项。"})


def _filing(version: Version) -> dict[str, str | None]:
    return {
        "item": str(version.item.identity) if version.item else None,
        "no_item_reason": version.no_item_reason,
    }
