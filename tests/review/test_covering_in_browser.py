"""Covering in a real browser: what the scan proposes, a box drawn by hand, a box typed."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser import clean, sign_in
from documents.pdf_writing import pdf, words
from gongkai.documents.extraction.pdf import extract_pdf
from gongkai.publication import actions as publication
from gongkai.publication.files import read
from gongkai.publication.lifecycle import newest
from review.test_browser import SIZES, complaints
from roads import House

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

__all__ = ["complaints"]


@pytest.mark.parametrize("size", SIZES)
def test_a_list_of_people_is_covered(
    page: Page,
    live_server: LiveServer,
    house: House,
    complaints: list[str],
    size: dict[str, int],
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    record = house.record(attachment=False)
    roster = pdf(words("first page", size=30), words("name 11010519491231002X end", size=20))
    publication.attach(house.drafter, record, "名单.pdf", roster)
    sign_in(page, live_server, house.drafter)
    page.goto(f"{live_server.url}/records/{record.slug}/")
    page.get_by_role("link", name="在页面上涂盖").click()
    expect(page.locator(".cover-box")).to_have_count(1)
    clean(page)
    first = page.locator("[data-cover-page='1']")
    first.scroll_into_view_if_needed()
    expect(first.locator("img")).to_have_js_property("complete", True)
    frame = first.bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + frame["width"] * 0.05, frame["y"] + 40)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.5, frame["y"] + 90)
    page.mouse.up()
    expect(page.locator(".cover-box")).to_have_count(2)
    page.get_by_role("button", name="再加一个方框").click()
    for label, value in (("页", "2"), ("距左边", "10"), ("距上边", "50"), ("宽", "5"), ("高", "5")):
        page.get_by_label(label).last.fill(value)
    expect(page.locator(".cover-box")).to_have_count(3)
    clean(page)
    page.get_by_role("button", name="去掉这个方框").last.click()
    expect(page.locator(".cover-box")).to_have_count(2)
    page.get_by_role("button", name="涂盖并存为新版本").click()
    expect(page.get_by_text("已涂盖2处")).to_be_visible()
    attachment = newest(record).attachments.select_related("file__town").get()
    assert "11010519491231002X" not in extract_pdf(read(attachment.file)).text
    assert complaints == []
