"""Limits that count calendar days or months, as printed and as damaged, checked by hand."""

from __future__ import annotations

import pytest

from rules.test_time_limits_notation import said

CALENDAR: list[tuple[str, list[str]]] = [
    ("两个月内", ["within 2 month after"]),
    ("半年内", ["within 6 month after"]),
    ("一个月内", ["within 1 month after"]),
    ("廿日内", ["within 20 calendar_day after"]),
    ("1年内", ["within 12 month after"]),
    ("年度终了后4个月内", ["within 4 month after 年度终了"]),
    ("批准后20日内", ["within 20 calendar_day after 批准"]),
    ("决算批复后20日内", ["within 20 calendar_day after 决算批复"]),
    (
        "本级政府财政部门批复后20日内向社会公开",
        ["within 20 calendar_day after 本级政府财政部门批复"],
    ),
    ("经本级人民代表大会批准后20日内公开", ["within 20 calendar_day after 经本级人民代表大会批准"]),
    ("提前10日", ["within 10 calendar_day before"]),
    ("听证会前7日", ["within 7 calendar_day before 听证会"]),
    ("会议召开前3日", ["within 3 calendar_day before 会议召开"]),
    ("听证会召开10日前", ["within 10 calendar_day before 听证会召开"]),
    (
        "部门预算经本级财政部门批复后20日内公开",
        ["within 20 calendar_day after 部门预算经本级财政部门批复"],
    ),
    ("及时更新,最迟6个月内必须有更新", ["within 6 month after"]),
    ("公示期满后10日内", ["within 10 calendar_day after 公示期满"]),
    ("三个月内", ["within 3 month after"]),
    ("1个季度内", ["within 3 month after"]),
    ("7日内", ["within 7 calendar_day after"]),
    ("自印发之日起3日内", ["within 3 calendar_day after 印发之日"]),
    ("五日内", ["within 5 calendar_day after"]),
    ("开标前20日", ["within 20 calendar_day before 开标"]),
    ("投标截止时间15日前", ["within 15 calendar_day before 投标截止时间"]),
    ("开学前一周", ["within 7 calendar_day before 开学"]),
    ("更改内容后一周内", ["within 7 calendar_day after 更改内容"]),
    ("20日（7个工作日）内", ["within 20 calendar_day after", "within 7 working_day after"]),
    (
        "自签订之日起15日内；公示期10日；终止后5日内",
        [
            "within 15 calendar_day after 签订之日, posted 10 calendar_day",
            "within 5 calendar_day after 终止",
        ],
    ),
    ("自然灾害发生之日起2日内", ["within 2 calendar_day after 自然灾害发生之日"]),
    ("自收到之日起两日内", ["within 2 calendar_day after 收到之日"]),
    ("20日内，公示时间7日", ["within 20 calendar_day after, posted 7 calendar_day"]),
    ("提前7天公告", ["within 7 calendar_day before"]),
    ("批复之日起 20 日内（不含涉密信息）", ["within 20 calendar_day after 批复之日"]),
    (
        "本级人民代表大会或其常务委员会批准后20日内",
        ["within 20 calendar_day after 本级人民代表大会或其常务委员会批准"],
    ),
    ("人大会议批复后20日内", ["within 20 calendar_day after 人大会议批复"]),
    ("投标截止日5日前", ["within 5 calendar_day before 投标截止日"]),
    (
        "自收到评标报告之日起3日内公示，公示期不得少于3日",
        ["within 3 calendar_day after 收到评标报告之日, posted 3 calendar_day"],
    ),
    ("自许可决定作出之日起20日内", ["within 20 calendar_day after 许可决定作出之日"]),
    ("学期结束后一个月内", ["within 1 month after 学期结束"]),
    ("收到材料后20日内", ["within 20 calendar_day after 收到材料"]),
    ("县级民政部门批准后3日内", ["within 3 calendar_day after 县级民政部门批准"]),
    ("年度结束后3个月内", ["within 3 month after 年度结束"]),
    (
        "预算公开:经批准后20日内;决算公开:每年10月底前",
        ["within 20 calendar_day after 经批准", "by_date year before 10月底"],
    ),
    ("完工后一个月", ["within 1 month after 完工"]),
    ("自公告之日起三十日", ["within 30 calendar_day after 公告之日"]),
    ("提前15日发布公告", ["within 15 calendar_day before"]),
    ("会议召开10日前", ["within 10 calendar_day before 会议召开"]),
    ("季后15日内", ["within 15 calendar_day after 季"]),
    ("月后5日内", ["within 5 calendar_day after 月"]),
    ("半年结束后15日内", ["within 15 calendar_day after 半年结束"]),
    (
        "预算批复后20日内，决算批复后20日内",
        ["within 20 calendar_day after 预算批复", "within 20 calendar_day after 决算批复"],
    ),
    ("活动前7天", ["within 7 calendar_day before 活动"]),
    ("提前3天以上", ["within 3 calendar_day before"]),
    ("半年内公开", ["within 6 month after"]),
    ("5年内", ["within 60 month after"]),
    ("3年内更新", ["within 36 month after"]),
    (
        "（一）信息形成之日起二十日内，（二）每季度公示",
        ["within 20 calendar_day after 信息形成之日", "periodic quarter"],
    ),
]


@pytest.mark.parametrize(("phrase", "expected"), [*CALENDAR])
def test_phrase_is_read(phrase: str, expected: list[str]) -> None:
    assert said(phrase) == expected
