"""Scenarios of what happens to a record after its approval."""

from datetime import timedelta

from gongkai.ledger.clock import demonstration_moment, now, today
from gongkai.publication import actions as publication
from gongkai.publication.models import Record
from gongkai.release import actions as release
from gongkai.release.models import Schedule
from permission_scenarios.spine import RECORD_STATES, record_in
from permission_scenarios.world import Act, World, scenario

SCHEDULED = "定时发布"


def _planned(world: World) -> Schedule:
    """An approved record of the home unit that waits for its minute."""
    record = record_in(world, "审查通过")
    return release.schedule(world.house.office, record, now() + timedelta(hours=1))


def _in(world: World, state: str) -> Record:
    return _planned(world).record if state == SCHEDULED else record_in(world, state)


@scenario("release.schedule", *RECORD_STATES, SCHEDULED)
def schedule(world: World, state: str) -> Act:
    record = _in(world, state)
    return lambda actor: release.schedule(actor, record, now() + timedelta(hours=2))


@scenario("release.unschedule", *RECORD_STATES, SCHEDULED)
def unschedule(world: World, state: str) -> Act:
    record = _in(world, state)
    return lambda actor: release.unschedule(actor, record)


@scenario("release.release_scheduled", "等待发布", "已取消")
def release_scheduled(world: World, state: str) -> Act:
    planned = _planned(world)
    if state == "已取消":
        release.unschedule(world.house.office, planned.record)

    def act(actor: object) -> object:
        with demonstration_moment(planned.at):
            return release.release_scheduled(actor, planned.pk)  # type: ignore[arg-type]

    return act


@scenario("release.expire", *RECORD_STATES)
def expire(world: World, state: str) -> Act:
    record = record_in(world, state)
    Record.objects.filter(pk=record.pk).update(publish_until=today() - timedelta(days=1))
    return lambda actor: release.expire(actor, record)


@scenario("publication.set_term", *RECORD_STATES)
def set_term(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: publication.set_term(actor, record, today(), "公示一天")
