"""The original table beside the reading: which part of it belongs to which rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ROLES = {
    "title": "标题",
    "header": "表头",
    "row": "",
    "heading": "小标题",
    "note": "说明",
    "blank": "空行",
    "ignored": "没有读入",
}


@dataclass
class DrawnCell:
    """One cell of the original as it is drawn; ``read_as`` names the cells of the reading."""

    key: str
    text: str
    rowspan: int
    colspan: int
    place: str
    read_as: list[str] = field(default_factory=list)


@dataclass
class DrawnRow:
    """One row of the original: what it was taken for, and the cells that begin in it."""

    number: int
    role: str
    reason: str
    cells: list[DrawnCell] = field(default_factory=list)


@dataclass
class DrawnTable:
    """A part of one table of the file; ``before`` are the lines above the table."""

    name: str
    before: list[str]
    rows: list[DrawnRow]


def cell_key(table: int, row: int, column: int) -> str:
    """The name of a cell of the original, as an anchor of a page."""
    return f"o{table}-{row}-{column}"


def places(reading: Mapping[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Table, row and column of every cell by its place."""
    return {
        cell["place"]: (number, cell["row"], cell["col"])
        for number, table in enumerate(reading["tables"])
        for cell in table["cells"]
    }


def table_rows(
    reading: Mapping[str, Any], where: Mapping[str, tuple[int, int, int]]
) -> list[tuple[int, int] | None]:
    """Table and table row of every row of the reading; None where its cells name no place."""
    found: list[tuple[int, int] | None] = []
    for row in reading["rows"]:
        spots = [where[p] for cells in row.get("cells", {}).values() for p in cells if p in where]
        found.append(max((spot[0], spot[1]) for spot in spots) if spots else None)
    return found


def windows(
    reading: Mapping[str, Any], per_page: int
) -> list[tuple[range, list[tuple[int, int, int]]]]:
    """Pages of the reading with the part of each table that stands beside them.

    Gives, for each page, the numbers of its rows and (table, first row, row after the last).
    Together the parts cover every row of every table once: what was not read is seen too.
    """
    rows = table_rows(reading, places(reading))
    count = len(reading["rows"])
    starts = list(range(0, count, per_page)) or [0]
    order = [(n, r) for n, table in enumerate(reading["tables"]) for r in range(len(table["rows"]))]
    index = {spot: position for position, spot in enumerate(order)}
    cuts = [_cut(rows, start, index) for start in starts[1:]]
    bounds = [0, *_rising(cuts), len(order)]
    return [
        (range(start, min(start + per_page, count)), _parts(order[bounds[n] : bounds[n + 1]]))
        for n, start in enumerate(starts)
    ]


def _cut(
    rows: Sequence[tuple[int, int] | None], start: int, index: Mapping[tuple[int, int], int]
) -> int:
    """Where the page that begins with row ``start`` cuts the original: after the row before."""
    before = [spot for spot in rows[:start] if spot is not None]
    return index[max(before)] + 1 if before else 0


def _rising(cuts: list[int]) -> list[int]:
    highest, rising = 0, []
    for cut in cuts:
        highest = max(highest, cut)
        rising.append(highest)
    return rising


def _parts(spots: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    parts: list[tuple[int, int, int]] = []
    for table, row in spots:
        if parts and parts[-1][0] == table:
            parts[-1] = (table, parts[-1][1], row + 1)
        else:
            parts.append((table, row, row + 1))
    return parts


def draw(
    reading: Mapping[str, Any],
    parts: Sequence[tuple[int, int, int]],
    read_as: Mapping[str, list[str]],
) -> list[DrawnTable]:
    """The parts of the original as tables; spans are cut where a part ends.

    read_as: for the place of a cell, the names of the cells of the reading that came from it.
    """
    return [_part(reading["tables"][n], n, first, end, read_as) for n, first, end in parts]


def _part(
    table: Mapping[str, Any], number: int, first: int, end: int, read_as: Mapping[str, list[str]]
) -> DrawnTable:
    rows = [
        DrawnRow(r, table["rows"][r]["role"], table["rows"][r]["reason"]) for r in range(first, end)
    ]
    for cell in table["cells"]:
        top, bottom = max(cell["row"], first), min(cell["row"] + cell["rowspan"], end)
        if top >= bottom:
            continue
        rows[top - first].cells.append(
            DrawnCell(
                cell_key(number, cell["row"], cell["col"]),
                cell["text"],
                bottom - top,
                cell["colspan"],
                cell["place"],
                list(read_as.get(cell["place"], ())),
            )
        )
    columns = {c["place"]: c["col"] for c in table["cells"]}
    for row in rows:
        row.cells.sort(key=lambda cell: columns[cell.place])
    before = table["before"] if first == 0 else []
    return DrawnTable(table["name"], before, rows)
