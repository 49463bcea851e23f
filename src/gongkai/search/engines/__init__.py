"""The two databases under one interface; they answer alike."""

from django.db import connection

from gongkai.search.engines import postgresql, sqlite
from gongkai.search.engines.asked import Asked, Engine, Statement

__all__ = ["Asked", "Engine", "Statement", "engine"]


def engine() -> Engine:
    """The engine of the database in use."""
    return postgresql.PostgreSQL() if connection.vendor == "postgresql" else sqlite.SQLite()
