"""Scenarios of the organisation and of the office."""

from datetime import date

from allauth.mfa.models import Authenticator

import factories
from gongkai.office.actions import retry
from gongkai.organisation import actions
from gongkai.organisation.login import change_own_password, record_second_factor
from gongkai.organisation.models import GroupSeat, Post, Role, Unit
from gongkai.outbox.models import Effect
from gongkai.rules.calendar import Holiday, Notice
from permission_scenarios.world import Act, World, scenario


@scenario("organisation.create_town", everywhere=True)
def create_town(world: World) -> Act:
    facts = actions.TownFacts("新镇", "新镇政务公开", "new.example.gov.cn")
    root = actions.UnitFacts("新镇人民政府")
    return lambda actor: actions.create_town(actor, "newtown", facts, root)


@scenario("organisation.edit_town")
def edit_town(world: World) -> Act:
    facts = actions.TownFacts("改名", "改名政务公开", "new.example.gov.cn")
    return lambda actor: actions.edit_town(actor, world.town, facts)


@scenario("organisation.create_unit", "在用", "已撤销")
def create_unit(world: World, state: str) -> Act:
    if state == "已撤销":
        _close(world.home)
    return lambda actor: actions.create_unit(actor, world.home, "new", actions.UnitFacts("新单位"))


@scenario("organisation.edit_unit", "在用", "已撤销")
def edit_unit(world: World, state: str) -> Act:
    if state == "已撤销":
        _close(world.home)
    return lambda actor: actions.edit_unit(actor, world.home, actions.UnitFacts("改名"))


@scenario("organisation.move_unit")
def move_unit(world: World) -> Act:
    return lambda actor: actions.move_unit(actor, world.home, world.root)


@scenario("organisation.close_unit", "在用", "已撤销")
def close_unit(world: World, state: str) -> Act:
    if state == "已撤销":
        _close(world.below)
    return lambda actor: actions.close_unit(actor, world.below, date(2026, 1, 1), why="合并")


@scenario("organisation.appoint_post", "在用", "已撤销")
def appoint_post(world: World, state: str) -> Act:
    if state == "已撤销":
        _close(world.home)
    facts = actions.PostFacts("主任", "张三", date(2026, 1, 1))
    return lambda actor: actions.appoint_post(actor, world.home, facts)


@scenario("organisation.end_post", "在任", "离任")
def end_post(world: World, state: str) -> Act:
    post = Post.objects.create(
        unit=world.home,
        title="主任",
        holder="张三",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 2, 1) if state == "离任" else None,
    )
    return lambda actor: actions.end_post(actor, post, date(2026, 3, 1))


@scenario("organisation.appoint_seat")
def appoint_seat(world: World) -> Act:
    facts = actions.SeatFacts("leader", date(2026, 1, 1), "张三")
    return lambda actor: actions.appoint_seat(actor, world.town, facts)


@scenario("organisation.end_seat", "在任", "离任")
def end_seat(world: World, state: str) -> Act:
    seat = GroupSeat.objects.create(
        town=world.town,
        kind="member",
        person="张三",
        unit=world.home,
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 2, 1) if state == "离任" else None,
    )
    return lambda actor: actions.end_seat(actor, seat, date(2026, 3, 1))


@scenario("organisation.appoint_liaison", "没有联络员", "已有联络员")
def appoint_liaison(world: World, state: str) -> Act:
    person = world.person()
    if state == "已有联络员":
        factories.make_liaison(world.home)
    return lambda actor: actions.appoint_liaison(actor, world.home, person, date(2026, 1, 1))


@scenario("organisation.hand_over_liaison", "没有联络员", "已有联络员")
def hand_over_liaison(world: World, state: str) -> Act:
    person = world.person()
    if state == "已有联络员":
        factories.make_liaison(world.home)
    return lambda actor: actions.hand_over_liaison(
        actor, world.home, person, date(2026, 6, 1), note="移交台账"
    )


@scenario("organisation.create_account")
def create_account(world: World) -> Act:
    facts = actions.AccountFacts("新人", world.home)
    return lambda actor: actions.create_account(actor, "xinren", facts, "Chuci-7788-x")


@scenario("organisation.edit_account", "启用", "停用")
def edit_account(world: World, state: str) -> Act:
    person = world.person(is_active=state == "启用")
    facts = actions.AccountFacts("改名", world.home)
    return lambda actor: actions.edit_account(actor, person, facts)


@scenario("organisation.close_account", "启用", "停用")
def close_account(world: World, state: str) -> Act:
    person = world.person(is_active=state == "启用")
    return lambda actor: actions.close_account(actor, person, why="调离")


@scenario("organisation.reset_password", "启用", "停用")
def reset_password(world: World, state: str) -> Act:
    person = world.person(is_active=state == "启用")
    return lambda actor: actions.reset_password(actor, person, "Chuci-7788-x")


@scenario("organisation.reset_second_factor", "启用", "停用")
def reset_second_factor(world: World, state: str) -> Act:
    person = world.person(is_active=state == "启用")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    return lambda actor: actions.reset_second_factor(actor, person, why="手机丢失")


@scenario("organisation.grant_role", "启用", "停用")
def grant_role(world: World, state: str) -> Act:
    person = world.person(is_active=state == "启用")
    return lambda actor: actions.grant_role(actor, person, Role.OFFICE)


@scenario("organisation.withdraw_role")
def withdraw_role(world: World) -> Act:
    person = world.person(Role.OFFICE)
    return lambda actor: actions.withdraw_role(actor, person, Role.OFFICE)


@scenario("organisation.enter_calendar_year", everywhere=True)
def enter_calendar_year(world: World) -> Act:
    day = date(2027, 1, 1)
    title = "国务院办公厅关于2027年部分节假日安排的通知"
    holiday = Holiday("元旦", day, day)
    notice = Notice(2027, title, "国办发明电〔2026〕7号", date(2026, 11, 20), (holiday,), ())
    return lambda actor: actions.enter_calendar_year(actor, notice)


@scenario("organisation.change_own_password", everywhere=True)
def change_password(world: World) -> Act:
    return lambda actor: change_own_password(actor, "Chuci-7788-x")


@scenario("organisation.change_second_factor", everywhere=True)
def change_second_factor(world: World) -> Act:
    return lambda actor: record_second_factor(actor, on=True)


@scenario("outbox.retry", everywhere=True)
def retry_effect(world: World) -> Act:
    moment = factories.NOW
    effect = Effect.objects.create(
        town=world.town.slug,
        handler="test.nobody",
        payload={},
        key="k",
        state="stuck",
        due_at=moment,
        created_at=moment,
    )
    return lambda actor: retry(actor, [effect.pk])


def _close(unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(closed_on=date(2025, 1, 1))
    unit.refresh_from_db()
