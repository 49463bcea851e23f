"""The catalogue's targets: what is asked, and whether it is reached (founding plan 三)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.indicators import TABLE, Measured


def test_every_indicator_says_where_it_comes_from_and_what_it_counts() -> None:
    rows = TABLE.as_of(date(2026, 11, 23))
    assert len({row.code for row in rows}) == len(rows)
    for row in rows:
        assert row.clause.startswith("《")
        assert "÷" in row.counts
        assert row.target in (None, 1.0)
    assert not TABLE.as_of(date(2020, 5, 30))


@given(st.integers(0, 500), st.integers(0, 500))
def test_part_and_what_is_lacking_make_the_whole(part: int, rest: int) -> None:
    found = Measured(part, part + rest)
    assert found.part + found.lacking == found.whole
    if found.whole:
        assert found.share == part / (part + rest)
        assert found.meets(1.0) is (rest == 0)


def test_nothing_counted_and_no_target_are_not_judged() -> None:
    assert Measured(0, 0).share is None
    assert Measured(0, 0).meets(1.0) is None
    assert Measured(1, 2).meets(None) is None
    assert Measured(1, 2).meets(0.5) is True


@pytest.mark.parametrize(("part", "whole"), [(-1, 2), (3, 2)])
def test_a_part_lies_within_its_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="part"):
        Measured(part, whole)
