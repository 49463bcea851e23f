"""Which duty a publication answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.duty_matching import Owed, event_for, period_for

Q1 = Owed(1, date(2026, 1, 1), date(2026, 3, 31))
Q2 = Owed(2, date(2026, 4, 1), date(2026, 6, 30))
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def after(duty: Owed, *, answered: bool = False) -> Owed:
    return Owed(duty.key, duty.start, duty.end, after=True, answered=answered)


@pytest.mark.parametrize(
    ("formed", "released", "expected"),
    [
        (date(2026, 2, 1), date(2026, 5, 1), Q1),
        (date(2026, 5, 1), date(2026, 5, 1), Q2),
        (date(2025, 12, 31), date(2026, 1, 5), Q1),
        (date(2025, 12, 31), date(2026, 8, 1), None),
    ],
)
def test_a_period_is_that_of_the_document(
    formed: date, released: date, expected: Owed | None
) -> None:
    assert period_for(formed, released, [Q1, Q2]) == expected


def test_what_is_owed_after_a_period_speaks_of_the_one_that_ended() -> None:
    owed = [after(Q1), after(Q2)]
    assert period_for(date(2026, 4, 8), date(2026, 4, 9), owed) == owed[0]
    assert period_for(date(2026, 3, 31), date(2026, 4, 9), owed) == owed[0]
    assert period_for(date(2026, 4, 20), date(2026, 4, 20), owed) == owed[0]
    owed = [after(Q1, answered=True), after(Q2)]
    assert period_for(date(2026, 4, 20), date(2026, 4, 20), owed) == owed[1]


def test_an_event_is_found_by_its_day() -> None:
    first = Owed(1, date(2026, 2, 1), date(2026, 3, 1), answered=True, day=date(2026, 2, 1))
    again = Owed(2, date(2026, 2, 1), date(2026, 3, 1), day=date(2026, 2, 1))
    assert event_for(date(2026, 2, 1), [first, again]) == again
    assert event_for(date(2026, 2, 1), [first]) == first
    assert event_for(date(2026, 2, 20), [first, again]) == again
    assert event_for(date(2026, 2, 20), [first]) is None
    assert event_for(date(2026, 7, 1), [first, again]) is None
    without_day = Owed(3, date(2026, 2, 1), date(2026, 3, 1))
    assert event_for(date(2026, 2, 20), [without_day]) == without_day


@given(days, days, st.booleans())
def test_a_period_found_holds_one_of_the_two_days_or_had_ended(
    formed: date, released: date, ends: bool
) -> None:
    owed = [after(Q1), after(Q2)] if ends else [Q1, Q2]
    found = period_for(formed, released, owed)
    if found is not None:
        holds = any(found.start <= day <= found.end for day in (formed, released))
        assert holds or (found.after and found.end <= formed)
