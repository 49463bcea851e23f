"""The accounts of the demonstration: on its day one fresh, one to be updated, one silent."""

from datetime import date
from types import SimpleNamespace

import pytest

import factories
from gongkai.campaign.models import MediaAccount, MediaPost
from gongkai.demo import new_media
from gongkai.demo.content import records, units
from gongkai.ledger.clock import demonstration_moment
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.rules.new_media import PLATFORMS, Idle, idle_on
from roads import House

DAY = date(2026, 11, 23)


@pytest.mark.once
def test_everything_was_public_before_it_was_posted() -> None:
    known = {record.key: record for record in records()}
    assert {account.unit for account in new_media.ACCOUNTS} <= {unit.key for unit in units()}
    for account in new_media.ACCOUNTS:
        PLATFORMS.get(account.platform, DAY)
        assert max(account.posts) <= DAY
        for day, key in account.posts.items():
            record = known[key]
            assert record.released_on is not None and record.withdrawal is None, key
            assert record.released_on < new_media.moment_of(day), key


@pytest.mark.once
@pytest.mark.django_db
def test_on_the_day_of_the_demonstration_each_alarm_is_seen() -> None:
    house = House()
    with demonstration_moment(new_media.moment_of(new_media.REGISTERED)):
        record = house.released(house.record(attachment=False)).record
    town = SimpleNamespace(
        town=house.town, actors={"office": house.office}, units={}, drafters={}, records={}
    )
    for account in new_media.ACCOUNTS:
        unit = town.units[account.unit] = factories.make_unit(house.town)
        town.drafters[account.unit] = actor_for(factories.make_account(Role.LIAISON, unit=unit))
        town.records.update(dict.fromkeys(account.posts.values(), record))
    for moment, _, act in sorted(new_media.events(), key=lambda event: event[:2]):
        with demonstration_moment(moment):
            act(town)
    stands = [idle_on(made.last_on, DAY) for made in MediaAccount.objects.order_by("id")]
    assert stands == [Idle.FRESH, Idle.SOON, Idle.LATE]
    posted = sum(len(account.posts) for account in new_media.ACCOUNTS)
    assert MediaPost.objects.count() == posted
