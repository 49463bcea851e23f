"""The statutory form: rows, ticks, the secrecy body, signatures (handbook 5.3; F39 to F46)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.ledger.clock import today
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow, NotPermitted
from gongkai.outbox.worker import drain
from gongkai.publication import actions as publication
from gongkai.publication.models import RecordState
from gongkai.review import actions
from gongkai.review.models import ReviewRow, SecrecyFinding, SheetState, Signature
from gongkai.review.printing import sheet_print
from gongkai.review.queries import open_sheets_for, sheet_for
from gongkai.review.waiting import panel
from roads import House, draft, proof_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def test_a_sheet_is_not_dated_tomorrow(house: House) -> None:
    with pytest.raises(Invalid, match="晚于今天"):
        actions.open_sheet(house.handler, house.unit, today() + timedelta(days=1))


def test_rows_are_numbered_without_gaps_and_signed_sheets_closed(house: House) -> None:
    sheet = actions.open_sheet(house.handler, house.unit)
    rows = [house.ticked(house.registered(house.record(), sheet)) for _ in range(3)]
    assert [row.sequence for row in rows] == [1, 2, 3]
    house.signed(sheet)
    with pytest.raises(NotAllowedNow, match="已签字"):
        actions.add_row(house.handler, sheet, house.record())
    with pytest.raises(NotAllowedNow, match="已签字"):
        actions.give_working_opinion(house.reviewer, rows[0], "agree", rows[0].digest)
    with pytest.raises(NotAllowedNow, match="已签字"):
        actions.void_sheet(house.office, sheet, "想改")


def test_a_row_needs_a_form_of_release(house: House) -> None:
    sheet = actions.open_sheet(house.handler, house.unit)
    with pytest.raises(Invalid, match="发布形式"):
        actions.add_row(house.handler, sheet, house.record(), actions.Forms(website=False))


def test_an_empty_record_is_not_registered(house: House) -> None:
    sheet = actions.open_sheet(house.handler, house.unit)
    with pytest.raises(Invalid, match="空"):
        actions.add_row(house.handler, sheet, house.record(body="", attachment=False))


def test_after_the_handler_signed_rows_stay(house: House) -> None:
    row = house.registered(house.record())
    actions.sign_handler(house.handler, row.sheet, proof_of(house.handler))
    with pytest.raises(NotAllowedNow, match="增减"):
        actions.add_row(house.handler, row.sheet, house.record())
    with pytest.raises(NotAllowedNow, match="增减"):
        actions.remove_row(house.handler, row, "不送了")


def test_a_removed_row_goes_back_with_its_reason(house: House) -> None:
    record = house.record()
    row = house.registered(record)
    with pytest.raises(Invalid, match="原因"):
        actions.remove_row(house.handler, row, " ")
    actions.remove_row(house.handler, row, "附件不全")
    record.refresh_from_db()
    row.refresh_from_db()
    assert (record.state, row.open) == (RecordState.DRAFT, False)
    assert "附件不全" in row.void_reason


def test_a_void_sheet_sends_everything_back(house: House) -> None:
    record = house.record()
    sheet = house.registered(record).sheet
    actions.void_sheet(house.office, sheet, "登记错了单位")
    record.refresh_from_db()
    sheet.refresh_from_db()
    assert (record.state, sheet.state) == (RecordState.DRAFT, SheetState.VOID)


def test_the_leader_ticks_after_the_working_body(house: House) -> None:
    row = house.registered(house.record())
    with pytest.raises(NotAllowedNow, match="还没有填写"):
        actions.give_leader_opinion(house.leader, row, "agree", row.digest)


def test_a_refusal_gives_its_reason(house: House) -> None:
    row = house.registered(house.record())
    for value in ("disagree", "unclear"):
        with pytest.raises(Invalid, match="理由"):
            actions.give_working_opinion(house.reviewer, row, value, row.digest)


@pytest.mark.parametrize("value", ["", "yes", "unclear"])
def test_the_leader_has_two_boxes(house: House, value: str) -> None:
    row = house.registered(house.record())
    actions.give_working_opinion(house.reviewer, row, "agree", row.digest)
    with pytest.raises(Invalid, match="选择"):
        actions.give_leader_opinion(house.leader, row, value, row.digest)


def test_an_unclear_row_waits_for_the_secrecy_body(house: House) -> None:
    """N4 and Art. 17: its written result comes back to the row."""
    row = house.registered(house.record())
    actions.give_working_opinion(house.reviewer, row, "unclear", row.digest, "涉及驻军")
    with pytest.raises(NotAllowedNow, match="等待书面结果"):
        actions.give_working_opinion(house.reviewer, row, "agree", row.digest)
    with pytest.raises(NotAllowedNow, match="尚不明确"):
        actions.give_leader_opinion(house.leader, row, "agree", row.digest)
    finding = SecrecyFinding.objects.get()
    with pytest.raises(Invalid, match="书面审查结果"):
        actions.answer_unclear(house.secrecy, finding, True, "")
    actions.answer_unclear(house.secrecy, finding, True, "不涉密，可以公开")
    house.ticked(row)
    house.signed(row.sheet)


def test_what_the_secrecy_body_forbids_is_not_agreed_to(house: House) -> None:
    row = house.registered(house.record())
    actions.give_working_opinion(house.reviewer, row, "unclear", row.digest, "涉及驻军")
    actions.answer_unclear(house.secrecy, SecrecyFinding.objects.get(), False, "不得公开")
    with pytest.raises(NotAllowedNow, match="不得公开"):
        actions.give_working_opinion(house.reviewer, row, "agree", row.digest)
    actions.give_working_opinion(house.reviewer, row, "disagree", row.digest, "按书面结果")


def test_nobody_signs_over_an_unticked_row(house: House) -> None:
    sheet = actions.open_sheet(house.handler, house.unit)
    house.ticked(house.registered(house.record(), sheet))
    house.registered(house.record(), sheet)
    with pytest.raises(NotAllowedNow, match="第2行"):
        actions.sign_reviewer(house.reviewer, sheet, proof_of(house.reviewer))


def test_the_leader_signs_last(house: House) -> None:
    row = house.ticked(house.registered(house.record()))
    with pytest.raises(NotAllowedNow, match="之后再签字"):
        actions.sign_leader(house.leader, row.sheet, proof_of(house.leader))


def test_nobody_signs_with_anothers_password(house: House) -> None:
    row = house.ticked(house.registered(house.record()))
    with pytest.raises(NotPermitted, match="自己的"):
        actions.sign_handler(house.handler, row.sheet, proof_of(house.leader))


def test_a_seat_signs_once(house: House) -> None:
    row = house.registered(house.record())
    actions.sign_handler(house.handler, row.sheet, proof_of(house.handler))
    other = house.person(Role.HANDLER)
    with pytest.raises(NotAllowedNow, match="已经签字"):
        actions.sign_handler(other, row.sheet, proof_of(other))


def test_the_database_wants_three_people(house: House) -> None:
    row = house.registered(house.record())
    signature = actions.sign_handler(house.handler, row.sheet, proof_of(house.handler))
    signature.pk = None
    signature.seat = "leader"
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.bulk_create([signature])


def test_a_version_is_on_one_open_row(house: House) -> None:
    row = house.registered(house.record())
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRow.objects.create(
            sheet=actions.open_sheet(house.handler, house.unit),
            sequence=1,
            version=row.version,
            department=row.department,
            title=row.title,
            digest=row.digest,
        )


def test_an_edit_closes_the_row_on_the_sheet(house: House) -> None:
    record = house.record()
    row = house.registered(record)
    publication.edit(house.drafter, record, draft(body="<p>改</p>"))
    drain()
    row.refresh_from_db()
    assert (row.open, bool(row.void_reason)) == (False, True)


def test_a_signed_sheet_prints_what_was_signed_even_after_an_edit(house: House) -> None:
    out = house.released()
    publication.edit(house.drafter, out.record, draft(body="<p>改</p>"))
    drain()
    sheet = sheet_for(house.office, out.row.sheet.number)
    assert sheet is not None
    printed = sheet_print(sheet)
    assert [row.title for row in printed.rows] == [out.row.title]
    assert (printed.rows[0].working_body, printed.rows[0].leader) == ("agree", "agree")
    assert [s is not None for s in (printed.handler, printed.reviewer, printed.leader)] == [
        True
    ] * 3


def test_sheets_of_other_units_stay_out_of_sight(house: House) -> None:
    row = house.registered(house.record())
    stranger = house.person(Role.LIAISON, unit=house.office_unit)
    assert sheet_for(stranger, row.sheet.number) is None
    assert sheet_for(House().office, row.sheet.number) is None
    assert sheet_for(house.drafter, row.sheet.number) is not None


def test_whoever_asks_the_secrecy_body_does_not_answer_for_it(house: House) -> None:
    both = house.person(Role.REVIEWER, Role.SECRECY, unit=house.office_unit)
    row = house.registered(house.record())
    actions.give_working_opinion(both, row, "unclear", row.digest, "涉及驻军")
    with pytest.raises(NotPermitted, match="其他人"):
        actions.answer_unclear(both, SecrecyFinding.objects.get(), True, "可以公开")


def test_the_drafter_does_not_answer_for_the_secrecy_body(house: House) -> None:
    both = house.person(Role.LIAISON, Role.SECRECY)
    record = publication.create(both, house.unit, draft(), house.item)
    row = house.registered(record)
    actions.give_working_opinion(house.reviewer, row, "unclear", row.digest, "涉及驻军")
    with pytest.raises(NotPermitted, match="起草"):
        actions.answer_unclear(both, SecrecyFinding.objects.get(), True, "可以公开")


def test_a_units_sheet_holds_rows_of_that_unit_only(house: House) -> None:
    """So a liaison who may see a sheet never sees another unit's text on it (promise 7)."""
    sheet = actions.open_sheet(house.office, house.office_unit)
    with pytest.raises(Invalid, match="本单位及下级单位"):
        actions.add_row(house.office, sheet, house.record())


def test_the_towns_own_sheet_gathers_rows_of_all_units_and_only_the_town_sees_it(
    house: House,
) -> None:
    root = house.unit.parent
    assert root is not None
    sheet = actions.open_sheet(house.office, root)
    record = house.record()
    assert list(open_sheets_for(house.office, record)) == [sheet]
    row = actions.add_row(house.office, sheet, record)
    other = house.person(Role.LIAISON, unit=house.office_unit)
    assert sheet_for(house.reviewer, sheet.number) is not None
    assert sheet_for(house.office, sheet.number) is not None
    assert sheet_for(other, sheet.number) is None
    assert sheet_for(house.drafter, sheet.number) is None
    shown = panel(house.drafter, record)
    assert shown is not None
    assert (shown.values["row"], shown.more) == (row, ())


def test_a_record_is_offered_the_open_sheets_that_may_take_it(house: House) -> None:
    own = actions.open_sheet(house.handler, house.unit)
    actions.open_sheet(house.office, house.office_unit)
    signed = house.registered(house.record()).sheet
    actions.sign_handler(house.handler, signed, proof_of(house.handler))
    record = house.record()
    assert list(open_sheets_for(house.office, record)) == [own]
    assert list(open_sheets_for(house.drafter, record)) == [own]
