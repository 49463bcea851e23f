"""What a request leaves behind: compare before and after."""

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
