"""The two databases under one interface; they answer alike."""

from typing import Any

from django.db import connection

from gongkai.search.engines import postgresql, sqlite
from gongkai.search.engines.asked import Asked, Engine, Statement, limited

__all__ = ["Asked", "Engine", "Statement", "answers", "engine", "limited"]


def engine() -> Engine:
    """The engine of the database in use."""
    return postgresql.PostgreSQL() if connection.vendor == "postgresql" else sqlite.SQLite()


def answers(statement: Statement) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.params)
        return list(cursor.fetchall())
