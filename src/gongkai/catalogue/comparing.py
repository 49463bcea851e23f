"""Editions and files as rows that can be compared."""

from collections.abc import Mapping
from typing import Any

from gongkai.catalogue.difference import ComparedItem, Difference, difference
from gongkai.catalogue.fields import name_key
from gongkai.catalogue.identity import natural_key, plain
from gongkai.catalogue.importing.cells import as_text
from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.queries import items_by_field


def compare_editions(old: Edition, new: Edition) -> Difference:
    """What ``new`` adds to, takes from and changes in ``old``."""
    return difference(compared_edition(old), compared_edition(new))


def compared_edition(edition: Edition) -> list[ComparedItem]:
    """The items of an edition, with the field's name on the edition's day."""
    return [
        compared_item(item, group.name) for group in items_by_field(edition) for item in group.items
    ]


def compared_item(item: Item, field_name: str) -> ComparedItem:
    """An item as it is compared; prefetch its units."""
    values = {
        "field": field_name,
        "level1": item.level1,
        "level2": item.level2,
        "elements": item.elements or "",
        "basis": item.basis or "",
        "time_limit": item.time_limit_text or "",
        "publisher": item.publisher or "",
        "channels": as_text("channels", item.channels),
        "audience": item.audience or "",
        "audience_group": item.audience_group,
        "mode": item.mode or "",
        "levels": as_text("levels", item.levels),
        "units": "、".join(unit.name for unit in item.responsible_units.all()),
    }
    return ComparedItem(str(item.identity), natural_key(item), values, item.pk)


def compared_reading(reading: Mapping[str, Any], codes: Mapping[str, str]) -> list[ComparedItem]:
    """The rows of a reading. codes: code by field name."""
    return [_compared_row(row, codes) for row in reading["rows"]]


def _compared_row(row: Mapping[str, Any], codes: Mapping[str, str]) -> ComparedItem:
    columns = (
        "field", "level1", "level2", "elements", "basis", "time_limit", "publisher", "channels",
        "audience", "audience_group", "mode", "levels",
    )  # fmt: skip
    values = {column: as_text(column, row.get(column)) for column in columns}
    name = name_key(values["field"])
    key = (codes.get(name, name), plain(values["level1"]), plain(values["level2"]))
    return ComparedItem("", key, values)
