"""The reply clock: the vectors of handbook 12.3, pauses, extension, and what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import builtin
from gongkai.rules.counting import CountingError
from gongkai.rules.foi.clocks import Pause, PauseRule, pause_between, reckon
from gongkai.rules.foi.periods import (
    BY_CODE,
    CONFIGURABLE,
    TABLE,
    check_chosen,
    length,
    period_due,
)

CALENDAR = builtin()
DAY = timedelta(days=1)
DAYS = st.dates(date(2025, 1, 2), date(2026, 9, 1))


@st.composite
def pauses(draw: st.DrawFn) -> tuple[date, list[Pause]]:
    """A day 0 and some pauses around its period, overlapping or not."""
    start = draw(DAYS)
    found = []
    for _ in range(draw(st.integers(0, 4))):
        first = start + timedelta(days=draw(st.integers(-3, 60)))
        last = first + timedelta(days=draw(st.integers(0, 30)))
        found.append(Pause(first, last, "征求第三方意见", "第三十三条"))
    return start, found


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-02-10", "2026-03-16"),
        ("2026-04-28", "2026-05-28"),
        ("2026-09-18", "2026-10-22"),
        ("2026-11-20", "2026-12-18"),
        ("2026-11-22", "2026-12-18"),
    ],
)
def test_twenty_working_days_as_the_handbook_counts_them(start: str, due: str) -> None:
    assert reckon(date.fromisoformat(start), CALENDAR).due == date.fromisoformat(due)


def test_an_extension_of_twenty_ends_where_forty_would() -> None:
    found = reckon(date(2026, 9, 18), CALENDAR, extra=20)
    assert (found.base_due, found.due) == (date(2026, 10, 22), date(2026, 11, 19))
    assert [segment.kind for segment in found.segments] == ["counted", "extended"]
    assert "其中延长20个工作日" in found.sentence()


@pytest.mark.parametrize(
    ("code", "due"),
    [("correction_notice", "2026-09-29"), ("third_party", "2026-10-15"), ("fee", "2026-10-22")],
)
def test_other_periods_of_the_handbook(code: str, due: str) -> None:
    assert period_due(code, date(2026, 9, 18), CALENDAR).due == date.fromisoformat(due)


def test_the_year_without_a_calendar_is_said() -> None:
    kept = reckon(date(2026, 12, 3), CALENDAR)
    assert (kept.due, kept.provisional) == (date(2026, 12, 31), False)
    crosses = reckon(date(2026, 12, 4), CALENDAR)
    assert crosses.provisional_years == (2027,)
    assert "2027年放假安排尚未公布" in crosses.sentence()


def test_a_pause_is_left_out_with_its_article_and_its_days() -> None:
    pause = pause_between(
        date(2026, 9, 21),
        date(2026, 9, 28),
        PauseRule(),
        why="征求第三方意见",
        article="第三十三条",
    )
    assert pause is not None
    assert (pause.first, pause.last) == (date(2026, 9, 22), date(2026, 9, 28))
    found = reckon(date(2026, 9, 18), CALENDAR, [pause])
    assert found.due == date(2026, 10, 28)
    assert [(s.kind, s.first, s.last) for s in found.segments] == [
        ("counted", date(2026, 9, 19), date(2026, 9, 21)),
        ("excluded", date(2026, 9, 22), date(2026, 9, 28)),
        ("counted", date(2026, 9, 29), date(2026, 10, 28)),
    ]
    assert "2026-09-22至2026-09-28征求第三方意见，不计入期限" in found.sentence()
    assert not found.estimated


def test_a_pause_of_one_day_is_named_once_and_an_open_one_makes_the_date_expected() -> None:
    pause = Pause(date(2026, 9, 22), date(2026, 9, 22), "征求第三方意见", "第三十三条", open=True)
    found = reckon(date(2026, 9, 18), CALENDAR, [pause])
    assert found.estimated
    assert "2026-09-22征求第三方意见" in found.sentence()
    assert "收到意见后会提前" in found.sentence()
    assert found.segments[1].as_json()["open"] is True


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (PauseRule(), ("2026-09-22", "2026-09-24")),
        (PauseRule(dispatch_day=True), ("2026-09-21", "2026-09-24")),
        (PauseRule(answer_day=False), ("2026-09-22", "2026-09-23")),
    ],
)
def test_which_end_days_count_is_configured(rule: PauseRule, days: tuple[str, str]) -> None:
    pause = pause_between(date(2026, 9, 21), date(2026, 9, 24), rule, why="", article="")
    assert pause is not None
    assert (pause.first.isoformat(), pause.last.isoformat()) == days


def test_an_answer_on_the_day_of_the_letter_leaves_no_pause() -> None:
    day = date(2026, 9, 21)
    assert pause_between(day, day, PauseRule(), why="", article="") is None


@pytest.mark.parametrize("extra", [-1, 21])
def test_an_extension_is_at_most_twenty(extra: int) -> None:
    with pytest.raises(CountingError):
        reckon(date(2026, 9, 18), CALENDAR, extra=extra)


def test_the_explanation_is_that_of_every_date() -> None:
    found = reckon(date(2026, 9, 18), CALENDAR, extra=5)
    due = found.as_due()
    assert (due.n, due.due, due.inputs()["start"]) == (25, found.due, "2026-09-18")


@given(pauses())
def test_every_day_is_explained_once(case: tuple[date, list[Pause]]) -> None:
    start, around = case
    found = reckon(start, CALENDAR, around)
    assert found.segments[0].first == start + DAY
    assert found.segments[-1].last == found.due
    for one, other in zip(found.segments, found.segments[1:], strict=False):
        assert other.first == one.last + DAY
    assert sum(segment.days for segment in found.segments) == 20 == len(found.counted)
    assert all(segment.article for segment in found.segments)
    days = {*found.counted, *(day for day, _ in found.excluded)}
    assert len(days) == (found.due - start).days


@given(pauses(), st.integers(0, 20))
def test_a_pause_never_shortens_and_moves_by_its_own_working_days_at_most(
    case: tuple[date, list[Pause]], extra: int
) -> None:
    start, around = case
    due = reckon(start, CALENDAR, extra=extra).due
    for number in range(1, len(around) + 1):
        later = reckon(start, CALENDAR, around[:number], extra=extra).due
        assert later >= due
        due = later


@given(pauses(), st.integers(0, 19))
def test_a_longer_extension_never_ends_earlier(case: tuple[date, list[Pause]], extra: int) -> None:
    start, around = case
    one = reckon(start, CALENDAR, around, extra=extra)
    assert reckon(start, CALENDAR, around, extra=extra + 1).due > one.due
    assert one.due >= one.base_due


@given(pauses())
def test_no_counted_day_lies_in_a_pause_or_is_off(case: tuple[date, list[Pause]]) -> None:
    start, around = case
    for day in reckon(start, CALENDAR, around).counted:
        assert CALENDAR.is_working_day(day)
        assert not any(pause.holds(day) for pause in around)


def test_what_the_law_fixes_nobody_sets() -> None:
    assert length("reply", {"reply": 30}) == 20
    assert length("correction", {"correction": 10}) == 10
    assert length("correction") == 15
    assert set(check_chosen({"reply": 30, "correction": 0, "none": 3})) == {
        "reply",
        "correction",
        "none",
    }
    assert check_chosen({"correction": 20}) == {}
    assert {row.code for row in CONFIGURABLE} == {
        "confirmation_alert",
        "correction",
        "reasons",
        "own_record",
    }


def test_every_period_has_its_article_or_is_the_towns() -> None:
    assert all(row.article or row.configurable for row in TABLE)
    assert BY_CODE["suit"].unit == "month"
