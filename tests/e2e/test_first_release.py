"""The whole road by hand in a real browser: draft, review on the form, release, public page."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

import factories
from browser import arrived, clean, sign_in
from gongkai.ledger.checks import run_checks
from gongkai.organisation.actor import Actor
from gongkai.outbox.worker import drain
from gongkai.publication.models import Record, RecordState
from gongkai.release.models import Delivery
from roads import PDF, House

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def public_site(tmp_path: Path, settings: pytest.FixtureRequest) -> Iterator[str]:
    """The static tree on a port of its own, without application or database behind it."""
    root = tmp_path / "site"
    root.mkdir(exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def draft(page: Page, live_server: LiveServer, house: House, title: str) -> None:
    sign_in(page, live_server, house.drafter)
    page.goto(f"{live_server.url}/records/")
    page.get_by_role("link", name="起草信息").first.click()
    arrived(page)
    page.get_by_label("标题").fill(title)
    page.locator("#id_item").select_option(label=str(house.item))
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.type("现将有关事项通知如下。")
    page.get_by_label("成文日期").fill("2026-03-02")
    page.get_by_label("发文字号").fill("示例办发[2026]3号")
    clean(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    page.get_by_label("附件", exact=True).set_input_files(
        {"name": "附件1.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("已添加附件《附件1.pdf》")).to_be_visible()
    clean(page)


def register_and_sign(page: Page) -> None:
    page.get_by_role("link", name="登记送审").click()
    page.get_by_role("button", name="登记送审").click()
    expect(page.get_by_text("已登记在第")).to_be_visible()
    clean(page)
    page.get_by_role("link", name="承办人签字").click()
    give_password(page)


def give_password(page: Page) -> None:
    page.get_by_label("登录密码").fill("not the password")
    page.get_by_role("button", name="确认签字").click()
    expect(page.get_by_role("alert")).to_contain_text("密码不正确")
    page.get_by_label("登录密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="确认签字").click()
    expect(page.get_by_text("您已在")).to_be_visible()


def agree_and_sign(
    page: Page, live_server: LiveServer, actor: Actor, title: str, seat: str
) -> None:
    sign_in(page, live_server, actor)
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_text("现将有关事项通知如下。")).to_be_visible()
    clean(page)
    page.get_by_role("checkbox", name="附件1").check()
    page.keyboard.press("1")
    page.get_by_role("button", name="填写意见").click()
    expect(page.get_by_text("已填写：同意").or_(page.get_by_text("已填写：同意"))).to_be_visible()
    page.get_by_role("link", name=f"{seat}签字").click()
    give_password(page)


def release(page: Page, live_server: LiveServer, house: House, title: str) -> None:
    sign_in(page, live_server, house.office)
    page.get_by_role("link", name=title).first.click()
    clean(page)
    page.get_by_role("button", name="确认发布").click()
    expect(page.get_by_text("已发布", exact=True)).to_be_visible()


def printed_form(page: Page, live_server: LiveServer, number: int) -> str:
    answer = page.context.request.get(f"{live_server.url}/review/{number}/form.pdf")
    assert answer.ok
    document = pypdfium2.PdfDocument(answer.body())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def test_a_record_goes_from_draft_to_the_public_page(
    page: Page, live_server: LiveServer, public_site: str
) -> None:
    house, title = House(), "关于开展示例工作的通知"
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    draft(page, live_server, house, title)
    register_and_sign(page)
    agree_and_sign(page, live_server, house.reviewer, title, "审查人员")
    agree_and_sign(page, live_server, house.leader, title, "主管领导")
    form = printed_form(page, live_server, 1)
    assert "信息发布保密审查表" in form
    assert house.reviewer.name in form
    assert house.leader.name in form
    release(page, live_server, house, title)
    drain()
    record = Record.objects.get()
    assert record.state == RecordState.PUBLISHED
    assert Delivery.objects.get().state == "delivered"

    address = f"{public_site}/{house.town.slug}/records/{record.slug}/"
    page.goto(address)
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_text("示例办发〔2026〕3号", exact=True)).to_be_visible()
    expect(page.get_by_text(record.index_number)).to_be_visible()
    clean(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="附件1.pdf").first.click()
    assert Path(download.value.path()).read_bytes() == PDF
    page.goto(f"{public_site}/{house.town.slug}/")
    expect(page.get_by_role("link", name=title).first).to_be_visible()
    assert list(run_checks()) == []
    assert complaints == []


def test_an_edit_after_the_opinions_blocks_the_release(page: Page, live_server: LiveServer) -> None:
    house = House()
    record = house.approved(house.record(title="审查后被改的通知"))
    sign_in(page, live_server, house.drafter)
    page.goto(f"{live_server.url}/records/{record.slug}/edit/")
    expect(page.get_by_text("审查意见作废")).to_be_visible()
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.type("后来加的一句。")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("每次保存都留下一个版本")).to_be_visible()
    sign_in(page, live_server, house.office)
    page.goto(f"{live_server.url}/release/{record.slug}/")
    expect(page.get_by_text("现在不能发布")).to_be_visible()
    expect(page.get_by_role("button", name="确认发布")).to_have_count(0)
    record.refresh_from_db()
    assert record.state == RecordState.DRAFT
    assert not record.releases.exists()
