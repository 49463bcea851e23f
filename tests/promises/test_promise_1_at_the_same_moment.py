"""Promise 1 under real threads: a release and an edit at the same moment, two releases at once."""

import pytest

from at_once import at_once
from gongkai.outbox.models import Effect
from gongkai.publication import actions as publication
from gongkai.publication.content import digest_of
from gongkai.publication.models import Record, VersionState
from gongkai.release import actions as release
from gongkai.release.checks import released_without_review
from gongkai.release.models import Release
from gongkai.review import actions as review
from roads import PDF, House, draft, proof_of

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8


def only_reviewed_content_is_live(record: Record) -> bool:
    live = list(record.versions.filter(state=VersionState.LIVE))
    return all(v.release.digest == v.digest == digest_of(v) for v in live) and not list(
        released_without_review()
    )


def test_an_edit_and_a_release_never_mix() -> None:
    house = House()
    for _ in range(ROUNDS):
        record = house.approved()
        outcomes = at_once(
            lambda r=record: release.release(house.office, r),
            lambda r=record: publication.edit(house.drafter, r, draft(body="<p>后改</p>")),
        )
        assert not [o for o in outcomes if isinstance(o, AssertionError)], outcomes
        record.refresh_from_db()
        assert only_reviewed_content_is_live(record)
        assert record.versions.filter(state=VersionState.DRAFT).count() == 1


def test_a_file_added_and_a_release_never_mix() -> None:
    house = House()
    for number in range(ROUNDS):
        record = house.approved()
        outcomes = at_once(
            lambda r=record: release.release(house.office, r),
            lambda r=record, n=number: publication.attach(
                house.drafter, r, "后加.pdf", PDF + str(n).encode()
            ),
        )
        assert not [o for o in outcomes if isinstance(o, AssertionError)], outcomes
        assert only_reviewed_content_is_live(record)


def test_registering_and_editing_never_wait_for_each_other() -> None:
    house = House()
    for _ in range(ROUNDS):
        record = house.record(attachment=False)
        outcomes = at_once(
            lambda r=record: review.register(house.handler, r, review.Forms()),
            lambda r=record: publication.edit(house.drafter, r, draft(body="<p>同时改</p>")),
        )
        assert not [o for o in outcomes if isinstance(o, AssertionError)], outcomes


def test_signing_voiding_and_editing_never_wait_for_each_other() -> None:
    house = House()
    for _ in range(ROUNDS):
        record = house.record(attachment=False)
        sheet = house.registered(record).sheet
        proof = proof_of(house.handler)
        outcomes = at_once(
            lambda s=sheet, p=proof: review.sign_handler(house.handler, s, p),
            lambda s=sheet: review.void_sheet(house.office, s, "试验"),
            lambda r=record: publication.edit(house.drafter, r, draft(body="<p>同时改</p>")),
        )
        assert not [o for o in outcomes if isinstance(o, AssertionError)], outcomes


def test_two_releases_at_once_make_one() -> None:
    house = House()
    record = house.approved()
    outcomes = at_once(*[lambda: release.release(house.office, record)] * 4)
    assert len([o for o in outcomes if isinstance(o, Release)]) == 1, outcomes
    assert Release.objects.count() == 1
    assert Effect.objects.filter(handler="portal.release").count() == 1


def test_records_registered_at_once_get_numbers_of_their_own() -> None:
    house = House()
    outcomes = at_once(*[lambda: house.record(attachment=False) for _ in range(6)])
    assert not [o for o in outcomes if isinstance(o, AssertionError)], outcomes
    assert Record.objects.values("index_number").distinct().count() == 6
