"""Releasing, correcting, withdrawing."""

import pytest

from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox.models import Effect
from gongkai.publication import actions as publication
from gongkai.publication.models import RecordState, VersionState
from gongkai.release import actions
from gongkai.release.models import Delivery, Release, Withdrawal
from roads import House, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def test_release_numbers_count_without_a_gap(house: House) -> None:
    assert [house.released().number for _ in range(3)] == [1, 2, 3]


def test_a_withdrawal_names_a_legal_reason(house: House) -> None:
    out = house.released()
    with pytest.raises(Invalid, match="法定理由"):
        actions.withdraw(house.office, out.record, "because")
    done = actions.withdraw(house.office, out.record, "incorrect", "数字有误")
    out.record.refresh_from_db()
    out.refresh_from_db()
    assert (out.record.state, out.current) == (RecordState.WITHDRAWN, False)
    assert not out.record.versions.filter(state=VersionState.LIVE).exists()
    assert done.release == out
    assert Effect.objects.filter(handler="portal.withdraw").count() == 1


def test_what_is_not_public_cannot_be_withdrawn(house: House) -> None:
    for record in (house.record(), house.approved()):
        with pytest.raises(NotAllowedNow, match="没有在公开"):
            actions.withdraw(house.office, record, "incorrect")
    assert not Withdrawal.objects.exists()


def test_a_withdrawn_record_never_comes_back(house: House) -> None:
    record = house.released().record
    actions.withdraw(house.office, record, "incorrect")
    with pytest.raises(NotAllowedNow, match="已撤下"):
        publication.edit(house.drafter, record, draft())


def test_a_withdrawal_ends_a_running_review_of_the_correction(house: House) -> None:
    record = house.released().record
    publication.edit(house.drafter, record, draft(body="<p>更正</p>"))
    house.registered(record)
    actions.withdraw(house.office, record, "incorrect")
    record.refresh_from_db()
    assert record.state == RecordState.WITHDRAWN


def test_confirming_a_delivery_twice_changes_nothing(house: House) -> None:
    from gongkai.organisation.actor import system_actor

    out = house.released()
    robot = system_actor(house.town)
    for _ in range(2):
        actions.confirm_delivery(robot, out.pk, "http://x/", "sha256:1", "页面已生成")
    delivery = Delivery.objects.get(release=out)
    assert (delivery.state, delivery.proofs.count()) == ("delivered", 1)


def test_the_register_shows_every_release_in_scope(house: House) -> None:
    from gongkai.release.queries import releases_for

    house.released()
    House().released()
    assert releases_for(house.office).count() == 1
    assert Release.objects.count() == 2
