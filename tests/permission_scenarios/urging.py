"""Scenarios of the calendar address and of urging."""

from datetime import timedelta

from gongkai.duty import actions as duty
from gongkai.duty.models import Urging
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from permission_scenarios.duties import DUTY_STATES, duty_in, event_in
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


STATES = ("待回复", "已回复", "已办结", "已撤回")


def urging_in(world: World, state: str) -> Urging:
    """An urging of the home unit in a state."""
    office, asked = world.house.office, today() + timedelta(days=5)
    found = duty.urge(office, world.home, [event_in(world)], "请尽快公开", asked)
    if state in ("已回复", "已办结"):
        duty.reply_urging(world.house.drafter, found, "本周公开")
    if state == "已办结":
        duty.accept_urging(office, found)
    if state == "已撤回":
        duty.withdraw_urging(office, found, "发错了")
    return found


@scenario("duty.urge", *DUTY_STATES)
def urge(world: World, state: str) -> Act:
    found = duty_in(world, state)
    asked = today() + timedelta(days=5)
    return lambda actor: duty.urge(actor, world.home, [found], "请尽快公开", asked)


@scenario("duty.reply_urging", *STATES)
def reply_urging(world: World, state: str) -> Act:
    found = urging_in(world, state)
    return lambda actor: duty.reply_urging(actor, found, "本周公开")


@scenario("duty.accept_urging", *STATES)
def accept_urging(world: World, state: str) -> Act:
    found = urging_in(world, state)
    return lambda actor: duty.accept_urging(actor, found)


@scenario("duty.return_urging", *STATES)
def return_urging(world: World, state: str) -> Act:
    found = urging_in(world, state)
    asked = today() + timedelta(days=9)
    return lambda actor: duty.return_urging(actor, found, "没有写明日期", asked)


@scenario("duty.withdraw_urging", *STATES)
def withdraw_urging(world: World, state: str) -> Act:
    found = urging_in(world, state)
    return lambda actor: duty.withdraw_urging(actor, found, "发错了")


@scenario("duty.escalate_urging", "没有到期", "过期没有回复")
def escalate_urging(world: World, state: str) -> Act:
    found = urging_in(world, "待回复")
    if state == "过期没有回复":
        Urging.objects.filter(pk=found.pk).update(reply_by=today() - timedelta(days=2))
    return lambda actor: duty.escalate_urging(actor, found)
