"""What a reading gives: rows, problems, and the tables beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

COLUMNS = {
    "field": "领域",
    "level1": "一级事项",
    "level2": "二级事项",
    "elements": "公开内容（要素）",
    "basis": "公开依据",
    "time_limit": "公开时限",
    "publisher": "公开主体",
    "channels": "公开渠道和载体",
    "audience": "公开对象",
    "mode": "公开方式",
    "levels": "公开层级",
}
"""The columns of a row and their Chinese names, in the order of the answer."""


@dataclass(frozen=True)
class Problem:
    """A doubt: in which column of a row (None: the whole row or file), and what to look at."""

    message: str
    column: str | None = None
    place: str | None = None

    def __str__(self) -> str:
        """The doubt as one line for a person."""
        head = COLUMNS.get(self.column or "", self.place or "")
        return f"{head}：{self.message}" if head else self.message


@dataclass
class Row:
    """One item of the catalogue as the file shows it; None is what the file does not show."""

    place: str
    values: dict[str, Any] = field(default_factory=dict)
    audience_group: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)
    suggestions: dict[str, str] = field(default_factory=dict)

    def suggest(self, column: str, value: str | None) -> None:
        """Propose a value that the file does not show, for a person to accept."""
        if value:
            self.suggestions[column] = value
            self.doubt(column, f"上面一格是“{value}”，请确认这一行是否相同")

    def doubt(self, column: str | None, message: str) -> None:
        """Note a doubt about a column of this row, once."""
        problem = Problem(message, column)
        if problem not in self.problems:
            self.problems.append(problem)

    def as_json(self) -> dict[str, Any]:
        """The row in the form that `gongkai catalogue read` prints."""
        return {
            "place": self.place,
            **{column: self.values.get(column) for column in COLUMNS},
            "audience_group": self.audience_group,
            "extra": self.extra,
            "problems": [str(problem) for problem in self.problems],
        }


@dataclass
class Table:
    """The original beside the understanding: the cells of a table and what each row was."""

    name: str
    hint: str
    before: list[str]
    cells: list[dict[str, Any]]
    row_roles: list[dict[str, str]]
    columns: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """The table for the import page."""
        return {
            "name": self.name, "hint": self.hint, "before": self.before, "cells": self.cells,
            "rows": self.row_roles, "columns": self.columns,
        }  # fmt: skip


@dataclass
class Reading:
    """All that was understood of a file, and every doubt."""

    name: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def doubt(self, message: str, place: str | None = None) -> None:
        """Note a doubt about the file or one place of it."""
        self.problems.append(Problem(message, None, place))

    def as_json(self) -> dict[str, Any]:
        """`{"rows": […], "problems": […]}`, as `gongkai catalogue read` prints it."""
        return {
            "rows": [row.as_json() for row in self.rows],
            "problems": [str(problem) for problem in self.problems],
        }

    def as_import_json(self) -> dict[str, Any]:
        """`as_json` with the original tables and, per row, where each value and doubt stands.

        `suggestions` are values that the file does not show but its habit makes likely; they
        are not part of the understanding until a person accepts them.
        """
        rows = [
            {
                **row.as_json(),
                "cells": row.cells,
                "suggestions": row.suggestions,
                "doubts": [{"column": p.column, "message": p.message} for p in row.problems],
            }
            for row in self.rows
        ]
        return {
            "name": self.name,
            "rows": rows,
            "problems": [str(problem) for problem in self.problems],
            "tables": [table.as_json() for table in self.tables],
        }
