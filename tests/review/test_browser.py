"""Review in a real browser, on a desk and on a phone: keys, what was seen, comparison, signing."""

import io
from collections.abc import Iterator

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

import factories
from browser import arrived, clean, sign_in
from gongkai.publication import actions as publication
from gongkai.review import actions
from gongkai.review.models import Opinion, ReviewRow
from roads import House, draft, proof_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SIZES = [
    pytest.param({"width": 1280, "height": 900}, id="desk"),
    pytest.param({"width": 390, "height": 844}, id="phone"),
]
OLD = (
    "<p>每户补助1,200元，于6月30日前发放。</p><p>第二段不变。</p>"
    "<table><tr><th>村</th><th>户数</th></tr><tr><td>东村</td><td>12</td></tr></table>"
)
NEW = (
    "<p>每户补助1,500元，于7月15日前发放。</p><p>第二段不变。</p><p>增加的一段。</p>"
    "<table><tr><th>村</th><th>户数</th></tr><tr><td>东村</td><td>13</td></tr></table>"
)


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["村", "户数"])
    sheet.append(["东村", 12])
    book.create_sheet("第二张").append(["另一张表的一行"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def row(house: House) -> ReviewRow:
    """A record reviewed once, changed, and registered again with another one after it."""
    record = house.record(title="关于发放示例补助的通知", body=OLD)
    house.ticked(house.registered(record))
    publication.edit(house.drafter, record, draft(title="关于发放示例补助的通知", body=NEW))
    publication.attach(house.drafter, record, "户数.xlsx", workbook())
    sheet = actions.open_sheet(house.handler, house.unit)
    row = house.registered(record, sheet)
    house.registered(house.record(title="第二条信息"), sheet)
    return row


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_a_reviewer_opens_each_attachment_and_ticks_by_keys(
    page: Page,
    live_server: LiveServer,
    house: House,
    row: ReviewRow,
    complaints: list[str],
    size: dict[str, int],
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    sign_in(page, live_server, house.reviewer)
    page.goto(f"{live_server.url}/review/{row.sheet.number}/")
    clean(page)
    page.get_by_role("link", name="逐条审查").click()
    clean(page)
    page.get_by_label("说明").focus()
    page.keyboard.type("3n1p")
    expect(page.get_by_label("说明")).to_have_value("3n1p")
    expect(page.get_by_role("radio", name="不明确")).not_to_be_checked()
    page.get_by_label("说明").fill("")
    for summary in page.get_by_text("在这里打开").all():
        summary.click()
    expect(page.locator("input[name='seen']:not(:checked)")).to_have_count(0)
    expect(page.locator(".pages img").first).to_be_visible()
    expect(page.frame_locator("iframe").get_by_text("第二张").first).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("2")
    page.get_by_role("radio", name="不同意").focus()
    page.keyboard.press("1")
    expect(page.get_by_role("radio", name="同意", exact=True)).to_be_checked()
    clean(page)
    page.get_by_role("button", name="填写意见").click()
    expect(page.get_by_role("heading", name="第二条信息").first).to_be_visible()
    arrived(page)
    page.locator("h1").click()
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="关于发放示例补助的通知").first).to_be_visible()
    opinion = Opinion.objects.get(row=row)
    assert (opinion.value, len(opinion.seen)) == ("agree", 2)


def test_the_keys_can_be_switched_off(
    page: Page, live_server: LiveServer, house: House, row: ReviewRow, complaints: list[str]
) -> None:
    sign_in(page, live_server, house.reviewer)
    page.goto(f"{live_server.url}/review/{row.sheet.number}/rows/{row.sequence}/")
    page.get_by_role("button", name="关闭快捷键").click()
    page.locator("h1").click()
    page.keyboard.press("1")
    page.keyboard.press("n")
    expect(page.get_by_role("radio", name="同意", exact=True)).not_to_be_checked()
    page.reload()
    expect(page.get_by_role("button", name="打开快捷键")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_changes_are_walked_by_keys(
    page: Page,
    live_server: LiveServer,
    house: House,
    row: ReviewRow,
    complaints: list[str],
    size: dict[str, int],
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    sign_in(page, live_server, house.reviewer)
    page.goto(f"{live_server.url}/review/{row.sheet.number}/rows/{row.sequence}/")
    page.get_by_role("link", name="打开完整对比").click()
    clean(page)
    for place in ("change-1", "change-2", "change-3", "change-3"):
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.id") == place
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "change-2"
    left, right = page.locator("#change-1 .side-old"), page.locator("#change-1 .side-new")
    one, other = left.bounding_box(), right.bounding_box()
    assert one is not None
    assert other is not None
    assert (one["y"] == other["y"]) == (size["width"] > 900)


@pytest.mark.parametrize("size", SIZES)
def test_signing_register_and_verification(
    page: Page,
    live_server: LiveServer,
    house: House,
    row: ReviewRow,
    complaints: list[str],
    size: dict[str, int],
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    sheet = row.sheet
    for one in sheet.rows.filter(open=True):
        seen = list(one.version.attachments.values_list("file__digest", flat=True))
        actions.give_working_opinion(house.reviewer, one, "agree", one.digest, seen=seen)
        actions.give_leader_opinion(house.leader, one, "agree", one.digest, seen=seen)
    actions.sign_handler(house.handler, sheet, proof_of(house.handler))
    sign_in(page, live_server, house.reviewer)
    page.goto(f"{live_server.url}/review/{sheet.number}/sign/reviewer/")
    expect(page.get_by_text("其中同意2条")).to_be_visible()
    clean(page)
    page.get_by_label("登录密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="确认签字").click()
    expect(page.get_by_text("您已在")).to_be_visible()
    actions.sign_leader(house.leader, sheet, proof_of(house.leader))
    page.goto(f"{live_server.url}/review/rows/")
    clean(page)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/verify/")
    clean(page)
    page.get_by_label("核验码").fill(sheet.code.lower())
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_role("heading", name="三人已签字")).to_be_visible()
    clean(page)
