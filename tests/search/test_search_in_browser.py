"""Finding the founding plan in Chromium: by a word, by its number, in elder mode, on a phone, by
keyboard alone, without script, at the counter screen.
"""

import re

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

import factories
from browser import axe_violations, fits
from gongkai.demo.content.record_files import records
from gongkai.portal.building import build
from gongkai.portal.indexing import index_town
from portal.factory import Press

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PLAN = records()[0].title
"""The founding plan as the demonstration town publishes it: the real one, whole."""
NUMBER = "泊政办发〔2020〕31号"
BASED_ON = "青西新管办发[2020]54号"
"""A number that stands in its text, in other brackets."""


@pytest.fixture
def town(public_site: str) -> str:
    """The address of a town with the founding plan and a page of other things to find."""
    press = Press(factories.make_town("poli", contact_phone="0532-00000001"))
    press.flood(12)
    press.publish(PLAN, body=records()[0].body_html, number=NUMBER)
    build(press.town)
    index_town(press.town)
    return f"{public_site}/poli/"


def look_for(page: Page, words: str) -> None:
    page.get_by_label("查找内容").last.fill(words)
    page.get_by_role("main").get_by_role("button", name="查找").click()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_citizen_finds_the_plan_and_follows_its_item(town: str, page: Page, width: int) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{town}search/")
    faults += axe_violations(page)
    page.get_by_role("button", name="长辈模式").click()
    look_for(page, "方案")
    expect(page.locator("html")).to_have_attribute("data-elder", "")
    expect(page.locator(".hits mark").first).to_have_text("方案")
    faults += axe_violations(page)
    fits(page)
    look_for(page, "泊政办发[2020]31号")
    expect(page.locator(".hits > li").first).to_contain_text("文号相符")
    page.get_by_role("link", name=PLAN).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)
    page.emulate_media(media="print")
    expect(page.locator("body")).to_contain_text(NUMBER)
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    page.locator("a[href*='catalogue/items/']").first.click()
    expect(page).to_have_url(re.compile("/catalogue/items/"))
    expect(page.locator("main")).to_contain_text(PLAN)
    page.goto(f"{town}search/?q=麒麟")
    faults += axe_violations(page)
    assert faults == []


def test_on_a_phone_an_old_person_finds_prints_and_follows_the_plan(town: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(town)
    page.get_by_role("button", name="长辈模式").click()
    header = page.get_by_role("banner")
    header.get_by_label("查找公开信息").fill(BASED_ON)
    header.get_by_role("button", name="查找").click()
    expect(page.locator("html")).to_have_attribute("data-elder", "")
    page.get_by_role("link", name=PLAN).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)
    fits(page)
    body = page.locator(".prose")
    assert float(body.evaluate("part => parseFloat(getComputedStyle(part).fontSize)")) >= 22
    page.emulate_media(media="print")
    for part in ("header form", ".site-nav", "nav.more", ".share textarea"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".share .print-only")).to_contain_text("/records/")
    expect(page.locator(".share .qr")).to_be_visible()
    assert "（一）编制政务公开标准目录" in text_of(page.pdf(format="A4"))
    page.emulate_media(media="screen")
    page.locator("a[href*='catalogue/items/']").first.click()
    expect(page.locator("main")).to_contain_text(PLAN)


def text_of(printed: bytes) -> str:
    """What stands on the sheets of a print."""
    document = pypdfium2.PdfDocument(printed)
    return "".join(sheet.get_textpage().get_text_range() for sheet in document)


def test_by_keyboard_alone_the_box_of_every_page_leads_to_the_plan(town: str, page: Page) -> None:
    page.goto(f"{town}units/")
    box = page.get_by_role("banner").get_by_role("combobox")
    for _ in range(10):
        page.keyboard.press("Tab")
        if box.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.insert_text("标准化")
    expect(page.get_by_role("option").first).to_contain_text(PLAN)
    assert axe_violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)


def test_by_keyboard_alone_a_suggestion_leads_to_the_record(town: str, page: Page) -> None:
    page.goto(f"{town}search/")
    field = page.get_by_label("查找内容").last
    for _ in range(30):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.insert_text("标准化")
    expect(page.get_by_role("option").first).to_contain_text(PLAN)
    assert axe_violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", include_hidden=True).last).to_be_hidden()
    # At once: an answer to its first sign would take the choice back.
    page.keyboard.insert_text("规范")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)


def test_without_script_words_filters_and_pages_work(town: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{town}search/")
    look_for(page, "flood")
    expect(page.locator(".hits > li")).to_have_count(10)
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_role("link", name="上一页")).to_be_visible()
    page.goto(f"{town}search/?q=flood")
    page.locator("#refine a").first.click()
    expect(page.locator(".chosen")).to_be_visible()
    page.goto(town)
    page.get_by_role("banner").get_by_label("查找公开信息").fill("泊政办发(2020)31号")
    page.get_by_role("banner").get_by_role("button", name="查找").click()
    page.get_by_role("link", name=PLAN).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)
    page.locator("a[href*='catalogue/items/']").first.click()
    expect(page.locator("main")).to_contain_text(PLAN)
    context.close()


def test_the_counter_screen_forgets_the_person_before(town: str, page: Page) -> None:
    page.clock.install()
    page.goto(f"{town}kiosk/")
    assert axe_violations(page) == []
    before = page.evaluate("history.length")
    page.get_by_role("link", name="查信息").click()
    page.wait_for_url("**/kiosk/look/")
    assert axe_violations(page) == []
    look_for(page, "方案")
    page.wait_for_url("**/search/?**")
    page.get_by_role("link", name=PLAN).first.click()
    page.wait_for_url("**/records/**")
    page.get_by_role("link", name="打印凭条").click()
    page.wait_for_url("**/kiosk/slip/**")
    assert axe_violations(page) == []
    # From here on no time passes but what is said, however long the machine takes.
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 20)
    page.mouse.move(5, 5)
    page.clock.fast_forward(50_000)
    expect(page.get_by_role("status")).to_contain_text("还在使用吗")
    page.clock.fast_forward(15_000)
    page.wait_for_url("**/kiosk/")
    assert page.evaluate("history.length") == before
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("方案")
