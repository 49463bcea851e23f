"""What an import would do: the rows it would bring, and what still stands in its way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.catalogue.importing.cells import COLUMNS, OBLIGATORY, check, from_text
from gongkai.catalogue.importing.decisions import NEW_FIELD, Decisions

Key = tuple[str, str, str]
"""Field code (or ``new:`` and the name), level 1, level 2."""


@dataclass(frozen=True)
class Blocker:
    """What stands in the way of an import: row (None: the whole file), column, Chinese words."""

    message: str
    row: int | None = None
    column: str | None = None
    place: str = ""

    def __str__(self) -> str:
        """The sentence with its place."""
        return f"{self.place}：{self.message}" if self.place else self.message


@dataclass
class PlannedRow:
    """A row of the reading with the corrections in it.

    field_code: code of the field, ``new:`` and the name for a field to be made, "" when not
    known. problems: the doubts that are still open. exists: the draft already holds this item.
    """

    number: int
    place: str
    values: dict[str, Any]
    extra: dict[str, str]
    corrected: frozenset[str]
    problems: list[str]
    checked: bool
    field_code: str = ""
    exists: bool = False

    @property
    def key(self) -> Key:
        """The natural key within one edition."""
        return (self.field_code, self.values["level1"] or "", self.values["level2"] or "")


@dataclass
class Plan:
    """The rows to bring in, the rows left out with their reason, and the blockers."""

    rows: list[PlannedRow] = field(default_factory=list)
    left_out: list[tuple[PlannedRow, str]] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    unknown_fields: list[str] = field(default_factory=list)

    @property
    def existing(self) -> list[PlannedRow]:
        """The rows whose item the draft already holds."""
        return [row for row in self.rows if row.exists]


def make_plan(
    reading: Mapping[str, Any],
    decisions: Decisions,
    field_codes: Mapping[str, str],
    held: Collection[Key] = (),
) -> Plan:
    """Plan an import.

    reading: as ``Reading.as_import_json`` gives it. field_codes: code by field name without
    blanks and 领域. held: natural keys of the items that the draft already holds. Nothing is
    dropped: every row of the reading is in ``rows`` or in ``left_out``.
    """
    plan = Plan()
    for number, raw in enumerate(reading["rows"]):
        row = _corrected(number, raw, decisions)
        row.field_code = _field_code(row.values["field"], decisions, field_codes)
        if number in decisions.left_out:
            plan.left_out.append((row, decisions.left_out[number]))
            continue
        row.exists = row.key in held
        plan.rows.append(row)
        plan.blockers.extend(_row_blockers(row))
    _check_fields(plan)
    _check_repeats(plan)
    if plan.existing and not decisions.existing:
        plan.blockers.append(
            Blocker(f"草稿里已经有其中的{len(plan.existing)}项，请选择用文件更新还是保留草稿。")
        )
    return plan


def _corrected(number: int, raw: Mapping[str, Any], decisions: Decisions) -> PlannedRow:
    corrections = decisions.values.get(number, {})
    values = {column: raw.get(column) for column in COLUMNS}
    values.update(corrections)
    checked = number in decisions.checked
    open_doubts = [] if checked else list(_open_doubts(raw, corrections))
    return PlannedRow(
        number=number,
        place=str(raw.get("place") or f"第{number + 1}项"),
        values=values,
        extra=dict(raw.get("extra") or {}),
        corrected=frozenset(corrections),
        problems=open_doubts,
        checked=checked or (decisions.checked_clean and not open_doubts),
    )


def _open_doubts(raw: Mapping[str, Any], corrections: Mapping[str, Any]) -> Iterator[str]:
    """The doubts of a row, without those about cells that the Office corrected."""
    for doubt in raw.get("doubts", ()):
        column = doubt.get("column")
        if column in corrections:
            continue
        label = COLUMNS.get(column or "")
        yield f"{label}：{doubt['message']}" if label else doubt["message"]


def _field_code(name: str | None, decisions: Decisions, codes: Mapping[str, str]) -> str:
    if not name:
        return ""
    chosen = decisions.fields.get(name, "")
    key = "".join(name.split()).removesuffix("领域")
    if chosen == NEW_FIELD:
        return codes.get(key) or f"{NEW_FIELD}:{key}"
    return chosen or codes.get(key, "")


def _row_blockers(row: PlannedRow) -> Iterator[Blocker]:
    for column, value in row.values.items():
        wrong = check(column, value or None if column in OBLIGATORY else value)
        if wrong:
            yield Blocker(wrong, row.number, column, row.place)


def _check_fields(plan: Plan) -> None:
    names = {row.values["field"]: row for row in plan.rows if row.values["field"]}
    unknown = [name for name, row in names.items() if not row.field_code]
    plan.unknown_fields = unknown
    for name in unknown:
        first = next(row for row in plan.rows if row.values["field"] == name)
        plan.blockers.append(
            Blocker(
                f"目录里没有叫“{name}”的领域，请选择对应的领域，或者新增这个领域。",
                first.number,
                "field",
                first.place,
            )
        )


def _check_repeats(plan: Plan) -> None:
    first: dict[Key, PlannedRow] = {}
    for row in plan.rows:
        if not all(row.key):
            continue
        other = first.setdefault(row.key, row)
        if other is not row:
            plan.blockers.append(
                Blocker(
                    f"与{other.place}是同一事项（领域、一级、二级事项都相同），"
                    "请改正其中一行或者不导入其中一行。",
                    row.number,
                    "level2",
                    row.place,
                )
            )


def suggested(reading: Mapping[str, Any], decisions: Decisions) -> dict[int, dict[str, str]]:
    """What the reader proposes for cells that the file leaves empty, by row and column.

    Only for rows that are wanted and cells that nobody corrected; a proposal is no value until
    a person takes it.
    """
    found = {}
    for number, row in enumerate(reading["rows"]):
        corrected = decisions.values.get(number, {})
        proposals = {c: v for c, v in row.get("suggestions", {}).items() if c not in corrected}
        if proposals and number not in decisions.left_out:
            found[number] = proposals
    return found


def taking_suggestions(reading: Mapping[str, Any], decisions: Decisions) -> Decisions:
    """The decisions with every proposal of the reader taken as a correction."""
    for number, proposals in suggested(reading, decisions).items():
        taken = {column: from_text(column, text) for column, text in proposals.items()}
        decisions = decisions.with_values(number, {**decisions.values.get(number, {}), **taken})
    return decisions


def above_township(reading: Mapping[str, Any]) -> dict[int, str]:
    """The rows whose levels are shown and reach neither township nor village, with the reason.

    A township's catalogue keeps the 乡级 rows only (F10). A row that shows no level stays.
    """
    return {
        number: f"公开层级只有{'、'.join(row['levels'])}，不到乡级"
        for number, row in enumerate(reading["rows"])
        if row.get("levels") and not {"乡级", "村级"}.intersection(row["levels"])
    }
