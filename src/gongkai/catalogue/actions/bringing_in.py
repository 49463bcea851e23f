"""The rows of a planned import become items of a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.catalogue.fields import codes_by_name, ensure_fields, make_local_field
from gongkai.catalogue.importing.decisions import NEW_FIELD, Decisions
from gongkai.catalogue.importing.plan import Key, Plan, PlannedRow, make_plan
from gongkai.catalogue.models import Edition, Field, Item, Standing
from gongkai.catalogue.values import ItemValues
from gongkai.ledger import clock
from gongkai.organisation.fitting import shortened
from gongkai.organisation.refusals import Invalid


@dataclass
class Outcome:
    """What an import did: items made and updated, rows kept as they were, rows left out."""

    created: list[Item] = field(default_factory=list)
    updated: list[Item] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    corrected: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The outcome as the ledger and the command line show it."""
        standings = [item.standing for item in (*self.created, *self.updated)]
        return {
            "created": len(self.created),
            "updated": len(self.updated),
            "to_check": standings.count(Standing.TO_CHECK),
            "kept": self.kept,
            "left_out": self.left_out,
            "corrected": self.corrected,
        }


def plan_for(edition: Edition, reading: Mapping[str, Any], decisions: Decisions) -> Plan:
    """Plan an import into ``edition`` with the fields and items that the database holds."""
    return make_plan(reading, decisions, codes_by_name(), _held(edition))


def bring_in(
    edition: Edition, reading: Mapping[str, Any], decisions: Decisions, name: str
) -> Outcome:
    """Write the planned rows; Invalid, naming every place, where something stands in the way."""
    plan = plan_for(edition, reading, decisions)
    if plan.blockers:
        raise Invalid("导入前还需处理：" + "；".join(str(each) for each in plan.blockers))
    if not plan.rows:
        raise Invalid("没有要导入的行。")
    fields = _fields(plan, name)
    held = _held(edition)
    last = _last_sequences(edition)
    outcome = Outcome(
        left_out=[{"place": row.place, "reason": reason} for row, reason in plan.left_out],
        corrected={row.place: sorted(row.corrected) for row in plan.rows if row.corrected},
    )
    for row in plan.rows:
        found = held.get(row.key)
        if found is not None and decisions.existing == "keep":
            outcome.kept.append(row.place)
            continue
        item = found or _new_item(edition, fields[row.field_code], last)
        _fill(item, fields[row.field_code], row, name)
        (outcome.updated if found else outcome.created).append(item)
    Item.objects.bulk_create(outcome.created)
    Item.objects.bulk_update(outcome.updated, _WRITTEN)
    return outcome


_WRITTEN = [
    "level1", "level2", "elements", "basis", "time_limit_text", "time_limit", "publisher",
    "channels", "audience", "audience_group", "mode", "levels", "extra", "place", "provenance",
    "problems", "standing",
]  # fmt: skip


def _held(edition: Edition) -> dict[Key, Item]:
    items = edition.items.select_related("field")
    return {(item.field.code, item.level1, item.level2): item for item in items}


def _last_sequences(edition: Edition) -> dict[int, int]:
    last: dict[int, int] = {}
    for field_id, sequence in edition.items.values_list("field_id", "sequence"):
        last[field_id] = max(sequence, last.get(field_id, 0))
    return last


def _fields(plan: Plan, source: str) -> dict[str, Field]:
    codes = dict.fromkeys(row.field_code for row in plan.rows)
    prefix = f"{NEW_FIELD}:"
    made = {
        code: make_local_field(code.removeprefix(prefix), clock.today(), f"导入《{source}》")
        for code in codes
        if code.startswith(prefix)
    }
    return {**ensure_fields(code for code in codes if not code.startswith(prefix)), **made}


def _new_item(edition: Edition, of: Field, last: dict[int, int]) -> Item:
    last[of.pk] = last.get(of.pk, 0) + 1
    return Item(edition=edition, field=of, sequence=last[of.pk])


def _fill(item: Item, of: Field, row: PlannedRow, name: str) -> None:
    values = row.values
    limit = values["time_limit"] or {}
    ItemValues(
        field=of,
        level1=values["level1"],
        level2=values["level2"],
        elements=values["elements"],
        basis=values["basis"],
        time_limit_text=limit.get("text"),
        publisher=values["publisher"],
        channels=_tuple(values["channels"]),
        audience=values["audience"],
        audience_group=values["audience_group"] or "",
        mode=values["mode"],
        levels=_tuple(values["levels"]),
    ).put_into(item)
    item.time_limit = {k: v for k, v in limit.items() if k != "text"} or None
    item.extra, item.place = row.extra, shortened(row.place, 300)
    item.provenance = f"导入文件《{name}》"
    item.problems = row.problems
    item.standing = Standing.CONFIRMED if row.checked else Standing.TO_CHECK


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values else None
