"""Every write of this package: gathering, sending, and what towns and people set."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.ledger import clock
from gongkai.organisation import sealing
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import shortened
from gongkai.organisation.models import Account, Town, Unit
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.reminding import checking, people
from gongkai.reminding.gathering import Pile
from gongkai.reminding.gathering import gather as gathered
from gongkai.reminding.models import (
    Gateway,
    Gathering,
    Head,
    Message,
    Sending,
    SendingState,
    Setting,
    WayKind,
    Wish,
)
from gongkai.reminding.queries import gateways_of, setting_of
from gongkai.reminding.sources import Occasion
from gongkai.reminding.ways.base import PURPOSE
from gongkai.reminding.wording import title
from gongkai.rules.reminding import LevelsError, Way, send_at, ways, window


class NothingToGatherError(Exception):
    """The day is a day off, or was gathered already."""


def _root(town: Town) -> Unit:
    return Unit.objects.select_related("town").get(town=town, parent=None)


@action("reminding.gather")
def gather(act: Act, town: Town) -> Gathering:
    """Make today's messages of a town, one for each person who is to be told something.

    Raises NothingToGatherError on a day off and when today's are made: doing it twice tells
    nobody twice.
    """
    act.permit(_root(town))
    Town.objects.select_for_update(no_key=True).get(pk=town.pk)
    last = Gathering.objects.filter(town=town).first()
    works = calendar_in_force().is_working_day
    within = window(clock.today(), last.day if last else None, works)
    if within is None:
        raise NothingToGatherError
    since = last.at if last else _morning_of(within.seen_until)
    setting = setting_of(town)
    found = gathered(Occasion(town, within, since), setting.levels(within.day))
    made = Gathering.objects.create(town=town, day=within.day, at=clock.now(), messages=len(found))
    messages = _messages(made, found)
    sendings = _sendings(town, setting, messages)
    leaves = send_at(timezone.localtime(clock.now()), setting.quiet, works)
    for sending in sendings:
        act.effect(
            "reminding.send",
            {"sending": sending.pk},
            key=f"reminding.send:{sending.pk}",
            due_at=leaves,
        )
    after = {"day": str(made.day), "messages": len(messages), "sendings": len(sendings)}
    act.record(made, unit=_root(town), after=after)
    return made


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())


def _messages(made: Gathering, found: dict[int, Pile]) -> list[Message]:
    rows = []
    for account, pile in sorted(found.items()):
        lines = pile.shown()
        rows.append(
            Message(
                gathering=made,
                account_id=account,
                day=made.day,
                title=title(made.day, lines),
                urgent=pile.urgent,
                lines=[line.kept() for line in lines],
            )
        )
    return Message.objects.bulk_create(rows, batch_size=200)


def _sendings(town: Town, setting: Setting, messages: list[Message]) -> list[Sending]:
    open_ways = frozenset(Way(one.kind) for one in gateways_of(town).filter(active=True))
    if not open_ways:
        return []
    accounts = Account.objects.in_bulk([message.account_id for message in messages])
    wishes = {wish.account_id: wish for wish in Wish.objects.filter(account__in=accounts)}
    rows = []
    for message in messages:
        account = accounts[message.account_id]
        wish = wishes.get(account.pk) or Wish(account=account)
        chosen = ways(
            people.wishes_of(account, wish), open_ways, setting.kept, urgent=message.urgent
        )
        rows += [Sending(message=message, way=way.value, at=clock.now()) for way in sorted(chosen)]
    return Sending.objects.bulk_create(rows, batch_size=200)


@dataclass(frozen=True)
class Outcome:
    """How a sending ended: its state, where it went (masked), the answer or the reason."""

    state: SendingState
    address: str = ""
    proof: str = ""
    error: str = ""


@action("reminding.note_sending")
def note_sending(act: Act, sending: Sending, outcome: Outcome) -> Sending:
    """Write down what became of a sending; what was sent stays sent."""
    unit = sending.message.account.unit
    act.permit(unit)
    found = Sending.objects.select_for_update().get(pk=sending.pk)
    if found.state == SendingState.SENT:
        raise NotAllowedNow("这条提醒已经发出。")
    before = {"state": found.state}
    for name, value in asdict(outcome).items():
        setattr(found, name, shortened(value, 300))
    found.at = clock.now()
    found.save()
    label = f"{sending.message.title}（{sending.get_way_display()}）"
    act.record(found, unit=unit, before=before, after=asdict(outcome), label=label)
    return found


@action("reminding.configure")
def configure(act: Act, town: Town, values: dict[str, Any]) -> Setting:
    """Set the levels and quiet hours of a town, fields of ``Setting``. Raises Invalid by field."""
    act.permit(_root(town))
    setting = setting_of(town)
    before = {name: str(getattr(setting, name)) for name in values}
    for name, value in values.items():
        setattr(setting, name, value)
    _check_levels(setting)
    if not 0 <= setting.every <= 90:
        raise Invalid({"every": "请填0到90的数，0为不再提醒。"})
    setting.save()
    after = {name: str(getattr(setting, name)) for name in values}
    act.record(setting, unit=_root(town), before=before, after=after, label="提醒设置")
    return setting


def _check_levels(setting: Setting) -> None:
    try:
        setting.levels(clock.today())
    except LevelsError as refused:
        raise Invalid({refused.code: str(refused)}) from refused
    try:
        setting.urging_levels(clock.today())
    except LevelsError as refused:
        raise Invalid({f"urging_{refused.code}": str(refused)}) from refused


@action("reminding.appoint_head")
def appoint_head(act: Act, unit: Unit, account: Account | None) -> None:
    """Name who of a unit is told as its head; None: nobody, the Office is told instead."""
    act.permit(unit)
    if account is not None and (account.unit_id != unit.pk or not account.is_active):
        raise Invalid({"account": f"{account.name}不是{unit.name}在用的账号，请另选。"})
    former = Head.objects.select_related("account").filter(unit=unit).first()
    before = {"head": former.account.name if former else None}
    if account is None:
        Head.objects.filter(unit=unit).delete()
    else:
        Head.objects.update_or_create(unit=unit, defaults={"account": account})
    after = {"head": account.name if account else None}
    act.record(unit, unit=unit, before=before, after=after, label=f"{unit.name}的负责人")


@action("reminding.set_gateway")
def set_gateway(act: Act, town: Town, facts: checking.GatewayFacts) -> Gateway:
    """Set up or change a way; an empty secret leaves the stored one. Raises Invalid by field.

    The stored secret belongs to its host: another one would be told it with the first message.
    """
    act.permit(_root(town))
    found = Gateway.objects.select_for_update().filter(town=town, kind=facts.kind).first()
    gateway = found or Gateway(town=town, kind=facts.kind)
    before = checking.told(gateway) if found else None
    if facts.host != gateway.host:
        gateway.secret = ""
    checking.check(facts, keeps_secret=bool(gateway.secret))
    for name, value in facts.values().items():
        setattr(gateway, name, value)
    if facts.secret:
        gateway.secret = sealing.seal(facts.secret, PURPOSE)
    gateway.failing_since, gateway.last_error = None, ""
    gateway.save()
    after = {**checking.told(gateway), "secret_changed": bool(facts.secret)}
    act.record(gateway, unit=_root(town), before=before, after=after)
    return gateway


@action("reminding.try_gateway")
def try_gateway(act: Act, gateway: Gateway, to: str) -> None:
    """Have a trial message sent to an address that the administrator gives."""
    act.permit(_root(gateway.town))
    checking.check_address(Way(gateway.kind), to)
    moment = clock.now()
    act.record(gateway, unit=_root(gateway.town), after={"tried": people.masked(to)})
    sealed = sealing.seal(to, PURPOSE)
    act.effect(
        "reminding.try",
        {"gateway": gateway.pk, "to": sealed},
        key=f"reminding.try:{gateway.pk}:{moment.isoformat()}",
    )


@dataclass(frozen=True)
class WishFacts:
    """What a person sets; an empty mobile leaves the stored one, "-" takes it away."""

    email_off: bool = False
    sms_off: bool = False
    wecom_off: bool = False
    mobile: str = ""
    wecom_user: str = ""


@action("reminding.set_wishes")
def set_wishes(act: Act, facts: WishFacts) -> Wish:
    """How the actor wants to be reached. Raises Invalid by field."""
    account = act.account
    act.permit(account.unit)
    if facts.mobile not in ("", "-"):
        checking.check_address(Way.SMS, facts.mobile, "mobile")
    if facts.wecom_user:
        checking.check_address(Way.WECOM, facts.wecom_user, "wecom_user")
    wish = people.wish_of(account)
    before = _told_of(wish)
    for name in ("email_off", "sms_off", "wecom_off", "wecom_user"):
        setattr(wish, name, getattr(facts, name))
    if facts.mobile:
        wish.mobile = "" if facts.mobile == "-" else sealing.seal(facts.mobile, people.PURPOSE)
    wish.save()
    act.record(wish, unit=account.unit, before=before, after=_told_of(wish), label=account.name)
    return wish


def _told_of(wish: Wish) -> dict[str, bool]:
    """What the ledger says of wishes: no address."""
    flags = {name: getattr(wish, name) for name in ("email_off", "sms_off", "wecom_off")}
    return {**flags, "has_mobile": bool(wish.mobile), "has_wecom": bool(wish.wecom_user)}


def gateway_worked(gateway: Gateway) -> None:
    """Note beside a way that it works; no act of anybody."""
    Gateway.objects.filter(pk=gateway.pk).update(
        worked_at=clock.now(), failing_since=None, last_error=""
    )


def gateway_failed(gateway: Gateway, words: str) -> None:
    """Note beside a way that it fails, and since when."""
    with transaction.atomic():
        rows = Gateway.objects.filter(pk=gateway.pk)
        rows.filter(failing_since=None).update(failing_since=clock.now())
        rows.update(last_error=shortened(words, 500))


__all__ = [
    "NothingToGatherError",
    "Outcome",
    "WayKind",
    "WishFacts",
    "appoint_head",
    "configure",
    "gateway_failed",
    "gateway_worked",
    "gather",
    "note_sending",
    "set_gateway",
    "set_wishes",
    "try_gateway",
]
