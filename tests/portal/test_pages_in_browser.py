"""The public pages in Chromium: accessible, readable on a phone, complete without script."""

import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import factories
from browser import arrived, axe_violations, fits
from gongkai.portal.building import build
from gongkai.publication.guide import body_of
from gongkai.publication.models import Record
from gongkai.rules.metadata import GUIDE_PARTS
from portal.factory import Press, Says

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

TABLE = (
    "<table><caption>发放情况</caption><thead><tr>"
    + "".join(f'<th scope="col">第{n}列的名称</th>' for n in range(9))
    + "</tr></thead><tbody><tr>"
    + "<td>一些内容</td>" * 9
    + "</tr></tbody></table>"
)


class Quiet(SimpleHTTPRequestHandler):
    """Files, without a line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def _related(press: Press, gone: Record) -> dict[str, Record]:
    """Records with all that a page can say of others, and of itself."""
    matter = press.matter("某某村道修缮工程")
    plan = press.publish("村道修缮方案", says=Says(matter=matter, stage="decision"))
    press.publish("村道修缮竣工验收情况的公示", says=Says(matter=matter, stage="result"))
    links: list[Any] = [("based_on", plan), ("replaces", gone)]
    links += [("based_on", "《某标准》", "https://www.example.com/")]
    full = press.publish("村道修缮招标公告", says=Says(links, matter, "execution"))
    for number in (1, 2):
        press.correct(
            full,
            "村道修缮招标公告",
            says=Says(links, matter, "execution"),
            note=f"更正第{number}处：开标日期由3月1日改为3月{number + 1}日。",
        )
    old = press.publish("旧办法")
    ended = Says(validity="废止", validity_on=date(2026, 3, 1), successor=plan)
    press.correct(old, "旧办法", says=ended)
    taken = press.publish("被替代的办法")
    press.withdraw(taken, "superseded", plan)
    expired = press.publish("公示期满的公示")
    press.withdraw(expired, "term_ended")
    return {"related": full, "repealed": old, "replaced": taken, "expired": expired}


def _in_columns(press: Press) -> None:
    """A guide with all its parts, a report, and something of a village."""
    parts = {row.code: f"{row.name}的内容\n第二段" for row in GUIDE_PARTS}
    press.publish("示例镇政府信息公开指南", body=body_of(parts), says=Says(column="guide"))
    press.publish("年度报告", says=Says(column="reports", column_year=2025))
    press.publish("三季度收支", says=Says(column="village-finance"))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Address of a served town, and one page of each type by name."""
    press = Press(factories.make_town("shili", demonstration=True, contact_phone="0532-00000001"))
    press.flood(45)
    _in_columns(press)
    press.seat("leader", "示例某")
    record = press.publish(
        "关于公布示例名单的公告",
        body=f"<p>一、总体情况</p><p>现将有关情况公布如下。</p>{TABLE}",
        attachments=[("附件1 名单.pdf", b"%PDF")],
    )
    gone = press.publish("误公开的名单")
    press.withdraw(gone)
    related = _related(press, gone)
    build(press.town)
    pages = {
        **{name: f"records/{record.slug}/" for name, record in related.items()},
        "home": "",
        "record": f"records/{record.slug}/",
        "withdrawn": f"records/{gone.slug}/",
        "list": "lists/",
        "archive": "lists/page-1.html",
        "catalogue": "catalogue/",
        "field": "catalogue/fields/01/",
        "by unit": "catalogue/units/",
        "unit": f"catalogue/units/{press.units[0].slug}/",
        "item": f"catalogue/items/{press.items[0].identity}/",
        "group": "group/",
        "units": "units/",
        "guide": "guide/",
        "institutions": "institutions/",
        "reports": "reports/",
        "disclosure": "disclosure/",
        "bases": "lists/basis/",
        "basis": "lists/basis/20-10/",
        "themes": "lists/themes/",
        "years": "lists/years/",
        "application": "application/",
        "village": "village/",
        "category": "village/finance/",
        "consultations": "consultations/",
        "meetings": "meetings/",
        "elder": "elder/",
        "map": "map/",
        "leaving": f"records/{related['related'].slug}/leaving.html",
        "404": "404.html",
        "410": "410.html",
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=press.tree.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{press.town.slug}/", pages
    server.shutdown()


def test_every_page_type_is_accessible_and_fits_a_phone(
    site: tuple[str, dict[str, str]], page: Page
) -> None:
    address, pages = site
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    for name, path in pages.items():
        page.goto(address + path)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{name} {width}: {fault}" for fault in axe_violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{name} {width}: wider than the screen")
    assert faults == []


@pytest.mark.parametrize("mode", ["长辈模式", "高对比度"])
def test_elder_mode_and_high_contrast_stay_and_are_accessible(
    site: tuple[str, dict[str, str]], page: Page, mode: str
) -> None:
    address, pages = site
    page.goto(address)
    page.get_by_role("button", name=mode).click()
    for name in ("home", "record", "field"):
        page.goto(address + pages[name])
        assert page.get_by_role("button", name=mode).get_attribute("aria-pressed") == "true"
        assert axe_violations(page) == []
        fits(page)


def test_a_record_is_reached_by_keyboard_alone(
    site: tuple[str, dict[str, str]], page: Page
) -> None:
    address, _ = site
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    newest = page.evaluate("document.activeElement.textContent")
    assert newest == page.locator("main a").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(newest)


def test_pages_are_complete_without_script(
    site: tuple[str, dict[str, str]], chromium: Browser
) -> None:
    address, pages = site
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + pages["record"])
    assert page.get_by_role("link", name="附件1 名单.pdf").is_visible()
    assert page.get_by_role("heading", name="一、总体情况").is_visible()
    assert not page.get_by_role("button", name="打印本页").is_visible()
    page.get_by_role("link", name="高对比度").click()
    arrived(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_role("link", name="长辈模式").click()
    page.get_by_role("link", name="看最新公开").click()
    arrived(page)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > size
    page.goto(address + pages["leaving"].replace("leaving.html", ""))
    page.get_by_role("link", name="《某标准》").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您即将离开本网站")
    expect(page.get_by_role("link", name="继续前往 https://www.example.com/")).to_be_visible()
    context.close()
