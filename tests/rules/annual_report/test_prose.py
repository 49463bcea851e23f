"""Where the text says another number than the tables."""

import pytest

from gongkai.rules.annual_report.figures import Unread
from gongkai.rules.annual_report.layout import SECTIONS, Place
from gongkai.rules.annual_report.prose import claims, contradictions, missing_sections
from rules.annual_report.making import app, whole


@pytest.mark.parametrize(
    ("text", "place", "number"),
    [
        ("2025年，共收到政府信息公开申请12件。", app("1"), 12),
        ("全年新收依申请公开申请共１２件，均已答复。", app("1"), 12),
        ("本年度受理政府信息公开申请1,203件", app("1"), 1203),
        ("我镇未收到政府信息公开申请。", app("1"), 0),
        ("上年度结转政府信息公开申请3件。", app("2"), 3),
        ("结转至下年度继续办理2件", app("4"), 2),
        ("办结政府信息公开申请14件", app("3.7"), 14),
        ("我镇未收到依申请公开政府信息", app("1"), 0),
        ("年内受理并办结依申请公开23件", app("1"), 23),
        ("共制定规范性文件4件", Place("information", "normative", "issued"), 4),
        ("现行有效的规范性文件共32件", Place("information", "normative", "in_force"), 32),
        ("全年办理行政许可事项15件", Place("information", "permits", "decided"), 15),
        ("因政府信息公开引发行政复议案件2件", Place("disputes", "reconsideration", "total"), 2),
    ],
)
def test_what_a_text_states(text, place, number):
    assert [(claim.places, claim.number) for claim in claims(text)] == [((place,), number)]


@pytest.mark.parametrize(
    "text",
    [
        "其中收到自然人政府信息公开申请9件。",
        "通过网络收到政府信息公开申请5件。",
        "第一季度收到政府信息公开申请3件。",
        "主动公开信息120条。",
        "收到的申请都已依法办理。",
    ],
)
def test_what_states_no_total(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年收到行政复议申请1件，结果维持。",
        "2025年未收到行政复议申请，未发生行政诉讼案件。",
        "共收到政府信息公开申请4件（含上年结转1件），均已答复。",
        "收到依申请公开信息4件，其中上年结转1件。",
        "本年度共收到信息公开申请4件(包括上年度结转1件)。",
        "没有收到关于减免收费的申请。",
        "2024年收到申请9件，2025年收到政府信息公开申请3件。",
        "2024年共收到政府信息公开申请9件，2025年3件。",
        "我镇未收到政府信息公开申请的投诉。",
        "全年答复申请4件次。",
        "收到补正后的申请1件。",
        "收到区政府转来的公开申请1件。",
        "未收到公民要求更正本机关政府信息的申请。",
    ],
)
def test_what_is_said_of_something_else(text):
    assert {claim.places[0].row for claim in claims(text)} <= {"2"}


def test_the_first_statement_counts():
    text = "收到政府信息公开申请3件。收到政府信息公开申请9件。"
    assert [claim.number for claim in claims(text)] == [3]


def test_contradictions_quote_both():
    found = contradictions("本年收到政府信息公开申请4件，办结政府信息公开申请3件。", whole())
    assert [finding.message for finding in found] == [
        "正文写“收到政府信息公开申请4件”，表三“一、本年新收政府信息公开申请数量”行“总计”列是3。"
        "请核对哪一处有误。"
    ]
    assert found[0].level == "doubt"
    lawsuits = contradictions("因政府信息公开引发行政诉讼案件2件", whole())
    assert "表四“行政诉讼（未经复议直接起诉）”行“总计”列加" in lawsuits[0].message
    assert "合计是0" in lawsuits[0].message


def test_no_doubt_where_the_table_has_no_number():
    assert contradictions("收到政府信息公开申请4件", {}) == []
    assert contradictions("收到政府信息公开申请4件", {app("1"): Unread()}) == []


def test_sections_in_order():
    headings = [row.heading for row in SECTIONS]
    assert missing_sections("\n".join(headings)) == []
    varied = "一、总体情况 二、主动公开信息情况 三、收到和处理政府信息公开申请情况"
    varied += (
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况五、存在的问题六、其他需要报告的事项"
    )
    assert missing_sections(varied.replace("提起", "")) == []
    assert missing_sections("") == missing_sections("\n".join(headings[:2])) == []
    assert "“二、主动公开政府信息情况”这一部分的先后" in (
        missing_sections("\n".join([headings[1], headings[0], *headings[2:]]))[0].message
    )
    assert missing_sections("\n".join(headings[:-1]))[0].message == (
        "没有找到“六、其他需要报告的事项”这一部分。请核对。"
    )
