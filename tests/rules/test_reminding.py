"""Levels, windows, quiet hours, urgings: each reminder once, never on a day off."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import builtin
from gongkai.rules.reminding import (
    LEVELS,
    LevelsError,
    Quiet,
    Way,
    Whom,
    Wishes,
    instead,
    level_in,
    levels_with,
    send_at,
    urging_level,
    urging_levels_with,
    ways,
    window,
)

WORKS = builtin().is_working_day
MONDAY = date(2026, 11, 23)
ZONE = ZoneInfo("Asia/Shanghai")
DEFAULT = levels_with({}, MONDAY)
days = st.dates(date(2026, 1, 5), date(2026, 12, 20))


def test_the_table_says_that_it_is_the_towns_own() -> None:
    assert LEVELS.evidence == "UNSURE"
    assert [level.days for level in DEFAULT] == [-7, -1, 0, 1, 3, 7]


class TestLevels:
    def test_a_town_sets_its_days_and_leaves_levels_out(self) -> None:
        own = levels_with({"first": -10, "last": None, "office": 14}, MONDAY, every=0)
        assert [(level.code, level.days) for level in own] == [
            ("first", -10),
            ("day", 0),
            ("late", 1),
            ("head", 3),
            ("office", 14),
        ]
        assert own[-1].every == 0
        assert levels_with({"office": None}, MONDAY, every=5)[-1].every == 0
        assert levels_with(dict.fromkeys((row.code for row in LEVELS), None), MONDAY, 5) == ()
        assert levels_with({}, date(2019, 1, 1)) == ()

    @pytest.mark.parametrize(
        ("days", "code"),
        [
            ({"first": 0}, "first"),
            ({"late": -1}, "late"),
            ({"day": 1}, "day"),
            ({"first": -91}, "first"),
            ({"head": 1}, "head"),
            ({"last": -8}, "last"),
        ],
    )
    def test_days_that_make_no_sense_are_named(self, days: dict[str, int], code: str) -> None:
        with pytest.raises(LevelsError) as refused:
            levels_with(days, MONDAY)
        assert refused.value.code == code
        assert "。" in str(refused.value)


class TestWindow:
    def test_a_day_off_gathers_nothing(self) -> None:
        assert window(date(2026, 11, 21), None, WORKS) is None
        assert window(MONDAY, MONDAY, WORKS) is None

    def test_friday_speaks_of_the_days_off_that_follow(self) -> None:
        friday = window(date(2026, 9, 30), date(2026, 9, 29), WORKS)
        assert friday is not None
        assert friday.tell_until == date(2026, 10, 7)
        assert (friday.seen_until, friday.told_until) == (date(2026, 9, 29), date(2026, 9, 29))

    def test_the_first_one_begins_the_working_day_before(self) -> None:
        first = window(MONDAY, None, WORKS)
        assert first is not None
        assert first.seen_until == date(2026, 11, 20)
        assert first.told_until == date(2026, 11, 22)

    @given(due=days, gap=st.integers(1, 4))
    def test_each_level_is_told_once_on_a_working_day(self, due: date, gap: int) -> None:
        """However irregularly the gatherings happen, as long as no level overtakes another."""
        told: dict[str, list[date]] = {}
        last, day = None, due - timedelta(days=30)
        skipped = 0
        while day < due + timedelta(days=21):
            within = window(day, last, WORKS)
            skipped += 1
            if within is not None and (gap == 1 or skipped % gap == 0):
                level = level_in(due, date(2025, 1, 1), DEFAULT, within)
                if level:
                    told.setdefault(level.code, []).append(day)
                last = day
            day += timedelta(days=1)
        for code, when in told.items():
            assert all(WORKS(one) for one in when)
            assert len(when) == 1 or code == "office"
        before = [when[0] for code, when in told.items() if code in ("first", "last", "day")]
        assert all(one <= due for one in before) or gap > 1
        if gap == 1:
            # Before a week off the first reminder and the last are the same one.
            assert "office" in told
            assert "day" in told or "last" in told

    @given(due=days)
    def test_what_is_past_is_never_said_before_it_is(self, due: date) -> None:
        for number in range(-20, 40):
            within = window(due + timedelta(days=number), None, WORKS)
            level = within and level_in(due, date(2025, 1, 1), DEFAULT, within)
            if level and level.days > 0:
                assert number >= level.days


class TestWhatCameLate:
    def level(self, due: date, known: date, day: date = MONDAY) -> str:
        within = window(day, None, WORKS)
        assert within is not None
        found = level_in(due, known, DEFAULT, within)
        return found.code if found else ""

    def test_is_told_on_the_day_it_came(self) -> None:
        assert self.level(MONDAY + timedelta(days=3), MONDAY) == "first"
        assert self.level(MONDAY + timedelta(days=1), MONDAY) == "last"
        assert self.level(MONDAY, MONDAY) == "day"
        assert self.level(MONDAY + timedelta(days=9), MONDAY) == ""

    def test_is_overdue_from_the_start_and_not_taken_to_the_head_at_once(self) -> None:
        assert self.level(MONDAY - timedelta(days=40), MONDAY) == "late"
        assert self.level(MONDAY - timedelta(days=4), MONDAY) == "late"

    def test_the_last_level_comes_again_every_week(self) -> None:
        due, known = date(2026, 10, 12), date(2026, 1, 1)
        again = [n for n in range(1, 40) if self._tells(due + timedelta(days=n), due, known)]
        assert again == [7, 14, 21, 28, 35]

    def _tells(self, day: date, due: date, known: date) -> bool:
        return WORKS(day) and self.level(due, known, day) == "office"


def test_the_office_stands_in_for_who_is_not_named() -> None:
    both = (Whom.LIAISON, Whom.HEAD)
    assert instead(both, liaison=True, head=True) == set(both)
    assert instead(both, liaison=False, head=True) == {Whom.OFFICE, Whom.HEAD}
    assert instead([Whom.HEAD, Whom.LEADER], liaison=True, head=False) == {
        Whom.OFFICE,
        Whom.LEADER,
    }


class TestQuiet:
    @pytest.mark.parametrize(
        ("moment", "leaves"),
        [
            ("2026-11-23T08:30", "2026-11-23T08:30"),
            ("2026-11-23T08:00", "2026-11-23T08:00"),
            ("2026-11-23T07:59", "2026-11-23T08:00"),
            ("2026-11-23T20:00", "2026-11-24T08:00"),
            ("2026-11-20T21:00", "2026-11-23T08:00"),
            ("2026-11-21T10:00", "2026-11-23T08:00"),
            ("2026-10-01T06:00", "2026-10-08T08:00"),
        ],
    )
    def test_waits_for_the_morning_of_a_working_day(self, moment: str, leaves: str) -> None:
        given = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
        assert send_at(given, Quiet(), WORKS) == datetime.fromisoformat(leaves).replace(tzinfo=ZONE)

    def test_hours_within_a_day_and_none_at_all(self) -> None:
        noon = Quiet(time(12), time(14))
        at = datetime(2026, 11, 23, 13, tzinfo=ZONE)
        assert send_at(at, noon, WORKS).time() == time(14)
        assert send_at(at.replace(hour=15), noon, WORKS).time() == time(15)
        never = Quiet(time(8), time(8))
        assert send_at(at, never, WORKS) == at
        saturday = datetime(2026, 11, 21, 9, tzinfo=ZONE)
        assert send_at(saturday, never, WORKS) == datetime(2026, 11, 23, tzinfo=ZONE)

    @given(
        day=st.dates(date(2026, 1, 1), date(2026, 12, 1)),
        at_time=st.times(),
        begins=st.times(),
        ends=st.times(),
    )
    def test_never_leaves_in_quiet_hours_nor_earlier_than_asked(
        self, day: date, at_time: time, begins: time, ends: time
    ) -> None:
        quiet = Quiet(begins, ends)
        asked = datetime.combine(day, at_time, ZONE)
        at = send_at(asked, quiet, WORKS)
        assert at >= asked
        assert WORKS(at.date())
        assert not quiet.covers(at.time())


def test_a_person_switches_off_what_the_house_lets_them() -> None:
    every = frozenset(Way)
    wishes = Wishes(frozenset({Way.EMAIL, Way.SMS}), frozenset({Way.EMAIL}))
    assert ways(wishes, every, frozenset({Way.EMAIL}), urgent=False) == {Way.SMS}
    assert ways(wishes, every, frozenset({Way.EMAIL}), urgent=True) == {Way.EMAIL, Way.SMS}
    assert ways(wishes, every, frozenset(), urgent=True) == {Way.SMS}
    assert ways(wishes, frozenset({Way.WECOM}), frozenset(), urgent=True) == set()


def test_an_urging_goes_up_when_nobody_answers() -> None:
    reply_by = MONDAY
    levels = urging_levels_with({}, MONDAY)

    def code(day: int, told: str = "") -> str:
        level = urging_level(reply_by, reply_by + timedelta(days=day), levels, told)
        return level.code if level else ""

    assert [code(day) for day in (0, 1, 3, 4)] == ["", "head", "head", "leader"]
    assert [code(day, "head") for day in (2, 4)] == ["", "leader"]
    assert code(30, "leader") == ""


def test_a_town_sets_when_an_urging_goes_up() -> None:
    own = urging_levels_with({"head": 2, "leader": 10}, MONDAY)
    assert [level.days for level in own] == [2, 10]
    for days, code in (({"head": 0}, "head"), ({"head": 4}, "leader"), ({"leader": 91}, "leader")):
        with pytest.raises(LevelsError) as refused:
            urging_levels_with(days, MONDAY)
        assert refused.value.code == code
