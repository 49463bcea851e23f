"""Adding, changing, removing items; comparing them with their source; matching them."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max

from gongkai.catalogue import states
from gongkai.catalogue.actions.common import changed, items_of, permitted
from gongkai.catalogue.identity import former_items
from gongkai.catalogue.models import Edition, Field, Item, Standing
from gongkai.catalogue.values import ItemValues, changes, fingerprint, snapshot
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow

ENTERED_BY_HAND = "手工录入"
MEANWHILE = (
    "没有保存：您打开以后，有人修改了这一项。您填写的内容还在下面；"
    "请对照现在的内容核对，再点保存，就以您填写的为准。"
)


@action("catalogue.add_item")
def add_item(act: Act, edition: Edition, values: ItemValues, provenance: str = "") -> Item:
    """Add an item at the end of its field in a draft; it counts as confirmed.

    Raises Invalid for wrong values and for an item that the edition already holds.
    """
    edition, unit = permitted(act, edition)
    states.require(edition, "change_items")
    item = Item(edition=edition, standing=Standing.CONFIRMED)
    values.checked().put_into(item)
    check_unique(item)
    item.sequence = next_sequence(edition, item.field)
    item.provenance = provenance.strip() or ENTERED_BY_HAND
    item.save()
    act.record(item, unit=unit, after=snapshot(item))
    return item


@action("catalogue.edit_item")
def edit_item(
    act: Act, item: Item, values: ItemValues, why: str = "", *, seen: str | None = None
) -> Item:
    """Change an item of a draft, or correct a row of the edition in force that is 待核对.

    The identity stays, so history follows a rewording. seen: the ``fingerprint`` of what the
    person saw; None where nobody looked first. Raises Invalid for wrong values, for an item that
    the edition already holds, and for a correction in force without ``why``; NotAllowedNow for a
    confirmed row of the edition in force; Conflict where somebody changed the item meanwhile.
    """
    edition, unit = permitted(act, item.edition)
    states.require(edition, "correct_item")
    found = items_of(edition, [item])[0]
    if not states.may(edition, "change_items"):
        _check_correction(found, why)
    if seen is not None and seen != fingerprint(found):
        raise Conflict(MEANWHILE)
    before = snapshot(found)
    moved = found.field_id != values.field.pk
    values.checked().put_into(found)
    check_unique(found)
    if moved:
        found.sequence = next_sequence(edition, found.field)
    found.save()
    old, new = changes(before, snapshot(found))
    act.record(found, unit=unit, before=old, after=new, why=why.strip())
    changed(act, edition)
    return found


def _check_correction(item: Item, why: str) -> None:
    if item.standing == Standing.CONFIRMED:
        raise NotAllowedNow(
            f"“{item}”在施行中的目录里已经核对，不能直接修改。"
            "请先标为待核对，或者新建目录版本修改后施行。"
        )
    if not why.strip():
        raise Invalid({"why": "修改施行中的目录，请写明依据（例如与哪份文件核对）。"})


@action("catalogue.remove_item")
def remove_item(act: Act, item: Item, why: str = "") -> None:
    """Take an item out of a draft; what it was stays on the ledger."""
    edition, unit = permitted(act, item.edition)
    states.require(edition, "change_items")
    found = items_of(edition, [item])[0]
    act.record(found, unit=unit, before=snapshot(found), why=why.strip())
    found.delete()


@action("catalogue.confirm_item")
def confirm_item(act: Act, items: Sequence[Item], note: str = "") -> list[Item]:
    """Say that a person compared these rows of one edition with their source (已核对).

    Their doubts are settled; the ledger keeps them. note: with what they were compared. Rows
    that are confirmed already are left as they are; Invalid if all are.
    """
    edition, unit = permitted(act, _edition_of(items))
    states.require(edition, "confirm")
    found = [item for item in items_of(edition, items) if item.standing == Standing.TO_CHECK]
    if not found:
        raise Invalid("选中的事项都已经核对过了。")
    before = _standings(found)
    for item in found:
        item.standing, item.problems = Standing.CONFIRMED, []
    Item.objects.bulk_update(found, ["standing", "problems"])
    subject = found[0] if len(found) == 1 else edition
    act.record(subject, unit=unit, before=before, after=_standings(found), why=note.strip())
    changed(act, edition)
    return found


@action("catalogue.doubt_item")
def doubt_item(act: Act, item: Item, why: str) -> Item:
    """Mark a confirmed row as 待核对 again; ``why`` becomes its doubt. Invalid without it."""
    edition, unit = permitted(act, item.edition)
    states.require(edition, "confirm")
    found = items_of(edition, [item])[0]
    if not why.strip():
        raise Invalid({"why": "请写明哪里需要核对。"})
    before = _standings([found])
    found.standing = Standing.TO_CHECK
    found.problems = [*found.problems, why.strip()]
    found.save(update_fields=["standing", "problems"])
    act.record(found, unit=unit, before=before, after=_standings([found]), why=why.strip())
    changed(act, edition)
    return found


@action("catalogue.match_item")
def match_item(act: Act, item: Item, former: Item | None) -> Item:
    """Say that an item of a draft continues ``former``; None: it is a new item.

    former: any item of an edition of the town that is or was in force. Raises Invalid for
    another one, Conflict where another item of the draft already continues it.
    """
    edition, unit = permitted(act, item.edition)
    states.require(edition, "change_items")
    found = items_of(edition, [item])[0]
    before = {"identity": str(found.identity)}
    found.identity = _identity(edition, found, former)
    if former is not None:
        found.legal_bases = found.legal_bases or former.legal_bases
    found.save(update_fields=["identity", "legal_bases"])
    after = {"identity": str(found.identity), "continues": str(former) if former else None}
    act.record(found, unit=unit, before=before, after=after)
    return found


def _identity(edition: Edition, item: Item, former: Item | None) -> uuid.UUID:
    if former is None:
        return uuid.uuid4()
    if former.identity not in {older.identity for older in former_items(edition.town_id)}:
        raise Invalid({"former": "只能沿用本镇施行过的目录里的公开事项。"})
    taken = edition.items.filter(identity=former.identity).exclude(pk=item.pk).first()
    if taken is not None:
        raise Conflict(f"草稿里的“{taken}”已经沿用了“{former}”。一项只能由一项沿用。")
    return former.identity


def next_sequence(edition: Edition, field: Field) -> int:
    """The number after the last item of a field in an edition."""
    last = edition.items.filter(field=field).aggregate(last=Max("sequence"))["last"]
    return (last or 0) + 1


def check_unique(item: Item) -> None:
    """Raise Invalid where the edition holds another item of this field, level 1 and level 2."""
    same = Item.objects.filter(
        edition=item.edition, field=item.field, level1=item.level1, level2=item.level2
    )
    if same.exclude(pk=item.pk).exists():
        raise Invalid({"level2": "这个领域里已经有相同的一级、二级事项。"})


def _edition_of(items: Sequence[Item]) -> Edition:
    if not items:
        raise Invalid("请先选择公开事项。")
    return items[0].edition


def _standings(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [
        {
            "identity": str(item.identity),
            "item": str(item),
            "standing": str(item.standing),
            "problems": item.problems,
        }
        for item in items
    ]
