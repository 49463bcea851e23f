"""What the import page shows of a reading: rows, doubts, and the original beside them."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gongkai.catalogue.actions.bringing_in import plan_for
from gongkai.catalogue.importing.cells import COLUMNS, OBLIGATORY, as_text
from gongkai.catalogue.importing.decisions import Decisions
from gongkai.catalogue.importing.original import (
    DrawnTable,
    cell_key,
    draw,
    places,
    table_rows,
    windows,
)
from gongkai.catalogue.importing.plan import Plan, PlannedRow, suggested
from gongkai.catalogue.models import CatalogueImport
from gongkai.organisation.web import number_in

PER_PAGE = 20
ROWS_NAMED = 8
_SHOWN = tuple(column for column in COLUMNS if column != "audience_group")


@dataclass(frozen=True)
class ShownCell:
    """One cell of the reading: its words, its doubts, and where it stands in the original."""

    key: str
    label: str
    text: str
    doubts: list[str]
    corrected: bool
    missing: bool
    original: list[tuple[str, str]]


@dataclass
class ShownRow:
    """One row of the reading."""

    row: PlannedRow
    cells: list[ShownCell]
    doubts: list[str]
    left_out: str | None
    blocked: bool

    @property
    def title(self) -> str:
        """Field, level 1 and level 2; a dash for what is missing."""
        values = self.row.values
        return " / ".join(values[column] or "—" for column in OBLIGATORY)

    @property
    def open(self) -> bool:
        """Whether the row wants attention."""
        return self.left_out is None and (self.blocked or bool(self.row.problems))


@dataclass(frozen=True)
class DoubtGroup:
    """The same doubt in several rows."""

    message: str
    rows: list[tuple[int, str, int]]
    more: int


@dataclass
class Window:
    """One page of the reading and the part of the original beside it."""

    number: int
    count: int
    rows: list[ShownRow] = field(default_factory=list)
    tables: list[DrawnTable] = field(default_factory=list)

    @property
    def pages(self) -> range:
        """The numbers of all pages."""
        return range(1, self.count + 1)


class ReadingPage:
    """An import as a page shows it."""

    def __init__(self, upload: CatalogueImport) -> None:
        self.upload = upload
        self.reading: dict[str, Any] = upload.reading
        self.decisions = Decisions.from_json(upload.decisions)

    @cached_property
    def plan(self) -> Plan:
        """What the import would do now."""
        return plan_for(self.upload.edition, self.reading, self.decisions)

    @cached_property
    def _planned(self) -> dict[int, PlannedRow]:
        rows = [*self.plan.rows, *(row for row, _ in self.plan.left_out)]
        return {row.number: row for row in rows}

    @cached_property
    def _blocked(self) -> set[int]:
        return {each.row for each in self.plan.blockers if each.row is not None}

    @cached_property
    def _where(self) -> dict[str, tuple[int, int, int]]:
        return places(self.reading)

    @cached_property
    def field_names_to_decide(self) -> list[str]:
        """Field names of the file that no field has, decided or not."""
        return list(dict.fromkeys([*self.decisions.fields, *self.plan.unknown_fields]))

    @cached_property
    def suggestions(self) -> list[tuple[str, str, str]]:
        """Place, column and words of every proposal that nobody took yet."""
        return [
            (self._planned[number].place, COLUMNS[column], text)
            for number, proposals in suggested(self.reading, self.decisions).items()
            for column, text in proposals.items()
        ]

    @property
    def total(self) -> int:
        """How many rows were read."""
        return len(self.reading["rows"])

    @cached_property
    def doubtful(self) -> list[int]:
        """The rows to bring in that still have a doubt or a gap."""
        open_rows = [row.number for row in self.plan.rows if row.problems]
        return sorted({*open_rows, *(n for n in self._blocked if n not in self.decisions.left_out)})

    @property
    def clean(self) -> int:
        """How many rows to bring in have no doubt."""
        return len(self.plan.rows) - len(self.doubtful)

    def planned(self, number: int) -> PlannedRow:
        """One row with its corrections."""
        return self._planned[number]

    def page_of(self, number: int) -> int:
        """The page on which a row stands."""
        return number // PER_PAGE + 1

    def next_doubtful(self, number: int) -> int | None:
        """The next row with a doubt after this one, then from the start; None for no other."""
        others = [each for each in self.doubtful if each != number]
        return next((each for each in others if each > number), others[0] if others else None)

    @cached_property
    def doubt_groups(self) -> list[DoubtGroup]:
        """The open doubts and gaps by what they say, most frequent first."""
        said: dict[str, list[int]] = {}
        for each in self.plan.blockers:
            if each.row is not None:
                said.setdefault(each.message, []).append(each.row)
        blocked = {(each.row, COLUMNS.get(each.column or "")) for each in self.plan.blockers}
        for row in self.plan.rows:
            for problem in row.problems:
                if (row.number, problem.partition("：")[0]) not in blocked:
                    said.setdefault(problem, []).append(row.number)
        order = Counter({message: len(rows) for message, rows in said.items()}).most_common()
        return [self._group(message, said[message]) for message, _ in order]

    def _group(self, message: str, rows: list[int]) -> DoubtGroup:
        named = [(n, self._planned[n].place, self.page_of(n)) for n in rows[:ROWS_NAMED]]
        return DoubtGroup(message, named, len(rows) - len(named))

    @property
    def file_blockers(self) -> list[str]:
        """What stands in the way of the whole import, outside any row."""
        return [each.message for each in self.plan.blockers if each.row is None]

    def doubts_by_column(self, number: int) -> dict[str, list[str]]:
        """The doubts that the reader had about a row, by column; "" for the whole row.

        Doubts about corrected cells and of a checked row are settled and not given.
        """
        if number in self.decisions.checked:
            return {}
        corrected = self.decisions.values.get(number, {})
        found: dict[str, list[str]] = {}
        for doubt in self.reading["rows"][number].get("doubts", ()):
            column = doubt.get("column")
            if column not in corrected:
                found.setdefault(column if column in COLUMNS else "", []).append(doubt["message"])
        return found

    def window(self, wanted: str) -> Window:
        """The page that the address asks for, or the nearest one."""
        all_windows = windows(self.reading, PER_PAGE)
        number = min(max(number_in(wanted) or 1, 1), len(all_windows))
        rows, parts = all_windows[number - 1]
        return Window(
            number,
            len(all_windows),
            [self._row(each) for each in rows],
            draw(self.reading, parts, self._read_as(rows)),
        )

    def original_of(self, number: int) -> DrawnTable | None:
        """The header and the row of the original from which a row was read; None if not known."""
        spot = table_rows(self.reading, self._where)[number]
        if spot is None:
            return None
        table, at = spot
        roles = [row["role"] for row in self.reading["tables"][table]["rows"]]
        headers = [r for r in range(at) if roles[r] == "header"]
        last = [r for r in headers if all(roles[b] == "header" for b in range(r, headers[-1]))]
        parts = [(table, at, at + 1)]
        if last:
            parts.insert(0, (table, last[0], last[-1] + 1))
        drawn = draw(self.reading, parts, {})
        rows = [row for part in drawn for row in part.rows]
        return DrawnTable(drawn[0].name, [], rows)

    def original_texts(self, number: int) -> dict[str, list[tuple[str, str]]]:
        """For each column of a row, place and text of the cells it was read from."""
        texts = {c["place"]: c["text"] for table in self.reading["tables"] for c in table["cells"]}
        cells = self.reading["rows"][number].get("cells", {})
        return {
            column: [(place, texts[place]) for place in found if place in texts]
            for column, found in cells.items()
        }

    def _read_as(self, rows: range) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number in rows:
            for column, spots in self.reading["rows"][number].get("cells", {}).items():
                for place in spots:
                    found.setdefault(place, []).append(f"r{number}-{column}")
        return found

    def _row(self, number: int) -> ShownRow:
        row = self._planned[number]
        doubts = self.doubts_by_column(number)
        cells = self.reading["rows"][number].get("cells", {})
        return ShownRow(
            row=row,
            cells=[self._cell(row, column, doubts, cells) for column in _SHOWN],
            doubts=doubts.get("", []),
            left_out=self.decisions.left_out.get(number),
            blocked=number in self._blocked,
        )

    def _cell(
        self,
        row: PlannedRow,
        column: str,
        doubts: dict[str, list[str]],
        cells: dict[str, list[str]],
    ) -> ShownCell:
        text = as_text(column, row.values[column])
        group = row.values["audience_group"]
        if column == "audience" and group:
            text = f"{text}（{group}）"
        spots = [place for place in cells.get(column, ()) if place in self._where]
        return ShownCell(
            key=f"r{row.number}-{column}",
            label=COLUMNS[column],
            text=text,
            doubts=doubts.get(column, []),
            corrected=column in row.corrected,
            missing=column in OBLIGATORY and not row.values[column],
            original=[(cell_key(*self._where[place]), place) for place in spots],
        )
