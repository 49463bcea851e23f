"""Taking down: each legal reason with its rule, and the end of the 公开期限 (handbook 4.6)."""

from datetime import date, datetime, time, timedelta

import pytest

from factories import SHANGHAI
from gongkai.ledger.clock import demonstration_moment, today
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.organisation.waiting import waiting_for
from gongkai.publication import actions as publication
from gongkai.publication.models import Record, RecordState, VersionState
from gongkai.release import actions
from gongkai.release.forms import WithdrawForm
from gongkai.rules.withdrawal import TABLE, WithdrawalReason
from roads import House, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


@pytest.mark.parametrize("reason", list(TABLE), ids=lambda row: row.code)
def test_each_reason_asks_for_allows_or_refuses_a_successor(
    house: House, reason: WithdrawalReason
) -> None:
    record, other = house.released().record, house.released().record
    if reason.successor == "required":
        with pytest.raises(Invalid, match="请指明替代"):
            actions.withdraw(house.office, record, reason.code)
    if reason.successor == "none":
        with pytest.raises(Invalid, match="不链接"):
            actions.withdraw(house.office, record, reason.code, "", other)
    successor = None if reason.successor == "none" else other
    done = actions.withdraw(house.office, record, reason.code, "", successor)
    record.refresh_from_db()
    assert (done.successor, record.state, record.live_as) == (
        successor,
        RecordState.WITHDRAWN,
        "",
    )
    assert not record.versions.filter(state=VersionState.LIVE).exists()


def test_the_successor_is_another_record_of_the_town_that_is_public(house: House) -> None:
    record = house.released().record
    for other in (record, house.approved(), House().released().record):
        with pytest.raises(Invalid):
            actions.withdraw(house.office, record, "superseded", "", other)
    record.refresh_from_db()
    assert record.state == RecordState.PUBLISHED


def test_the_form_shows_the_rule_of_each_reason_beside_it(house: House) -> None:
    form = str(WithdrawForm(town=house.town)["reason"])
    for row in TABLE.as_of(today()):
        assert row.rule_in_words() in form


@pytest.mark.parametrize("number", ["没有这个", ""])
def test_the_form_finds_the_successor_by_its_number(house: House, number: str) -> None:
    record = house.released().record
    form = WithdrawForm({"reason": "lapsed", "successor": number}, town=house.town)
    assert form.is_valid() == (number == "")
    form = WithdrawForm(
        {"reason": "lapsed", "successor": f" {record.index_number} "}, town=house.town
    )
    assert form.is_valid()
    assert form.cleaned_data["successor"] == record


def test_a_term_is_set_changed_and_removed_with_a_reason(house: House) -> None:
    record = house.released().record
    until = today() + timedelta(days=30)
    assert publication.set_term(house.drafter, record, until, "公示30天").publish_until == until
    assert publication.set_term(house.office, record, None, "长期有效").publish_until is None
    with pytest.raises(Invalid, match="理由"):
        publication.set_term(house.drafter, record, until, " ")
    with pytest.raises(Invalid, match="早于今天"):
        publication.set_term(house.drafter, record, today() - timedelta(days=1), "公示")


def test_a_term_does_not_touch_what_was_reviewed(house: House) -> None:
    record = house.approved()
    publication.set_term(house.drafter, record, today() + timedelta(days=30), "公示30天")
    assert actions.release(house.office, record).number == 1


def over(house: House) -> Record:
    """A public record whose term ended yesterday."""
    record = house.released().record
    Record.objects.filter(pk=record.pk).update(publish_until=today() - timedelta(days=1))
    record.refresh_from_db()
    return record


def test_on_the_last_day_it_is_public_and_the_day_after_people_are_asked(house: House) -> None:
    """Handbook 4.6: expiry → review task → withdraw online, keep in archive."""
    record = house.released().record
    last = today() + timedelta(days=30)
    publication.set_term(house.drafter, record, last, "公示30天")

    def asked(day: date) -> list[bool]:
        with demonstration_moment(datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)):
            return [
                any("公开期限已满" in item.reason for item in waiting_for(person))
                for person in (house.drafter, house.office, house.secrecy)
            ]

    assert asked(last) == [False, False, False]
    assert asked(last + timedelta(days=1)) == [True, True, False]
    with (
        demonstration_moment(datetime.combine(last, time(23, 59), SHANGHAI)),
        pytest.raises(NotAllowedNow, match="没有满"),
    ):
        actions.expire(house.office, record)


def test_an_expired_record_is_off_the_website_and_kept_in_the_office(house: House) -> None:
    record = over(house)
    publication.edit(house.drafter, record, draft(body="<p>更正中</p>"))
    done = actions.expire(house.office, record)
    record.refresh_from_db()
    assert (record.state, record.live_as, done.reason) == (RecordState.EXPIRED, "", "term_ended")
    assert record.versions.count() == 3
    assert not any("期限" in item.reason for item in waiting_for(house.office))
    with pytest.raises(NotAllowedNow):
        publication.set_term(house.office, record, None, "再公开")
    with pytest.raises(NotAllowedNow):
        publication.edit(house.drafter, record, draft())


def test_without_a_term_nothing_expires(house: House) -> None:
    with pytest.raises(NotAllowedNow, match="没有设公开期限"):
        actions.expire(house.office, house.released().record)
    with pytest.raises(NotAllowedNow, match="没有在公开"):
        actions.expire(house.office, house.approved())
