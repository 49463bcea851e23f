"""From a 公开时限 to duties and their dates (政府信息公开条例 Art. 26; 民法典 Art. 201 to 203)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import builtin
from gongkai.rules.duty_clock import (
    ARTICLE_26,
    MONTHS,
    Count,
    Options,
    Plan,
    Span,
    article,
    count_of_event,
    count_of_span,
    count_of_standing,
    due_of,
    event_plans,
    plan_of,
    spans,
)
from gongkai.rules.time_limits import parse

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
days_2020s = st.dates(date(2020, 1, 1), date(2026, 6, 30))


def plan(phrase: str) -> Plan:
    return plan_of(parse(phrase).as_json())


def dues(phrase: str, first: date = YEAR[0], last: date = YEAR[1]) -> dict[str, date]:
    """Key and date of every duty of a phrase in a time."""
    made = plan(phrase)
    return {
        span.key: due_of(count_of_span(made, span), builtin()).due
        for span in spans(made, first, last)
    }


@pytest.mark.parametrize(
    ("phrase", "day", "expected"),
    [
        ("信息形成或变更之日起20个工作日内", date(2026, 2, 10), date(2026, 3, 16)),
        ("制定或获取信息之日起10个工作日内", date(2026, 9, 18), date(2026, 10, 9)),
        ("组织听证7个工作日前予以公开", date(2026, 10, 15), date(2026, 9, 30)),
        ("批复后20日内", date(2026, 4, 15), date(2026, 5, 6)),
        ("及时公开", date(2026, 9, 18), date(2026, 10, 22)),
        ("活动开展前及时公开", date(2026, 7, 10), date(2026, 7, 9)),
        ("征求意见时对外公布的时限内公开", date(2026, 9, 18), date(2026, 10, 22)),
        ("", date(2026, 9, 18), date(2026, 10, 22)),
        ("同上", date(2026, 9, 18), date(2026, 10, 22)),
        ("按有关规定", date(2026, 9, 18), date(2026, 10, 22)),
    ],
)
def test_an_event_is_counted_by_its_phrase_or_by_article_26(
    phrase: str, day: date, expected: date
) -> None:
    made = plan(phrase)
    assert made.kind == "event"
    found = due_of(count_of_event(made, day), builtin(), article(phrase, made.note))
    assert found.due == expected
    assert "依据" in found.sentence()


def test_what_the_phrase_leaves_open_is_said_and_never_guessed() -> None:
    assert plan("20个工作日内").note == ""
    assert plan("及时公开").note == f"没有写明天数，最迟按{ARTICLE_26}20个工作日计"
    assert "同上" in plan("同上").note
    assert "没有读懂" in plan("按有关规定").note
    assert "没有写明间隔" in plan("长期公开").note
    assert "没有写明间隔" in plan("定期公开").note
    assert plan_of(None).note.startswith("没有写明时限")


def test_the_article_names_the_phrase_and_what_was_added() -> None:
    assert article(" 及时 公开", "没有写明天数") == "标准目录公开时限“及时 公开”（没有写明天数）"
    assert article(None, "") == ARTICLE_26


def test_a_day_fixed_elsewhere_counts_as_it_is() -> None:
    made = plan("在征收土地公告规定的期限内公开")
    found = due_of(count_of_event(made, date(2026, 7, 1), date(2026, 7, 18)), builtin())
    assert found.due == date(2026, 7, 18)


def test_an_event_may_follow_any_limit_of_its_phrase() -> None:
    phrase = (
        "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示"
    )
    first, second = event_plans(parse(phrase).as_json())
    assert (first.n, second.n) == (20, 7)
    assert [one.n for one in event_plans(parse("长期公开，变更后20个工作日内更新").as_json())] == [
        20
    ]
    assert [one.n for one in event_plans(parse("每季度公开").as_json())] == [20]
    assert event_plans(None)[0].note


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (
            "每季度公开一次",
            {
                "2026Q1": date(2026, 3, 31),
                "2026Q2": date(2026, 6, 30),
                "2026Q3": date(2026, 9, 30),
                "2026Q4": date(2026, 12, 31),
            },
        ),
        ("每半年公开", {"2026H1": date(2026, 6, 30), "2026H2": date(2026, 12, 31)}),
        ("每年一次", {"2026": date(2026, 12, 31)}),
        ("每年度结束后1个月内", {"2026": date(2027, 2, 1)}),
        (
            "每季度结束后10日内",
            {
                "2026Q1": date(2026, 4, 10),
                "2026Q2": date(2026, 7, 10),
                "2026Q3": date(2026, 10, 10),
                "2026Q4": date(2027, 1, 11),
            },
        ),
        (
            "每季度首月10日前",
            {
                "2026Q1": date(2026, 1, 10),
                "2026Q2": date(2026, 4, 10),
                "2026Q3": date(2026, 7, 10),
                "2026Q4": date(2026, 10, 10),
            },
        ),
        ("每年1月31日前", {"2026": date(2026, 1, 31)}),
        ("1月31日前", {"2026": date(2026, 1, 31)}),
        ("每年3月底前", {"2026": date(2026, 3, 31)}),
        ("每年年底前", {"2026": date(2026, 12, 31)}),
        ("每年第一季度", {"2026": date(2026, 12, 31)}),
        ("每年12月31日后10日内", {"2026": date(2027, 1, 11)}),
        ("2026年6月底前", {"2026": date(2026, 6, 30)}),
        ("2020年12月底前", {}),
        ("长期公开", {}),
    ],
)
def test_periods_and_dates_of_a_year(phrase: str, expected: dict[str, date]) -> None:
    assert dues(phrase) == expected


def test_months_and_the_next_month() -> None:
    assert dues("每月10日前")["2026-02"] == date(2026, 2, 10)
    assert dues("次月10日前")["2026-12"] == date(2027, 1, 10)
    assert dues("每季度第一个月15日前")["2026Q3"] == date(2026, 7, 15)
    assert dues("每月31日前")["2026-02"] == date(2026, 2, 28)
    assert len(dues("每月公开")) == 12


def test_a_point_that_names_no_day_is_said() -> None:
    limit = {"kind": "periodic", "period": "quarter", "anchor": "适当时候"}
    made = plan_of(limit)
    assert made.note == "“适当时候”看不出是哪一天，按期末计"
    assert made.point == ""
    assert plan_of({"kind": "by_date", "anchor": "适当时候"}).note.endswith("按年底计")
    vague = plan_of({"kind": "by_date", "anchor": "12月31日", "also": [{"kind": "immediate"}]})
    assert vague.n is None
    unread = Plan("by_date", "year", point="适当时候")
    assert count_of_span(unread, next(spans(unread, *YEAR))).start == date(2026, 12, 31)
    assert plan("1月31日前").note == "没有写明是否每年，按每年计"


def test_a_period_may_end_before_its_end() -> None:
    limit = {
        "kind": "periodic",
        "period": "month",
        "days": 3,
        "unit": "working_day",
        "direction": "before",
    }
    made = plan_of(limit)
    span = next(spans(made, date(2026, 9, 1), date(2026, 9, 1)))
    assert due_of(count_of_span(made, span), builtin()).due == date(2026, 9, 24)


def test_periods_have_names_that_people_say() -> None:
    def names(phrase: str) -> list[str]:
        return [span.name for span in spans(plan(phrase), *YEAR)]

    assert names("每季度公开") == [f"2026年第{n}季度" for n in "一二三四"]
    assert names("每半年公开") == ["2026年上半年", "2026年下半年"]
    assert names("每年一次") == ["2026年度"]
    assert names("每月公开")[6] == "2026年7月"


def test_a_standing_duty_is_counted_from_its_last_publication() -> None:
    options, since = Options(freshness_months=6), date(2026, 1, 5)
    made = plan("长期公开")
    first = count_of_standing(made, None, since, options)
    assert first == Count(since, 20, "working_day", "after")
    again = count_of_standing(made, date(2026, 3, 2), since, options)
    assert due_of(again, builtin()).due == date(2026, 9, 2)
    interval = plan("每20个工作日更新")
    assert interval.kind == "standing"
    assert count_of_standing(interval, date(2026, 2, 10), since, options) == Count(
        date(2026, 2, 10), 20, "working_day", "after"
    )


def test_a_year_without_notice_makes_a_date_provisional() -> None:
    found = due_of(count_of_event(plan("20个工作日内"), date(2026, 12, 20)), builtin())
    assert found.provisional
    assert "暂定" in found.sentence()


@given(st.sampled_from(sorted(MONTHS)), days_2020s, st.integers(0, 800))
def test_periods_follow_each_other_without_gap(period: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found: list[Span] = list(spans(plan_of({"kind": "periodic", "period": period}), first, last))
    assert found[0].start <= first <= found[0].end
    assert found[-1].start <= last
    for one, following in pairwise(found):
        assert following.start == one.end + timedelta(days=1)
    assert len({span.key for span in found}) == len(found)


@given(st.sampled_from(sorted(MONTHS)), days_2020s)
def test_a_whole_period_is_due_on_its_last_day_or_the_working_day_after(
    period: str, day: date
) -> None:
    made = plan_of({"kind": "periodic", "period": period})
    span = next(spans(made, day, day))
    due = due_of(count_of_span(made, span), builtin()).due
    assert due >= span.end
    assert not any(
        builtin().is_working_day(span.end + timedelta(days=n)) for n in range((due - span.end).days)
    )


@given(days_2020s, st.integers(1, 60), st.sampled_from(["working_day", "calendar_day"]))
def test_an_event_is_never_due_before_it_unless_it_says_ahead(day: date, n: int, unit: str) -> None:
    limit = {"kind": "within", "days": n, "unit": unit}
    after = due_of(count_of_event(plan_of(limit), day), builtin()).due
    ahead = due_of(count_of_event(plan_of({**limit, "direction": "before"}), day), builtin()).due
    assert ahead < day < after
