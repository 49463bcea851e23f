"""Places for values in the SQL of a prepared question, and how each database is given them.

Django puts the values into the SQL for PostgreSQL, which so reads and plans every question anew:
more than a third of the page of a case (``bench/foi.py``). The text of a prepared question is the
same each time, so there the server binds the values, and from the second time on it keeps what it
has read and planned. Constants become part of the text, where the planner sees them, and so do
the limits of a page: without them it would plan for a tenth of all rows. All other SQL of the
product goes Django's way.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression

_PLACE = re.compile("%[%s]")


class Given(Expression):
    """The place of a value that is given when the question is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A place in the SQL, and this in the list of what belongs there."""
        return "%s", (self,)


class Limit(Given):
    """The place of a whole number by which the planner chooses: how many rows, from which on."""


def text_of(
    sql: str, places: Sequence[Any], connection: BaseDatabaseWrapper
) -> tuple[str, tuple[Any, ...]]:
    """What is kept of a question that was drawn up: its SQL, and what belongs to its places.

    For PostgreSQL the SQL has places of the server (``$1``) and ``%s`` where limits go.
    """
    if connection.vendor != "postgresql":
        return sql, tuple(places)
    left, numbers = iter(places), count(1)

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        place = next(left)
        if isinstance(place, Limit):
            return "%s"
        return f"${next(numbers)}" if isinstance(place, Given) else _constant(place, connection)

    text = _PLACE.sub(put, sql)
    return text, tuple(one for one in places if isinstance(one, Given))


def filled(
    text: str, places: Sequence[Any], given: Mapping[str, Any], connection: BaseDatabaseWrapper
) -> tuple[str, list[Any]]:
    """The SQL to execute and its parameters. text and places: of ``text_of``."""
    if connection.vendor != "postgresql":
        found = (given[one.name] if isinstance(one, Given) else one for one in places)
        return text, [_adapted(value, connection) for value in found]
    limits = tuple(int(given[one.name]) for one in places if isinstance(one, Limit))
    long = _server().Int8
    values = (given[one.name] for one in places if not isinstance(one, Limit))
    # The kind of a number would follow from its size, and each kind has a plan of its own.
    return text % limits, [long(value) if type(value) is int else value for value in values]


def cursor_of(connection: BaseDatabaseWrapper) -> Any:
    """A cursor that takes what ``filled`` gives."""
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        cursor.cursor = _server().Cursor(connection.connection)
    return cursor


def _constant(value: Any, connection: BaseDatabaseWrapper) -> str:
    """A value that is the same each time, as Django would put it into the SQL."""
    connection.ensure_connection()
    cursor = _server().ClientCursor(connection.connection)
    written: str = cursor.mogrify("%s", [value])
    return written.replace("%", "%%")


@cache
def _server() -> Any:
    """What PostgreSQL is spoken to with; an installation on SQLite need not load it."""
    from types import SimpleNamespace

    from psycopg import ClientCursor, RawCursor
    from psycopg.types.numeric import Int8

    class Cursor(RawCursor[Any]):
        """Remembers the text also of what the server had prepared: Django's log shows it."""

        def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
            try:
                return super().execute(query, params, **how)
            finally:
                self._query: Any = SimpleNamespace(query=query.encode())

    return SimpleNamespace(ClientCursor=ClientCursor, Cursor=Cursor, Int8=Int8)


def _adapted(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """A value as this database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
