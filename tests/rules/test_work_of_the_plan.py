"""The report's parts, the limits of a response, the kinds of practice."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gongkai.rules import concerns, practices, work_report
from gongkai.rules.tables import UnknownCodeError

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 23)
WHOLE = {"progress": "做了", "measures": "做法", "cases": "案例", "problems": "问题"}


def test_the_parts_are_those_of_the_founding_plan() -> None:
    names = [part.name for part in work_report.TABLE.as_of(DAY)]
    assert names == ["开展情况", "主要做法", "应用案例", "存在问题及建议"]


def test_a_whole_report_lacks_nothing() -> None:
    assert work_report.missing_parts(WHOLE, DAY) == ()


@pytest.mark.parametrize("gap", ["", " \n\u3000"])
def test_a_part_of_blanks_is_missing(gap: str) -> None:
    [missing] = work_report.missing_parts({**WHOLE, "cases": gap}, DAY)
    assert missing.name == "应用案例"


def test_a_part_left_out_is_missing() -> None:
    assert len(work_report.missing_parts({}, DAY)) == 4


def test_before_the_plan_nothing_was_asked() -> None:
    assert work_report.missing_parts({}, date(2020, 5, 30)) == ()


def test_an_emergency_is_spoken_of_in_5_and_24_hours() -> None:
    found = datetime(2026, 9, 30, 22, 0, tzinfo=SHANGHAI)
    first, second = concerns.deadlines("emergency", found)
    assert first.due_at == datetime(2026, 10, 1, 3, 0, tzinfo=SHANGHAI)
    assert "80号" in first.source
    assert second.due_at == datetime(2026, 10, 1, 22, 0, tzinfo=SHANGHAI)
    assert "61号" in second.source


def test_another_concern_is_answered_in_48_hours_holidays_or_not() -> None:
    found = datetime(2026, 9, 30, 22, 0, tzinfo=SHANGHAI)
    [only] = concerns.deadlines("general", found)
    assert (only.hours, only.due_at) == (48, datetime(2026, 10, 2, 22, 0, tzinfo=SHANGHAI))


def test_the_five_hours_came_with_the_later_document() -> None:
    found = datetime(2016, 9, 1, 8, 0, tzinfo=SHANGHAI)
    assert [limit.code for limit in concerns.deadlines("emergency", found)] == ["conference"]


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(UnknownCodeError):
        concerns.deadlines("gossip", datetime(2026, 9, 1, tzinfo=SHANGHAI))


def test_practices_are_the_four_of_the_plan() -> None:
    names = [row.name for row in practices.TABLE.as_of(DAY)]
    assert names == ["五公开", "政策解读", "回应关切", "公众参与"]
