"""Scenarios of the calendar address and of urging."""

from gongkai.duty import actions as duty
from gongkai.organisation.actor import Actor
from permission_scenarios.world import Act, World, scenario


@scenario("duty.open_feed", everywhere=True)
def open_feed(world: World) -> Act:
    return duty.open_feed


@scenario("duty.close_feed", everywhere=True)
def close_feed(world: World) -> Act:
    def act(actor: Actor) -> None:
        duty.open_feed(actor)
        duty.close_feed(actor)

    return act
