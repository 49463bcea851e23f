"""The text of scanned attachments: read in the background, proposed, checked by a person."""

import pytest
from django.test import Client

from documents.test_ocr import scan
from gongkai.documents import ocr
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox.worker import drain
from gongkai.publication import actions as publication
from gongkai.publication.files import is_quarantined
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Recognition
from roads import House
from system import missing

__all__ = ["scan"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def test_a_scan_is_read_in_the_background_and_offered(house: House, scan: bytes) -> None:
    if not ocr.available():
        missing("没有安装文字识别：pip install 'gongkai[ocr]'")
    record = house.record(attachment=False, body="<p>原有的正文。</p>")
    publication.attach(house.drafter, record, "扫描件.pdf", scan)
    publication.recognise(house.drafter, record, "扫描件.pdf")
    drain()
    found = Recognition.objects.get()
    assert (found.state, bool(found.html)) == ("done", True), found.message
    assert "逐字核对" in found.message
    client = Client()
    assert house.drafter.account is not None
    client.force_login(house.drafter.account)
    page = client.get(f"/records/{record.slug}/").content.decode()
    assert f"?recognised={found.pk}" in page
    form = client.get(f"/records/{record.slug}/edit/?recognised={found.pk}").content.decode()
    assert "原有的正文。" in form
    assert "还没有保存" in form
    assert record.versions.count() == 2


def test_what_cannot_be_recognised_is_refused_in_words(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = house.record()
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(NotAllowedNow, match="没有安装"):
        publication.recognise(house.drafter, record, "附件1.pdf")
    monkeypatch.setattr(ocr, "available", lambda: True)
    with pytest.raises(Invalid, match="没有名为"):
        publication.recognise(house.drafter, record, "别的.pdf")
    publication.attach(house.drafter, record, "说明.txt", "文字".encode())
    with pytest.raises(Invalid, match="不是 PDF"):
        publication.recognise(house.drafter, record, "说明.txt")


def test_a_failure_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "recognise_pdf_page", lambda data, page: [])
    record = house.record()
    publication.recognise(house.drafter, record, "附件1.pdf")
    drain()
    found = Recognition.objects.get()
    assert (found.state, found.html) == ("failed", "")
    assert "没有认出文字" in found.message


def test_a_secrecy_mark_in_a_picture_halts_the_record(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ocr.Line("机密★10年", (0.1, 0.1, 0.5, 0.15), 0.99)
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "recognise_pdf_page", lambda data, page: [line])
    record = house.record()
    publication.recognise(house.drafter, record, "附件1.pdf")
    drain()
    found = Recognition.objects.get()
    record.refresh_from_db()
    assert record.halted_at is not None
    assert (found.state, found.html) == ("failed", "")
    assert "密级标志" in found.message
    assert house.drafter.account is not None
    client = Client()
    client.force_login(house.drafter.account)
    attachment = newest(record).attachments.get()
    address = f"/records/{record.slug}/versions/2/files/{attachment.pk}/"
    assert client.get(address).status_code == 409
    assert is_quarantined(record.quarantined.get())
