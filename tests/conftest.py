"""Fixtures for all tests: folders of their own, factories, a modest hypothesis profile."""

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

import factories
from gongkai.organisation.models import Account, Role, Town, Unit
from gongkai.review.scanning.running import words_of

# The browser fixtures live beside the tests; without the file, everything else still runs.
pytest_plugins = [name for name in ("browser", "public") if importlib.util.find_spec(name)]

hypothesis_settings.register_profile("local", deadline=None, max_examples=50)
hypothesis_settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files: one that comes last keeps one worker busy and the other idle."""
    places = {name: place for place, name in enumerate(LONG)}
    root = Path(__file__).parent
    items.sort(key=lambda item: places.get(_below(item.path, root), len(LONG)))


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ""


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    """Originals, public tree and signing key of each test in a folder of its own; no memories.

    A number that a database gave in one test, it gives again in another.
    """
    cache.clear()
    words_of.cache_clear()
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
