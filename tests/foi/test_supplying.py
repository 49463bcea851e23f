"""What an applicant gets of a file: parts covered for good, reviewed, under its digest."""

from datetime import date
from typing import Any

import pytest

from documents.pdf_writing import pdf, words
from foi.test_pages import client_of
from foi.world import Office, at
from gongkai.documents import pdfium
from gongkai.documents.extraction import extract
from gongkai.documents.redacting.burning import Cover
from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep
from gongkai.foi.handing_over import handed_over
from gongkai.foi.models import Application, Reply, Supply
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.refusals import Invalid, Refused
from gongkai.outbox.worker import drain
from gongkai.publication.files import path_of, read
from gongkai.publication.models import Record
from gongkai.review import actions as review
from gongkai.review.models import LeakTask
from roads import proof_of

pytestmark = pytest.mark.django_db

DAY = "2026-09-18"
NAME, PRICE = "Contract 2026 total 120000", "Unit price 17.35"
CONTRACT = pdf(words(NAME) + words(PRICE, y=600))
PRICE_BOX = Cover(1, 0.05, 0.25, 0.6, 0.31)


@pytest.fixture
def office() -> Any:
    with at(DAY):
        yield Office()


def with_original(office: Office) -> tuple[Application, Any]:
    case = office.registered()
    return case, foi.add_file(office.handler, case, FileToKeep("original", "合同.pdf", CONTRACT))


def prepared(office: Office, case: Application, *files: Any, code: str = "R03") -> Record:
    facts = foi.SupplyFacts(code, "养护合同（隐去单价）", files=files)
    return foi.prepare_supply(office.handler, case, facts)


def attachment_of(record: Record) -> Any:
    return record.versions.order_by("number").last().attachments.get()


def covered(office: Office, record: Record) -> Any:
    review.cover_file(office.handler, record, attachment_of(record), [PRICE_BOX])
    drain()
    return attachment_of(record)


def reviewed(office: Office, record: Record) -> None:
    row = review.register(office.head, record, review.Forms(website=False, on_request=True))
    office.house.ticked(row)
    people = office.house.reviewer, office.leader
    review.sign_handler(office.head, row.sheet, proof_of(office.head))
    for person, sign in zip(people, (review.sign_reviewer, review.sign_leader), strict=True):
        sign(person, row.sheet, proof_of(person))
    record.refresh_from_db()


def texts(data: bytes) -> str:
    return extract("合同.pdf", data).text


def characters(data: bytes) -> int:
    """How many characters a PDF's pages hold as text."""
    with pdfium.opened(data) as document:
        return sum(page.get_textpage().count_chars() for page in document)


def test_a_partial_answer_hands_over_what_was_covered_and_reviewed(office: Office) -> None:
    case, original = with_original(office)
    assert PRICE in texts(CONTRACT)
    record = prepared(office, case, original)
    draft = Reply.objects.get(application=case)
    assert (draft.code, draft.record, draft.state) == ("R03", record, "draft")
    attachment = covered(office, record)
    part = foi.Part("合同单价", "R07", "属于商业秘密，公开会损害第三方")
    office_case = Application.objects.get(pk=case.pk)
    foi.draft_reply(office.handler, office_case, foi.ReplyFacts("R03", {}, record, parts=[part]))
    with pytest.raises(Invalid, match="没有送审"):
        foi.issue_reply(office.head, office_case)
    reviewed(office, record)
    foi.issue_reply(office.head, office_case)
    supply = Supply.objects.get()
    handed = supply.version.attachments.get()
    assert handed.file == attachment.file
    assert supply.digest == supply.version.digest == supply.row.digest
    given = read(handed.file)
    assert given != CONTRACT
    assert PRICE.encode() not in given and NAME.encode() not in given
    assert characters(given) == 0
    assert PRICE not in texts(given) and NAME not in texts(given)
    assert foi.view_file(office.handler, original) == CONTRACT


def test_the_original_stays_where_nothing_public_reads(office: Office) -> None:
    case, original = with_original(office)
    record = prepared(office, case, original)
    covered(office, record)
    reviewed(office, record)
    row_version = record.versions.order_by("number").last()
    digests = {one.file.digest for one in row_version.attachments.all()}
    assert original.digest not in digests
    assert record.releases.count() == 0
    looks = LedgerEntry.objects.filter(action="foi.view_file")
    assert looks.count() == 1 and looks.get().after["digest"] == original.digest


