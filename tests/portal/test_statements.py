"""A release asks for what it touches by index, and never goes through all that a town has."""

from typing import Any

import pytest
from django.db import connection

from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from portal.factory import Press, Says

TABLES = (
    "release_release",
    "portal_listing",
    "portal_change",
    "publication_",
    "review_",
)


class Plans:
    """How SQLite would find the rows of each statement."""

    def __init__(self) -> None:
        self.walks: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "UPDATE")) and not many:
            cursor = connection.connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}", params or ())
            self.walks.update(f"{row[3]}: {sql[-400:]}" for row in cursor if walks(row[3], sql))
        return execute(sql, params, many, context)


def walks(step: str, sql: str) -> bool:
    """Whether a step goes through a whole table, or all of it that belongs to a town.

    The greatest number of an index is found at its end.
    """
    if not any(f" {table}" in step for table in TABLES) or "SELECT MAX(" in sql:
        return False
    return step.startswith("SCAN") or step.endswith("(town_id=?)")


@pytest.fixture
def nothing_is_known_of_the_tables(db: None) -> None:
    """Statistics that another test left would tell that all tables are small."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE sqlite_schema")
            if "sqlite_stat1" in {row[0] for row in cursor.execute(_TABLES)}:
                cursor.execute("DELETE FROM sqlite_stat1")
                cursor.execute("ANALYZE sqlite_schema")


_TABLES = "SELECT name FROM sqlite_schema"


@pytest.mark.usefixtures("nothing_is_known_of_the_tables")
@pytest.mark.once  # PostgreSQL plans by its statistics.
def test_no_statement_of_a_release_or_withdrawal_goes_through_the_town() -> None:
    press = Press()
    press.flood(5)
    build(press.town)
    matter, plans = press.matter(), Plans()
    first = press.publish("方案", says=Says(matter=matter, stage="decision"))
    links = [("interprets", first)]
    second = press.publish("解读", attachments=[("一.pdf", b"%PDF")], says=Says(links, matter))
    with connection.execute_wrapper(plans):
        drain()
    press.correct(second, "解读", says=Says(links, matter))
    press.withdraw(first)
    with connection.execute_wrapper(plans):
        drain()
    assert plans.walks == set()
