"""A million rows in minutes: one row as the program made it, multiplied by the database itself."""

import os

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model


def multiply(template: Model, count: int, **columns: str) -> int:
    """Insert ``count`` copies of a row; gives the key before the first of them.

    columns: what differs, by the name of the column, as SQL over ``n``, which counts from 1.
    """
    model = type(template)
    names = [field.column for field in model._meta.concrete_fields]
    base = model._default_manager.aggregate(top=Max("pk"))["top"]
    wanted = {model._meta.pk.column: f"{base} + n", **columns}  # type: ignore[union-attr]
    values = ", ".join(wanted.get(name, f't."{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    table = model._meta.db_table
    _run(
        "WITH RECURSIVE numbers(n) AS "
        f"(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) "
        f'INSERT INTO "{table}" ({listed}) SELECT {values} FROM "{table}" t, numbers '
        f'WHERE t."{model._meta.pk.column}" = {template.pk}'  # type: ignore[union-attr]
    )
    for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
        _run(statement)
    return int(base)


def beside(template: Model, owner: Model, which: str, **columns: str) -> None:
    """Insert a copy of a row for each row of another table, whose key it then holds.

    owner: the row of that table to which ``template`` belongs. which: of the others, as SQL over
    ``a``. columns: what else differs, by the name of the column, as SQL over ``a``.
    """
    model = type(template)
    table, key = model._meta.db_table, model._meta.pk.column  # type: ignore[union-attr]
    fields = model._meta.concrete_fields
    base = model._default_manager.aggregate(top=Max("pk"))["top"]
    wanted = {key: f"{base} + row_number() OVER (ORDER BY a.id)", **columns}
    wanted |= {f.column: "a.id" for f in fields if f.related_model is type(owner)}
    names = [field.column for field in fields]
    listed = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(wanted.get(name, f't."{name}"') for name in names)
    _run(
        f'INSERT INTO "{table}" ({listed}) SELECT {values} '
        f'FROM "{table}" t, "{owner._meta.db_table}" a WHERE t."{key}" = {template.pk} AND {which}'
    )
    for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
        _run(statement)


def settle_down() -> None:
    """What a database does by itself before long: look how many rows there are (PostgreSQL), take
    the log into the file (SQLite); and bring all of it to the disk.
    """
    _run("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")
    os.sync()


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
