"""A town with an Office and two units, and a way to open its pages."""

from collections.abc import Callable

import pytest
from django.test import Client

import factories
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import Role, Unit
from roads import House

SignIn = Callable[[Actor], Client]


@pytest.fixture
def house(db: None) -> House:
    """A town with people in every place."""
    return House()


@pytest.fixture
def office(house: House) -> Actor:
    """Somebody of the Office."""
    return house.office


@pytest.fixture
def unit(house: House) -> Unit:
    """A department."""
    return house.unit


@pytest.fixture
def liaison(house: House) -> Actor:
    """Its liaison."""
    return house.drafter


@pytest.fixture
def village(house: House) -> Unit:
    """A village of the town."""
    return factories.make_unit(house.town, kind="village", name="东村")


@pytest.fixture
def villager(village: Unit) -> Actor:
    """Somebody of the village."""
    return actor_for(factories.make_account(Role.VILLAGE, unit=village))


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    """A browser signed in as somebody."""

    def make(actor: Actor) -> Client:
        assert actor.account is not None
        client.force_login(actor.account)
        return client

    return make
