"""Each application counts once; whatever the cases are, the tables add up."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.annual_report.checking import check, judged
from gongkai.rules.annual_report.counting import (
    Case,
    DisputeCase,
    count_applications,
    count_disputes,
)
from gongkai.rules.annual_report.layout import Place
from gongkai.rules.annual_report.years import compare
from rules.annual_report.making import YEAR, app, cases, disputes


@settings(max_examples=60, deadline=None)
@given(st.lists(cases(), max_size=40), st.lists(disputes(), max_size=20))
def test_any_cases_give_tables_that_add_up(found, brought):
    this = count_applications(found, YEAR) | count_disputes(brought, YEAR)
    before = count_applications(found, YEAR - 1) | count_disputes(brought, YEAR - 1)
    assert check(this) == [] and check(before) == []
    assert all(verdict.state != "broken" for verdict in judged(this))
    assert [f for f in compare(this, before, date(2026, 1, 20)) if f.level == "error"] == []
    answered = [case for case in found if case.answered_on and case.answered_on.year == YEAR]
    assert this[app("3.7")] == len(answered)


def test_counted_in_the_year_of_the_answer():
    case = Case("natural", date(2024, 12, 20), date(2025, 1, 10), "3.2")
    before, this, after = (count_applications([case], year) for year in (2024, 2025, 2026))
    assert {p.row: n for p, n in before.items() if n and p.column == "total"} == {"1": 1, "4": 1}
    assert {p.row: n for p, n in this.items() if n and p.column == "natural"} == {
        "2": 1,
        "3.2": 1,
        "3.7": 1,
    }
    assert not any(after.values())
    assert not any(count_applications([case], 2023).values())


def test_on_the_last_and_the_first_day_of_the_year():
    last, first = date(2025, 12, 31), date(2026, 1, 1)
    found = count_applications(
        [Case("legal", last), Case("legal", first), Case("legal", last, last, "3.1")], 2025
    )
    assert (found[app("1", "legal")], found[app("4", "legal")]) == (2, 1)
    next_year = count_applications([Case("legal", last, first, "3.1")], 2026)
    assert (next_year[app("1")], next_year[app("2")], next_year[app("3.1")]) == (0, 1, 1)


def test_disputes_by_outcome():
    day = date(2025, 3, 1)
    found = count_disputes(
        [
            DisputeCase("suit", day, day, "corrected"),
            DisputeCase("suit", day),
            DisputeCase("suit", day, date(2026, 1, 5), "upheld"),
            DisputeCase("suit", date(2024, 1, 1), date(2024, 9, 1), "upheld"),
            DisputeCase("suit", date(2026, 1, 1)),
        ],
        2025,
    )
    assert {p.column: n for p, n in found.items() if p.row == "suit"} == {
        "upheld": 0, "corrected": 1, "other": 0, "pending": 2, "total": 3,
    }  # fmt: skip
    assert found[Place("disputes", "reconsideration", "total")] == 0


DAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Case("person", DAY),
        lambda: Case("natural", DAY, DAY),
        lambda: Case("natural", DAY, None, "3.1"),
        lambda: Case("natural", DAY, DAY, "3.7"),
        lambda: Case("natural", DAY, DAY - timedelta(1), "3.1"),
        lambda: DisputeCase("appeal", DAY),
        lambda: DisputeCase("suit", DAY, DAY),
        lambda: DisputeCase("suit", DAY, DAY, "pending"),
        lambda: DisputeCase("suit", DAY, DAY, "lost"),
        lambda: DisputeCase("suit", DAY, DAY - timedelta(1), "upheld"),
    ],
)
def test_impossible_cases_are_refused(wrong):
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        wrong()
