"""Fixtures for all tests: folders of their own, factories, a modest hypothesis profile."""

import importlib.util
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

import factories
from gongkai.organisation.models import Account, Role, Town, Unit

# The browser fixtures live beside the tests; without the file, everything else still runs.
pytest_plugins = [name for name in ("browser", "public") if importlib.util.find_spec(name)]

# A machine with other work is slow at everything, drawing examples included.
_AT_LEISURE: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
}
hypothesis_settings.register_profile("local", **_AT_LEISURE, max_examples=50)
hypothesis_settings.register_profile("ci", **_AT_LEISURE, max_examples=100, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")

LONG = (
    "promises/test_promise_4_public_site.py",
    "promises/test_promise_8_crawl.py",
    "promises/test_promise_7_scope.py",
    "e2e/test_hidden_column.py",
    "portal/test_pages_in_browser.py",
    "test_settings.py",
)
"""Files that take a minute or more, the longest first."""


A_LONG_TEST = 60
"""Seconds in which nearly every test is over."""
DAILY = (3, 30)
"""When what happens once a day falls due (``gongkai.outbox.daily``)."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the long files: one that comes last keeps one worker busy and the other idle.

    What is about PostgreSQL itself is no part of a run on SQLite.
    """
    if connection.vendor != "postgresql":
        others = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in set(others)]
    places = {name: place for place, name in enumerate(LONG)}
    root = Path(__file__).parent
    items.sort(key=lambda item: places.get(_below(item.path, root), len(LONG)))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keys of rows begin elsewhere in every table.

    SQLite takes a key back with the row, so that in most tests the first row of each table has
    key 1: a key taken for a number, or for the key of another table, would go unseen in them.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            _begin_keys_apart()


def _begin_keys_apart() -> None:
    tables = sorted(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for place, table in enumerate(tables, 1):
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, 1000 * place])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Begin no test in the last minute of a day, nor before the daily work of the outbox: what
    falls due today, or in five days, would be counted from two days within one test.
    """
    now = timezone.localtime()
    for hour, minute in ((0, 0), DAILY):
        next_one = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        next_one += timedelta(days=next_one < now)
        left = (next_one - now).total_seconds()
        if left < A_LONG_TEST:
            time.sleep(left + 0.01)


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ""


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    """Originals, public tree and signing key of each test in a folder of its own; no memories."""
    cache.clear()
    settings.DATA_ROOT = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    settings.SITE_ROOT = tmp_path / "site"
    settings.SIGNING_KEY_FILE = tmp_path / "signing-key.pem"
    settings.FOI_KEYS_FILE = tmp_path / "foi-keys.json"


@pytest.fixture
def town(db: None) -> Town:
    """A town with its root unit, 示例镇."""
    return factories.make_town()


@pytest.fixture
def unit(town: Town) -> Unit:
    """A department of ``town``."""
    return factories.make_unit(town)


@pytest.fixture
def account(unit: Unit) -> Callable[..., Account]:
    """Makes accounts: ``account(role=Role.LIAISON)``, by default in ``unit``."""

    def make(role: Role | str = Role.LIAISON, **values: object) -> Account:
        values.setdefault("unit", unit)
        return factories.make_account(role, **values)

    return make
