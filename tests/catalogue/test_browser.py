"""The import page in a real browser: both sides light up, with the keyboard and without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

import factories
from browser import axe_violations, log_in
from gongkai.catalogue.actions import start_edition, upload_file
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
CSV = """社会救助领域基层政务公开标准目录,,,,,,,,,,
序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级
1,综合业务,政策法规文件,名称,《条例》,20个工作日内,镇政府,■政府网站,全社会,主动,县级、乡级
2,综合业务,办事指南,指南,《条例》,长期公开,镇政府,□政府网站,全社会,主动,乡级
""".encode()


@pytest.fixture
def address(live_server, transactional_db) -> str:
    town = factories.make_town()
    unit = factories.make_unit(town, name="党政办公室")
    office = actor_for(factories.make_account(Role.OFFICE, unit=unit, username="office"))
    upload = upload_file(office, start_edition(office, town, "新版"), "目录.csv", CSV)
    return f"{live_server.url}/catalogue/editions/1/imports/{upload.pk}/"


def test_the_next_doubt_lights_up_on_both_sides(page: Page, live_server, address):
    log_in(page, live_server, "office", factories.PASSWORD)
    page.goto(address)
    assert axe_violations(page) == []
    page.keyboard.press("n")
    expect(page.locator("#r1-channels")).to_have_class("doubt lit")
    expect(page.locator("td.lit")).to_have_text("□政府网站")
    page.locator("#o0-2-2 a").hover()
    expect(page.locator("#r0-level2")).to_have_class("lit")


def test_without_script_the_links_find_the_original(chromium: Browser, live_server, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, live_server, "office", factories.PASSWORD)
    page.goto(address)
    page.locator("#r1-channels").get_by_role("link").click()
    outline = "e => getComputedStyle(e).outlineStyle"
    assert page.locator("td:target").evaluate(outline) == "solid"
    page.locator("td:target a").click()
    assert page.locator("div:target").get_attribute("id") == "r1-channels"
    context.close()
