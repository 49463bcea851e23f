"""保守国家秘密法实施条例 Art. 61: a leak is reported within 24 hours of its discovery."""

from datetime import UTC, datetime, timedelta

from gongkai.rules.leaks import TABLE, report_due


def test_the_hours_run_on_over_night_and_holiday() -> None:
    found = datetime(2026, 9, 30, 23, 30, tzinfo=UTC)
    assert report_due(found) == datetime(2026, 10, 1, 23, 30, tzinfo=UTC)
    assert report_due(found) - found == timedelta(hours=TABLE.rows[0].hours)
