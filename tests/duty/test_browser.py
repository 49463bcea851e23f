"""Two people with their duties in a real browser: a liaison's morning, the Office's Friday."""

import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser import arrived, sign_in, sound
from duty.helpers import made, make_item
from gongkai.duty import actions as duty
from gongkai.duty.models import Duty, Obligation
from gongkai.ledger.clock import today
from gongkai.outbox.worker import drain
from gongkai.publication.models import Record
from roads import House

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PHRASE = "信息形成之日起20个工作日内"


@pytest.fixture
def house() -> House:
    """A town whose unit owes one thing that is late and one that can still arise."""
    house = House()
    for name in ("低保名单", "救助政策"):
        make_item(house, PHRASE, house.unit, level1="社会救助", level2=name)
    made(house)
    late = Obligation.objects.get(item__level2="低保名单")
    duty.record_event(house.drafter, late, today() - timedelta(days=60), "九月低保名单")
    return house


def test_a_liaisons_morning(page: Page, live_server: LiveServer, house: House) -> None:
    """One duty is late and gets published, one is new and gets excused."""
    sign_in(page, live_server, house.drafter)
    owed = page.get_by_role("region", name="我欠的")
    expect(owed.get_by_text("已逾期", exact=False).first).to_be_visible()
    owed.get_by_role("link", name=re.compile("去办.*低保名单")).click()
    expect(page.get_by_text("形成“九月低保名单”")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="起草信息").click()
    expect(page.locator("#id_item option:checked")).to_contain_text("低保名单")
    arrived(page)
    page.get_by_label("标题").fill("九月份低保名单公示")
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.type("现将名单公示如下。")
    page.get_by_label("成文日期").fill(str(today() - timedelta(days=60)))
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    house.released(Record.objects.get())
    drain()

    late = Duty.objects.get(what="九月低保名单")
    page.goto(f"{live_server.url}/duties/{late.pk}/")
    expect(page.get_by_text("逾期公开")).to_be_visible()
    expect(page.get_by_role("link", name="九月份低保名单公示")).to_be_visible()

    page.goto(f"{live_server.url}/duties/")
    page.get_by_role("link", name="登记信息形成").click()
    page.get_by_role("row", name="救助政策").get_by_role("link", name="登记").first.click()
    page.get_by_label("形成了什么信息").fill("新的救助政策")
    page.get_by_label("形成或者变更日期").fill(str(today()))
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("已登记，应当在")).to_be_visible()
    sound(page)
    new = page.url

    sign_in(page, live_server, house.office)
    page.goto(new)
    page.get_by_role("link", name="免除任务").click()
    page.get_by_label("免除的理由或依据").fill("上级已统一公开")
    page.get_by_role("button", name="确认免除").click()
    expect(page.get_by_text("已免除，单位会收到通知。")).to_be_visible()

    sign_in(page, live_server, house.drafter)
    expect(page.get_by_role("link", name="公开任务有变动").first).to_be_visible()
    expect(page.get_by_text("本单位现在没有要公开的任务。")).to_be_visible()
    page.goto(new)
    expect(page.get_by_text("免除：上级已统一公开")).to_be_visible()


def test_the_offices_friday(
    page: Page, live_server: LiveServer, house: House, tmp_path: Path
) -> None:
    """From the coverage report to what is late, an urging, the sheets for the meeting."""
    sign_in(page, live_server, house.office)
    page.goto(f"{live_server.url}/duties/")
    page.get_by_role("link", name="覆盖情况").click()
    sound(page)
    page.get_by_role("link", name="按单位").click()
    row = page.get_by_role("row", name=house.unit.name)
    column = page.get_by_role("columnheader", name="已逾期")
    place = column.evaluate("cell => cell.cellIndex")
    row.locator("th, td").nth(place).get_by_role("link", name="1", exact=True).click()
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page.get_by_label("状态")).to_have_value("overdue")
    sound(page)
    page.get_by_role("checkbox", name="勾选：低保名单").check()
    page.get_by_role("button", name="督办", exact=True).click()
    page.get_by_label("督办要求").fill("请本周内公开并说明原因。")
    page.get_by_label("回复期限").fill(str(today() + timedelta(days=5)))
    page.get_by_role("button", name="预览变化").click()
    page.get_by_role("button", name="确认督办1项").click()
    expect(page.get_by_role("row", name="请本周内公开并说明原因。")).to_be_visible()
    sign_in(page, live_server, house.drafter)
    expect(page.get_by_text("请本周内公开并说明原因。", exact=False).first).to_be_visible()

    sign_in(page, live_server, house.office)
    page.goto(f"{live_server.url}/duties/coverage/")
    page.get_by_role("link", name="打印").click()
    sound(page)
    sheets = _printed(page, tmp_path)
    assert all("截至" + str(today()) in words for words in sheets), sheets
    assert all(f"第{n}页，共{len(sheets)}页" in words for n, words in enumerate(sheets, 1))
    assert f"{today().year}年度政务公开覆盖情况" in sheets[0]
    for address in ("website", "columns", "indicators", "coverage/owed"):
        page.goto(f"{live_server.url}/duties/{address}/")
        sound(page)


def _printed(page: Page, folder: Path) -> list[str]:
    """The sheets that the browser prints, each as its text without blanks."""
    file = folder / "coverage.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(file)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595), "A4 across"
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    return ["".join(text.split()) for text in texts]
