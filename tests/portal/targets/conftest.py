"""A town whose site goes to other places, and such places."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import factories
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import Role
from portal.factory import Press
from portal.targets.storage import Store, storage


@pytest.fixture
def press() -> Press:
    """The town."""
    return Press()


@pytest.fixture
def admin(press: Press) -> Actor:
    """Who adds places."""
    return actor_for(factories.make_account(Role.SYSTEM_ADMIN, unit=press.units[0]))


@pytest.fixture
def server() -> Iterator[Store]:
    """A storage."""
    with storage() as found:
        yield found
        found.goes_on.set()


@pytest.fixture
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder apart from the product's own."""
    return tmp_path_factory.mktemp("elsewhere") / "there"
