"""Ways round the scan, the secrecy guard and the four eyes, each tried once."""

import base64
import io
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from gongkai.ledger.clock import now
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotPermitted, Refused
from gongkai.publication import actions as publication
from gongkai.publication.content import canonical
from gongkai.publication.drafting import FileToAdd, Link
from gongkai.publication.files import path_of
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Attachment, Record, Version, WorkingCopy
from gongkai.release import actions as release
from gongkai.release.gate import GateRefused
from gongkai.review import actions as review
from gongkai.review.models import LeakTask, ReviewRow
from gongkai.review.scanning.standing import Findings, NotCleared, findings_of
from review.conftest import ClientOf
from roads import House, draft, proof_of

pytestmark = pytest.mark.django_db

ID_CARD = "11010519491231002X"
OTHER_ID_CARD = "110105199003072311"
MARK = "机密★10年"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def version_of(record: Record) -> Version:
    version = newest(record)
    version.record = record
    return version


def findings(record: Record) -> Findings:
    return findings_of(version_of(record))


def mask_all(house: House, record: Record) -> None:
    points = findings(record).stopping
    review.mask_findings(house.drafter, record, [p.found.fingerprint for p in points])


def cleared(house: House, record: Record, by: Any = None) -> None:
    for point in findings(record).stopping:
        asked = review.ask_clearance(house.drafter, record, point.found.fingerprint, "理由")
        review.decide_clearance(by or house.secrecy, asked, True, "可以公开")


class TestNothingWithAMarkIsKept:
    """Handbook 5.2: the platform stores nothing that bears a secrecy mark, by no field."""

    def test_reason_for_no_item(self, house: House) -> None:
        with pytest.raises(Refused, match="隔离"):
            publication.create(house.drafter, house.unit, draft(), None, f"依据{MARK}的文件")
        record = house.record(attachment=False)
        with pytest.raises(Refused, match="隔离"):
            publication.file_under(house.drafter, record, None, f"依据{MARK}的文件")
        assert LeakTask.objects.count() == 2

    def test_words_of_a_relation(self, house: House) -> None:
        with pytest.raises(Refused, match="隔离"):
            house.record(attachment=False, links=(Link("based_on", None, f"某文件 {MARK}"),))

    def test_name_of_a_matter(self, house: House) -> None:
        with pytest.raises(Refused, match="隔离"):
            publication.create_matter(house.drafter, house.unit, f"某事 {MARK}")

    def test_what_was_typed_beside_an_import(self, house: House) -> None:
        source = FileToAdd("通知.txt", "普通内容".encode())
        with pytest.raises(Refused, match="隔离"):
            publication.import_document(
                house.drafter, house.unit, None, source, fields={"title": [MARK]}, lock_seen=0
            )
        assert not WorkingCopy.objects.exists()

    def test_the_name_of_a_kept_field(self, house: House) -> None:
        with pytest.raises(Refused):
            publication.save_working_copy(house.drafter, house.unit, None, {MARK: ["x"]}, 0)

    def test_a_picture_sent_while_typing_is_put_aside(self, house: House) -> None:
        record = house.record(attachment=False)
        picture = FileToAdd(f"{MARK}.png", PNG, inline=True)
        with pytest.raises(Refused, match="隔离"):
            publication.add_working_file(house.drafter, house.unit, record, picture, [])
        assert LeakTask.objects.filter(record=record).exists()

    def test_opinions_wait_while_a_record_is_halted(self, house: House) -> None:
        record = house.record()
        row = house.registered(record)
        with pytest.raises(Refused):
            publication.attach(house.drafter, record, "名单.txt", MARK.encode())
        with pytest.raises(Refused, match="停止办理"):
            review.give_working_opinion(house.reviewer, row, "agree", row.digest)


@pytest.mark.parametrize("note", [f"更正了身份证号{ID_CARD}", f"见{MARK}的文件"])
def test_a_note_of_correction_is_public_and_so_is_scanned(house: House, note: str) -> None:
    record = house.released().record
    with pytest.raises(Refused):
        publication.edit(house.drafter, record, draft(body="<p>改</p>", change_note=note))
        house.registered(record)


class TestMasking:
    def test_a_number_in_a_file_and_in_its_name(self, house: House) -> None:
        record = house.record(attachment=False)
        text = f"身份证号{ID_CARD}"
        publication.attach(house.drafter, record, f"{text}.txt", text.encode())
        mask_all(house, record)
        assert not findings(record).stopping

    def test_two_numbers_in_one_name(self, house: House) -> None:
        record = house.record(attachment=False)
        name = f"身份证号{ID_CARD}和{OTHER_ID_CARD}.txt"
        publication.attach(house.drafter, record, name, "内容".encode())
        mask_all(house, record)
        assert not findings(record).stopping

    def test_a_picture_stays_in_the_body_under_its_masked_name(self, house: House) -> None:
        name = f"身份证号{ID_CARD}.png"
        body = f'<p><img alt="图" src="files/{name}"></p>'
        record = publication.create(
            house.drafter,
            house.unit,
            draft(body=body),
            house.item,
            files=[FileToAdd(name, PNG, inline=True)],
        )
        mask_all(house, record)
        version = version_of(record)
        assert f"files/{version.attachments.get().name}" in version.body
        assert ID_CARD not in version.body

    def test_a_hidden_sheet_goes_without_moving_what_is_masked(self, house: House) -> None:
        book = Workbook()
        hidden = book.active
        assert hidden is not None
        hidden.append(["看不见的内容"])
        book.create_sheet("名单").append(["身份证号", ID_CARD])
        book.create_sheet("说明").append(["说明", "这一格的文字比身份证号码还要长，不得改动。"])
        hidden.sheet_state = "hidden"
        book.active = 1
        stream = io.BytesIO()
        book.save(stream)
        record = house.record(attachment=False)
        publication.attach(house.drafter, record, "名单.xlsx", stream.getvalue())
        mask_all(house, record)
        assert not findings(record).stopping


