"""What each guard of a duty keeps out; every one of these was broken once to see who notices."""

from datetime import date

import pytest

import factories
from duty.helpers import on, owed, published
from gongkai.catalogue.models import EditionState
from gongkai.duty import actions as duty
from gongkai.duty.coverage.gaps import columned
from gongkai.duty.models import ColumnStatus, Notice
from gongkai.duty.queries import notices_for, obligations_for
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow, NotPermitted
from gongkai.outbox.worker import drain
from gongkai.release import actions as release
from gongkai.release.models import Proof
from gongkai.rules.duty_state import State
from roads import House

pytestmark = pytest.mark.django_db

LIMIT = "信息形成之日起20个工作日内"


def test_nobody_reads_what_other_units_and_towns_owe_and_are_told() -> None:
    house, elsewhere = House(), House()
    with on("2026-06-01"):
        obligation = owed(house, LIMIT)
        made = duty.record_event(house.drafter, obligation, date(2026, 6, 1), "一")
        duty.extend(house.office, made, date(2026, 7, 30), "需要会签")
    assert Notice.objects.filter(unit=house.unit).exists()
    other = house.person(Role.LIAISON, unit=factories.make_unit(house.town))
    assert obligations_for(house.drafter).filter(pk=obligation.pk).exists()
    assert notices_for(house.drafter).filter(unit=house.unit).exists()
    for stranger in (other, elsewhere.office):
        assert not obligations_for(stranger).filter(unit=house.unit).exists()
        assert not notices_for(stranger).filter(unit=house.unit).exists()


def test_a_duty_goes_to_a_person_of_its_unit_only() -> None:
    house = House()
    with on("2026-06-01"):
        made = duty.record_event(house.drafter, owed(house, LIMIT), date(2026, 6, 1), "一")
        other = house.person(Role.LIAISON, unit=factories.make_unit(house.town)).account
        with pytest.raises(Invalid, match="在用的账号"):
            duty.assign(house.office, made, other)


def test_nothing_is_handed_to_another_town() -> None:
    house, elsewhere = House(), House()
    with on("2026-06-01"), pytest.raises((Invalid, NotPermitted)):
        duty.transfer(house.office, house.unit, elsewhere.unit, "合并")


def test_there_was_not_nothing_where_something_is_published() -> None:
    house = House()
    with on("2026-06-01"):
        obligation = owed(house, LIMIT)
        published(house, obligation, date(2026, 6, 1))
        with pytest.raises(NotAllowedNow, match="已经公开过此事项"):
            duty.declare_nothing_this_year(house.drafter, obligation, 2026, "没有")
        done = obligation.duties.get()
        with pytest.raises(NotAllowedNow, match="免除"):
            duty.excuse(house.office, done, "已经公开")


def test_what_was_published_late_stays_late() -> None:
    """No excuse, no extension and no "nothing" makes a late publication one in time."""
    house = House()
    with on("2026-06-01"):
        obligation = owed(house, LIMIT)
        made = duty.record_event(house.drafter, obligation, date(2026, 6, 1), "一")
    with on("2026-08-03"):
        published(house, obligation, date(2026, 6, 1))
        for act in (
            lambda: duty.excuse(house.office, made, "机构调整"),
            lambda: duty.extend(house.office, made, date(2026, 9, 1), "延期"),
            lambda: duty.declare_nothing(house.drafter, made, "没有"),
        ):
            with pytest.raises(NotAllowedNow, match="逾期公开"):
                act()
        made.refresh_from_db()
        # Excused before it went out, the publication counts, and counts as late.
        made.excused_at, made.excused_why = factories.NOW, "机构调整"
        assert made.state_on(date(2026, 8, 3)) == State.LATE


def test_a_publication_answers_no_duty_of_another_item() -> None:
    house = House()
    with on("2026-06-01"):
        one, other = owed(house, LIMIT), owed(house, LIMIT)
        published(house, one, date(2026, 6, 1))
        wrong = duty.record_event(house.drafter, other, date(2026, 6, 1), "二")
        with pytest.raises(Invalid, match="同一公开事项"):
            duty.choose_answer(house.drafter, one.answers.get(), wrong)


def test_a_channel_has_shown_nothing_tomorrow() -> None:
    house = House()
    with on("2026-06-01"):
        obligation = owed(house, LIMIT, channels=["政府网站", "公开查阅点"])
        made = duty.record_event(house.drafter, obligation, date(2026, 6, 1), "一")
        with pytest.raises(Invalid, match="不能晚于今天"):
            duty.record_channel(house.drafter, made, "公开查阅点", date(2026, 6, 2), note="照片一")


def test_what_was_withdrawn_as_wrong_meets_nothing() -> None:
    house = House()
    with on("2026-06-01"):
        obligation = owed(house, LIMIT)
        record = published(house, obligation, date(2026, 6, 1)).record
        assert obligation.duties.get().published_on == date(2026, 6, 1)
        release.withdraw(house.office, record, "personal_data")
        drain()
        assert obligation.duties.get().published_on is None


@pytest.mark.parametrize("year", [2020, 2027])
def test_nothing_is_declared_for_a_year_that_cannot_be_meant(year: int) -> None:
    house = House()
    with on("2026-06-01"):
        quiet = owed(house, LIMIT)
        for declare in (
            lambda: duty.declare_nothing_this_year(house.drafter, quiet, year, "没有"),
            lambda: duty.declare_nothing_for_basis(house.office, house.town, "21-T6", year, "无"),
        ):
            with pytest.raises(Invalid) as refused:
                declare()
            assert set(refused.value.errors) == {"year"}
        with pytest.raises(Invalid, match="第二十条"):
            duty.declare_nothing_for_basis(house.office, house.town, "99-X", 2026, "没有")


def test_columns_and_indicators_are_of_items_in_force_and_a_refusal_has_its_answer() -> None:
    house = House()
    draft = factories.make_item(factories.make_edition(house.town, state=EditionState.DRAFT))
    for act in (
        lambda: duty.link_indicator(house.office, draft, "2.1", "重点领域"),
        lambda: duty.request_column(house.office, draft, "社会救助"),
    ):
        with pytest.raises(Invalid, match="施行中"):
            act()
    request = duty.request_column(house.office, house.item, "社会救助")
    with pytest.raises(Invalid) as refused:
        duty.set_column_status(house.office, request, ColumnStatus.REFUSED, reply=" ")
    assert set(refused.value.errors) == {"reply"}
    duty.set_column_status(house.office, request, ColumnStatus.REFUSED, reply="已有同类栏目")
    assert columned(house.office) == set()


def test_a_duty_is_met_by_the_first_publication_that_was_seen() -> None:
    house = House()
    with on("2026-06-01"):
        obligation = owed(house, LIMIT)
        made = duty.record_event(house.drafter, obligation, date(2026, 6, 1), "一")
        first = published(house, obligation, date(2026, 6, 1)).record
    with on("2026-06-03"):
        published(house, obligation, date(2026, 6, 1))
        made.refresh_from_db()
        assert (made.answers.count(), made.published_on) == (2, date(2026, 6, 1))
        Proof.objects.filter(delivery__release__record=first).delete()
        made.answers.filter(record=first).update(proven=False)
        duty.follow(system_actor(house.town), first)
        made.refresh_from_db()
        assert made.published_on == date(2026, 6, 3)
