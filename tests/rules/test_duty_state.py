"""Where a duty stands is a function of its dates and the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.duty_state import DONE, NAMES, WAITING, Facts, State, Thresholds, state_of

DUE = date(2026, 6, 10)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
facts = st.builds(
    Facts,
    due=days,
    published=st.none() | days,
    standing=st.booleans(),
    answered=st.none() | days,
    excused=st.booleans(),
    nothing=st.booleans(),
    ended=st.booleans(),
)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 6, 2), State.NOT_DUE),
        (date(2026, 6, 3), State.DUE_SOON),
        (DUE, State.DUE_SOON),
        (date(2026, 6, 11), State.OVERDUE),
    ],
)
def test_a_day_passes_and_the_state_changes(today: date, expected: State) -> None:
    assert state_of(Facts(DUE), today) == expected


def test_thresholds_are_the_towns() -> None:
    assert state_of(Facts(DUE), date(2026, 6, 2), Thresholds(soon_days=8)) == State.DUE_SOON


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Facts(DUE, published=DUE), State.IN_TIME),
        (Facts(DUE, published=date(2026, 6, 11)), State.LATE),
        (Facts(DUE, excused=True), State.EXCUSED),
        (Facts(DUE, nothing=True), State.NOTHING),
        (Facts(DUE, ended=True), State.ENDED),
        (Facts(DUE, published=DUE, excused=True, nothing=True, ended=True), State.IN_TIME),
        (Facts(DUE, excused=True, nothing=True), State.EXCUSED),
    ],
)
def test_what_was_published_counts_before_any_excuse(found: Facts, expected: State) -> None:
    assert state_of(found, date(2027, 1, 1)) == expected


def test_a_standing_duty_has_to_be_fresh() -> None:
    fresh = Facts(DUE, published=date(2025, 12, 10), standing=True, answered=date(2025, 12, 31))
    assert state_of(fresh, date(2026, 6, 2)) == State.IN_TIME
    assert state_of(fresh, date(2026, 6, 3)) == State.DUE_SOON
    assert state_of(fresh, date(2026, 6, 11)) == State.OVERDUE
    late = Facts(DUE, published=date(2025, 12, 10), standing=True, answered=date(2025, 12, 1))
    assert state_of(late, date(2026, 1, 1)) == State.LATE
    left = Facts(DUE, published=date(2025, 12, 10), standing=True, ended=True)
    assert state_of(left, date(2027, 1, 1)) == State.IN_TIME


def test_every_state_has_a_name_and_a_place() -> None:
    assert set(NAMES) == set(State)
    assert not DONE & WAITING


@given(facts, days)
def test_a_state_depends_on_nothing_else(found: Facts, today: date) -> None:
    assert state_of(found, today) == state_of(found, today)


@given(facts, days, st.integers(0, 200))
def test_time_alone_never_mends_anything(found: Facts, today: date, later: int) -> None:
    """From overdue no later day leads back; what is excused, declared or ended stays so."""
    now, then = state_of(found, today), state_of(found, today + timedelta(days=later))
    if now in (State.OVERDUE, State.EXCUSED, State.NOTHING, State.ENDED):
        assert then == now
    if now in DONE and not found.standing:
        assert then == now
    if now == State.DUE_SOON:
        assert then in (State.DUE_SOON, State.OVERDUE)


@given(days, days)
def test_in_time_is_up_to_the_day_itself(due: date, published: date) -> None:
    found = state_of(Facts(due, published=published), date(2027, 1, 1))
    assert found == (State.IN_TIME if published <= due else State.LATE)
