"""A workbook that hides ID numbers in a hidden column: found, masked, reviewed, printed, released.

The work of drafter, reviewer and leader in a real browser, at the width of a desk and of a phone.
"""

import io
import os
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from e2e.test_first_release import agree_and_sign, clean, printed_form, register_and_sign, sign_in
from gongkai.organisation.actor import Actor
from gongkai.outbox.worker import drain
from gongkai.publication.models import Record
from roads import House

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TITLE = "关于发放示例补贴的公示"
NUMBERS = ("11010519491231002X", "110105199003072311")
WIDTHS = (1280, 390)


def roster() -> bytes:
    """Two sheets; the second has the numbers in a hidden column."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "汇总"
    for row in (["村", "户数"], ["示例村", 2]):
        first.append(row)
    second = book.create_sheet("名单")
    names = ("张某某", "李某某")
    rows = [[name, 300, number] for name, number in zip(names, NUMBERS, strict=True)]
    for row in (["姓名", "补贴（元）", "身份证号"], *rows):
        second.append(row)
    second.column_dimensions["C"].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def everything_in(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def look(page: Page, name: str) -> None:
    """The page must be clean; its picture is kept where GONGKAI_SHOTS names a folder."""
    clean(page)
    folder = os.environ.get("GONGKAI_SHOTS")
    if folder:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def draft_with_roster(page: Page, live_server: LiveServer, house: House) -> None:
    sign_in(page, live_server, house.drafter)
    page.goto(f"{live_server.url}/records/new/")
    page.get_by_label("标题").fill(TITLE)
    page.locator("#id_item").select_option(label=str(house.item))
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.type("现将有关事项通知如下。")
    page.get_by_label("成文日期").fill("2026-03-02")
    look(page, "1-draft")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    page.get_by_label("附件", exact=True).set_input_files(
        {
            "name": "附件1.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": roster(),
        }
    )
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("已添加附件《附件1.xlsx》")).to_be_visible()


def find_and_mask(page: Page) -> None:
    findings = page.locator(".findings").first
    expect(findings.get_by_text("身份证号码")).to_be_visible()
    expect(findings.get_by_text("隐藏列 C 列").first).to_be_visible()
    look(page, "2-found")
    page.get_by_role("link", name="登记送审").click()
    page.get_by_role("button", name="登记送审").click()
    expect(page.get_by_text("扫描发现了不能直接公开的内容").first).to_be_visible()
    look(page, "3-refused")
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="在正文中查看位置").click()
    expect(page.get_by_text(NUMBERS[0])).to_be_visible()
    look(page, "4-lit")
    page.get_by_role("button", name="全部脱敏").click()
    expect(page.get_by_text("已脱敏2处")).to_be_visible()
    page.get_by_role("button", name="删除隐藏内容").click()
    expect(page.get_by_text("已删除1处隐藏内容")).to_be_visible()
    expect(page.get_by_text("没有发现").first).to_be_visible()
    look(page, "5-masked")
    page.get_by_role("link", name="回到信息页面").click()


def review_as(page: Page, live_server: LiveServer, actor: Actor, seat: str, shot: str) -> None:
    sign_in(page, live_server, actor)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_text("在这里打开").click()
    preview = page.frame_locator("iframe.preview-frame")
    expect(preview.get_by_text("张某某")).to_be_visible()
    seen = page.content() + preview.locator("body").inner_html()
    assert not any(number in seen for number in NUMBERS)
    look(page, shot)
    agree_and_sign(page, live_server, actor, TITLE, seat)


@pytest.mark.parametrize("width", WIDTHS)
def test_hidden_numbers_are_found_masked_reviewed_printed_and_released(
    page: Page, live_server: LiveServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    house = House()
    draft_with_roster(page, live_server, house)
    find_and_mask(page)
    register_and_sign(page)
    look(page, "6-sheet")
    review_as(page, live_server, house.reviewer, "审查人员", "7-reviewer")
    review_as(page, live_server, house.leader, "主管领导", "8-leader")
    form = printed_form(page, live_server, 1)
    assert "信息发布保密审查表" in form
    assert TITLE in form
    sign_in(page, live_server, house.office)
    page.get_by_role("link", name=TITLE).first.click()
    look(page, "9-release")
    page.get_by_role("button", name="确认发布").click()
    expect(page.get_by_text("已发布", exact=True)).to_be_visible()
    drain()
    tree = Path(settings.SITE_ROOT) / house.town.slug
    record = Record.objects.get()
    [released] = (tree / "records" / record.slug / "files").glob("*.xlsx")
    content = everything_in(released.read_bytes())
    assert "张某某".encode() in content
    assert not any(number.encode() in content for number in NUMBERS)
