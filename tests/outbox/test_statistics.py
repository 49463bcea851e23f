"""What the planner of SQLite goes by."""

from datetime import date

import pytest
from django.db import connection

from gongkai.organisation.models import Unit
from gongkai.outbox.daily import plan
from gongkai.outbox.handlers import Delivery
from gongkai.outbox.models import Effect
from gongkai.outbox.statistics import gather_statistics

DELIVERY = Delivery({"day": "2026-11-23"}, "daily:outbox.statistics:2026-11-23", 1)


@pytest.mark.django_db
def test_the_planner_knows_the_tables_afterwards(unit: Unit) -> None:
    gather_statistics(DELIVERY)
    gather_statistics(DELIVERY)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM sqlite_stat1 WHERE tbl = %s", [Unit._meta.db_table]
            )
            assert cursor.fetchone()[0] > 0


@pytest.mark.django_db
def test_they_are_gathered_once_a_day() -> None:
    for _ in range(2):
        plan(date(2026, 11, 23))
    assert Effect.objects.filter(handler="outbox.statistics").count() == 1
