"""From the cells of a record to a row of the catalogue: values, doubts, and where each stands."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.catalogue.reading import channels, choices, fields, glyphs, marks
from gongkai.catalogue.reading.grid import Cell
from gongkai.catalogue.reading.grouping import continued_values
from gongkai.catalogue.reading.headers import Column, Role
from gongkai.catalogue.reading.layout import Record, Section
from gongkai.catalogue.reading.limits import structure
from gongkai.catalogue.reading.model import Row
from gongkai.catalogue.reading.text import is_ditto, is_void, passage, phrase

_TEXT_COLUMNS: dict[str, tuple[Role, Callable[[str], str | None]]] = {
    "level1": (Role.LEVEL1, phrase),
    "level2": (Role.LEVEL2, phrase),
    "elements": (Role.ELEMENTS, passage),
    "basis": (Role.BASIS, passage),
    "publisher": (Role.PUBLISHER, phrase),
}


@dataclass(frozen=True)
class _Kind:
    """A value that is chosen: from the words of one column, or from columns of ticks."""

    name: str
    words: Role
    ticks: Role
    from_words: Callable[[str], choices.Told[Any]]
    from_ticks: Callable[[list[choices.TickCell], bool], choices.Told[Any]]
    words_first: bool = False


_KINDS = (
    _Kind("channels", Role.CHANNELS, Role.CHANNEL_TICK,
          channels.read_channels, channels.channels_from_ticks, words_first=True),
    _Kind("audience", Role.AUDIENCE, Role.AUDIENCE_TICK,
          choices.audience_from_words, choices.audience_from_ticks),
    _Kind("mode", Role.MODE, Role.MODE_TICK, choices.mode_from_words, choices.mode_from_ticks),
    _Kind("levels", Role.LEVELS, Role.LEVEL_TICK,
          choices.levels_from_words, choices.levels_from_ticks),
)  # fmt: skip
_NO_COLUMN = "文件里没有这一列"
_EMPTY = "单元格是空的"
_UNSURE = "这一行缺少或多出单元格，看不出这一列是哪一格"


def _printed(cells: list[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.text.strip() and not glyphs.key(cell.text).isdigit()]


class Interpreter:
    """Reads the records of one section into rows."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.header = section.header
        self.index = {id(column): i for i, column in enumerate(self.header.columns)}
        self.continued = {
            "level1": continued_values(section, Role.LEVEL1),
            "field": continued_values(section, Role.FIELD),
        }
        self.circles = marks.lone_circles(self._tick_texts())
        self.above: Row | None = None

    def _tick_texts(self) -> list[str]:
        ticks = [kind.ticks for kind in _KINDS]
        columns = [column for column in self.header.columns if column.role in ticks]
        return [self._text(record, column) for record in self.section.records for column in columns]

    def _text(self, record: Record, column: Column) -> str:
        return self.section.text(record, self.index[id(column)])

    def rows(self) -> list[Row]:
        """All rows of the section, in order."""
        found = []
        for record in self.section.records:
            self.above = self.row(record)
            found.append(self.above)
        return found

    def row(self, record: Record) -> Row:
        """One record as a row; every null of it has its doubt."""
        row = Row(self.section.grid.row_place(record.row))
        self._field(row, record)
        for name, (role, clean) in _TEXT_COLUMNS.items():
            self._text_value(row, record, name, role, clean)
        self._headed(row, record)
        self._time_limit(row, record)
        for kind in _KINDS:
            self._choice(row, record, kind)
        self._extra(row, record)
        hidden = self.section.grid.hidden_rows & set(record.rows)
        if hidden:
            row.doubt(None, "这一行在文件里是隐藏的")
        return row

    def _source(self, row: Row, record: Record, name: str, columns: list[Column]) -> str | None:
        """The printed text under columns, or None with the doubt why there is none."""
        if not columns:
            row.doubt(name, _NO_COLUMN)
            return None
        indexes = [self.index[id(column)] for column in columns]
        cells = [cell for i in indexes for cell in record.cells.get(i, [])]
        row.cells[name] = [cell.place for cell in cells]
        if any(i in record.unsure for i in indexes):
            row.doubt(name, _UNSURE)
            return None
        if self._straddles(record, columns, name):
            row.doubt(name, "单元格和旁边的列合并在一起，看不出是哪一列的内容")
            return None
        text = "\n".join(dict.fromkeys(filter(None, (self._text(record, c) for c in columns))))
        if len(_printed(cells)) > 1 and name != "channels":
            row.doubt(name, "内容由几个单元格合在一起，请核对")
        if is_void(text):
            row.doubt(name, _EMPTY if not text.strip() else f"单元格里只有“{phrase(text)}”")
            return None
        return text

    def _straddles(self, record: Record, columns: list[Column], name: str) -> bool:
        """Whether a cell also lies under another column of the table (level1 keeps it)."""
        mine = {id(column) for column in columns}
        cells = [c for column in columns for c in record.cells.get(self.index[id(column)], [])]
        ignored = {Role.EXTRA, Role.SEQ, Role.CODE, Role.LEVEL3}
        if name == "level1":
            ignored.add(Role.LEVEL2)
        others = [column for column in self.header.columns
                  if id(column) not in mine and column.role not in ignored]  # fmt: skip
        return any(
            cell in record.cells.get(self.index[id(c)], []) for c in others for cell in cells
        )

    def _ditto(self, row: Row, name: str) -> Any:
        """The value above for a cell that says 同上; None with a doubt when there is none."""
        value = self.above.values.get(name) if self.above is not None else None
        if value is None:
            row.doubt(name, "写着“同上”，但上面没有可用的内容")
        return copy.deepcopy(value)

    def _field(self, row: Row, record: Record) -> None:
        columns = self.header.of(Role.FIELD)
        if not columns:
            row.values["field"] = record.field or self.section.field
            if row.values["field"] is None:
                row.doubt("field", "文件没有写明领域")
            return
        self._text_value(row, record, "field", Role.FIELD, fields.canonical)

    def _text_value(
        self, row: Row, record: Record, name: str, role: Role, clean: Callable[[str], str | None]
    ) -> None:
        columns = self.header.of(role)
        held = self.continued.get(name, {}).get(record)
        if held is not None:
            self._source(row, record, name, columns)
            self._continue(row, name, clean(held.value), plain=held.plain)
            return
        text = self._source(row, record, name, columns)
        if text is None:
            row.values[name] = None
        elif is_ditto(text):
            row.values[name] = self._ditto(row, name)
        else:
            row.values[name] = clean(text)

    def _continue(self, row: Row, name: str, value: str | None, *, plain: bool) -> None:
        """Take the group's value where the column's habit is plain, else only propose it."""
        row.values[name] = value if plain else None
        if plain:
            row.problems = [problem for problem in row.problems if problem.column != name]
            row.doubt(name, f"单元格是空的，按这一列的写法属于上面的“{value}”，请核对")
        else:
            row.suggest(name, value)

    def _headed(self, row: Row, record: Record) -> None:
        """A heading across the table is the 一级事项 where the table has no such column."""
        if record.heading is None:
            return
        if self.header.of(Role.LEVEL1) and self.header.of(Role.LEVEL2):
            row.doubt(None, f"这一行在小标题“{record.heading}”之下")
            return
        if self.header.of(Role.LEVEL1):
            row.values["level2"] = row.values["level1"]
            row.cells["level2"] = row.cells.pop("level1", [])
            row.problems = [p for p in row.problems if p.column != "level2"]
        row.values["level1"] = record.heading
        row.problems = [p for p in row.problems if p.column != "level1"]

    def _time_limit(self, row: Row, record: Record) -> None:
        text = self._source(row, record, "time_limit", self.header.of(Role.TIME_LIMIT))
        if text is None:
            row.values["time_limit"] = None
        elif is_ditto(text):
            value = self._ditto(row, "time_limit")
            row.values["time_limit"] = value and {**value, "same_as_above": True}
        else:
            row.values["time_limit"] = structure(text)
            limit = row.values["time_limit"]
            if limit["kind"] is None and limit["publicity_days"] is None:
                row.doubt("time_limit", "没有读懂期限，请人工填写")

    def _choice(self, row: Row, record: Record, kind: _Kind) -> None:
        """Read channels, audience, mode or levels from tick columns or from the one column."""
        ticks = self.header.of(kind.ticks)
        if ticks and not (kind.words_first and self.header.of(kind.words)):
            told = self._from_ticks(row, record, kind, ticks)
        else:
            told = self._from_words(row, record, kind)
        row.values[kind.name] = told.value
        for problem in told.problems:
            row.doubt(kind.name, problem)
        if told.words and kind.name == "audience":
            row.audience_group = told.words
        elif told.words:
            row.extra["其他渠道"] = told.words

    def _from_words(self, row: Row, record: Record, kind: _Kind) -> choices.Told[Any]:
        text = self._source(row, record, kind.name, self.header.of(kind.words))
        if text is None:
            return choices.Told()
        if is_ditto(text):
            return choices.Told(self._ditto(row, kind.name))
        return kind.from_words(text)

    def _from_ticks(
        self, row: Row, record: Record, kind: _Kind, columns: list[Column]
    ) -> choices.Told[Any]:
        name = kind.name
        indexes = [self.index[id(column)] for column in columns]
        cells = [record.cells.get(i, []) for i in indexes]
        row.cells[name] = list(dict.fromkeys(cell.place for group in cells for cell in group))
        if any(i in record.unsure for i in indexes):
            return choices.Told(problems=[_UNSURE])
        everywhere = [cell for i, group in record.cells.items() for cell in group]
        ticks = [
            choices.TickCell(
                column.means,
                self._text(record, column),
                shared=any(everywhere.count(cell) > 1 for cell in group),
            )
            for column, group in zip(columns, cells, strict=True)
        ]
        if any(is_ditto(tick.text) for tick in ticks):
            return choices.Told(self._ditto(row, name))
        return kind.from_ticks(ticks, self.circles)

    def _extra(self, row: Row, record: Record) -> None:
        kept = [Role.EXTRA, Role.CODE, Role.LEVEL3, Role.SEQ]
        for kind in _KINDS:
            if self.header.of(kind.ticks) and self.header.of(kind.words):
                kept.append(kind.ticks if kind.words_first else kind.words)
        for column in self.header.columns:
            text = passage(self._text(record, column))
            if column.role not in kept or text is None or self._is_shared(record, column):
                continue
            title = column.title if column.title else f"第{column.cols[0] + 1}列"
            if not column.title:
                row.doubt(None, f"{title}没有表头，内容是“{text[:30]}”")
            row.extra[re.sub(r"\s+", "", glyphs.repair(title))] = text

    def _is_shared(self, record: Record, column: Column) -> bool:
        cells = record.cells.get(self.index[id(column)], [])
        others = [
            c for i, group in record.cells.items() if i != self.index[id(column)] for c in group
        ]
        return any(cell in others for cell in cells)
