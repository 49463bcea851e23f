"""An edition as plain rows: CSV with one header row, JSON with everything."""

import json
from typing import Any

from gongkai.catalogue.importing.cells import as_text
from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.queries import items_by_field
from gongkai.documents.workbook import csv_file

HEADER = (
    "序号", "领域", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体",
    "公开渠道和载体", "公开对象", "公开方式", "公开层级", "核对情况", "出处", "承办单位",
)  # fmt: skip


def as_csv(edition: Edition) -> bytes:
    """One line for each item."""
    items = [(group.name, item) for group in items_by_field(edition) for item in group.items]
    rows = ((number, name, *_cells(item)) for number, (name, item) in enumerate(items, start=1))
    return csv_file(HEADER, rows)


def _cells(item: Item) -> list[str]:
    texts = (item.elements, item.basis, item.time_limit_text, item.publisher)
    return [
        item.level1,
        item.level2,
        *(text or "" for text in texts),
        as_text("channels", item.channels),
        _audience(item),
        item.mode or "",
        as_text("levels", item.levels),
        item.get_standing_display(),
        item.provenance,
        "、".join(unit.name for unit in item.responsible_units.all()),
    ]


def _audience(item: Item) -> str:
    group = f"（{item.audience_group}）" if item.audience_group else ""
    return f"{item.audience or ''}{group}"


def as_json(edition: Edition) -> bytes:
    """The edition and its items; ``rows`` have the form of ``gongkai catalogue read``."""
    rows = [
        _row(item, group.name, group.field.code)
        for group in items_by_field(edition)
        for item in group.items
    ]
    about = {
        "town": edition.town.slug,
        "name": edition.name,
        "number": edition.number,
        "state": edition.state,
        "source": edition.source,
        "effective_from": _day(edition.effective_from),
        "effective_to": _day(edition.effective_to),
    }
    text = json.dumps({"edition": about, "rows": rows}, ensure_ascii=False, indent=2)
    return text.encode()


def _row(item: Item, field_name: str, code: str) -> dict[str, Any]:
    limit = {"text": item.time_limit_text, **(item.time_limit or {})}
    return {
        "identity": str(item.identity),
        "place": item.place,
        "field": field_name,
        "field_code": code,
        "level1": item.level1,
        "level2": item.level2,
        "elements": item.elements,
        "basis": item.basis,
        "time_limit": limit if item.time_limit_text else None,
        "publisher": item.publisher,
        "channels": item.channels,
        "audience": item.audience,
        "audience_group": item.audience_group or None,
        "mode": item.mode,
        "levels": item.levels,
        "units": [unit.slug for unit in item.responsible_units.all()],
        "standing": item.standing,
        "provenance": item.provenance,
        "extra": item.extra,
        "problems": item.problems,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
