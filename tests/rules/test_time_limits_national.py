"""Every time limit of the national township catalogue (国办发〔2019〕54号), checked by hand."""

from __future__ import annotations

import pytest

from rules.test_time_limits_notation import said

NATIONAL: list[tuple[str, list[str]]] = [
    (
        "①《听证通知书》在组织听证7个工作日前予以公开；②其他听证公开内容为依申请公开。",
        ["within 7 working_day before 组织听证"],
    ),
    (
        (
            "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日"
            "内公示"
        ),
        ["within 20 working_day after 信息形成", "within 7 working_day after 作出行政决定之日"],
    ),
    ("信息形成之日起20个工作日内", ["within 20 working_day after 信息形成之日"]),
    ("信息形成后及时公开", ["immediate after 信息形成"]),
    ("信息形成或变更之日起20个工作日内", ["within 20 working_day after 信息形成或变更之日"]),
    ("信息形成或变更之日起20个工作日内公开", ["within 20 working_day after 信息形成或变更之日"]),
    (
        "信息形成或变更之日起20个工作日内；应急处置信息及时公开",
        ["within 20 working_day after 信息形成或变更之日", "immediate"],
    ),
    ("信息形成或者变更之日起20个工作日内", ["within 20 working_day after 信息形成或者变更之日"]),
    ("信息形成（变更）20个工作日内", ["within 20 working_day after 信息形成（变更）"]),
    (
        "公开事项信息形成或变更之日起20个工作日内公开",
        ["within 20 working_day after 公开事项信息形成或变更之日"],
    ),
    ("分配结果确定后20个工作日内", ["within 20 working_day after 分配结果确定"]),
    ("制定或获取信息之日起10个工作日内", ["within 10 working_day after 制定或获取信息之日"]),
    (
        "制定或获取信息之日起10个工作日内，公示7个工作日",
        ["within 10 working_day after 制定或获取信息之日, posted 7 working_day"],
    ),
    (
        "制定或获取补贴政策之日起10个工作日内",
        ["within 10 working_day after 制定或获取补贴政策之日"],
    ),
    ("及时公开", ["immediate"]),
    ("在实地启动拟征收土地工作时，在村公示栏公开。", ["event 实地启动拟征收土地工作"]),
    ("在征收土地公告规定的期限内，在村公示栏公开。", ["event 征收土地公告规定的期限"]),
    ("实时公开", ["immediate"]),
    ("形成或者变更之日起20个工作日内予以公开", ["within 20 working_day after 形成或者变更之日"]),
    (
        "征地补偿安置方案拟订后，在被征收土地所在的乡（镇）和村、村民小组范围内公告。",
        ["event after 征地补偿安置方案拟订"],
    ),
    ("征地补偿安置费用拨付后，依申请公开。", ["event after 征地补偿安置费用拨付"]),
    ("征求意见时对外公布的时限内公开", ["event 征求意见时对外公布的时限"]),
    (
        "拟征收土地现状调查结束后5个工作日内，在村公示栏公开。",
        ["within 5 working_day after 拟征收土地现状调查结束"],
    ),
    ("按进展情况及时公开", ["immediate 进展情况"]),
    ("提前一周发通知邀请", ["within 7 calendar_day before"]),
    (
        "收到征地批准文件之日起10个工作日内公开。",
        ["within 10 working_day after 收到征地批准文件之日"],
    ),
    ("每20个工作日更新", ["periodic 20 working_day"]),
    ("活动开展前及时公开", ["event before 活动开展"]),
    (
        "自制作或获取该信息之日起20个工作日内公开",
        ["within 20 working_day after 制作或获取该信息之日"],
    ),
    ("行政处罚决定形成之日起20个工作日内", ["within 20 working_day after 行政处罚决定形成之日"]),
    ("重大决策作出后及时公开", ["immediate after 重大决策作出"]),
]


@pytest.mark.parametrize(("phrase", "expected"), [*NATIONAL])
def test_phrase_is_read(phrase: str, expected: list[str]) -> None:
    assert said(phrase) == expected
