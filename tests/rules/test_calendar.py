import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import chinese_calendar
import pytest

from gongkai.rules.calendar import (
    Calendar,
    CalendarError,
    CalendarMissing,
    Holiday,
    Notice,
    builtin,
    from_data,
    from_json,
    to_data,
    to_json,
    with_year,
)
from gongkai.rules.dates import DateOutOfRangeError

NEW_YEAR = Holiday("元旦", date(2026, 12, 31), date(2027, 1, 3))
SPRING = Holiday("春节", date(2027, 2, 5), date(2027, 2, 12))
NOTICE_2027 = Notice(
    year=2027,
    title="国务院办公厅关于2027年部分节假日安排的通知",
    document_number="国办发明电〔2026〕9号",
    issued=date(2026, 11, 25),
    off=(NEW_YEAR, SPRING),
    working=(date(2027, 1, 30), date(2027, 2, 14)),
)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_day_agrees_with_chinesecalendar(year):
    calendar = builtin()
    for day in every_day(date(year, 1, 1), date(year, 12, 31)):
        assert calendar.is_working_day(day) == chinese_calendar.is_workday(day), day


def test_2026_has_248_working_days():
    days = every_day(date(2026, 1, 1), date(2026, 12, 31))
    assert sum(map(builtin().is_working_day, days)) == 248


def test_the_builtin_edition_names_its_notices():
    calendar = builtin()
    assert calendar.years == tuple(range(2019, 2027))
    assert (calendar.effective_from, calendar.effective_to) == (
        date(2019, 1, 1),
        date(2026, 12, 31),
    )
    assert calendar.notices_of(2026)[0].label() == (
        "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）"
    )
    assert all(notice.evidence for notice in calendar.notices)


def test_the_shipped_file_is_what_storing_gives():
    shipped = json.loads(
        files("gongkai.rules").joinpath("data/calendar.json").read_text(encoding="utf-8")
    )
    stored = to_data(builtin())
    assert stored.pop("edition") == builtin().edition
    assert stored == shipped


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 10, 1), "国庆节放假"),
        (date(2026, 10, 3), "国庆节放假"),
        (date(2025, 10, 6), "国庆节、中秋节放假"),
        (date(2026, 11, 21), "周六"),
        (date(2026, 11, 22), "周日"),
        (date(2026, 11, 23), None),
        (date(2026, 10, 10), None),
    ],
)
def test_why_a_day_is_not_worked(day, why):
    assert builtin().why_off(day) == why
    assert builtin().is_working_day(day) is (why is None)


def test_the_2019_labour_day_notice_changed_the_yearly_one():
    calendar = builtin()
    assert calendar.why_off(date(2019, 5, 3)) == "劳动节放假"
    assert calendar.is_working_day(date(2019, 5, 5))
    assert [n.document_number for n in calendar.notices_of(2019)] == [
        "国办发明电〔2018〕15号",
        "国办发明电〔2019〕3号",
    ]


def test_the_2020_extension_took_back_a_working_saturday():
    assert builtin().why_off(date(2020, 2, 1)) == "春节放假"


def test_a_year_without_notice_is_provisional_or_refused():
    calendar, day = builtin(), date(2027, 1, 4)
    assert calendar.is_working_day(day)
    assert calendar.is_provisional(day)
    with pytest.raises(CalendarMissing, match="2027"):
        calendar.is_working_day(day, strict=True)
    assert not calendar.is_provisional(date(2026, 12, 31))


def test_an_edge_day_named_by_the_next_years_notice_is_known():
    assert builtin().why_off(date(2018, 12, 31), strict=True) == "元旦放假"
    assert builtin().is_working_day(date(2018, 12, 29), strict=True)
    assert builtin().is_provisional(date(2018, 12, 28))


