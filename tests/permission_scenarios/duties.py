"""Scenarios of duties, upon duties in every state."""

from datetime import date, timedelta

import factories
from gongkai.duty import actions as duty
from gongkai.duty.models import (
    Answer,
    Cause,
    ColumnRequest,
    ColumnStatus,
    Duty,
    IndicatorLink,
    Notice,
    Obligation,
)
from gongkai.ledger.clock import today
from gongkai.organisation.actor import system_actor
from gongkai.organisation.queries import calendar_in_force
from gongkai.outbox.worker import drain
from gongkai.release.models import Release
from gongkai.rules.time_limits import parse
from permission_scenarios.world import Act, World, scenario

DUTY_STATES = ("待公开", "已免除", "本期无此信息", "已公开")


def obligation_in(world: World, phrase: str = "信息形成之日起20个工作日内") -> Obligation:
    """What the home unit owes for an item with this limit."""
    item = factories.make_item(
        town=world.town,
        units=(world.home,),
        time_limit_text=phrase,
        time_limit=parse(phrase).as_json(),
    )
    duty.make(system_actor(world.town), world.town, Cause.CATALOGUE)
    return Obligation.objects.get(identity=item.identity)


def event_in(world: World) -> Duty:
    """A recorded event of the home unit that waits for its publication."""
    owed = obligation_in(world)
    return duty.record_event(world.house.drafter, owed, today() - timedelta(days=1), "示例文件")


def duty_in(world: World, state: str) -> Duty:
    """A duty of the home unit in a state: a period's, but an event's once it is published."""
    if state == "已公开":
        return published_in(world)
    owed = obligation_in(world, "每季度公开一次")
    found = owed.duties.order_by("-due_on")[0]
    if state == "已免除":
        return duty.excuse(world.house.office, found, "机构调整")
    if state == "本期无此信息":
        return duty.declare_nothing(world.house.drafter, found, "本季度没有发生")
    return found


def published_in(world: World) -> Duty:
    """An event that was released and seen."""
    duty.make(system_actor(world.town), world.town, Cause.CATALOGUE)
    record = world.house.record()
    released: Release = world.house.released(record)
    drain()
    return Duty.objects.get(answers__record=released.record)


@scenario("duty.make")
def make(world: World) -> Act:
    return lambda actor: duty.make(actor, world.town)


@scenario("duty.recompute")
def recompute(world: World) -> Act:
    return lambda actor: duty.recompute(actor, world.town, calendar_in_force())


@scenario("duty.configure")
def configure(world: World) -> Act:
    return lambda actor: duty.configure(actor, world.town, 5, 3)


@scenario("duty.count_for_front")
def count_for_front(world: World) -> Act:
    return lambda actor: duty.count_for_front(actor, world.town)


@scenario("duty.follow")
def follow(world: World) -> Act:
    record = published_in(world).answers.get().record
    return lambda actor: duty.follow(actor, record)


@scenario("duty.record_event")
def record_event(world: World) -> Act:
    owed = obligation_in(world)
    return lambda actor: duty.record_event(actor, owed, today(), "新文件")


@scenario("duty.correct_event_date", "待公开", "已公开")
def correct_event_date(world: World, state: str) -> Act:
    found = published_in(world) if state == "已公开" else event_in(world)
    other = date(2026, 1, 5)
    return lambda actor: duty.correct_event_date(actor, found, other, why="看错日期")


@scenario("duty.declare_nothing", *DUTY_STATES)
def declare_nothing(world: World, state: str) -> Act:
    found = duty_in(world, state)
    return lambda actor: duty.declare_nothing(actor, found, "本期没有发生")


@scenario("duty.declare_nothing_this_year")
def declare_nothing_this_year(world: World) -> Act:
    owed = obligation_in(world)
    year = today().year
    return lambda actor: duty.declare_nothing_this_year(actor, owed, year, "没有发生")


@scenario("duty.declare_nothing_for_basis")
def declare_nothing_for_basis(world: World) -> Act:
    year = today().year
    return lambda actor: duty.declare_nothing_for_basis(actor, world.town, "21-T6", year, "无")


@scenario("duty.excuse", *DUTY_STATES)
def excuse(world: World, state: str) -> Act:
    found = duty_in(world, state)
    return lambda actor: duty.excuse(actor, found, "机构调整")


@scenario("duty.extend", *DUTY_STATES)
def extend(world: World, state: str) -> Act:
    found = duty_in(world, state)
    later = max(found.due_on, today()) + timedelta(days=10)
    return lambda actor: duty.extend(actor, found, later, "材料未齐")


@scenario("duty.reopen", *DUTY_STATES)
def reopen(world: World, state: str) -> Act:
    found = duty_in(world, state)
    return lambda actor: duty.reopen(actor, found, "恢复办理")


@scenario("duty.assign", *DUTY_STATES)
def assign(world: World, state: str) -> Act:
    found = duty_in(world, state)
    account = world.house.drafter.account
    return lambda actor: duty.assign(actor, found, account)


@scenario("duty.record_channel", "待公开", "已公开")
def record_channel(world: World, state: str) -> Act:
    found = duty_in(world, state)
    return lambda actor: duty.record_channel(actor, found, "两微一端", today(), note="公众号推文")


@scenario("duty.choose_answer")
def choose_answer(world: World) -> Act:
    answered = published_in(world)
    answer = Answer.objects.get()
    owed = answered.obligation
    other = duty.record_event(world.house.drafter, owed, today() - timedelta(days=2), "另一文件")
    return lambda actor: duty.choose_answer(actor, answer, other)


@scenario("duty.acknowledge", "没看过", "看过")
def acknowledge(world: World, state: str) -> Act:
    found = duty_in(world, "已免除")
    notice = Notice.objects.filter(unit=found.unit).order_by("id").last()
    assert notice is not None
    if state == "看过":
        duty.acknowledge(world.house.drafter, notice)
    return lambda actor: duty.acknowledge(actor, notice)


@scenario("duty.transfer")
def transfer(world: World) -> Act:
    event_in(world)
    return lambda actor: duty.transfer(actor, world.home, world.elsewhere, "机构改革")


@scenario("duty.request_column")
def request_column(world: World) -> Act:
    item = obligation_in(world).item
    return lambda actor: duty.request_column(actor, item, "社会救助")


def requested_in(world: World) -> ColumnRequest:
    """A request for a column."""
    return duty.request_column(world.house.office, obligation_in(world).item, "社会救助")


@scenario("duty.set_column_status")
def set_column_status(world: World) -> Act:
    request = requested_in(world)
    return lambda actor: duty.set_column_status(actor, request, ColumnStatus.SENT)


@scenario("duty.link_indicator")
def link_indicator(world: World) -> Act:
    item = obligation_in(world).item
    return lambda actor: duty.link_indicator(actor, item, "2.1", "重点领域")


@scenario("duty.unlink_indicator")
def unlink_indicator(world: World) -> Act:
    item = obligation_in(world).item
    link: IndicatorLink = duty.link_indicator(world.house.office, item, "2.1", "重点领域")
    return lambda actor: duty.unlink_indicator(actor, link)
