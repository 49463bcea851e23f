"""What the Office grants and takes back: each with its reason, told to the unit, within bounds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from duty.helpers import NEW_YEAR, on, owed, published
from gongkai.duty import actions as duty
from gongkai.duty.models import Duty, Notice
from gongkai.organisation.actions import enter_calendar_year
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox.worker import drain
from gongkai.rules.notice import Holiday
from roads import House

pytestmark = pytest.mark.django_db
LIMIT = "信息形成之日起20个工作日内"


def told(house: House) -> list[str]:
    return list(
        Notice.objects.filter(unit=house.unit).order_by("id").values_list("words", flat=True)
    )


def late(house: House) -> Duty:
    """An event of April whose date has passed."""
    with on("2026-06-01"):
        return duty.record_event(house.drafter, owed(house, LIMIT), date(2026, 4, 1), "一")


@pytest.mark.parametrize(
    ("until", "why", "field"),
    [
        (date(2026, 5, 20), "需要会签", "until"),
        (date(2026, 4, 1), "需要会签", "until"),
        (date(2028, 6, 1), "需要会签", "until"),
        (date(2026, 7, 1), " ", "why"),
    ],
)
def test_an_extension_ends_after_today_and_within_a_year_and_says_why(
    until: date, why: str, field: str
) -> None:
    house = House()
    found = late(house)
    assert found.due_on < date(2026, 5, 20)
    with on("2026-06-01"), pytest.raises(Invalid) as refused:
        duty.extend(house.office, found, until, why)
    assert set(refused.value.errors) == {field}
    found.refresh_from_db()
    assert found.extended_to is None


def test_an_excuse_stops_the_clock_until_it_is_taken_back_and_the_unit_is_told() -> None:
    house = House()
    found, before = late(house), len(told(house))
    with on("2026-06-01"):
        for act in (duty.excuse, duty.reopen):
            with pytest.raises(Invalid, match="请写明"):
                act(house.office, found, " ")
            act(house.office, found, "机构调整")
            found.refresh_from_db()
            assert found.running is (act is duty.reopen)
        duty.extend(house.office, found, date(2026, 7, 1), "需要会签")
        with pytest.raises(NotAllowedNow):
            duty.reopen(house.office, found, "没有免除过")
    assert (found.excused_at, found.excused_why) == (None, "")
    said = told(house)[before:]
    for words, mark in zip(said, ("已免除：", "恢复办理：", "延期至2026-07-01："), strict=True):
        assert mark in words


def test_what_is_owed_again_counts_on_the_calendar_in_force() -> None:
    house = House()
    with on("2026-12-15"):
        found = duty.record_event(house.drafter, owed(house, LIMIT), date(2026, 12, 10), "一")
        duty.excuse(house.office, found, "机构调整")
        enter_calendar_year(house.office, NEW_YEAR)
        drain()
        found.refresh_from_db()
        assert found.provisional
        duty.reopen(house.office, found, "仍要公开")
    found.refresh_from_db()
    assert not found.provisional
    assert found.clock.calendar == calendar_in_force().edition


def test_a_granted_date_ends_with_the_publication_for_which_it_was_granted() -> None:
    house = House()
    with on("2026-06-01"):
        standing = owed(house, "长期公开")
        found = standing.duties.get()
        duty.extend(house.office, found, date(2026, 7, 1), "需要会签")
        published(house, standing, date(2026, 6, 1))
        found.refresh_from_db()
    assert (found.extended_to, found.due_on) == (None, date(2026, 12, 1))


def test_a_granted_date_never_stands_before_the_one_that_the_law_gives() -> None:
    """The day of the event was entered too early: counted from the right one, more time is due
    than was granted.
    """
    house = House()
    found = late(house)
    with on("2026-06-01"):
        duty.extend(house.office, found, date(2026, 6, 5), "需要会签")
        kept = duty.correct_event_date(house.drafter, found, date(2026, 4, 2), why="看错日期")
        assert (kept.extended_to, kept.due_on) == (date(2026, 6, 5), date(2026, 6, 5))
        duty.correct_event_date(house.drafter, found, date(2026, 5, 28), why="看错日期")
    found.refresh_from_db()
    assert found.due_on == found.clock.due_on > date(2026, 6, 5)
    assert (found.extended_to, found.extended_why) == (None, "")
    assert "延期" not in told(house)[-1]


def test_nor_does_it_on_a_calendar_that_moves_what_is_counted_beyond_it() -> None:
    house = House()
    with on("2026-12-15"):
        found = duty.record_event(house.drafter, owed(house, LIMIT), date(2026, 12, 10), "一")
        counted = found.due_on
        duty.extend(house.office, found, counted + timedelta(days=1), "需要会签")
        longer = replace(NEW_YEAR, off=(Holiday("元旦", date(2027, 1, 1), date(2027, 1, 7)),))
        enter_calendar_year(house.office, longer)
        drain()
    found.refresh_from_db()
    assert found.clock.due_on > counted + timedelta(days=1)
    assert (found.due_on, found.extended_to) == (found.clock.due_on, None)
    assert found.events.latest("id").due_after == found.due_on