@pytest.mark.parametrize(
    "day", [date(1948, 12, 31), date(2101, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), None]
)
def test_dates_that_cannot_be_used(day):
    with pytest.raises(DateOutOfRangeError):
        builtin().is_working_day(day)


def test_entering_2027_makes_another_edition_and_leaves_the_old_one():
    calendar = with_year(builtin(), NOTICE_2027)
    assert calendar.years[-1] == 2027
    assert calendar.edition != builtin().edition
    assert 2027 not in builtin().years
    assert calendar.why_off(date(2026, 12, 31)) == "元旦放假"
    assert calendar.is_working_day(date(2027, 1, 30), strict=True)


def test_an_amending_notice_may_make_a_day_off_worked_again():
    calendar = with_year(builtin(), NOTICE_2027)
    amendment = replace(NOTICE_2027, issued=date(2027, 1, 5), off=(), working=(date(2027, 2, 12),))
    changed = with_year(calendar, amendment, mode="amend")
    assert changed.is_working_day(date(2027, 2, 12))
    assert changed.why_off(date(2027, 2, 11)) == "春节放假"


def test_a_typing_error_is_replaced():
    wrong = with_year(builtin(), replace(NOTICE_2027, off=(NEW_YEAR,)))
    assert with_year(wrong, NOTICE_2027, mode="replace") == with_year(builtin(), NOTICE_2027)


def test_the_mode_must_fit_the_year():
    with pytest.raises(CalendarError, match="已经录入"):
        with_year(builtin(), builtin().notices_of(2026)[0])
    with pytest.raises(CalendarError, match="尚无"):
        with_year(builtin(), NOTICE_2027, mode="amend")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"year": 1900}, "1949"),
        ({"title": " "}, "标题"),
        ({"document_number": "9"}, "文号不正确"),
        ({"document_number": "国办发明电[2026]9号"}, "应写作"),
        ({"issued": date(2025, 11, 4)}, "印发日期"),
        ({"off": (), "working": ()}, "至少"),
        ({"off": (Holiday("", date(2027, 1, 1), date(2027, 1, 1)),)}, "节日名称"),
        ({"off": (Holiday("元旦", date(2027, 1, 2), date(2027, 1, 1)),)}, "早于"),
        ({"off": (Holiday("元旦", date(2027, 1, 1), date(2027, 2, 1)),)}, "超过31天"),
        ({"off": (NEW_YEAR, NEW_YEAR)}, "放假日期重复"),
        ({"working": (date(2027, 1, 30), date(2027, 1, 30))}, "上班日期重复"),
        ({"working": (date(2027, 1, 2),)}, "既列为放假又列为上班"),
        ({"working": (date(2028, 2, 5),)}, "不在2027年"),
        ({"working": (date(2027, 1, 29),)}, "不是周六或周日"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(change, says):
    with pytest.raises(CalendarError, match=says):
        with_year(builtin(), replace(NOTICE_2027, **change))


def test_storing_and_reading_gives_the_same_edition():
    calendar = with_year(builtin(), NOTICE_2027)
    again = from_json(to_json(calendar))
    assert again == calendar
    assert again.edition == calendar.edition


def test_an_empty_calendar_knows_only_weekends():
    empty = Calendar("空", "无", ())
    assert from_data(to_data(empty)) == empty
    assert empty.effective_from is None
    assert empty.effective_to is None
    assert empty.why_off(date(2026, 10, 1)) is None
    assert empty.edition.startswith("cn-none-")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"title":"","source":"","notices":[{}]}',
        '{"title":"","source":"","notices":[1]}',
        '{"title":"","source":"","notices":3}',
        '{"notices":[]}',
    ],
)
def test_unreadable_calendars_are_refused(text):
    with pytest.raises(CalendarError):
        from_json(text)


def test_a_calendar_changed_after_storing_is_noticed():
    data = to_data(builtin())
    data["notices"] = data["notices"][:-1]
    with pytest.raises(CalendarError, match="改动"):
        from_data(data)
