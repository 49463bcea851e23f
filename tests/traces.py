"""What a request leaves behind: compare before and after, or look for what it brought."""

from typing import Any, Final

from django.apps import apps
from django.db import connection

from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.models import TryCount

# Who asked, and how often, is no part of what was asked.
_NOT_KEPT: Final = {"django_session", TryCount._meta.db_table}


def kept() -> tuple[Any, ...]:
    """The number of rows of every table, and the head of the ledger; one statement."""
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in _NOT_KEPT
    )
    counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables)
    ledger = LedgerEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {counts}, (SELECT max(id) FROM "{ledger}")')
        return tuple(cursor.fetchone())


def places_of(mark: str) -> dict[str, list[str]]:
    """Where a word stands anywhere in the database, by table. ASCII: other signs are written as
    codes where a database keeps JSON as text.
    """
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            places = sorted(
                {
                    f"{name}: {_plain(value)[:160]}"
                    for row in cursor.fetchall()
                    for name, value in zip(columns, row, strict=True)
                    if mark in _plain(value)
                }
            )
            if places:
                found[table] = places
    return found


def _plain(value: object) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("utf-8", "replace")
    return str(value)
