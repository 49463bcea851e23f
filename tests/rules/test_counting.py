from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.calendar import CalendarMissing, builtin
from gongkai.rules.counting import CountingError, add, between, due
from gongkai.rules.dates import DateOutOfRangeError

CALENDAR = builtin()
DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
COUNTS = st.integers(0, 120)
SOME = st.integers(1, 120)
UNITS = st.sampled_from(["working_day", "calendar_day", "month"])
DIRECTIONS = st.sampled_from(["after", "before"])


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-02-10", 20, "2026-03-16"),
        ("2026-04-28", 20, "2026-05-28"),
        ("2026-09-18", 7, "2026-09-29"),
        ("2026-09-18", 15, "2026-10-15"),
        ("2026-09-18", 20, "2026-10-22"),
        ("2026-09-18", 40, "2026-11-19"),
        ("2026-11-20", 20, "2026-12-18"),
        ("2026-11-22", 20, "2026-12-18"),
    ],
)
def test_handbook_vectors(start, n, end):
    result = due(d(start), n, "working_day", CALENDAR, strict=True)
    assert result.due == d(end)
    assert not result.provisional


def test_receipt_on_4_december_2026_already_reaches_the_unannounced_year():
    result = due(d("2026-12-04"), 20, "working_day", CALENDAR)
    assert result.provisional
    assert result.provisional_years == (2027,)
    assert "2027年放假安排尚未公布" in result.sentence()
    with pytest.raises(CalendarMissing):
        due(d("2026-12-04"), 20, "working_day", CALENDAR, strict=True)
    assert not due(d("2026-12-03"), 20, "working_day", CALENDAR).provisional


def test_civil_code_201_counting_starts_the_next_day():
    assert add(d("2026-11-23"), 1, "working_day", CALENDAR) == d("2026-11-24")
    assert add(d("2026-11-23"), 1, "calendar_day", CALENDAR) == d("2026-11-24")


def test_civil_code_202_month_without_that_day_ends_on_its_last_day():
    assert add(d("2024-01-31"), 1, "month", CALENDAR) == d("2024-02-29")
    assert add(d("2026-01-30"), 13, "month", CALENDAR) == d("2027-03-01")  # 02-28 is a Sunday
    assert add(d("2026-05-15"), 6, "month", CALENDAR) == d("2026-11-16")  # 11-15 is a Sunday


def test_civil_code_203_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day():
    result = due(d("2026-09-20"), 15, "calendar_day", CALENDAR)
    assert result.due == d("2026-10-08")
    assert result.excluded == (
        (d("2026-10-05"), "国庆节放假，期限末日顺延"),
        (d("2026-10-06"), "国庆节放假，期限末日顺延"),
        (d("2026-10-07"), "国庆节放假，期限末日顺延"),
    )
    assert result.sentence() == (
        "自2026-09-20次日起第15日为2026-10-08，原末日2026-10-05为国庆节放假，顺延至下一个工作日。"
    )


def test_civil_code_203_a_working_saturday_does_not_move_the_end():
    assert add(d("2026-10-09"), 1, "calendar_day", CALENDAR) == d("2026-10-10")


def test_calendar_days_are_provisional_only_when_the_end_is():
    assert not due(d("2026-11-01"), 30, "calendar_day", CALENDAR).provisional
    assert due(d("2026-11-22"), 60, "calendar_day", CALENDAR).provisional
    assert due(d("2026-10-31"), 2, "month", CALENDAR).provisional_years == ()


def test_before_a_hearing_the_end_is_not_moved_forward():
    """国令713 Art. 16: materials reach the participants 7 days ahead, on a Sunday if need be."""
    result = due(d("2026-11-22"), 7, "calendar_day", CALENDAR, "before")
    assert result.due == d("2026-11-15")
    assert result.excluded == ()
    assert result.sentence() == "2026-11-22之前第7日为2026-11-15。"
    assert add(d("2026-10-12"), 3, "working_day", CALENDAR, "before") == d("2026-10-08")
    assert add(d("2026-03-31"), 1, "month", CALENDAR, "before") == d("2026-02-28")


def test_a_count_back_over_new_year_asks_both_years():
    """The end lies in a year whose notice is there; a day on the way does not."""
    result = due(d("2027-01-06"), 5, "working_day", CALENDAR, "before")
    assert result.due.year == 2026
    assert result.provisional_years == (2027,)
    with pytest.raises(CalendarMissing):
        due(d("2027-01-06"), 5, "working_day", CALENDAR, "before", strict=True)


def test_zero_is_the_day_itself_even_a_day_off():
    for unit in ("working_day", "calendar_day", "month"):
        result = due(d("2026-11-22"), 0, unit, CALENDAR)
        assert (result.due, result.counted, result.excluded) == (d("2026-11-22"), (), ())
    assert result.sentence() == "即2026-11-22当日。"


def test_the_explanation_in_json():
    result = due(d("2026-11-20"), 2, "working_day", CALENDAR)
    assert result.as_json() == {
        "due": "2026-11-24",
        "provisional": False,
        "counted": ["2026-11-23", "2026-11-24"],
        "excluded": [
            {"date": "2026-11-21", "why": "周六"},
            {"date": "2026-11-22", "why": "周日"},
        ],
        "calendar": CALENDAR.edition,
    }


