"""Drafting by hand in a real browser, at both widths, by keyboard, and when the network fails."""

import io
from typing import Any

import docx
import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

import factories
from browser import PHONE, arrived, clean, sign_in
from gongkai.publication import actions
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record, WorkingCopy
from roads import House, draft

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DESK: Any = {"width": 1280, "height": 900}
TABLE = (
    '<table><caption>表1</caption><thead><tr><th scope="col">村</th><th scope="col">户数</th></tr>'
    '</thead><tbody><tr><td rowspan="2">甲村</td><td>3</td></tr><tr><td>4</td></tr></tbody></table>'
)


def picture(colour: str = "navy") -> bytes:
    """A small PNG."""
    buffer = io.BytesIO()
    Image.new("RGB", (160, 90), colour).save(buffer, "PNG")
    return buffer.getvalue()


def document() -> bytes:
    """A DOCX as people have it: title, headings, a table, a picture."""
    paper = docx.Document()
    paper.add_heading("关于开展道路整修的通知", level=0)
    paper.add_heading("一、整修范围", level=1)
    paper.add_paragraph("镇区三条主要道路。")
    table = paper.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for r in table.rows for c in r.cells), ["路名", "长度", "甲路", "3公里"], strict=True
    ):
        cell.text = text
    paper.add_picture(io.BytesIO(picture()))
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def open_edit(page: Page, live_server: LiveServer, record: Record) -> None:
    page.goto(f"{live_server.url}/records/{record.slug}/edit/")
    expect(page.get_by_role("textbox", name="正文")).to_be_visible()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: scripts that fail, the content policy."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_document_fills_the_form_and_is_saved_with_its_pictures(
    page: Page, live_server: LiveServer, complaints: list[str], size: Any
) -> None:
    house = House()
    page.set_viewport_size(size)
    sign_in(page, live_server, house.drafter)
    page.goto(f"{live_server.url}/records/new/")
    clean(page)
    page.get_by_label("从文件导入").set_input_files(
        {"name": "通知.docx", "mimeType": "application/octet-stream", "buffer": document()}
    )
    page.get_by_label("保存时把原文件也作为附件").check()
    page.get_by_role("button", name="导入到正文").click()
    expect(page.get_by_text("已导入《通知.docx》")).to_be_visible()
    expect(page.get_by_label("标题")).to_have_value("关于开展道路整修的通知")
    expect(page.locator(".ProseMirror h2")).to_have_text("一、整修范围")
    expect(page.locator(".ProseMirror .said")).to_contain_text("缺少说明文字")
    expect(page.locator(".ProseMirror .picture img")).to_have_js_property("naturalWidth", 160)
    clean(page)
    page.locator(".ProseMirror .picture").dblclick()
    page.get_by_label("图片说明文字").fill("甲路现状")
    page.get_by_role("button", name="确定").click()
    page.locator("#id_item").select_option(label=str(house.item))
    expect(page.get_by_role("listitem").filter(has_text="文件名称")).to_be_visible()
    page.get_by_label("成文日期").fill("2026-03-02")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    clean(page)
    version = newest(Record.objects.get())
    assert 'alt="甲路现状"' in version.body
    kept = {a.name: a.inline for a in version.attachments.all()}
    assert kept.pop("通知.docx") is False
    assert list(kept.values()) == [True]
    expect(page.locator(".prose img")).to_have_js_property("naturalWidth", 160)
    assert not WorkingCopy.objects.exists()
    assert complaints == []


def test_what_is_typed_is_kept_and_offered_again(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    house = House()
    record = house.record(attachment=False)
    sign_in(page, live_server, house.drafter)
    open_edit(page, live_server, record)
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.type("半句话")
    expect(page.get_by_text("已自动保存")).to_be_visible()
    assert record.versions.count() == 1
    page.goto(f"{live_server.url}/records/{record.slug}/edit/")
    expect(page.get_by_text("您上次写的内容还没有保存")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="恢复").click()
    arrived(page)
    expect(page.get_by_role("textbox", name="正文")).to_contain_text("半句话")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("每次保存都留下一个版本")).to_be_visible()
    assert "半句话" in newest(record).body
    assert not WorkingCopy.objects.exists()
    assert complaints == []


def test_two_people_bring_their_texts_together(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    house = House()
    record = house.record(attachment=False)
    sign_in(page, live_server, house.drafter)
    open_edit(page, live_server, record)
    actions.edit(
        house.handler, record, draft(title="对方的标题", body="<p>示例正文。对方写的。</p>")
    )
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("我写的。")
    expect(page.get_by_text(f"{house.handler.name}在")).to_be_visible()
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", name="别人保存过这份草稿")).to_be_visible()
    clean(page)
    page.set_viewport_size(PHONE)
    clean(page)
    expect(page.locator(".change ins").first).to_contain_text("我")
    page.get_by_role("textbox", name="合并后的正文").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("对方写的。")
    page.get_by_role("button", name="按以上选择保存").click()
    expect(page.get_by_text("每次保存都留下一个版本")).to_be_visible()
    found = newest(record)
    # Only the other person had changed the title, so theirs was offered first.
    assert found.title == "对方的标题"
    assert found.body == "<p>示例正文。我写的。对方写的。</p>"
    assert [c for c in complaints if "409" not in c] == []


def test_a_login_that_runs_out_keeps_the_text(page: Page, live_server: LiveServer) -> None:
    house = House()
    record = house.record(attachment=False)
    sign_in(page, live_server, house.drafter)
    open_edit(page, live_server, record)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("关键词").fill("整修")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("登录已过期，内容还在本页")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="在新窗口登录").click()
    window = opened.value
    assert house.drafter.account is not None
    window.get_by_label("用户名").fill(house.drafter.account.username)
    window.get_by_label("密码").fill(factories.PASSWORD)
    window.get_by_role("button", name="登录").click()
    expect(window.get_by_role("heading", name="工作台")).to_be_visible()
    window.close()
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("每次保存都留下一个版本")).to_be_visible()
    assert newest(record).keywords == "整修"


