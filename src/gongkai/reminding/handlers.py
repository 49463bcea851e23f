"""What the outbox calls: the day's gathering, each sending, a trial."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gongkai.ledger import clock
from gongkai.organisation import sealing
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Account, Town
from gongkai.organisation.queries import calendar_in_force
from gongkai.outbox.actions import enqueue
from gongkai.outbox.handlers import Delivery, PermanentFailure
from gongkai.reminding import actions, people
from gongkai.reminding.models import Gateway, Sending, SendingState
from gongkai.reminding.queries import gateways_of, setting_of
from gongkai.reminding.ways import Parcel, WayFault, send
from gongkai.reminding.ways.base import PURPOSE
from gongkai.reminding.wording import Line, plain_text, short_text
from gongkai.rules.reminding import Way, send_at, ways

_ENDED = (SendingState.SENT, SendingState.SKIPPED)


def every_day(delivery: Delivery) -> None:
    """Have each town's reminders gathered, each as an effect of its own."""
    day = delivery.payload["day"]
    with transaction.atomic():
        for slug in Town.objects.order_by("pk").values_list("slug", flat=True):
            key = f"reminding.gather:{slug}:{day}"
            enqueue("reminding.gather", {"town": slug}, key=key, town=slug)


def on_gather(delivery: Delivery) -> None:
    """Gather a town's reminders of today: ``{"town"}``."""
    town = Town.objects.filter(slug=delivery.payload["town"]).first()
    if town is None:
        raise PermanentFailure("没有这个镇街。")
    with suppress(actions.NothingToGatherError):
        actions.gather(system_actor(town), town)


def on_send(delivery: Delivery) -> None:
    """Send a message one way: ``{"sending"}``. Once sent, a repeated call does nothing.

    A crash between the other side's answer and our note sends again: mail under the same
    Message-ID, WeChat Work drops the same message, an SMS comes twice.
    """
    rows = Sending.objects.select_related("message__account__unit__town")
    sending = rows.filter(pk=delivery.payload["sending"]).first()
    if sending is None:
        raise PermanentFailure("没有这条提醒。")
    if sending.state in _ENDED:
        return
    town = sending.message.account.unit.town
    if later := _not_before(town):
        _put_off(delivery, town, later)
        return
    gateway, address, why = _where(sending, town)
    if gateway is None:
        _note(town, sending, actions.Outcome(SendingState.SKIPPED, error=why))
        return
    _send(sending, gateway, address)


def on_try(delivery: Delivery) -> None:
    """Send a trial message: ``{"gateway", "to"}``; how it went stands beside the way."""
    gateway = Gateway.objects.select_related("town").get(pk=delivery.payload["gateway"])
    words = "这是一条测试消息，收到说明发送方式可以使用。"
    short = f"{gateway.town.name}政务公开测试消息。"
    to = sealing.unseal(delivery.payload["to"], PURPOSE)
    identity = delivery.key.replace(":", "-").replace("+", "-")
    _hand_over(gateway, Parcel(to, "测试消息", f"{words}\n", short, identity))


def _not_before(town: Town) -> datetime | None:
    """The end of the quiet hours in which this moment lies."""
    moment = timezone.localtime(clock.now())
    leaves = send_at(moment, setting_of(town).quiet, calendar_in_force().is_working_day)
    return leaves if leaves > moment else None


def _put_off(delivery: Delivery, town: Town, until: datetime) -> None:
    key = f"{delivery.key.partition('@')[0]}@{until.isoformat()}"
    with transaction.atomic():
        enqueue("reminding.send", delivery.payload, key=key, town=town.slug, due_at=until)


def _where(sending: Sending, town: Town) -> tuple[Gateway | None, str, str]:
    """The way and the address as they are now, or why there is none."""
    way, account = Way(sending.way), sending.message.account
    if not account.is_active:
        return None, "", "账号已停用"
    gateway = gateways_of(town).filter(kind=way.value, active=True).first()
    if gateway is None:
        return None, "", "这种发送方式已停用"
    wish, kept = people.wish_of(account), setting_of(town).kept
    wishes = people.wishes_of(account, wish)
    if way not in ways(wishes, frozenset({way}), kept, urgent=sending.message.urgent):
        return None, "", "本人已关闭，或者没有地址"
    address = people.address_of(account, wish, way)
    return (gateway, address, "") if address else (None, "", "保存的号码打不开，请本人重新填写")


def _send(sending: Sending, gateway: Gateway, address: str) -> None:
    town, masked = gateway.town, people.masked(address)
    try:
        proof = _hand_over(gateway, _parcel(sending, gateway.town, address))
    except WayFault as fault:
        Sending.objects.filter(pk=sending.pk).update(error=str(fault)[:300], address=masked)
        raise
    except PermanentFailure as failure:
        _note(town, sending, actions.Outcome(SendingState.FAILED, masked, error=str(failure)))
        raise
    _note(town, sending, actions.Outcome(SendingState.SENT, masked, proof))


def _hand_over(gateway: Gateway, parcel: Parcel) -> str:
    try:
        proof = send(gateway, parcel)
    except WayFault as fault:
        actions.gateway_failed(gateway, str(fault))
        if fault.lasting:
            raise PermanentFailure(str(fault)) from fault
        raise
    actions.gateway_worked(gateway)
    return proof or "已接收"


def _parcel(sending: Sending, town: Town, address: str) -> Parcel:
    message = sending.message
    lines = [Line.of(stored) for stored in message.lines]
    words = _greeting(message.account, town)
    return Parcel(
        to=address,
        subject=message.title,
        text=plain_text(words, lines, settings.OFFICE_ADDRESS),
        short=short_text(town.name, message.title),
        identity=f"reminding-{sending.pk}-{message.day}",
    )


def _greeting(account: Account, town: Town) -> str:
    return f"{account.name}，您好。这是{town.name}政务公开工作平台今天给您的提醒，每天最多一封。"


def _note(town: Town, sending: Sending, outcome: actions.Outcome) -> None:
    actions.note_sending(system_actor(town), sending, outcome)