def test_the_explanation_keeps_its_inputs():
    result = due(d("2026-11-20"), 2, "working_day", CALENDAR, article="第三十三条")
    assert result.inputs() == {
        "start": "2026-11-20",
        "n": 2,
        "unit": "working_day",
        "direction": "after",
        "article": "第三十三条",
        "calendar": CALENDAR.edition,
    }


def test_the_explanation_in_one_sentence():
    result = due(d("2026-09-18"), 20, "working_day", CALENDAR, article="《条例》第三十三条")
    assert result.sentence() == (
        "自2026-09-18次日起第20个工作日为2026-10-22，跳过周末4天、中秋节放假3天、国庆节放假7天，"
        "含调休上班日2026-09-20、2026-10-10，依据《条例》第三十三条。"
    )
    month = due(d("2026-05-11"), 6, "month", CALENDAR)
    assert month.sentence() == "自2026-05-11次日起满6个月为2026-11-11。"


@pytest.mark.parametrize("n", [-1, 5001, 1.0, "3", True, None])
def test_a_number_that_is_no_period_is_refused(n):
    with pytest.raises(CountingError, match="期限的数目"):
        add(d("2026-01-01"), n, "working_day", CALENDAR)


def test_unknown_units_and_directions_are_refused():
    with pytest.raises(CountingError, match="单位"):
        add(d("2026-01-01"), 1, "week", CALENDAR)
    with pytest.raises(CountingError, match="单位"):
        between(d("2026-01-01"), d("2026-01-02"), "week", CALENDAR)
    with pytest.raises(CountingError, match="方向"):
        add(d("2026-01-01"), 1, "month", CALENDAR, "sideways")


@pytest.mark.parametrize(
    ("start", "n", "unit", "direction"),
    [
        (date(1948, 12, 31), 1, "working_day", "after"),
        (date(2100, 12, 31), 1, "working_day", "after"),
        (date(1949, 1, 1), 1, "calendar_day", "before"),
        (date(2100, 12, 1), 1, "month", "after"),
        (date(1949, 1, 1), 1, "month", "before"),
        (date(2100, 12, 24), 1, "month", "after"),
        (datetime(2026, 1, 1, tzinfo=UTC), 1, "month", "after"),
    ],
)
def test_counts_that_leave_1949_to_2100_are_refused(start, n, unit, direction):
    with pytest.raises(DateOutOfRangeError):
        add(start, n, unit, CALENDAR, direction)


def test_between_counts_in_every_unit():
    a, b = d("2026-09-18"), d("2026-10-22")
    assert between(a, b, "working_day", CALENDAR) == 20
    assert between(a, b, "calendar_day", CALENDAR) == 34
    assert between(a, b, "month", CALENDAR) == 1
    assert between(d("2026-01-31"), d("2026-02-27"), "month", CALENDAR) == 0
    assert between(d("2026-03-31"), d("2026-02-28"), "month", CALENDAR) == -1
    assert between(d("2026-03-30"), d("2026-03-01"), "month", CALENDAR) == 0
    with pytest.raises(CalendarMissing):
        between(d("2026-12-31"), d("2027-01-02"), "working_day", CALENDAR, strict=True)


@given(DAYS, COUNTS, DIRECTIONS)
def test_between_undoes_add(a, n, direction):
    end = add(a, n, "working_day", CALENDAR, direction)
    assert between(a, end, "working_day", CALENDAR) == (n if direction == "after" else -n)


@given(DAYS, COUNTS)
def test_between_undoes_adding_months(a, n):
    assert between(a, add(a, n, "month", CALENDAR), "month", CALENDAR) == n


@given(DAYS, COUNTS, COUNTS, DIRECTIONS)
def test_adding_in_two_steps_is_adding_once(a, m, n, direction):
    once = add(a, m + n, "working_day", CALENDAR, direction)
    first = add(a, m, "working_day", CALENDAR, direction)
    assert add(first, n, "working_day", CALENDAR, direction) == once


@given(DAYS, SOME, UNITS)
def test_a_period_never_ends_on_a_day_off(a, n, unit):
    assert CALENDAR.is_working_day(add(a, n, unit, CALENDAR))


@given(DAYS, st.integers(0, 30), COUNTS, UNITS)
def test_a_later_start_never_ends_earlier(a, later, n, unit):
    assert add(a, n, unit, CALENDAR) <= add(a + timedelta(days=later), n, unit, CALENDAR)


@given(DAYS, COUNTS, UNITS, DIRECTIONS)
def test_a_longer_period_never_ends_earlier(a, n, unit, direction):
    shorter, longer = (add(a, k, unit, CALENDAR, direction) for k in (n, n + 1))
    assert shorter <= longer if direction == "after" else shorter >= longer


@settings(max_examples=50)
@given(DAYS, SOME, UNITS, DIRECTIONS)
def test_the_explanation_accounts_for_every_day(a, n, unit, direction):
    result = due(a, n, unit, CALENDAR, direction)
    left_out = {day for day, _ in result.excluded}
    assert len(result.counted) == n
    assert result.counted[-1] == result.due
    assert not left_out & set(result.counted)
    assert all(not CALENDAR.is_working_day(day) for day in left_out)
    if unit != "month":
        span = abs((result.due - a).days)
        assert len(left_out) + n == span
    assert result.sentence().endswith("。")
