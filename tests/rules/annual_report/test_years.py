"""How a report fits the one before."""

from datetime import date

from gongkai.rules.annual_report.figures import Unread
from gongkai.rules.annual_report.layout import APPLICATION_COLUMNS, Place
from gongkai.rules.annual_report.years import SHARP, compare
from rules.annual_report.making import app, nothing

DAY = date(2026, 1, 20)


def normative(column):
    return Place("information", "normative", column)


def test_what_fits():
    assert compare(nothing(), nothing(), DAY) == []


def test_carried_over_column_by_column():
    for column in APPLICATION_COLUMNS:
        found = compare({**nothing(), app("2", column): 3}, {app("4", column): 4}, DAY)
        assert [(f.level, f.code, f.left, f.right) for f in found] == [
            ("error", "carried", "3", "4")
        ]
        assert found[0].message.startswith("表三“")
    found = compare({app("2", "natural"): 3}, {app("4", "natural"): 4}, DAY)
    assert found[0].message == (
        "表三“自然人”列与上年不衔接：“二、上年结转政府信息公开申请数量”是3，"
        "上年报告的“四、结转下年度继续办理”是4。请核对。"
    )


def test_in_force_follows_from_last_year():
    now = {normative("issued"): 2, normative("abolished"): 1, normative("in_force"): 10}
    assert compare(now, {normative("in_force"): 9}, DAY) == []
    found = compare(now, {normative("in_force"): 8}, DAY)
    assert [(f.level, f.code) for f in found] == [("doubt", "in_force_years")]
    assert "应是9件，现在填的是10件" in found[0].message


def test_a_sharp_change():
    then, now = {app("1"): 10}, {app("1"): 30}
    found = compare(now, then, DAY)
    assert [(f.level, f.code) for f in found] == [("doubt", "sharp")]
    assert compare(then, now, DAY)[0].code == "sharp"
    assert compare({app("1"): 29}, then, DAY) == []
    assert compare({app("1"): 130}, {app("1"): 100}, DAY) == []
    assert SHARP.evidence == "UNSURE"


def test_what_lacks_on_a_side_is_passed_by():
    now = {app("2"): Unread(), app("1"): 100, normative("in_force"): 3}
    assert compare(now, {app("4"): 3, normative("in_force"): Unread()}, DAY) == []