def test_a_network_that_fails_is_told_and_tried_again(page: Page, live_server: LiveServer) -> None:
    house = House()
    record = house.record(attachment=False)
    sign_in(page, live_server, house.drafter)
    open_edit(page, live_server, record)

    def cut(route: Route) -> None:
        route.abort()

    page.route("**/keep/", cut)
    page.get_by_label("关键词").fill("整修")
    expect(page.get_by_text("现在连不上服务器，内容还在本页")).to_be_visible()
    with page.expect_event("requestfailed", lambda sent: sent.url.endswith("/keep/")):
        page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("现在连不上服务器，内容还在本页")).to_be_visible()
    expect(page.get_by_label("关键词")).to_have_value("整修")
    page.unroute("**/keep/", cut)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("已自动保存")).to_be_visible()


def test_a_table_keeps_its_heads_spans_and_caption(page: Page, live_server: LiveServer) -> None:
    house = House()
    record = house.record(attachment=False, body=TABLE + "<p>完</p>")
    sign_in(page, live_server, house.drafter)
    open_edit(page, live_server, record)
    page.locator(".ProseMirror p", has_text="完").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("毕")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("每次保存都留下一个版本")).to_be_visible()
    assert newest(record).body == TABLE + "<p>完毕</p>"


def test_a_record_is_picked_by_keyboard_and_shown_both_ways(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    house = House()
    base = house.released(house.record(title="道路整修的决定")).record
    record = house.record(title="道路整修的解读")
    sign_in(page, live_server, house.drafter)
    open_edit(page, live_server, record)
    page.get_by_role("button", name="添加一条相关文件").click()
    page.keyboard.press("Tab")
    # At once: an answer to its first signs would take the choice back.
    page.keyboard.insert_text("道路整修的决")
    expect(page.locator(".picker-list [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("关系", exact=True).select_option("interprets")
    clean(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("每次保存都留下一个版本")).to_be_visible()
    assert newest(record).relations.get().target == base
    expect(
        page.get_by_role("complementary").get_by_role("link", name="道路整修的决定")
    ).to_be_visible()
    page.goto(f"{live_server.url}/records/{base.slug}/")
    expect(page.get_by_text("被解读")).to_be_visible()
    clean(page)
    assert complaints == []


def test_a_picture_comes_with_its_words(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    house = House()
    record = house.record(attachment=False)
    sign_in(page, live_server, house.drafter)
    open_edit(page, live_server, record)
    page.get_by_role("button", name="图片", exact=True).click()
    page.get_by_label("上传图片").set_input_files(
        {"name": "现场.png", "mimeType": "image/png", "buffer": picture()}
    )
    page.get_by_role("button", name="插入").click()
    expect(page.get_by_text("请写图片说明文字。")).to_be_visible()
    clean(page)
    page.get_by_label("图片说明文字").fill("长" * 201)
    page.get_by_role("button", name="插入").click()
    expect(page.get_by_text("最多200个字，现在有201个字，请缩短。")).to_be_visible()
    page.get_by_label("图片说明文字").fill("施工现场")
    page.get_by_role("button", name="插入").click()
    expect(page.locator(".ProseMirror .said")).to_have_text("说明：施工现场")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("每次保存都留下一个版本")).to_be_visible()
    version = newest(record)
    assert '<img src="files/现场.png" alt="施工现场">' in version.body
    assert version.attachments.get().inline
    assert record.versions.count() == 2
    assert complaints == []


def test_what_word_copies_is_cleaned(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    house = House()
    record = house.record(attachment=False)
    sign_in(page, live_server, house.drafter)
    open_edit(page, live_server, record)
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.press("Control+End")
    copied = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>'
        '<p class=MsoNormal style="mso-pagination:widow-orphan"><span style="color:red">红字</span>'
        "<o:p></o:p></p><table class=MsoTableGrid><tr><td><b>项目</b></td><td><b>金额</b></td></tr>"
        "<tr><td>道路</td><td>3</td></tr></table></body></html>"
    )
    page.evaluate(
        """html => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          const how = {clipboardData: data, bubbles: true, cancelable: true};
          const paste = new ClipboardEvent("paste", how);
          document.querySelector(".ProseMirror").dispatchEvent(paste);
        }""",
        copied,
    )
    expect(page.locator(".ProseMirror td", has_text="道路")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("每次保存都留下一个版本")).to_be_visible()
    body = newest(record).body
    assert "红字" in body
    assert "<td>道路</td><td>3</td>" in body
    assert "Mso" not in body
    assert "style" not in body
    assert complaints == []
