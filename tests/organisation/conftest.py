"""A small town with people in it, and a way to open its pages."""

from collections.abc import Callable

import pytest
from django.test import Client

import factories
from gongkai.organisation.actor import Actor, actor_for, system_actor
from gongkai.organisation.models import Account, Role, Town, Unit

SignIn = Callable[..., Client]


@pytest.fixture
def system(town: Town) -> Actor:
    """The product itself, acting for ``town``."""
    return system_actor(town)


@pytest.fixture
def office(unit: Unit) -> Actor:
    """Somebody of the Office."""
    return actor_for(factories.make_account(Role.OFFICE, unit=unit))


@pytest.fixture
def security(unit: Unit) -> Actor:
    """The security administrator."""
    return actor_for(factories.make_account(Role.SECURITY_ADMIN, unit=unit))


@pytest.fixture
def sign_in(client: Client, account: Callable[..., Account]) -> SignIn:
    """A browser signed in with roles: ``sign_in(Role.OFFICE)``."""

    def make(*roles: Role, unit: Unit | None = None) -> Client:
        values = {} if unit is None else {"unit": unit}
        person = account(roles[0], **values)
        client.force_login(person)
        return client

    return make