def test_uncovered_it_is_not_what_was_reviewed(office: Office) -> None:
    """Who swaps the file after the review finds the gate closed (promise 1)."""
    case, original = with_original(office)
    record = prepared(office, case, original, code="R02")
    reviewed(office, record)
    covered(office, record)
    with pytest.raises(Refused, match="没有送审"):
        foi.issue_reply(office.head, case)
    assert not Supply.objects.exists()


def test_a_file_that_changed_after_the_gate_looked_is_not_copied(office: Office) -> None:
    """The gate compares the bytes, too; but they are read once more to be handed over."""
    case, original = with_original(office)
    record = prepared(office, case, original)
    version = attachment_of(record).version
    path_of(attachment_of(record).file).write_bytes(CONTRACT + b"%swapped")
    with pytest.raises(Refused, match="与送审时不一致"):
        handed_over(version)


def test_a_new_file_is_kept_sealed_first(office: Office) -> None:
    case = office.registered()
    facts = foi.SupplyFacts("R02", "合同", upload=FileToKeep("original", "合同.pdf", CONTRACT))
    record = foi.prepare_supply(office.handler, case, facts)
    kept = case.files.get()
    assert (kept.kind, kept.digest) == ("original", attachment_of(record).file.digest)


def test_what_a_draft_has_already_stays(office: Office) -> None:
    case, original = with_original(office)
    part = foi.Part("单价", "R07", "商业秘密")
    foi.draft_reply(office.handler, case, foi.ReplyFacts("R03", {}, None, parts=[part]))
    record = prepared(office, case, original)
    draft = Reply.objects.get(application=case)
    assert draft.record == record and draft.parts.get().what == "单价"


@pytest.mark.parametrize(
    ("kind", "code", "title", "field"),
    [
        ("identity", "R02", "合同", "originals"),
        ("letter", "R02", "合同", "originals"),
        ("original", "R04", "合同", "code"),
        ("original", "R02", " ", "title"),
        ("", "R02", "合同", "originals"),
    ],
)
def test_refused_and_nothing_changed(
    office: Office, kind: str, code: str, title: str, field: str
) -> None:
    case = office.registered()
    files = []
    if kind:
        files = [foi.add_file(office.handler, case, FileToKeep(kind, "件.pdf", CONTRACT))]
    before = Record.objects.count(), LedgerEntry.objects.count(), case.files.count()
    with pytest.raises(Invalid) as refused:
        foi.prepare_supply(office.handler, case, foi.SupplyFacts(code, title, files=files))
    assert field in refused.value.errors
    assert (Record.objects.count(), LedgerEntry.objects.count(), case.files.count()) == before


def test_a_file_of_another_case_is_refused(office: Office) -> None:
    _, original = with_original(office)
    other = office.registered(name="赵示例")
    with pytest.raises(Invalid, match="本案卷"):
        prepared(office, other, original)


def test_the_page_leads_to_the_record(office: Office) -> None:
    case, original = with_original(office)
    client = client_of(office.head)
    address = f"/foi/cases/{case.number}/supply/"
    assert "合同.pdf" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    empty = client.post(address, {"code": "R03", "title": "合同"})
    assert empty.status_code == 422 and "请选择案卷中的文件" in empty.content.decode()
    given = {"code": "R03", "title": "合同", "originals": [original.pk]}
    answer = client.post(address, given)
    record = Reply.objects.get().record
    assert record is not None and answer["Location"].endswith(f"/{record.slug}/")
    page = client.get(f"/foi/cases/{case.number}/").content.decode()
    assert "打开要提供的内容，涂盖、送审" in page
    assert date.fromisoformat(DAY) == record.versions.get().formed_on


def test_what_bears_a_mark_stays_put_aside_although_all_else_is_taken_back(office: Office) -> None:
    case = office.registered()
    upload = FileToKeep("original", "纪要.txt", "绝密★启用前的会议纪要".encode())
    before = LeakTask.objects.count()
    with pytest.raises(Refused, match="已经隔离"):
        foi.prepare_supply(office.handler, case, foi.SupplyFacts("R02", "纪要", upload=upload))
    assert LeakTask.objects.count() == before + 1
    assert not case.files.filter(kind="original").exists()
