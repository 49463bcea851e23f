"""Promise 1: reviewed is what is published.

Nothing reaches a channel unless a registered review row with both opinions 同意 covers exactly
this content: final text, metadata and every attachment.
"""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

import factories
from gongkai.ledger.clock import today
from gongkai.organisation.refusals import Conflict, NotAllowedNow, NotPermitted, Refused
from gongkai.outbox.models import Effect
from gongkai.publication import actions as publication
from gongkai.publication.files import path_of
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record, RecordState, Version, VersionState
from gongkai.release import actions as release
from gongkai.release.checks import released_without_review
from gongkai.release.gate import GateRefused
from gongkai.release.models import Release
from gongkai.review import actions as review
from gongkai.review.models import Opinion, ReviewRow, Signature
from gongkai.review.scanning import running
from roads import PDF, House, draft, proof_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def nothing_went_out(record: Record) -> bool:
    return (
        not Release.objects.filter(record=record).exists()
        and not Effect.objects.filter(handler="portal.release").exists()
    )


def test_a_reviewed_record_is_released_with_the_digest_that_was_reviewed(house: House) -> None:
    out = house.released()
    assert out.digest == out.row.digest == out.version.digest
    assert Effect.objects.filter(handler="portal.release", payload__release=out.pk).count() == 1
    assert list(released_without_review()) == []


def test_what_newer_detectors_find_after_the_review_blocks_the_release(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(running, "DETECTORS", "older")
        older.setattr(running, "find", lambda *_: [])
        record = house.record(body="<p>身份证号11010519491231002X</p>", attachment=False)
        house.approved(record)
    with pytest.raises(GateRefused, match="身份证"):
        release.release(house.office, record)
    assert nothing_went_out(record)


def test_a_draft_cannot_be_released(house: House) -> None:
    record = house.record()
    with pytest.raises(GateRefused, match="还没有送审"):
        release.release(house.office, record)
    assert nothing_went_out(record)


def test_a_registered_record_without_opinions_cannot_be_released(house: House) -> None:
    record = house.record()
    house.registered(record)
    with pytest.raises(GateRefused, match="还没有签完字"):
        release.release(house.office, record)
    assert nothing_went_out(record)


def test_opinions_without_signatures_are_not_enough(house: House) -> None:
    record = house.record()
    house.ticked(house.registered(record))
    with pytest.raises(GateRefused, match="还没有签完字"):
        release.release(house.office, record)


@pytest.mark.parametrize(
    ("working", "leader"), [("agree", "disagree"), ("disagree", "agree"), ("disagree", "disagree")]
)
def test_one_disagreement_sends_the_record_back(house: House, working: str, leader: str) -> None:
    record = house.record()
    row = house.ticked(house.registered(record), working, leader)
    house.signed(row.sheet)
    record.refresh_from_db()
    assert record.state == RecordState.DRAFT
    with pytest.raises(GateRefused):
        release.release(house.office, record)
    assert nothing_went_out(record)


def edits(house: House) -> dict[str, Callable[[Record], object]]:
    return {
        "text": lambda r: publication.edit(house.drafter, r, draft(body="<p>改过的正文。</p>")),
        "metadata": lambda r: publication.edit(
            house.drafter, r, draft(formed_on=today() - timedelta(days=9))
        ),
        "attachment added": lambda r: publication.attach(house.drafter, r, "附件2.pdf", PDF + b" "),
        "attachment removed": lambda r: publication.detach(house.drafter, r, "附件1.pdf"),
        "item": lambda r: publication.file_under(house.drafter, r, None, "不属于目录中的事项"),
        "the same text again": lambda r: publication.edit(house.drafter, r, draft()),
    }


@pytest.mark.parametrize(
    "what",
    ["text", "metadata", "attachment added", "attachment removed", "item", "the same text again"],
)
def test_an_edit_after_approval_blocks_the_release(house: House, what: str) -> None:
    record = house.approved()
    edits(house)[what](record)
    with pytest.raises(GateRefused):
        release.release(house.office, record)
    assert nothing_went_out(record)


@pytest.mark.parametrize("what", ["text", "attachment added"])
def test_an_edit_between_the_opinions_voids_the_row(house: House, what: str) -> None:
    record = house.record()
    row = house.registered(record)
    review.give_working_opinion(house.reviewer, row, "agree", row.digest)
    edits(house)[what](record)
    with pytest.raises(Conflict, match="重新登记"):
        review.give_leader_opinion(house.leader, row, "agree", row.digest)
    with pytest.raises(NotAllowedNow, match="没有有效的条目"):
        review.sign_handler(house.handler, row.sheet, proof_of(house.handler))


def test_an_edit_between_the_signatures_takes_the_row_off_the_sheet(house: House) -> None:
    """The other row of the sheet is signed and goes out, the edited one does not."""
    kept, edited = house.record(title="不改的"), house.record(title="被改的")
    sheet = review.open_sheet(house.handler, house.unit)
    for record in (kept, edited):
        house.ticked(house.registered(record, sheet))
    review.sign_handler(house.handler, sheet, proof_of(house.handler))
    publication.edit(house.drafter, edited, draft(title="被改的", body="<p>新</p>"))
    review.sign_reviewer(house.reviewer, sheet, proof_of(house.reviewer))
    review.sign_leader(house.leader, sheet, proof_of(house.leader))
    assert release.release(house.office, kept)
    with pytest.raises(GateRefused):
        release.release(house.office, edited)


def test_bytes_swapped_on_disk_block_the_release(house: House) -> None:
    record = house.approved()
    attachment = newest(record).attachments.get()
    path_of(attachment.file).write_bytes(PDF + b"swapped")
    with pytest.raises(GateRefused, match="附件"):
        release.release(house.office, record)
    assert nothing_went_out(record)


def test_a_file_row_swapped_in_the_database_blocks_the_release(house: House) -> None:
    record = house.approved()
    other = house.record()
    publication.attach(house.drafter, other, "别的.pdf", PDF + b"other")
    stolen = newest(other).attachments.get(name="别的.pdf").file
    newest(record).attachments.update(file=stolen)
    with pytest.raises(GateRefused, match="不一致"):
        release.release(house.office, record)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "换过的标题"),
        ("body", "<p>换过的正文</p>"),
        ("document_number", "示例办发〔2026〕1号"),
        ("issuer", "换过的单位"),
        ("summary", "换过的概述"),
    ],
)
def test_a_column_changed_behind_the_actions_blocks_the_release(
    house: House, column: str, value: str
) -> None:
    record = house.approved()
    Version.objects.filter(pk=newest(record).pk).update(**{column: value})
    with pytest.raises(GateRefused, match="不一致"):
        release.release(house.office, record)


