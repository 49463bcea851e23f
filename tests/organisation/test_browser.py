"""The organisation pages in a real browser: accessible, and within a phone's width."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

import factories
from browser import log_in, sound
from gongkai.organisation.models import Account, GroupSeat, Post, Role, Unit

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
Make = Callable[..., Account]


@pytest.fixture
def furnished(unit: Unit) -> Unit:
    """A unit with a post, a liaison and units below; a small leading group."""
    since = date(2020, 11, 1)
    for number in range(3):
        below = factories.make_unit(unit.town, parent=unit)
        factories.make_liaison(below, valid_from=date(2025, 1, number + 1))
    Post.objects.create(unit=unit, title="主任", holder="丁玉平", valid_from=since)
    for kind, person in (("leader", "任双平"), ("deputy", "柳敦习"), ("member", "李敏")):
        GroupSeat.objects.create(
            town=unit.town, kind=kind, person=person, post_title="示例职务", valid_from=since
        )
    return unit


def test_the_pages_of_the_office(
    page: Page, live_server: LiveServer, furnished: Unit, account: Make
) -> None:
    person = account(Role.OFFICE)
    log_in(page, live_server, person.username, factories.PASSWORD)
    for address in (
        "units/",
        f"units/{furnished.slug}/",
        f"units/{furnished.slug}/edit/",
        f"units/{furnished.slug}/close/",
        f"units/{furnished.slug}/liaison/",
        "group/",
        "group/seats/new/",
        "liaisons/",
        "accounts/",
        "calendar/",
    ):
        page.goto(f"{live_server.url}/organisation/{address}")
        sound(page)


def test_a_notice_is_looked_at_before_it_is_saved(
    page: Page, live_server: LiveServer, furnished: Unit, account: Make
) -> None:
    person = account(Role.OFFICE)
    log_in(page, live_server, person.username, factories.PASSWORD)
    page.goto(f"{live_server.url}/organisation/calendar/")
    page.get_by_role("link", name="录入放假通知").click()
    page.get_by_label("通知标题").fill("国务院办公厅关于2027年部分节假日安排的通知")
    page.get_by_label("文号").fill("国办发明电〔2026〕7号")
    page.get_by_label("印发日期").fill("2026-11-20")
    page.get_by_label("放假日期").fill("元旦 明天")
    page.get_by_role("button", name="下一步").click()
    sound(page)
    page.get_by_label("放假日期").fill("元旦 2027-01-01 至 2027-01-03")
    page.get_by_role("button", name="下一步").click()
    sound(page)
    page.get_by_role("button", name="核对无误").click()
    expect(page.get_by_text("已录入《国务院办公厅关于2027年")).to_be_visible()
    sound(page)


def test_accounts(page: Page, live_server: LiveServer, furnished: Unit, account: Make) -> None:
    person = account(Role.SECURITY_ADMIN)
    log_in(page, live_server, person.username, factories.PASSWORD)
    page.goto(f"{live_server.url}/organisation/accounts/new/")
    sound(page)
    page.get_by_label("姓名").fill("苏禾")
    page.get_by_label("单位").select_option(furnished.name)
    page.get_by_label("用户名").fill("suhe")
    page.get_by_label("联络员").check()
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_text("已为苏禾新建账号suhe")).to_be_visible()
    page.get_by_role("link", name="苏禾").click()
    sound(page)
