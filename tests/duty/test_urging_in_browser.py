"""The Office's Friday and a liaison's morning in a real browser: urge, answer, accept, print."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

import factories
from browser import sign_in, sound
from duty.helpers import owed
from gongkai.duty import actions as duty
from gongkai.duty.models import Duty
from gongkai.ledger.clock import today
from gongkai.organisation.actor import system_actor
from gongkai.reminding import actions as reminding
from roads import House

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def late_duties(house: House) -> None:
    """Two duties of the unit, long overdue, and somebody who is told of them."""
    obligation = owed(house, "信息形成之日起20个工作日内")
    for name in ("第一份账目", "第二份账目"):
        made = duty.record_event(house.drafter, obligation, today() - timedelta(days=60), name)
        Duty.objects.filter(pk=made.pk).update(due_on=today() - timedelta(days=9))
    factories.make_liaison(house.unit, house.drafter.account)


def test_the_office_urges_and_the_unit_answers(page: Page, live_server: LiveServer) -> None:
    house = House()
    late_duties(house)
    sign_in(page, live_server, house.office)
    page.get_by_role("link", name="督办", exact=True).first.click()
    page.get_by_role("link", name="选择要督办的任务").click()
    page.get_by_label("勾选本页全部").check()
    page.get_by_role("button", name="督办", exact=True).click()
    page.get_by_label("督办要求").fill("请本周内公开两份账目。")
    page.get_by_label("回复期限").fill(str(today() + timedelta(days=3)))
    page.get_by_role("button", name="预览变化").click()
    expect(page.get_by_role("heading", name="将要发生的变化")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="确认督办2项").click()
    expect(page.get_by_text("已向1个单位发出督办，共2项任务")).to_be_visible()
    sound(page)

    reminding.gather(system_actor(house.town), house.town)
    sign_in(page, live_server, house.drafter)
    page.get_by_role("link", name="我的提醒").first.click()
    page.get_by_role("link", name="提醒：").first.click()
    expect(page.get_by_text("请在期限前回复办理情况")).to_be_visible()
    sound(page)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="查看督办").click()
    page.get_by_role("link", name="回复督办").first.click()
    page.get_by_label("办理情况").fill("两份账目周五公开。")
    page.get_by_role("button", name="回复").click()
    expect(page.get_by_text("已回复，党政办公室会核对")).to_be_visible()
    sound(page)

    sign_in(page, live_server, house.office)
    page.get_by_role("link", name="核对回复").click()
    page.get_by_role("link", name="办结督办").first.click()
    page.get_by_role("button", name="确认办结").click()
    expect(page.get_by_text("已办结。")).to_be_visible()
    page.goto(f"{live_server.url}/week/")
    sound(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="我的提醒").first).not_to_be_visible()
    expect(page.get_by_text("第一份账目")).to_be_visible()