def test_a_digest_adjusted_to_changed_text_does_not_help(house: House) -> None:
    """Text, version digest, row and opinions all adjusted: the leader's signature is not."""
    from gongkai.publication.content import digest_of

    record = house.approved()
    version = newest(record)
    Version.objects.filter(pk=version.pk).update(body="<p>换过的正文</p>")
    version = newest(record)
    forged = digest_of(version)
    Version.objects.filter(pk=version.pk).update(digest=forged)
    ReviewRow.objects.filter(version=version).update(digest=forged)
    Opinion.objects.filter(row__version=version).update(digest=forged)
    with pytest.raises(GateRefused, match="签字"):
        release.release(house.office, record)


def test_a_forged_signature_does_not_help(house: House) -> None:
    record = house.approved()
    signature = Signature.objects.get(sheet__rows__version__record=record, seat="leader")
    stated = json.loads(signature.statement)
    stated["rows"][0]["title"] = "别的"
    Signature.objects.filter(pk=signature.pk).update(statement=json.dumps(stated))
    with pytest.raises(GateRefused, match="签字"):
        release.release(house.office, record)


def test_a_missing_signature_is_noticed_even_if_the_sheet_says_signed(house: House) -> None:
    record = house.approved()
    Signature.objects.filter(seat="handler").delete()
    with pytest.raises(GateRefused, match="三人"):
        release.release(house.office, record)


@pytest.mark.parametrize("column", ["working_body", "leader"])
def test_a_tick_taken_back_in_the_database_blocks_the_release(house: House, column: str) -> None:
    """Even where the leader's signature still says otherwise."""
    record = house.approved()
    Opinion.objects.filter(column=column).update(value="disagree")
    with pytest.raises(GateRefused, match="不是“同意”"):
        release.release(house.office, record)


def test_a_signed_sheet_cannot_be_replayed_for_a_new_version(house: House) -> None:
    out = house.released()
    publication.edit(house.drafter, out.record, draft(body="<p>第二稿</p>"))
    with pytest.raises(GateRefused):
        release.release(house.office, out.record)
    sheet = out.row.sheet
    with pytest.raises(NotAllowedNow):
        review.add_row(house.handler, sheet, out.record)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            town=house.town,
            number=99,
            record=out.record,
            version=newest(out.record),
            row=out.row,
            digest=out.digest,
            first=False,
            released_at=out.released_at,
            released_by=house.office.account,
            current=False,
        )


def test_the_same_release_twice_is_refused(house: House) -> None:
    out = house.released()
    with pytest.raises(Refused):
        release.release(house.office, out.record)
    assert Release.objects.count() == 1


def test_a_second_version_needs_its_own_review_and_replaces_the_first(house: House) -> None:
    first = house.released()
    publication.edit(house.drafter, first.record, draft(body="<p>更正后的正文</p>"))
    second = release.release(house.office, house.approved(first.record))
    first.refresh_from_db()
    assert (first.current, second.current, second.first) == (False, True, False)
    states = list(first.record.versions.order_by("number").values_list("state", flat=True))
    assert set(states[:-1]) == {VersionState.PAST}
    assert states[-1] == VersionState.LIVE


def test_a_correction_must_say_what_changed(house: House) -> None:
    first = house.released()
    publication.edit(house.drafter, first.record, draft(body="<p>更正后的正文</p>"))
    with pytest.raises(Refused, match="更正了什么"):
        review.register(house.drafter, first.record, review.Forms())


