"""The Office in a real browser: the queue on the day two cases fall due, a partial answer with a
PDF whose unit prices are covered for good.
"""

import re
from contextvars import ContextVar
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

import factories
from browser import axe_violations, log_in, look
from documents.pdf_writing import pdf, words
from foi.test_supplying import characters, reviewed
from foi.world import SHANGHAI, Office, at
from gongkai.foi import actions as foi
from gongkai.foi.models import Application, Reply, Supply
from gongkai.ledger import clock
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.outbox.worker import drain
from gongkai.publication.files import read

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

CAME, DUE = "2026-09-18", "2026-10-22"
CONTRACT = pdf(words("Contract total 120000") + words("Unit price 17.35", y=600))


def test_two_fall_due_and_one_is_answered_in_part(
    page: Page,
    live_server: LiveServer,
    transactional_db: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with at(CAME):
        office = Office()
        first = office.registered(description="2026年农村公路养护合同")
        second = office.registered(name="赵示例", description="河道清淤合同")
    late = office.on("2026-09-01", name="钱示例", description="征地批复")
    later = office.on("2026-10-16", name="孙示例", description="供水方案")
    clerk = actor_for(factories.make_account(Role.OFFICE, unit=office.unit, username="clerk"))
    contract = tmp_path / "养护合同.pdf"
    contract.write_bytes(CONTRACT)
    # The server answers in a thread of its own: the clock of the whole town is set.
    moment = datetime.combine(date.fromisoformat(DUE), time(10), SHANGHAI)
    monkeypatch.setattr(clock, "_moment", ContextVar("due", default=moment))
    with at(DUE):
        log_in(page, live_server, "clerk", factories.PASSWORD)
        page.get_by_role("link", name="依申请公开").first.click()
        rows = page.locator("tbody tr")
        expect(rows).to_have_count(4)
        expect(rows.nth(0)).to_contain_text(late.number)
        expect(rows.nth(0)).to_contain_text("已逾期")
        for number, case in ((1, first), (2, second)):
            expect(rows.nth(number)).to_contain_text(case.number)
            expect(rows.nth(number)).to_contain_text("今天到期")
        expect(rows.nth(3)).to_contain_text(later.number)
        look(page, "queue")
        assert axe_violations(page) == []

        page.get_by_role("link", name=first.number).click()
        page.get_by_role("link", name="起草要提供的内容").click()
        page.get_by_label("部分公开").check()
        page.get_by_label("名称").fill("2026年农村公路养护合同（隐去单价）")
        page.get_by_label("上传文件").set_input_files(contract)
        look(page, "supply")
        assert axe_violations(page) == []
        page.get_by_role("button", name="起草，去涂盖和送审").click()
        expect(page.get_by_text("已起草要提供给申请人的内容")).to_be_visible()
        drain()
        page.reload()
        page.get_by_role("link", name="涂盖《养护合同.pdf》").click()
        page.get_by_role("button", name="再加一个方框").click()
        box = (("页", "1"), ("距左边", "5"), ("距上边", "25"), ("宽", "60"), ("高", "6"))
        for label, value in box:
            page.get_by_label(label).last.fill(value)
        page.get_by_role("button", name="涂盖并存为新版本").click()
        expect(page.get_by_text("已涂盖1处")).to_be_visible()
        look(page, "covered")
        drain()

        record = Reply.objects.get(application=first).record
        assert record is not None
        office.head = clerk
        reviewed(office, record)
        page.goto(f"{live_server.url}/foi/cases/{first.number}/")
        expect(page.get_by_text("答复草稿还缺")).to_be_visible()
        look(page, "case")
        page.get_by_role("link", name="查看草稿").click()
        page.get_by_role("link", name="修改草稿").click()
        page.get_by_label("不予公开的部分1").fill("合同附件“单价”")
        page.get_by_label("部分1的法定理由").select_option(index=1)
        page.get_by_label("部分1的理由").fill("公开会损害第三方的商业秘密")
        page.get_by_role("button", name="保存草稿").click()
        look(page, "issue")
        page.get_by_role("button", name=re.compile("^作出答复$")).click()
        expect(page.get_by_text("请把答复文书送达申请人")).to_be_visible()
    handed = Supply.objects.get().version.attachments.get()
    assert characters(read(handed.file)) == 0
    letter = first.letters.get(kind="reply")
    with at(DUE):
        foi.serve(office.handler, letter, foi.ServiceFacts("electronic"))
    found = Application.objects.get(pk=first.pk)
    assert (found.state, found.clocks.get(kind="reply").state) == ("closed", "kept")
