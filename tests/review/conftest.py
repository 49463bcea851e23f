"""A house and clients for the pages of review."""

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.organisation.actor import Actor
from roads import House

ClientOf = Callable[[Actor], Client]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def client_of() -> ClientOf:
    def make(actor: Actor) -> Client:
        client = Client()
        assert actor.account is not None
        client.force_login(
            actor.account, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return make
