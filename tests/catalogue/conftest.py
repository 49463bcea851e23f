"""A town with its Office, and a draft that holds the national catalogue."""

import pytest

import factories
from gongkai.catalogue.actions import load_national, start_edition
from gongkai.catalogue.models import Edition
from gongkai.organisation.actor import Actor, actor_for, system_actor
from gongkai.organisation.models import Role, Town


@pytest.fixture
def office(town: Town) -> Actor:
    unit = factories.make_unit(town, name="党政办公室")
    return actor_for(factories.make_account(Role.OFFICE, unit=unit))


@pytest.fixture
def draft(town: Town) -> Edition:
    return start_edition(system_actor(town), town, "标准目录（2026年版）")


@pytest.fixture
def national(draft: Edition) -> Edition:
    load_national(system_actor(draft.town), draft)
    return draft
