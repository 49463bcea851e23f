"""The urgings of the demonstration town: one in every stage, each where it should stand."""

from types import SimpleNamespace

import pytest

import factories
from duty.helpers import make_item
from gongkai.demo import urging
from gongkai.demo.content import accounts, units
from gongkai.duty.models import Urging
from gongkai.ledger.clock import demonstration_moment
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.reminding.models import Head
from roads import House

KEYS = ("agriculture", "culture-health", "emergency", "social-affairs")


def test_heads_are_people_of_their_units() -> None:
    known = {account.username: account.unit_key for account in accounts()}
    assert {name: known[name] for name in urging.HEADS.values()} == {
        name: unit for unit, name in urging.HEADS.items()
    }
    assert set(KEYS) <= {unit.key for unit in units()}


@pytest.mark.django_db
def test_every_stage_is_there() -> None:
    house = House()
    town = SimpleNamespace(town=house.town, actors={"office": house.office}, units={}, drafters={})
    for key in KEYS:
        town.units[key] = factories.make_unit(house.town)
        liaison = factories.make_account(Role.LIAISON, unit=town.units[key])
        town.drafters[key] = actor_for(liaison)
        if name := urging.HEADS.get(key):
            town.actors[name] = actor_for(
                factories.make_account(Role.HANDLER, unit=town.units[key])
            )
    for _ in range(3):
        make_item(house, "信息形成之日起20个工作日内", *town.units.values())
    for moment, _, act in sorted(urging.events(), key=lambda event: event[:2]):
        with demonstration_moment(moment):
            act(town)
    found = {
        one.unit_id: (one.state, one.escalated, one.duties.count()) for one in Urging.objects.all()
    }
    assert {key: found[town.units[key].pk] for key in KEYS} == {
        "agriculture": ("open", "", 3),
        "culture-health": ("open", "leader", 2),
        "emergency": ("accepted", "", 1),
        "social-affairs": ("replied", "", 2),
    }
    assert Head.objects.count() == 3
