"""By when the report is published."""

from datetime import date

from gongkai.rules.annual_report.deadline import TABLE, WHY, asked_for, deadline, years_to_report


def test_alarm_and_due():
    limit = deadline(date(2026, 1, 1))
    assert (limit.alarm_on(2025), limit.due_on(2025)) == (date(2026, 1, 15), date(2026, 1, 31))
    assert "惯例" in WHY and "第四十九条" in TABLE.source


def test_asked_for_from_the_alarm_to_midsummer():
    found = [asked_for(date(2026, *day)) for day in ((1, 14), (1, 15), (6, 30), (7, 1))]
    assert found == [None, 2025, 2025, None]
    assert asked_for(date(2021, 2, 1)) is None


def test_years_of_this_form():
    assert years_to_report(date(2023, 5, 1)) == [2023, 2022, 2021]
