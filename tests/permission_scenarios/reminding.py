"""Scenarios of reminders: gathering, sending, and what towns and people set."""

from datetime import date, datetime

import factories
from gongkai.ledger import clock
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import Role
from gongkai.reminding import actions
from gongkai.reminding.checking import GatewayFacts
from gongkai.reminding.models import Gateway, Gathering, Message, Sending, SendingState
from permission_scenarios.world import Act, World, scenario

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=factories.SHANGHAI)
MAIL = GatewayFacts("email", "localhost", security="none", port=2525, sender="a@example.gov.cn")


@scenario("reminding.gather")
def gather(world: World) -> Act:
    def act(actor: Actor) -> None:
        with clock.demonstration_moment(MONDAY):
            actions.gather(actor, world.town)

    return act


def sending_in(world: World, state: SendingState) -> Sending:
    """A mail to somebody of the home unit."""
    made = Gathering.objects.create(town=world.town, day=date(2026, 3, 2))
    account = world.person(Role.LIAISON)
    message = Message.objects.create(
        gathering=made, account=account, day=made.day, title="示例", lines=[]
    )
    return Sending.objects.create(message=message, way="email", state=state, proof="250 ok")


@scenario("reminding.note_sending", "等待发送", "已发送")
def note_sending(world: World, state: str) -> Act:
    sent = state == "已发送"
    sending = sending_in(world, SendingState.SENT if sent else SendingState.WAITING)
    outcome = actions.Outcome(SendingState.SENT, "a***@example.gov.cn", "250 ok")
    return lambda actor: actions.note_sending(actor, sending, outcome)


@scenario("reminding.configure")
def configure(world: World) -> Act:
    return lambda actor: actions.configure(actor, world.town, {"first": 10})


@scenario("reminding.appoint_head", "指定", "取消")
def appoint_head(world: World, state: str) -> Act:
    person = world.person(Role.HANDLER) if state == "指定" else None
    return lambda actor: actions.appoint_head(actor, world.home, person)


@scenario("reminding.set_gateway")
def set_gateway(world: World) -> Act:
    return lambda actor: actions.set_gateway(actor, world.town, MAIL)


def gateway_in(world: World) -> Gateway:
    """A mail server of the home town."""
    return actions.set_gateway(actor_for(world.person(Role.SYSTEM_ADMIN)), world.town, MAIL)


@scenario("reminding.try_gateway")
def try_gateway(world: World) -> Act:
    gateway = gateway_in(world)
    return lambda actor: actions.try_gateway(actor, gateway, "admin@example.gov.cn")


@scenario("reminding.set_wishes", everywhere=True)
def set_wishes(world: World) -> Act:
    return lambda actor: actions.set_wishes(actor, actions.WishFacts(sms_off=True))
