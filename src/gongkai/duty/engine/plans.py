"""What a town's catalogue in force asks of its units: for each item and unit, how duties arise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from gongkai.catalogue.models import EditionState, Item, Mode
from gongkai.duty.models import Setting
from gongkai.organisation.models import Town, Unit
from gongkai.rules.duty_clock import Options, Plan, event_plans, plan_of

BELOW_COUNTY = frozenset({"乡级", "村级"})


class Pair(NamedTuple):
    """An item by its identity, and a unit."""

    identity: UUID
    unit_id: int


@dataclass(frozen=True)
class Wanted:
    """What the catalogue in force asks: the items by identity, and who is responsible."""

    items: dict[UUID, Item]
    pairs: dict[Pair, Item]


def plan_for(item: Item, options: Options) -> Plan:
    """How the duties of an item arise."""
    return plan_of(item.time_limit, options)


def event_plan_for(item: Item, options: Options, index: int) -> Plan:
    """The limit of an item that an event starts; the first where the number is not there."""
    plans = event_plans(item.time_limit, options)
    return plans[index] if index < len(plans) else plans[0]


def items_in_force(town: Town, *columns: str) -> list[Item]:
    """The items of the catalogue in force that are to be published proactively, in its order.

    Those at 乡级 or 村级 (F10), or where the source shows no level. columns: read only these (with
    ``levels`` among them), where the long texts are not wanted. One query.
    """
    rows = (
        Item.objects.filter(edition__town=town, edition__state=EditionState.IN_FORCE)
        .exclude(mode=Mode.ON_REQUEST)
        .order_by("field__order", "sequence")
    )
    if columns:
        rows = rows.select_related("field").only(*columns)
    else:
        rows = rows.select_related("edition", "field")
    return [item for item in rows if _reaches_the_town(item)]


def wanted_of(town: Town) -> Wanted:
    """What the town's catalogue in force asks of its open units. Three queries."""
    items = {item.pk: item for item in items_in_force(town)}
    open_units = set(Unit.objects.filter(town=town, closed_on=None).values_list("pk", flat=True))
    return Wanted({item.identity: item for item in items.values()}, dict(_pairs(items, open_units)))


def _reaches_the_town(item: Item) -> bool:
    return not item.levels or bool(BELOW_COUNTY.intersection(item.levels))


def _pairs(items: dict[int, Item], open_units: set[int]) -> Iterator[tuple[Pair, Item]]:
    links = Item.responsible_units.through.objects.filter(item__in=list(items))
    for item_id, unit_id in links.order_by("item_id", "unit_id").values_list("item_id", "unit_id"):
        if unit_id in open_units:
            item = items[item_id]
            yield Pair(item.identity, unit_id), item


def setting_of(town: Town) -> Setting:
    """The town's setting, or the defaults (not saved)."""
    return Setting.objects.filter(town=town).first() or Setting(town=town)
