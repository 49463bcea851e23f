"""Pages of the scan: who sees them, what they do, and that axe finds nothing to complain of."""

import io
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

import factories
from browser import axe_violations, fits, log_in
from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import Refused
from gongkai.publication import actions as publication
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record
from gongkai.review import actions as review
from gongkai.review.actions.words import WordEntry
from gongkai.review.models import Clearance, LeakTask, Word
from gongkai.review.scanning.standing import findings_of
from roads import House

ID_CARD = "11010519491231002X"


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account)
    return client


def with_finding(house: House) -> tuple[Record, str]:
    record = house.record(attachment=False, body=f"<p>身份证号{ID_CARD}。</p>")
    version = newest(record)
    version.record = record
    return record, findings_of(version).stopping[0].found.fingerprint


def with_mark(house: House) -> LeakTask:
    record = house.record(attachment=False)
    with pytest.raises(Refused):
        publication.attach(house.drafter, record, "方案.txt", "机密★\n方案".encode())
    return LeakTask.objects.get()


def workbook(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("词库.xlsx", stream.getvalue())


@pytest.mark.django_db
class TestPages:
    """Without a browser."""

    def test_the_finding_is_lit_up_in_the_body(self) -> None:
        house = House()
        record, _ = with_finding(house)
        page = client_of(house.drafter).get(f"/scan/records/{record.slug}/").content.decode()
        assert f'class="hit hit-hard">{ID_CARD}</mark>' in page
        assert "脱敏" in page

    def test_masking_by_the_button_makes_a_version(self) -> None:
        house = House()
        record, fingerprint = with_finding(house)
        client = client_of(house.drafter)
        answer = client.post(f"/scan/records/{record.slug}/mask/", {"finding": fingerprint})
        assert answer.status_code == 302
        assert ID_CARD not in newest(record).body

    def test_asking_and_deciding(self) -> None:
        house = House()
        record, fingerprint = with_finding(house)
        address = f"/scan/records/{record.slug}/ask/{fingerprint}/"
        client_of(house.drafter).post(address, {"question": "法律文书须载明"})
        clearance = Clearance.objects.get()
        page = client_of(house.secrecy).get(f"/scan/decisions/{clearance.pk}/").content.decode()
        assert "法律文书须载明" in page
        given = {"may_publish": "yes", "result": "依法可以公开。"}
        client_of(house.secrecy).post(f"/scan/decisions/{clearance.pk}/", given)
        clearance.refresh_from_db()
        assert clearance.may_publish
        assert client_of(house.drafter).get(f"/scan/decisions/{clearance.pk}/").status_code == 403

    def test_a_leak_is_seen_by_the_secrecy_body_and_the_office_alone(self) -> None:
        house = House()
        task = with_mark(house)
        for actor, status in (
            (house.secrecy, 200),
            (house.office, 200),
            (house.drafter, 403),
            (house.reviewer, 403),
            (House().secrecy, 404),
        ):
            assert client_of(actor).get(f"/scan/leaks/{task.pk}/").status_code == status
        given = {"conclusion": "yes", "result": "已报告，已销毁。"}
        client_of(house.office).post(f"/scan/leaks/{task.pk}/", given)
        task.refresh_from_db()
        assert task.closed_at is None
        client_of(house.secrecy).post(f"/scan/leaks/{task.pk}/", given)
        task.refresh_from_db()
        assert task.is_secret

    def test_words_come_in_whole_or_not_at_all(self) -> None:
        house = House()
        client = client_of(house.office)
        good = workbook(("类别", "词语", "提示"), ("敏感表述", "示例词", "改写"))
        client.post("/scan/words/import/", {"file": good})
        assert Word.objects.get().note == "改写"
        bad = workbook(("类别", "词语"), ("禁用语", "某词语"), ("没有的", "词语"), ("禁用语", ""))
        page = client.post("/scan/words/import/", {"file": bad}).content.decode()
        assert "第3行" in page
        assert "第4行" in page
        assert Word.objects.count() == 1

    def test_a_file_that_is_no_workbook_is_refused_in_words(self) -> None:
        client = client_of(House().office)
        file = SimpleUploadedFile("词库.xlsx", b"not a workbook")
        page = client.post("/scan/words/import/", {"file": file}).content.decode()
        assert "打不开这个文件" in page

    def test_patterns_are_set_within_limits(self) -> None:
        house = House()
        client = client_of(house.office)
        page = client.get("/scan/patterns/").content.decode()
        assert "身份证号码：开头保留几位" in page
        given = {"id_card_head": "9", "id_card_tail": "1"}
        assert "id_card_head" in client.post("/scan/patterns/", given).content.decode()
        house.town.refresh_from_db()
        assert not hasattr(house.town, "scan_settings")

    def test_another_units_findings_are_not_shown(self) -> None:
        house = House()
        record, fingerprint = with_finding(house)
        stranger = client_of(house.person("liaison", unit=factories.make_unit(house.town)))
        for address in ("", "mask/", f"ask/{fingerprint}/"):
            ask = stranger.post if address == "mask/" else stranger.get
            assert ask(f"/scan/records/{record.slug}/{address}").status_code == 404


@pytest.mark.once
@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_the_scan_is_clean(page: Page, live_server: LiveServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    house = House()
    record, fingerprint = with_finding(house)
    other, asked = with_finding(house)
    clearance = review.ask_clearance(house.drafter, other, asked, "法律文书须载明")
    task = with_mark(house)
    review.add_words(house.office, house.town, [WordEntry("sensitive", "示例词", "改写")])
    word = Word.objects.get()
    visits = (
        (house.drafter, [f"records/{record.slug}/", f"records/{record.slug}/ask/{fingerprint}/"]),
        (house.secrecy, [f"decisions/{clearance.pk}/", "leaks/", f"leaks/{task.pk}/"]),
        (house.office, ["words/", "words/import/", f"words/{word.pk}/remove/", "patterns/"]),
    )
    for actor, addresses in visits:
        page.context.clear_cookies()
        assert actor.account is not None
        log_in(page, live_server, actor.account.username, factories.PASSWORD)
        page.get_by_role("heading", name="工作台").wait_for()
        for address in addresses:
            page.goto(f"{live_server.url}/scan/{address}")
            assert axe_violations(page) == [], address
            fits(page)
            if folder := os.environ.get("GONGKAI_SHOTS"):
                name = address.replace("/", "_")
                page.screenshot(path=str(Path(folder) / f"scan-{name}{width}.png"), full_page=True)
