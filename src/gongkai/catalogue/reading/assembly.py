"""Putting a reading together: walk the tables, settle the fields, interpret the records."""

from __future__ import annotations

import re
from typing import Any

from gongkai.catalogue.reading import channels
from gongkai.catalogue.reading.grid import Grid
from gongkai.catalogue.reading.headers import Role
from gongkai.catalogue.reading.interpret import Interpreter
from gongkai.catalogue.reading.layout import Section, Walk
from gongkai.catalogue.reading.model import Reading, Row, Table


def assemble(grids: list[Grid], name: str) -> Reading:
    """The reading of a file's tables, in their order."""
    reading = Reading(name)
    walk = Walk(reading)
    for grid in grids:
        walk.table(grid)
    above: Row | None = None
    for section in walk.sections:
        _settle_field(section)
        _settle_channels(section)
        interpreter = Interpreter(section)
        interpreter.above = above if section.headless else None
        found = interpreter.rows()
        above = found[-1] if found else above
        reading.rows += found
    reading.tables = [_table(grid, walk) for grid in grids]
    if not reading.rows:
        reading.doubt("文件里没有认出任何公开事项，请确认导入的是标准目录。")
    return reading


def _first_number(section: Section, last: bool = False) -> int | None:
    columns = section.header.of(Role.SEQ)
    if not columns or not section.records:
        return None
    index = next(i for i, each in enumerate(section.header.columns) if each is columns[0])
    records = reversed(section.records) if last else iter(section.records)
    for record in records:
        match = re.fullmatch(r"\s*(\d{1,4})\s*", section.text(record, index))
        if match:
            return int(match[1])
    return None


def _settle_field(section: Section) -> None:
    """A table without a title continues the one before when its numbers go on."""
    before = section.follows
    if section.field or section.titled or before is None or section.header.of(Role.FIELD):
        return
    first, last = _first_number(section), _first_number(before, last=True)
    goes_on = first is not None and last is not None and last < first <= last + 3
    if section.headless or goes_on:
        section.field = before.records[-1].field if before.records else before.field
        section.field = section.field or before.field


def _settle_channels(section: Section) -> None:
    """公开方式 or 公开形式 whose cells name channels is the column of channels."""
    header = section.header
    for index, column in enumerate(header.columns):
        form = column.role is Role.EXTRA and "形式" in column.title
        if not form and column.role is not Role.MODE:
            continue
        texts = list(filter(None, (section.text(record, index) for record in section.records)))
        modes = sum(bool(re.search("主动|主動|申请|申請", text)) for text in texts)
        named = sum(channels.names_channel(text) for text in texts)
        if form and modes * 2 > len(texts) and not header.of(Role.MODE):
            column.role = Role.MODE
        elif (form or named * 2 > len(texts)) and texts and not header.of(Role.CHANNELS):
            column.role = Role.CHANNELS


def _table(grid: Grid, walk: Walk) -> Table:
    roles = walk.roles[grid]
    cells: list[dict[str, Any]] = [
        {
            "text": cell.text.strip(), "row": cell.row, "col": cell.col, "place": cell.place,
            "rowspan": cell.rowspan, "colspan": cell.colspan,
            "role": roles[cell.row][0] if cell.row < len(roles) else "",
        }
        for cell in sorted(grid.cells, key=lambda c: (c.row, c.col))
    ]  # fmt: skip
    lines = [
        {"place": grid.row_place(row), "role": role, "reason": reason}
        for row, (role, reason) in enumerate(roles)
    ]
    columns = [
        {
            "cols": column.cols,
            "title": column.title,
            "role": column.role.value,
            "means": column.means,
        }
        for section in walk.sections
        if section.grid is grid
        for column in section.header.columns
    ]
    return Table(grid.name, grid.hint, grid.before, cells, lines, columns)
