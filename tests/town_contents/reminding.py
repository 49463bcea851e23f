"""Reminders of a town: a message to somebody, on a way out."""

from gongkai.ledger.clock import today
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Account, Role
from gongkai.reminding import actions
from gongkai.reminding.checking import GatewayFacts
from gongkai.reminding.models import Gathering, Message, Sending
from roads import House
from town_contents import contents


@contents("reminding")
def fill(house: House) -> dict[str, object]:
    made = Gathering.objects.create(town=house.town, day=today())
    account = house.drafter.account
    assert isinstance(account, Account)
    rest = {"day": today(), "title": f"提醒：{house.unit.name}", "lines": []}
    message = Message.objects.create(gathering=made, account=account, **rest)
    Sending.objects.create(message=message, way="email")
    admin = house.person(Role.SYSTEM_ADMIN, unit=house.unit)
    facts = GatewayFacts("email", "localhost", security="none", sender="a@example.gov.cn")
    actions.set_gateway(actor_for(admin.account), house.town, facts)  # type: ignore[arg-type]
    return {"number": message.pk, "unit": house.unit.pk, "kind": "email"}
