"""The clock of a case at every boundary, against the handbook's days written out once more."""

from datetime import date, timedelta

import pytest

from foi.world import Office, at
from gongkai.foi import actions as foi
from gongkai.organisation.refusals import NotAllowedNow

pytestmark = pytest.mark.django_db

# Handbook 12.1, typed again so that the table of the rules is not its own judge.
OFF = (
    ("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3),
    ("10-01", 7),
)  # fmt: skip
WORKING = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
HOLIDAYS = {
    date.fromisoformat(f"2026-{first}") + timedelta(days=n)
    for first, days in OFF
    for n in range(days)
}
WEEKENDS = {date.fromisoformat(f"2026-{day}") for day in WORKING}


def works(day: date) -> bool:
    return day in WEEKENDS or (day.weekday() < 5 and day not in HOLIDAYS)


def nth(start: date, n: int) -> date:
    """The nth working day after a day, counted one by one."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= works(day)
    return day


BOUNDARIES = {
    "an ordinary day": "2026-06-01",
    "received on a holiday": "2026-10-03",
    "received on a Sunday": "2026-11-22",
    "received on a working Saturday": "2026-10-10",
    "over the new year's holiday": "2026-02-10",
    "ends on a working Sunday": "2026-08-24",
    "ends on a working Saturday": "2026-09-07",
    "the day before a holiday": "2026-09-30",
    "the last that ends in the announced year": "2026-12-03",
}


@pytest.mark.parametrize("received", BOUNDARIES.values(), ids=BOUNDARIES)
def test_twenty_days_and_what_may_be_done_on_the_last(received: str) -> None:
    start = date.fromisoformat(received)
    with at(start):
        office = Office()
        case = office.registered()
    due = nth(start, 20)
    assert (case.due_on, case.due_provisional) == (due, False)
    assert case.clocks.get(kind="correction_notice").due == nth(start, 7)
    with at(due):
        office.answered(case)
        office.served(case)
    assert case.clocks.get(kind="reply").state == "kept"


def test_the_days_chosen_are_boundaries() -> None:
    ends = {name: nth(date.fromisoformat(day), 20) for name, day in BOUNDARIES.items()}
    assert ends["ends on a working Sunday"] == date(2026, 9, 20)
    assert ends["ends on a working Saturday"] == date(2026, 10, 10)
    assert ends["the last that ends in the announced year"] == date(2026, 12, 31)


@pytest.mark.parametrize("received", ["2026-09-10", "2026-09-29", "2026-11-22"])
def test_correction_on_the_seventh_day_and_not_on_the_eighth(received: str) -> None:
    start = date.fromisoformat(received)
    last = nth(start, 7)
    with at(start):
        office = Office()
        first, second = office.registered(), office.registered(name="赵示例")
    with at(last):
        foi.ask_correction(office.handler, first, "请写明年份")
    with at(last + timedelta(days=1)), pytest.raises(NotAllowedNow):
        foi.ask_correction(office.handler, second, "请写明年份")


def test_a_day_later_the_year_that_is_not_announced_is_reached() -> None:
    with at("2026-12-04"):
        case = Office().registered()
    assert case.due_provisional
    assert "暂定" in case.clocks.get(kind="reply").sentence
