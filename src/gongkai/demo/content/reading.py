"""Reads the data files of the demonstration town into typed values.

A mistake in a file stops the reading with a message that names the entry and the field:
the town is either read as written or not at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, TypeVar

T = TypeVar("T")

DATA = files("gongkai.demo.content") / "data"


class ContentError(ValueError):
    """A data file of the demonstration town says something it may not say."""


class Entry:
    """One table of a TOML file, whose fields are each taken once and by their type."""

    def __init__(self, place: str, fields: dict[str, Any]) -> None:
        self.place = place
        self._left = dict(fields)

    def take(self, name: str, kind: type[T]) -> T:
        """Return the field; ContentError if it is missing or of another type."""
        value = self.take_optional(name, kind)
        if value is None:
            raise ContentError(f"{self.place}: field {name} is missing")
        return value

    def take_optional(self, name: str, kind: type[T]) -> T | None:
        """Return the field or None where it is absent; ContentError for another type."""
        value = self._left.pop(name, None)
        if value is not None and type(value) is not kind:
            raise ContentError(f"{self.place}: field {name} must be {kind.__name__}")
        return value

    def choice(self, name: str, allowed: tuple[T, ...]) -> T:
        """Return the field, which must be one of the allowed words."""
        found = self.choice_optional(name, allowed)
        if found is None:
            raise ContentError(f"{self.place}: field {name} is missing")
        return found

    def choice_optional(self, name: str, allowed: tuple[T, ...]) -> T | None:
        """Return the field or None where it is absent; ContentError for a word not allowed."""
        value = self._left.pop(name, None)
        if value is not None and value not in allowed:
            raise ContentError(f"{self.place}: {name} cannot be {value}")
        return next((word for word in allowed if word == value), None)

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of texts as a tuple, empty where the field is absent."""
        values: list[Any] = self.take_optional(name, list) or []
        if not all(isinstance(value, str) for value in values):
            raise ContentError(f"{self.place}: field {name} must list texts")
        return tuple(values)

    def part(self, name: str) -> Entry | None:
        """Return a table within this one, None where it is absent."""
        fields: dict[str, Any] | None = self.take_optional(name, dict)
        return None if fields is None else Entry(f"{self.place}, {name}", fields)

    def parts(self, name: str) -> Iterator[Entry]:
        """Return the tables of a list within this one, in the order written."""
        listed: list[dict[str, Any]] = self.take_optional(name, list) or []
        for number, fields in enumerate(listed, start=1):
            yield Entry(f"{self.place}, {name} {number}", fields)

    def finish(self) -> None:
        """Say that all is taken: ContentError names a field that nobody knows."""
        if self._left:
            raise ContentError(f"{self.place}: unknown field {', '.join(self._left)}")


def entries(file_name: str, name: str) -> Iterator[Entry]:
    """Yield the entries of one list in one data file."""
    text = (DATA / file_name).read_text(encoding="utf-8")
    whole = Entry(file_name, tomllib.loads(text))
    yield from whole.parts(name)
    whole.finish()
