"""The report in a real browser: from the list to a finished report, wide and narrow."""

import re

import pytest
from playwright.sync_api import Page, expect

import factories
from browser import axe_violations, log_in
from browser import look as fit_and_pictured
from foi.annual.conftest import Year
from foi.world import Office, at
from gongkai.ledger.clock import today
from gongkai.organisation.models import Role

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def look(page: Page, name: str) -> None:
    """As everywhere, and axe content with each kind of page."""
    fit_and_pictured(page, name)
    if name in {"draft", "figures", "outcomes", "texts"}:
        assert axe_violations(page) == []


def test_a_clerk_makes_the_report(page: Page, live_server, transactional_db):
    office = Office()
    last = today().year - 1
    year = Year(office)
    year.answered(f"{last}-03-03", f"{last}-03-20")
    year.answered(f"{last}-05-06", f"{last}-05-20", kind="business")
    with at(f"{last}-06-01"):
        office.house.released()
    factories.make_account(Role.OFFICE, unit=office.unit, username="clerk")
    log_in(page, live_server, "clerk", factories.PASSWORD)
    page.get_by_role("link", name="年度报告").first.click()
    look(page, "list")
    page.goto(f"{live_server.url}/annual/{last}/outcomes/")
    look(page, "outcomes")
    page.get_by_role("link", name="年度报告").first.click()
    page.get_by_label("年度").select_option(str(last))
    page.get_by_role("button", name="编制").click()
    expect(page.get_by_text("已按记录统计并生成初稿")).to_be_visible()
    look(page, "draft")
    page.get_by_role("link", name="填写表二").first.click()
    look(page, "figures")
    for field in page.locator("input[inputmode=decimal]").all():
        field.fill("0")
    page.get_by_label(re.compile("数据来源或者理由")).fill("各部门台账")
    page.get_by_role("button", name="保存").click()
    look(page, "filled")
    page.get_by_role("link", name="补写文字").click()
    look(page, "texts")
    for name in ("一、总体情况", "五、存在的主要问题及改进情况"):
        page.get_by_label(name).fill("依法公开，逐条审查。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("各项勾稽关系全部成立")).to_be_visible()
    page.get_by_role("link", name=re.compile("修改 ?三、（一）予以公开")).click()
    page.get_by_label("自然人").fill("5")
    page.get_by_label(re.compile("数据来源或者理由")).fill("补记")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("表三“自然人”列不平")).to_be_visible()
    look(page, "wrong")
    page.get_by_role("link", name=re.compile("修改 ?三、（一）予以公开")).click()
    page.get_by_label("自然人").fill("0")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="定稿").click()
    look(page, "finish")
    page.get_by_role("button", name="定稿").click()
    page.get_by_role("link", name="转为公开信息").click()
    look(page, "record")
    page.get_by_role("button", name="生成草稿").click()
    expect(page.get_by_text("已生成公开信息草稿")).to_be_visible()
    look(page, "made")
