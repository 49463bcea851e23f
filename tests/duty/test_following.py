"""Duties follow releases: made by the catalogue, met by what was really released."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

import factories
from gongkai.duty import actions as duty
from gongkai.duty.models import Answer, Cause, Obligation
from gongkai.ledger import clock
from gongkai.organisation.actor import system_actor
from gongkai.outbox.worker import drain
from gongkai.release import actions as release
from gongkai.rules.duty_state import State
from gongkai.rules.time_limits import parse
from roads import House

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def on(day: str) -> object:
    return clock.demonstration_moment(
        datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=SHANGHAI)
    )


def limited(house: House, phrase: str, **values: object) -> Obligation:
    """The obligation of the house's unit for a new item with this time limit."""
    item = factories.make_item(
        town=house.town,
        units=(house.unit,),
        time_limit_text=phrase,
        time_limit=parse(phrase).as_json(),
        **values,
    )
    duty.make(system_actor(house.town), house.town, Cause.CATALOGUE)
    return Obligation.objects.get(identity=item.identity, ended_on=None)


def test_an_event_is_due_counted_and_met_by_its_release() -> None:
    house = House()
    with on("2026-03-02"):
        owed = limited(house, "信息形成之日起20个工作日内")
        made = duty.record_event(house.drafter, owed, date(2026, 2, 10), "年度计划")
        assert made.due_on == date(2026, 3, 16)
        assert made.state_on(clock.today()) == State.NOT_DUE
        record = house.record(formed_on=date(2026, 2, 10))
        from gongkai.publication import actions as publication

        publication.file_under(house.drafter, record, owed.item)
        house.released(record)
        assert drain() > 0
    made.refresh_from_db()
    assert made.published_on == date(2026, 3, 2)
    assert made.state_on(date(2027, 1, 1)) == State.IN_TIME
    assert not made.running
    assert Answer.objects.get().proven
    with on("2026-03-20"):
        release.withdraw(house.office, record, "incorrect")
        drain()
    made.refresh_from_db()
    assert made.published_on is None
    assert made.state_on(date(2026, 3, 20)) == State.OVERDUE


def test_periods_and_standing_duties_are_made_with_their_dates() -> None:
    house = House()
    with on("2026-03-02"):
        quarterly = limited(house, "每季度结束后10日内")
        standing = limited(house, "长期公开")
        yearly = limited(house, "每年1月31日前")
    assert dates_of(quarterly) == {"2026Q1": date(2026, 4, 10), "2026Q2": date(2026, 7, 10)}
    assert dates_of(standing) == {"standing": date(2026, 1, 29)}
    assert dates_of(yearly) == {"2026": date(2026, 1, 31)}


def dates_of(owed: Obligation) -> dict[str, date]:
    return dict(owed.duties.values_list("key", "due_on"))
