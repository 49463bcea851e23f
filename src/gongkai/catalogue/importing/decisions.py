"""What the Office decided about the reading of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Existing = Literal["", "update", "keep"]
NEW_FIELD = "new"


@dataclass(frozen=True)
class Decisions:
    """Corrections and choices, by the number of the row in the reading (from 0).

    values: corrected cells, column → value. left_out: rows not wanted, with the reason. fields:
    for a field name that nobody knows, the code of the field meant, or ``new``. checked: rows
    that the Office has compared with the file. checked_clean: every row without a doubt counts
    as compared. existing: what to do with items that the draft already holds; empty: undecided.
    """

    values: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    left_out: Mapping[int, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    checked: frozenset[int] = frozenset()
    checked_clean: bool = False
    existing: Existing = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Decisions":
        """Decisions as ``as_json`` wrote them; an empty mapping gives none."""
        return cls(
            values={int(row): dict(cells) for row, cells in stored.get("values", {}).items()},
            left_out={int(row): reason for row, reason in stored.get("left_out", {}).items()},
            fields=dict(stored.get("fields", {})),
            checked=frozenset(stored.get("checked", ())),
            checked_clean=bool(stored.get("checked_clean", False)),
            existing=stored.get("existing", ""),
        )

    def as_json(self) -> dict[str, Any]:
        """The decisions as JSON."""
        return {
            "values": {str(row): dict(cells) for row, cells in sorted(self.values.items())},
            "left_out": {str(row): reason for row, reason in sorted(self.left_out.items())},
            "fields": dict(sorted(self.fields.items())),
            "checked": sorted(self.checked),
            "checked_clean": self.checked_clean,
            "existing": self.existing,
        }

    def with_values(self, row: int, values: Mapping[str, Any]) -> "Decisions":
        """The same decisions with these cells of a row corrected (in place of earlier ones)."""
        kept = {number: cells for number, cells in self.values.items() if number != row}
        return replace(self, values={**kept, row: dict(values)} if values else kept)

    def leaving_out(self, rows: Mapping[int, str]) -> "Decisions":
        """The same decisions with further rows left out, each with its reason."""
        return replace(self, left_out={**self.left_out, **rows})

    def taking_back(self, row: int) -> "Decisions":
        """The same decisions with a row taken in again."""
        kept = {number: reason for number, reason in self.left_out.items() if number != row}
        return replace(self, left_out=kept)