class TestFourEyes:
    @pytest.mark.parametrize("seat", ["reviewer", "leader"])
    def test_the_drafter_signs_for_no_opinion(self, house: House, seat: str) -> None:
        double = house.person(Role.LIAISON, Role.REVIEWER, Role.LEADER)
        record = publication.create(double, house.unit, draft(), house.item)
        sheet = house.ticked(house.registered(record)).sheet
        review.sign_handler(house.handler, sheet, proof_of(house.handler))
        if seat == "leader":
            review.sign_reviewer(house.reviewer, sheet, proof_of(house.reviewer))
        with pytest.raises(NotPermitted, match="起草或修改"):
            getattr(review, f"sign_{seat}")(double, sheet, proof_of(double))

    def test_who_decided_and_wrote_on_afterwards_cleared_nothing(self, house: House) -> None:
        both = house.person(Role.LIAISON, Role.SECRECY)
        record = house.record(body=f"<p>{ID_CARD}</p>", attachment=False)
        cleared(house, record, by=both)
        publication.edit(both, record, draft(body=f"<p>{ID_CARD}，另加一句。</p>"))
        with pytest.raises(NotCleared):
            house.registered(record)

    def test_a_mark_cleared_in_one_file_is_not_cleared_in_the_next(self, house: House) -> None:
        record = house.record(attachment=False)
        publication.attach(
            house.drafter, record, "a.txt", "内部资料，不得外传\n无害的内容".encode()
        )
        cleared(house, record)
        assert not findings(record).stopping
        publication.detach(house.drafter, record, "a.txt")
        publication.attach(house.drafter, record, "a.txt", "内部资料，不得外传\n别的内容".encode())
        assert findings(record).stopping


def test_a_file_lost_and_found_is_scanned_again(house: House) -> None:
    record = house.record(attachment=False)
    attachment: Attachment = publication.attach(
        house.drafter, record, "a.txt", f"身份证号{ID_CARD}".encode()
    )
    path = path_of(attachment.file)
    data = path.read_bytes()
    path.unlink()
    [unseen] = findings(record).unseen
    assert str(path) not in unseen.why
    path.write_bytes(data)
    assert findings(record).stopping


def test_a_form_ticked_after_the_signatures_does_not_count(house: House) -> None:
    sheet = review.open_sheet(house.handler, house.unit)
    forms = review.Forms(website=False, on_request=True)
    record = house.record()
    row = review.add_row(house.handler, sheet, record, forms)
    house.ticked(row)
    house.signed(sheet)
    ReviewRow.objects.filter(pk=row.pk).update(on_website=True)
    with pytest.raises(GateRefused, match="签字"):
        release.release(house.office, record)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "https:///x"])
def test_an_address_of_a_relation_is_a_web_address(house: House, url: str) -> None:
    with pytest.raises(Invalid) as refused:
        house.record(attachment=False, links=(Link("based_on", None, "文件", url),))
    assert "links" in refused.value.errors


def test_later_never_means_now(house: House, client_of: ClientOf) -> None:
    """A colleague planned the release while the page was open."""
    record = house.approved()
    release.schedule(house.office, record, now() + timedelta(days=3))
    day = (timezone.localtime(now()) + timedelta(days=5)).date().isoformat()
    client_of(house.office).post(
        reverse("release:release", args=[record.slug]),
        {"when": "later", "day": day, "time": "09:00"},
    )
    record.refresh_from_db()
    assert record.state == "scheduled"


@pytest.mark.parametrize(
    "sent",
    [
        '{"fields": {"title": ["x"]}, "lock": -1}',
        '{"fields": {"title": ["x"]}, "lock": 1000000000000}',
        '{"fields": {"title": ["x\\u0000"]}, "lock": 0}',
        '{"fields": {"title": ["\\ud800"]}, "lock": 0}',
        '{"fields": [1]}',
        "null",
    ],
)
def test_what_no_form_sends_is_refused_in_words(
    house: House, client_of: ClientOf, sent: str
) -> None:
    record = house.record(attachment=False)
    address = reverse("publication:record_keep", args=[record.slug])
    answer = client_of(house.drafter).post(address, sent, content_type="application/json")
    assert answer.status_code == 409
    assert answer.json()["error"]


def test_thousands_are_masked_by_one_click(house: House, client_of: ClientOf) -> None:
    """More than a form may have fields."""
    body = "".join(f"<p>手机号码139{n:08d}</p>" for n in range(12345678, 12346800))
    record = house.record(attachment=False, body=body)
    assert len(findings(record).stopping) > 1000
    [group] = [group for group in findings(record).groups() if group.stops]
    address = reverse("scan:mask", args=[record.slug])
    client_of(house.drafter).post(address, {"group": group.key})
    assert not findings(record).stopping


def test_the_digest_of_an_older_version_stays_what_it_was(house: House) -> None:
    """What was added to versions is in the digest only where it is set."""
    content = canonical(version_of(house.record()))
    assert list(content) == [
        *("index_number", "unit", "item", "no_item_reason", "title"),
        *("metadata", "body", "attachments"),
    ]
    assert list(content["metadata"]) == [
        *("document_number", "issuer", "formed_on", "theme", "genre", "publicity"),
        *("publicity_ground", "validity", "summary", "keywords"),
    ]
    assert [set(file) for file in content["attachments"]] == [{"name", "digest"}]
