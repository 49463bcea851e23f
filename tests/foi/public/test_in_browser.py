"""A citizen with a telephone applies, corrects, and gets a part of what was asked for, after a
third party was asked; every page accessible.
"""

import re

import pytest
from playwright.sync_api import Browser, expect

from browser import PHONE, clean
from foi.test_supplying import CONTRACT, PRICE, characters, covered, prepared, reviewed, texts
from foi.world import Office
from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep
from gongkai.foi.models import Application
from gongkai.foi.personal import request_of
from gongkai.ledger.clock import today
from gongkai.outbox.worker import drain
from gongkai.portal.building import build

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def answered_in_part(office: Office, case: Application) -> None:
    """The contract without its prices: covered, reviewed, answered, served by e-mail."""
    case.refresh_from_db()
    original = foi.add_file(office.handler, case, FileToKeep("original", "合同.pdf", CONTRACT))
    record = prepared(office, case, original)
    covered(office, record)
    part = foi.Part("合同单价", "R07", "属于商业秘密，公开会损害第三方")
    case.refresh_from_db()
    foi.draft_reply(office.handler, case, foi.ReplyFacts("R03", {}, record, parts=[part]))
    reviewed(office, record)
    foi.issue_reply(office.head, case)
    drain()
    office.served(case)


def test_by_phone_from_the_form_to_a_part_of_the_contract(
    public_site: str, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.foi.public.forms.QUICKEST", 0)
    office = Office()
    build(office.town)
    context = chromium.new_context(viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    page.goto(f"{public_site}/{office.town.slug}/application/")
    page.get_by_role("link", name="在网上申请").click()
    clean(page)
    page.get_by_role("button", name="下一步：核对").click()
    clean(page)
    page.get_by_role("link", name="请填写申请人的姓名").click()
    expect(page.locator("#id_name")).to_be_focused()
    page.keyboard.type("王示例")
    page.get_by_label("您需要什么信息").fill("养护资金的分配方案")
    page.get_by_label("联系电话").fill("13800000001")
    page.get_by_role("radio", name="网上获取").check()
    page.get_by_role("button", name="下一步：核对").click()
    clean(page)
    question = page.locator("label[for=id_answer]").inner_text()
    left, right = re.findall("[一二三四五六七八九]", question)[:2]
    digits = "零一二三四五六七八九"
    page.get_by_label("请回答").fill(str(digits.index(left) + digits.index(right)))
    page.get_by_role("button", name="提交申请").click()
    clean(page)
    number, code = page.locator(".figure").all_inner_texts()
    case = Application.objects.get(number=number)

    foi.confirm(office.handler, case, today(), "电话确认")
    foi.ask_correction(office.handler, case, "请写明是哪一年度的")

    page.get_by_role("link", name="查询办理进度").click()
    expect(page.get_by_label("登记编号")).to_have_value(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询", exact=True).click()
    clean(page)
    expect(page.get_by_role("main")).to_contain_text("等您办理")
    page.get_by_role("link", name="去补正").click()
    clean(page)
    page.get_by_label("您需要什么信息").fill("2025年度养护资金的分配方案")
    page.get_by_role("button", name="提交补正").click()
    clean(page)
    expect(page.get_by_role("status")).to_contain_text("已经收到您的补正")
    case.refresh_from_db()
    assert case.state == "running"
    assert request_of(case)["description"] == "2025年度养护资金的分配方案"

    asked = office.consulted(case)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("正在征求意见")
    foi.end_consultation(
        office.handler,
        asked,
        "refused",
        answer="单价是商业秘密",
        judgement="理由成立，单价不予公开",
    )
    answered_in_part(office, case)
    page.reload()
    clean(page)
    page.get_by_role("link", name="查看提供的内容").click()
    clean(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile(r"下载.*\.pdf")).click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    given = waiting.value.path().read_bytes()
    assert characters(given) == 0
    assert PRICE not in texts(given) and PRICE.encode() not in given
    # A refused form is a 422, which the browser writes down; nothing else is.
    assert [line for line in said if "422" not in line] == []
    context.close()
