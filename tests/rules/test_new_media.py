from datetime import date, timedelta

import pytest

from gongkai.rules.new_media import NAMES, PLATFORMS, Idle, idle_on, update_by

LAST = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("days", "stands"),
    [(0, Idle.FRESH), (12, Idle.FRESH), (13, Idle.SOON), (14, Idle.SOON), (15, Idle.LATE)],
)
def test_13_days_warn_and_15_fail(days: int, stands: Idle) -> None:
    assert idle_on(LAST, LAST + timedelta(days=days)) == stands
    assert (LAST + timedelta(days=days) > update_by(LAST)) == (stands == Idle.LATE)


def test_an_account_older_than_the_limit_has_a_day_all_the_same() -> None:
    silent = date(2016, 5, 1)
    assert update_by(silent) == date(2016, 5, 15)
    assert idle_on(silent, LAST) == Idle.LATE


def test_every_standing_has_its_words() -> None:
    assert set(NAMES) == set(Idle)
    assert len({row.code for row in PLATFORMS}) == 6
