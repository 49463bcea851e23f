"""Covering parts of an attachment: what the scan proposes, what is kept, what is refused."""

import io

import pytest
from django.test import Client
from PIL import Image

from documents.pdf_writing import pdf, words
from gongkai.documents.extraction.pdf import extract_pdf
from gongkai.documents.redacting.burning import Cover
from gongkai.organisation.refusals import Conflict, Invalid, NotPermitted
from gongkai.publication import actions as publication
from gongkai.publication.files import read
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Attachment, Record
from gongkai.release import actions as release
from gongkai.review import actions as review
from gongkai.review.covering.proposing import proposals_for
from gongkai.review.scanning.standing import NotCleared, findings_of
from roads import House, draft
from test_spine_pages import client_of

pytestmark = pytest.mark.django_db

ID_CARD = "11010519491231002X"
ROSTER = pdf(words("first"), words(f"name {ID_CARD} end"))


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def record(house: House) -> Record:
    record = house.record(attachment=False)
    publication.attach(house.drafter, record, "名单.pdf", ROSTER)
    return record


def attachment_of(record: Record) -> Attachment:
    return newest(record).attachments.select_related("file__town").get()


def proposed(record: Record) -> list[Cover]:
    version = newest(record)
    version.record = record
    return [p.cover for p in proposals_for(version, attachment_of(record))]


def test_what_the_scan_proposes_clears_the_finding(house: House, record: Record) -> None:
    with pytest.raises(NotCleared):
        house.registered(record)
    [cover] = proposed(record)
    assert cover.page == 2
    before = newest(record)
    review.cover_file(house.drafter, record, attachment_of(record), [cover])
    after = newest(record)
    after.record = record
    assert after.number == before.number + 1
    assert not findings_of(after).stopping
    assert ID_CARD not in extract_pdf(read(attachment_of(record).file)).text
    assert ID_CARD in extract_pdf(read(before.attachments.get().file)).text
    out = release.release(house.office, house.approved(record))
    assert out.version == after


def test_a_scan_that_proposes_nothing(house: House) -> None:
    record = house.record()
    assert proposed(record) == []


def test_nobody_covers_what_is_not_theirs(house: House, record: Record) -> None:
    for person in (house.reviewer, house.leader, house.secrecy):
        with pytest.raises(NotPermitted):
            review.cover_file(person, record, attachment_of(record), [])


def test_a_file_that_was_exchanged_meanwhile_is_not_touched(house: House, record: Record) -> None:
    seen = attachment_of(record)
    publication.detach(house.drafter, record, "名单.pdf")
    publication.attach(house.drafter, record, "名单.pdf", pdf(words("other")))
    with pytest.raises(Conflict, match="替换"):
        review.cover_file(house.drafter, record, seen, [Cover(1, 0, 0, 1, 1)])
    assert "other" in extract_pdf(read(attachment_of(record).file)).text


def test_another_save_between_does_not_lose_what_was_drawn(house: House, record: Record) -> None:
    seen = attachment_of(record)
    publication.edit(house.drafter, record, draft(title="关于另一件事的通知"))
    review.cover_file(house.drafter, record, seen, [Cover(2, 0, 0, 1, 1)])
    assert ID_CARD not in extract_pdf(read(attachment_of(record).file)).text
    assert newest(record).title == "关于另一件事的通知"


def test_a_page_that_is_not_there_changes_nothing(house: House, record: Record) -> None:
    count = record.versions.count()
    with pytest.raises(Invalid, match="没有第9页"):
        review.cover_file(house.drafter, record, attachment_of(record), [Cover(9, 0, 0, 1, 1)])
    assert record.versions.count() == count


class TestPage:
    def address(self, record: Record, rest: str = "cover/") -> str:
        return f"/scan/records/{record.slug}/files/{attachment_of(record).pk}/{rest}"

    def form(self, *rows: dict[str, object]) -> dict[str, object]:
        sent: dict[str, object] = {
            "form-TOTAL_FORMS": len(rows),
            "form-INITIAL_FORMS": 0,
            "cover": "1",
        }
        for number, row in enumerate(rows):
            sent |= {f"form-{number}-{name}": value for name, value in row.items()}
        return sent

    def test_shows_pages_and_what_was_found(
        self, house: House, record: Record, django_assert_max_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        client = client_of(house.drafter)
        client.get(self.address(record))
        with django_assert_max_num_queries(18):
            answer = client.get(self.address(record))
        text = answer.content.decode()
        assert "身份证号码（第2页第1行）" in text
        assert text.count("data-cover-page") == 2
        picture = client.get(self.address(record, "pages/2.png"))
        assert Image.open(io.BytesIO(picture.content)).width == 1200
        assert client.get(self.address(record, "pages/3.png")).status_code == 404

    def test_typed_rows_are_covered(self, house: House, record: Record) -> None:
        row = {"page": 2, "left": 0, "top": 10, "width": 100, "height": 20}
        answer = client_of(house.drafter).post(
            self.address(record), self.form(row, {"page": ""}), follow=True
        )
        assert "已涂盖1处" in answer.content.decode()
        assert ID_CARD not in extract_pdf(read(attachment_of(record).file)).text

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ({"page": 1, "left": 60, "top": 0, "width": 50, "height": 5}, "超出了页面的右边"),
            ({"page": 1, "left": 0, "top": 99, "width": 5, "height": 5}, "超出了页面的下边"),
            ({"page": 1, "left": 0, "top": 0, "width": 5}, "请填写，或者清空"),
            ({"page": 7, "left": 0, "top": 0, "width": 5, "height": 5}, "没有第7页"),
        ],
    )
    def test_wrong_rows_are_said_and_kept(
        self, house: House, record: Record, row: dict[str, object], sentence: str
    ) -> None:
        answer = client_of(house.drafter).post(self.address(record), self.form(row))
        text = answer.content.decode()
        assert sentence in text
        assert f'name="form-0-page" value="{row["page"]}"' in text
        assert record.versions.count() == newest(record).number

    def test_another_row_without_script(self, house: House, record: Record) -> None:
        sent = self.form({"page": 1})
        del sent["cover"]
        answer = client_of(house.drafter).post(self.address(record), {**sent, "more": "1"})
        assert 'name="form-1-page"' in answer.content.decode()

    def test_others_and_other_files_are_not_found(self, house: House, record: Record) -> None:
        assert client_of(house.reviewer).get(self.address(record)).status_code in {403, 404}
        assert Client().get(self.address(record)).status_code == 302
        publication.attach(house.drafter, record, "表.txt", "文字".encode())
        file = newest(record).attachments.get(name="表.txt").pk
        address = f"/scan/records/{record.slug}/files/{file}/cover/"
        assert client_of(house.drafter).get(address).status_code == 404