def test_the_note_of_a_correction_is_part_of_what_is_reviewed(house: House) -> None:
    """It stands on the public page: it is under the digest, and another one voids the review."""
    first = house.released()
    publication.edit(house.drafter, first.record, draft(change_note="更正第二条的日期"))
    record = house.approved(first.record)
    version = newest(record)
    Version.objects.filter(pk=version.pk).update(change_note="更正一处文字")
    with pytest.raises(GateRefused, match="不一致"):
        release.release(house.office, record)
    Version.objects.filter(pk=version.pk).update(change_note="更正第二条的日期")
    assert release.release(house.office, record).change_note == "更正第二条的日期"


def test_the_note_of_an_earlier_correction_is_not_used_again(house: House) -> None:
    record = house.released().record
    publication.attach(house.drafter, record, "附件2.pdf", PDF + b" ")
    assert newest(record).change_note == ""
    with pytest.raises(Refused, match="更正了什么"):
        review.register(house.drafter, record, review.Forms())


def test_opinions_are_given_on_what_was_seen(house: House) -> None:
    row = house.registered(house.record())
    with pytest.raises(Conflict, match="刷新"):
        review.give_working_opinion(house.reviewer, row, "agree", "sha256:old")


def test_the_drafter_never_gives_an_opinion_whatever_roles_the_account_holds(house: House) -> None:
    everything = house.person(
        *[r for r in factories.Role if not r.value.endswith("_admin")], unit=house.unit
    )
    record = publication.create(everything, house.unit, draft(), house.item)
    publication.edit(house.drafter, record, draft(title="由别人改过的标题"))
    row = review.add_row(everything, review.open_sheet(everything, house.unit), record)
    with pytest.raises(NotPermitted, match="起草"):
        review.give_working_opinion(everything, row, "agree", row.digest)
    review.give_working_opinion(house.reviewer, row, "agree", row.digest)
    with pytest.raises(NotPermitted, match="起草"):
        review.give_leader_opinion(everything, row, "agree", row.digest)


def test_one_person_cannot_fill_both_columns(house: House) -> None:
    both = house.person(factories.Role.REVIEWER, factories.Role.LEADER, unit=house.office_unit)
    row = house.registered(house.record())
    review.give_working_opinion(both, row, "agree", row.digest)
    with pytest.raises(NotPermitted, match="不同的人"):
        review.give_leader_opinion(both, row, "agree", row.digest)


def test_one_person_cannot_sign_twice(house: House) -> None:
    both = house.person(factories.Role.HANDLER, factories.Role.REVIEWER)
    row = house.ticked(house.registered(house.record()))
    review.sign_handler(both, row.sheet, proof_of(both))
    with pytest.raises(NotPermitted, match="两次"):
        review.sign_reviewer(both, row.sheet, proof_of(both))


def test_what_is_not_proactive_never_reaches_the_website(house: House) -> None:
    record = house.record(publicity="on_request", publicity_ground="16-2-1")
    sheet = review.open_sheet(house.handler, house.unit)
    with pytest.raises(Refused, match="网站"):
        review.add_row(house.handler, sheet, record)
    row = review.add_row(house.handler, sheet, record, review.Forms(website=False, on_request=True))
    house.ticked(row)
    house.signed(sheet)
    with pytest.raises(GateRefused, match="网站"):
        release.release(house.office, record)


def test_what_is_for_a_limited_group_never_reaches_the_website(house: House) -> None:
    """社会救助法 Art. 45: decisions are posted in the village or community only."""
    house.item.audience = "特定群体"
    house.item.save()
    with pytest.raises(GateRefused, match="特定群体"):
        house.released()


def test_raw_sql_cannot_release_without_a_row(house: House) -> None:
    house.approved()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO release_release (town_id, number, record_id, version_id, row_id, digest,"
            " first, released_at, released_by_id, change_note, current)"
            " SELECT town_id, 1, id, (SELECT MAX(id) FROM publication_version), NULL, 'x',"
            " %s, created_at, created_by_id, '', %s FROM publication_record",
            [True, True],
        )


def test_verification_finds_what_was_published_around_the_gate(house: House) -> None:
    record = house.record()
    version = newest(record)
    Version.objects.filter(pk=version.pk).update(state=VersionState.LIVE, digest="sha256:x")
    assert "没有发布登记" in next(released_without_review()).what


def test_verification_finds_a_live_text_changed_afterwards(house: House) -> None:
    out = house.released()
    Version.objects.filter(pk=out.version_id).update(body="<p>事后改的</p>")
    assert "不一致" in next(released_without_review()).what


def test_a_text_changed_after_the_release_does_not_reach_the_page(
    house: House, settings: Settings
) -> None:
    """The site is written from released records: what no longer fits its review is not written."""
    from pathlib import Path

    from gongkai.outbox.worker import drain

    out = house.released()
    Version.objects.filter(pk=out.version_id).update(body="<p>发布之后偷换的正文</p>")
    drain()
    effect = Effect.objects.get(handler="portal.release")
    assert effect.state == "stuck"
    assert "与审查时不一致" in effect.last_error
    pages = Path(settings.SITE_ROOT).rglob("*.html")
    assert not [page for page in pages if "偷换" in page.read_text(encoding="utf-8")]
