"""What a drafter may save, and what is told to them."""

from datetime import date, timedelta

import pytest

from gongkai.organisation.refusals import Conflict, Invalid
from gongkai.publication import actions
from gongkai.publication.drafting import check
from gongkai.publication.html import clean, plain_text
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record
from roads import PDF, House, draft

TODAY = date(2026, 3, 2)


def errors_of(**values: object) -> dict[str, str]:
    values.setdefault("formed_on", TODAY)
    with pytest.raises(Invalid) as refused:
        check(draft(**values), TODAY)
    return refused.value.errors


def test_every_fault_is_named_at_its_field() -> None:
    errors = errors_of(
        title=" ",
        issuer="",
        formed_on=TODAY + timedelta(days=1),
        publicity="",
        document_number="没有文号",
        summary="长" * 301,
    )
    assert set(errors) == {
        "title",
        "issuer",
        "formed_on",
        "publicity",
        "document_number",
        "summary",
    }


@pytest.mark.parametrize("publicity", ["withheld", "on_request"])
def test_a_refusal_to_publish_carries_its_ground(publicity: str) -> None:
    """F07: no 不予公开 without a code of Art. 14 to 16."""
    assert "publicity_ground" in errors_of(publicity=publicity)
    check(draft(publicity=publicity, publicity_ground="16-2-1", formed_on=TODAY), TODAY)


def test_words_are_no_ground_for_withholding() -> None:
    assert "publicity_ground" in errors_of(publicity="withheld", publicity_ground="不方便")


def test_a_document_number_is_normalised_with_a_warning() -> None:
    """GB/T 9704: 六角括号; handbook 9.2."""
    checked = check(draft(document_number="泊政办发[2026]3号", formed_on=TODAY), TODAY)
    assert checked.draft.document_number == "泊政办发〔2026〕3号"
    assert checked.warnings


def test_what_a_page_may_not_hold_is_taken_out_and_told() -> None:
    body = "<p onclick=x()>正文</p><script>alert(1)</script><p style='color:red'>完</p>"
    checked = check(draft(body=body, formed_on=TODAY), TODAY)
    assert checked.draft.body == "<p>正文</p><p>完</p>"


def test_tables_keep_caption_scope_and_spans() -> None:
    table = (
        '<table><caption>表1</caption><thead><tr><th scope="col" colspan="2">项目</th></tr></thead>'
        "<tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>"
    )
    assert clean(table) == table
    assert plain_text(table) == "表1\n项目甲乙" or "项目" in plain_text(table)


def test_links_go_to_web_addresses_only() -> None:
    assert "javascript" not in clean('<a href="javascript:alert(1)">x</a>')


@pytest.mark.django_db
class TestRecord:
    """Numbers, drafts, conflicts."""

    def test_index_numbers_are_given_once_in_order(self) -> None:
        house = House()
        numbers = [house.record(attachment=False).index_number for _ in range(3)]
        assert [n[-5:] for n in numbers] == ["00001", "00002", "00003"]
        assert all(n.startswith(house.unit.credit_code) for n in numbers)

    def test_a_unit_without_code_uses_that_of_the_unit_above(self) -> None:
        house = House()
        root = house.unit.parent
        assert root is not None
        root.credit_code = house.unit.credit_code
        house.unit.credit_code = ""
        house.unit.save()
        root.save()
        assert house.record(attachment=False).index_number.startswith(root.credit_code)

    def test_a_town_without_any_code_is_told_what_to_do(self) -> None:
        house = House()
        type(house.unit).objects.update(credit_code="")
        house.unit.refresh_from_db()
        with pytest.raises(Invalid, match="统一社会信用代码"):
            house.record(attachment=False)
        assert not Record.objects.exists()

    def test_a_save_over_anothers_save_is_a_conflict_and_changes_nothing(self) -> None:
        house = House()
        record = house.record(attachment=False)
        actions.edit(house.drafter, record, draft(title="甲的标题"), 0)
        with pytest.raises(Conflict, match="别人保存过"):
            actions.edit(house.handler, record, draft(title="乙的标题"), 0)
        assert newest(record).title == "甲的标题"

    def test_a_draft_of_a_public_record_can_be_given_up(self) -> None:
        house = House()
        record = house.released().record
        actions.edit(house.drafter, record, draft(title="改动"))
        actions.discard_draft(house.drafter, record)
        record.refresh_from_db()
        assert (record.state, newest(record).state) == ("published", "live")
        given_up = record.versions.latest("number")
        assert (given_up.title, given_up.state, bool(given_up.digest)) == ("改动", "past", True)

    def test_the_same_attachment_name_twice_is_refused(self) -> None:
        house = House()
        record = house.record()
        with pytest.raises(Invalid, match="已经有名为"):
            actions.attach(house.drafter, record, "附件1.pdf", PDF)

    def test_a_file_is_stored_once(self) -> None:
        house = House()
        first, second = house.record(), house.record()
        files = {newest(r).attachments.get().file_id for r in (first, second)}
        assert len(files) == 1
