"""Time limits as towns, counties and villages print them, damage included, checked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.rules.time_limits import TimeLimit, Unit, parse


def within(days: int, unit: Unit, anchor: str | None = None) -> TimeLimit:
    return TimeLimit(kind="within", days=days, unit=unit, anchor=anchor, direction="after")


def posting(days: int, unit: Unit) -> TimeLimit:
    return TimeLimit(publicity_days=days, publicity_unit=unit, reason="时长，没有")


def unreadable(words: str) -> TimeLimit:
    return TimeLimit(reason=words)


PHRASES: list[tuple[str, list[TimeLimit]]] = [
    ("同上", [TimeLimit(same_as_above=True)]),
    ("〃", [TimeLimit(same_as_above=True)]),
    ("同上。", [TimeLimit(same_as_above=True)]),
    ("长期公开", [TimeLimit(kind="continuous")]),
    ("长期", [TimeLimit(kind="continuous")]),
    ("常年公开", [TimeLimit(kind="continuous")]),
    ("持续公开，动态更新", [TimeLimit(kind="continuous")]),
    ("动态更新", [TimeLimit(kind="continuous")]),
    (
        "每年1月31日前",
        [TimeLimit(kind="by_date", anchor="1月31日", period="year", direction="before")],
    ),
    (
        "每年1月31日前公开上一年度报告",
        [TimeLimit(kind="by_date", anchor="1月31日", period="year", direction="before")],
    ),
    (
        "每年 1 月 3 1 日前",
        [TimeLimit(kind="by_date", anchor="1月31日", period="year", direction="before")],
    ),
    (
        "每季度结束后10日内",
        [
            TimeLimit(
                kind="periodic",
                days=10,
                unit="calendar_day",
                anchor="每季度结束",
                period="quarter",
                direction="after",
            )
        ],
    ),
    ("公示7个工作日", [posting(7, "working_day")]),
    ("公示时间不少于5个工作日", [posting(5, "working_day")]),
    ("公示期为7天", [posting(7, "calendar_day")]),
    ("公示期不少于7个工作日", [posting(7, "working_day")]),
    (
        "信息形成20个工作日内;公示7个工作日",
        [
            TimeLimit(
                kind="within",
                days=20,
                unit="working_day",
                anchor="信息形成",
                direction="after",
                publicity_days=7,
                publicity_unit="working_day",
            )
        ],
    ),
    (
        "制定或获取信息之日起10个工作日内；公示时间不少于7个工作日",
        [
            TimeLimit(
                kind="within",
                days=10,
                unit="working_day",
                anchor="制定或获取信息之日",
                direction="after",
                publicity_days=7,
                publicity_unit="working_day",
            )
        ],
    ),
    ("7个工作日内公示", [within(7, "working_day")]),
    ("2 0 个工 作日", [within(20, "working_day")]),
    ("自信息形成之日起二十个工作日内", [within(20, "working_day", "信息形成之日")]),
    ("十五个工作日内", [within(15, "working_day")]),
    ("两个月内", [within(2, "month")]),
    ("半年内", [within(6, "month")]),
    ("一个月内", [within(1, "month")]),
    ("廿日内", [within(20, "calendar_day")]),
    ("1年内", [within(12, "month")]),
    ("20日（工作日）内", [within(20, "working_day")]),
    ("24小时内", [unreadable("小时")]),
    ("信息形成或变更之日起24小时内公开", [unreadable("小时")]),
    ("20个工作曰内", [within(20, "working_day")]),
    ("信息形成20 个工作E内", [within(20, "working_day", "信息形成")]),
    (
        "自該政府信息形成或者變更之日起20個工作日內予以公開",
        [within(20, "working_day", "该政府信息形成或者变更之日")],
    ),
    ("實時公開", [TimeLimit(kind="immediate")]),
    (
        "信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规定。",
        [within(20, "working_day", "信息形成或者变更之日")],
    ),
    (
        "信息形成或变更之日起20个工作日内（法律、法规另有规定的，从其规定）",
        [within(20, "working_day", "信息形成或变更之日")],
    ),
    (
        "信息形成或变更之日起20个工作日内予以公开，法律法规另有规定的从其规定。",
        [within(20, "working_day", "信息形成或变更之日")],
    ),
    (
        "政府信息形成或者变更之日起20个工作日内（法律法规另有规定的除外）",
        [within(20, "working_day", "政府信息形成或者变更之日")],
    ),
    ("&nbsp;信息形成&nbsp;20个工作日内", [within(20, "working_day", "信息形成")]),
    ("1. 信息形成之日起20个工作日内", [within(20, "working_day", "信息形成之日")]),
    (
        "1.信息形成之日起20个工作日内2.行政处罚7个工作日内",
        [within(20, "working_day", "信息形成之日"), within(7, "working_day")],
    ),
    ("5-7个工作日", [unreadable("范围")]),
    ("5至7个工作日内", [unreadable("范围")]),
    ("公示5-7个工作日", [unreadable("范围")]),
    ("年度终了后4个月内", [within(4, "month", "年度终了")]),
    ("批准后20日内", [within(20, "calendar_day", "批准")]),
    ("收到申请后即时", [TimeLimit(kind="immediate", anchor="收到申请", direction="after")]),
    ("决算批复后20日内", [within(20, "calendar_day", "决算批复")]),
    (
        "本级政府财政部门批复后20日内向社会公开",
        [within(20, "calendar_day", "本级政府财政部门批复")],
    ),
    ("经本级人民代表大会批准后20日内公开", [within(20, "calendar_day", "经本级人民代表大会批准")]),
    ("每年至少更新一次", [TimeLimit(kind="periodic", period="year")]),
    ("每月10日前", [TimeLimit(kind="periodic", anchor="10日", period="month", direction="before")]),
    (
        "每季度首月15日前",
        [TimeLimit(kind="periodic", anchor="首月15日", period="quarter", direction="before")],
    ),
    ("提前10日", [TimeLimit(kind="within", days=10, unit="calendar_day", direction="before")]),
    (
        "听证会前7日",
        [
            TimeLimit(
                kind="within", days=7, unit="calendar_day", anchor="听证会", direction="before"
            )
        ],
    ),
    (
        "会议召开前3日",
        [
            TimeLimit(
                kind="within", days=3, unit="calendar_day", anchor="会议召开", direction="before"
            )
        ],
    ),
    (
        "听证会召开10日前",
        [
            TimeLimit(
                kind="within", days=10, unit="calendar_day", anchor="听证会召开", direction="before"
            )
        ],
    ),
    ("自作出行政决定之日起7个工作日内", [within(7, "working_day", "作出行政决定之日")]),
    ("每半年公开一次", [TimeLimit(kind="periodic", period="half_year")]),
    ("每季度", [TimeLimit(kind="periodic", period="quarter")]),
    ("按季度公开", [TimeLimit(kind="periodic", period="quarter")]),
    ("按月公开", [TimeLimit(kind="periodic", period="month")]),
    ("按年公开", [TimeLimit(kind="periodic", period="year")]),
    ("按季度更新", [TimeLimit(kind="periodic", period="quarter")]),
    ("至少1次/年", [TimeLimit(kind="periodic", period="year")]),
    ("至少1次/半年", [TimeLimit(kind="periodic", period="half_year")]),
    ("每年两次", [TimeLimit(kind="periodic", period="year"), unreadable("次数")]),
    ("每周更新", [TimeLimit(kind="periodic", days=7, unit="calendar_day")]),
    ("每日更新", [TimeLimit(kind="periodic", days=1, unit="calendar_day")]),
    ("每季度的首个月20日", [TimeLimit(kind="periodic", anchor="首个月20日", period="quarter")]),
    (
        "每季度的首个月20日 (集体财务往来较多的,财务收支情况应每月公布一次)",
        [TimeLimit(kind="periodic", anchor="首个月20日", period="quarter")],
    ),
    (
        "每季度第一个月15日前公开上季度",
        [TimeLimit(kind="periodic", anchor="第一个月15日", period="quarter", direction="before")],
    ),
    (
        "每月5日前公布上月财务收支",
        [TimeLimit(kind="periodic", anchor="5日", period="month", direction="before")],
    ),
    ("每月底前", [TimeLimit(kind="periodic", anchor="月底", period="month", direction="before")]),
    ("每年年底前", [TimeLimit(kind="by_date", anchor="年底", period="year", direction="before")]),
    ("每年底前", [TimeLimit(kind="by_date", anchor="年底", period="year", direction="before")]),
    ("每年3月底前", [TimeLimit(kind="by_date", anchor="3月底", period="year", direction="before")]),
    ("年底前", [TimeLimit(kind="by_date", anchor="年底", direction="before")]),
    ("每年第一季度", [TimeLimit(kind="by_date", anchor="第一季度", period="year")]),
    (
        "每年一季度前",
        [TimeLimit(kind="by_date", anchor="一季度", period="year", direction="before")],
    ),
    (
        "次年1月31日前",
        [TimeLimit(kind="by_date", anchor="次年1月31日", period="year", direction="before")],
    ),
    (
        "次月10日前",
        [TimeLimit(kind="periodic", anchor="次月10日", period="month", direction="before")],
    ),
    ("2025年12月31日前", [TimeLimit(kind="by_date", anchor="2025年12月31日", direction="before")]),
    ("每年12月", [TimeLimit(kind="by_date", anchor="12月", period="year")]),
    ("每年6月、12月", [TimeLimit(kind="by_date", anchor="6月、12月", period="year")]),
    (
        "自收到申请之日起20个工作日内 自该信息形成或者变更之日起20个工作日内",
        [
            within(20, "working_day", "收到申请之日"),
            within(20, "working_day", "该信息形成或者变更之日"),
        ],
    ),
    (
        "自该政府信息形成或者变更之日起20个工作日内及时公开。执法决定做出之日起7个工作日内。",
        [
            within(20, "working_day", "该政府信息形成或者变更之日"),
            within(7, "working_day", "执法决定做出之日"),
        ],
    ),
    (
        "信息形成个20个工作日内公开;其中行政处罚事项应自作出行政决定之日起 7个工作日内公示",
        [within(20, "working_day", "信息形成"), within(7, "working_day", "作出行政决定之日")],
    ),
    (
        "信息形成(变更)下发至本单位20个工作日内",
        [within(20, "working_day", "信息形成（变更）下发至本单位")],
    ),
    (
        "部门预算经本级财政部门批复后20日内公开",
        [within(20, "calendar_day", "部门预算经本级财政部门批复")],
    ),
    (
        "信息形成或者变更之日起20个工作日内予以公开;征求意见期限不得少于30日",
        [
            TimeLimit(
                kind="within",
                days=20,
                unit="working_day",
                anchor="信息形成或者变更之日",
                direction="after",
                publicity_days=30,
                publicity_unit="calendar_day",
            )
        ],
    ),
    ("与政策文件同步公开发布", [TimeLimit(kind="event", anchor="政策文件")]),
    ("及时更新,最迟6个月内必须有更新", [within(6, "month")]),
    ("及时公开，最迟不超过20个工作日", [within(20, "working_day")]),
    ("信息形成后及时公开，最长不超过20个工作日", [within(20, "working_day", "信息形成")]),
    ("按实际更新", [unreadable("没有写明确定")]),
    ("按规定时限公开", [unreadable("按规定")]),
    ("按照规定时限", [unreadable("按规定")]),
    ("按照法律法规规定的时限公开", [unreadable("按规定")]),
    ("按有关规定执行", [unreadable("按规定")]),
    ("依法及时公开", [TimeLimit(kind="immediate")]),
    ("适时公开", [unreadable("没有写明确定")]),
    ("定期公开", [TimeLimit(kind="periodic")]),
    ("不定期", [unreadable("没有写明确定")]),
    ("事项确定后公开", [TimeLimit(kind="event", anchor="事项确定", direction="after")]),
    ("集中审议前", [TimeLimit(kind="event", anchor="集中审议", direction="before")]),
    ("随时公布", [TimeLimit(kind="immediate")]),
    ("随时", [TimeLimit(kind="immediate")]),
    ("颁布或印发之日起5个工作日内", [within(5, "working_day", "颁布或印发之日")]),
    ("颁布之日起", [TimeLimit(kind="event", anchor="颁布之日", direction="after")]),
    ("信息形成后，应在20个工作日内公开", [within(20, "working_day", "信息形成")]),
    (
        "自信息形成或者变更之日起，20个工作日内公开",
        [within(20, "working_day", "信息形成或者变更之日")],
    ),
    (
        "属于主动公开范围的政府信息，应当自该政府信息形成或者变更之日起20个工作日内及时公开",
        [within(20, "working_day", "该政府信息形成或者变更之日")],
    ),
    (
        "公示5个工作日，公示期满无异议后3个工作日内公布结果",
        [
            TimeLimit(
                kind="within",
                days=3,
                unit="working_day",
                anchor="公示期满无异议",
                direction="after",
                publicity_days=5,
                publicity_unit="working_day",
            )
        ],
    ),
    ("公示期满后10日内", [within(10, "calendar_day", "公示期满")]),
    ("公示无异议后20个工作日内", [within(20, "working_day", "公示无异议")]),
    ("公示7个工作日内", [unreadable("分不清")]),
    ("公示期：7个工作日", [posting(7, "working_day")]),
    ("公示（7个工作日）", [posting(7, "working_day")]),
    (
        "信息形成之日起20个工作日内（公示7个工作日）",
        [
            TimeLimit(
                kind="within",
                days=20,
                unit="working_day",
                anchor="信息形成之日",
                direction="after",
                publicity_days=7,
                publicity_unit="working_day",
            )
        ],
    ),
    ("公示不少于10个工作日", [posting(10, "working_day")]),
    ("公告30日", [posting(30, "calendar_day")]),
    ("公告时间不少于30日", [posting(30, "calendar_day")]),
    ("在村公示栏公示7天", [posting(7, "calendar_day")]),
    (
        "自批准之日起10个工作日内，在村公示栏公示不少于5个工作日",
        [
            TimeLimit(
                kind="within",
                days=10,
                unit="working_day",
                anchor="批准之日",
                direction="after",
                publicity_days=5,
                publicity_unit="working_day",
            )
        ],
    ),
    ("征求意见不少于30日", [posting(30, "calendar_day")]),
    ("不少于20个工作日", [posting(20, "working_day")]),
    ("公开时间不少于1年", [posting(12, "month")]),
    (
        "长期公开（变更之日起20个工作日内更新）",
        [TimeLimit(kind="continuous"), within(20, "working_day", "变更之日")],
    ),
    ("公开时限：20个工作日", [within(20, "working_day")]),
    ("长期公开，及时更新", [TimeLimit(kind="continuous"), TimeLimit(kind="immediate")]),
    ("信息工作日内", [unreadable("看不懂")]),
    ("20", [unreadable("看不懂")]),
    ("20个工作内", [within(20, "working_day")]),
    ("工作日20个", [unreadable("看不懂")]),
    ("3月内", [unreadable("月份还是")]),
    ("三个月内", [within(3, "month")]),
    ("1个季度内", [within(3, "month")]),
    ("7日内", [within(7, "calendar_day")]),
    ("七个工作日", [within(7, "working_day")]),
    ("自收到申请之日起15个工作日内答复", [within(15, "working_day", "收到申请之日")]),
    ("依申请公开", [unreadable("没有填写时限")]),
    ("无", [unreadable("没有填写时限")]),
    ("/", [unreadable("没有填写时限")]),
    ("—", [unreadable("没有填写时限")]),
    ("不公开", [unreadable("没有填写时限")]),
    ("主动公开", [unreadable("没有填写时限")]),
    ("半个月内", [unreadable("读不懂期限中的数")]),
    ("自印发之日起3日内", [within(3, "calendar_day", "印发之日")]),
    ("发生后立即公开", [TimeLimit(kind="immediate", anchor="发生", direction="after")]),
    (
        "突发事件发生后第一时间",
        [TimeLimit(kind="immediate", anchor="突发事件发生", direction="after")],
    ),
    ("事中公开", [unreadable("看不懂")]),
    ("事前公开", [unreadable("看不懂")]),
    ("项目实施前、实施中、完成后公开", [unreadable("看不懂")]),
    (
        "每年预算批复后20日内",
        [
            TimeLimit(
                kind="periodic",
                days=20,
                unit="calendar_day",
                anchor="每年预算批复",
                period="year",
                direction="after",
            )
        ],
    ),
    (
        "每年人代会后20日内",
        [
            TimeLimit(
                kind="periodic",
                days=20,
                unit="calendar_day",
                anchor="每年人代会",
                period="year",
                direction="after",
            )
        ],
    ),
    (
        "每年财政决算后公开",
        [TimeLimit(kind="periodic", anchor="每年财政决算", period="year", direction="after")],
    ),
    ("每月", [TimeLimit(kind="periodic", period="month")]),
    ("逐月公开", [TimeLimit(kind="periodic", period="month")]),
    ("半年一次", [TimeLimit(kind="periodic", period="half_year")]),
    ("一年一次", [TimeLimit(kind="periodic", period="year")]),
    ("一季度一次", [TimeLimit(kind="periodic", period="quarter")]),
    ("每季度更新一次", [TimeLimit(kind="periodic", period="quarter")]),
    ("每月公布一次", [TimeLimit(kind="periodic", period="month")]),
    (
        "每年4月30日前、10月31日前",
        [
            TimeLimit(kind="by_date", anchor="4月30日", period="year", direction="before"),
            TimeLimit(kind="by_date", anchor="10月31日", period="year", direction="before"),
        ],
    ),
    ("每年1月1日至12月31日", [TimeLimit(kind="by_date", anchor="1月1日至12月31日", period="year")]),
    ("五日内", [within(5, "calendar_day")]),
    ("成交结果确定之日起2个工作日内", [within(2, "working_day", "成交结果确定之日")]),
    ("中标通知书发出之日起2个工作日内公告", [within(2, "working_day", "中标通知书发出之日")]),
    ("自合同签订之日起2个工作日内", [within(2, "working_day", "合同签订之日")]),
    (
        "开标前20日",
        [TimeLimit(kind="within", days=20, unit="calendar_day", anchor="开标", direction="before")],
    ),
    (
        "投标截止时间15日前",
        [
            TimeLimit(
                kind="within",
                days=15,
                unit="calendar_day",
                anchor="投标截止时间",
                direction="before",
            )
        ],
    ),
    ("自政府采购合同签订之日起2个工作日内", [within(2, "working_day", "政府采购合同签订之日")]),
    (
        "信息形成或变更之日起20个工作日内公开（其中：行政处罚信息自作出决定之日起7个工作日内）",
        [within(20, "working_day", "信息形成或变更之日"), within(7, "working_day", "作出决定之日")],
    ),
    ("在规定时限内公开", [unreadable("按规定")]),
    (
        "征收决定作出后及时公告",
        [TimeLimit(kind="immediate", anchor="征收决定作出", direction="after")],
    ),
    ("当日", [TimeLimit(kind="immediate")]),
    ("作出决定当日公开", [TimeLimit(kind="immediate", anchor="作出决定", direction="after")]),
    ("变更后10个工作日内更新", [within(10, "working_day", "变更")]),
    ("更新及时", [TimeLimit(kind="immediate")]),
    ("实时更新", [TimeLimit(kind="immediate")]),
    ("即时公开", [TimeLimit(kind="immediate")]),
    ("信息形成之日起２０个工作日内", [within(20, "working_day", "信息形成之日")]),
    (
        "信息形成或者变更之日起20个工作日内(nèi)公開(kāi)",
        [within(20, "working_day", "信息形成或者变更之日")],
    ),
    (
        "自信息形成或者变\n更之日起\n20个工作\n日内予以\n公开",
        [within(20, "working_day", "信息形成或者变更之日")],
    ),
    (
        "制 定 或 获 取 信 息之日起 10 个 工作日内",
        [within(10, "working_day", "制定或获取信息之日")],
    ),
    ("20个工作日（重大事项及时公开）", [within(20, "working_day"), TimeLimit(kind="immediate")]),
    ("一个工作日内", [within(1, "working_day")]),
    ("信息形成之日起1个工作日", [within(1, "working_day", "信息形成之日")]),
    (
        "自形成或者變更之日起20個工作日內予以公開，法律法規另有規定的從其規定。",
        [within(20, "working_day", "形成或者变更之日")],
    ),
    ("每20个工作日", [TimeLimit(kind="periodic", days=20, unit="working_day")]),
    ("每两年一次", [TimeLimit(kind="periodic", days=24, unit="month")]),
    ("每三个月更新一次", [TimeLimit(kind="periodic", period="quarter")]),
    ("公开7天", [unreadable("分不清")]),
    ("公开期限5年", [unreadable("分不清")]),
    ("公布后长期有效", [TimeLimit(kind="continuous", anchor="公布", direction="after")]),
    ("永久", [TimeLimit(kind="continuous")]),
    ("常态化公开", [TimeLimit(kind="continuous")]),
    ("次年一季度", [TimeLimit(kind="by_date", anchor="次年一季度", period="year")]),
    ("每学年初", [unreadable("看不懂")]),
    ("每学期开学前", [TimeLimit(kind="event", anchor="每学期开学", direction="before")]),
    (
        "每年9月1日前",
        [TimeLimit(kind="by_date", anchor="9月1日", period="year", direction="before")],
    ),
    (
        "每年秋季开学前",
        [TimeLimit(kind="periodic", anchor="每年秋季开学", period="year", direction="before")],
    ),
    (
        "开学前一周",
        [TimeLimit(kind="within", days=7, unit="calendar_day", anchor="开学", direction="before")],
    ),
    ("招生前", [TimeLimit(kind="event", anchor="招生", direction="before")]),
    (
        "招生工作开始前10个工作日",
        [
            TimeLimit(
                kind="within",
                days=10,
                unit="working_day",
                anchor="招生工作开始",
                direction="before",
            )
        ],
    ),
    ("报名前公布", [TimeLimit(kind="event", anchor="报名", direction="before")]),
    ("招生结束后及时公布", [TimeLimit(kind="immediate", anchor="招生结束", direction="after")]),
    ("项目竣工验收后20个工作日内公开", [within(20, "working_day", "项目竣工验收")]),
    ("信息形成或变更后20个工作日内公开", [within(20, "working_day", "信息形成或变更")]),
    ("信息形成或者变更20个工作日以内", [within(20, "working_day", "信息形成或者变更")]),
    ("形成或变更之日起二十个工作日（20个工作日）内", [within(20, "working_day", "形成或变更之日")]),
    ("20（二十）个工作日内", [within(20, "working_day")]),
    ("自信息形成之日20个工作日内", [within(20, "working_day", "信息形成之日")]),
    ("自信息形成之日起的20个工作日内", [within(20, "working_day", "信息形成之日")]),
    ("20个工作日之内", [within(20, "working_day")]),
    ("不超过20个工作日", [within(20, "working_day")]),
    ("最迟20个工作日内", [within(20, "working_day")]),
    ("信息生成后的20个工作日内", [within(20, "working_day", "信息生成")]),
    (
        "信息形成或者变更后3个工作日内,长期公示",
        [within(3, "working_day", "信息形成或者变更"), TimeLimit(kind="continuous")],
    ),
    (
        "及时公开，公示期不少于7天",
        [TimeLimit(kind="immediate", publicity_days=7, publicity_unit="calendar_day")],
    ),
    (
        "自信息形成或变更之日起20个工作日内，长期公开",
        [within(20, "working_day", "信息形成或变更之日"), TimeLimit(kind="continuous")],
    ),
    (
        "执法决定信息在决定作出之日起7个工作日内公开,其他相关信息形成或变更之日起20个工作日内公开",
        [
            within(7, "working_day", "决定作出之日"),
            within(20, "working_day", "其他相关信息形成或变更之日"),
        ],
    ),
    ("长期公开\n随时公开", [TimeLimit(kind="continuous"), TimeLimit(kind="immediate")]),
    ("更改内容后一周内", [within(7, "calendar_day", "更改内容")]),
    (
        "每年的12月或更改内容后一周内",
        [
            TimeLimit(kind="by_date", anchor="12月", period="year"),
            within(7, "calendar_day", "更改内容"),
        ],
    ),
    ("每月第一周", [TimeLimit(kind="periodic", anchor="第一周", period="month")]),
    ("获取该信息之日起20个工作日内", [within(20, "working_day", "获取该信息之日")]),
    ("按卫健委要求单独公开", [unreadable("看不懂")]),
    (
        "每季度结束后次月10日前",
        [
            TimeLimit(
                kind="periodic", anchor="每季度结束后次月10日", period="quarter", direction="before"
            )
        ],
    ),
    (
        "季度首月10日前",
        [TimeLimit(kind="periodic", anchor="首月10日", period="quarter", direction="before")],
    ),
    ("公示期不超过7日", [unreadable("分不清")]),
    ("第一季度公开", [TimeLimit(kind="by_date", anchor="第一季度")]),
    ("三季度公布", [TimeLimit(kind="by_date", anchor="三季度")]),
    ("上半年公开", [TimeLimit(kind="by_date", anchor="上半年")]),
    ("1年/次", [TimeLimit(kind="periodic", period="year")]),
    ("1次/季度", [TimeLimit(kind="periodic", period="quarter")]),
    ("半年/次", [TimeLimit(kind="periodic", period="half_year")]),
    (
        "每季度前10日内",
        [
            TimeLimit(
                kind="periodic", days=10, unit="calendar_day", period="quarter", direction="after"
            )
        ],
    ),
    (
        "每月前5个工作日",
        [TimeLimit(kind="periodic", days=5, unit="working_day", period="month", direction="after")],
    ),
    (
        "每月10日内",
        [
            TimeLimit(
                kind="periodic", days=10, unit="calendar_day", period="month", direction="after"
            )
        ],
    ),
    ("项目完成后，由镇政府20个工作日内公开", [within(20, "working_day", "项目完成")]),
    ("20日（7个工作日）内", [within(20, "calendar_day"), within(7, "working_day")]),
    ("信息形成及时公开", [TimeLimit(kind="immediate", anchor="信息形成", direction="after")]),
    ("及时公开，最迟不超过24小时", [TimeLimit(kind="immediate"), unreadable("小时")]),
    ("20个T作日内", [within(20, "working_day")]),
    ("&amp;nbsp;20个工作日", [within(20, "working_day")]),
    ("在收到申请后的15个工作日内", [within(15, "working_day", "收到申请")]),
    ("会后公开", [TimeLimit(kind="event", anchor="会", direction="after")]),
    ("政策有效期内", [TimeLimit(kind="event", anchor="政策有效期")]),
    ("有变化时更新", [TimeLimit(kind="event", anchor="有变化")]),
    ("信息变动时", [TimeLimit(kind="event", anchor="信息变动")]),
    ("遇重大事项时公开", [TimeLimit(kind="event", anchor="遇重大事项")]),
    ("公示：10天", [posting(10, "calendar_day")]),
    ("不超过7个工作日", [within(7, "working_day")]),
    (
        "自信息形成之日起20个工作日内公开，并长期公示",
        [within(20, "working_day", "信息形成之日"), TimeLimit(kind="continuous")],
    ),
    ("公示满7天", [posting(7, "calendar_day")]),
    ("审核结果公示7天，审批结果公示3天", [posting(7, "calendar_day"), posting(3, "calendar_day")]),
    (
        "自签订之日起15日内；公示期10日；终止后5日内",
        [
            TimeLimit(
                kind="within",
                days=15,
                unit="calendar_day",
                anchor="签订之日",
                direction="after",
                publicity_days=10,
                publicity_unit="calendar_day",
            ),
            within(5, "calendar_day", "终止"),
        ],
    ),
    (
        "①信息形成之日起20个工作日内，②公示期7日",
        [
            TimeLimit(
                kind="within",
                days=20,
                unit="working_day",
                anchor="信息形成之日",
                direction="after",
                publicity_days=7,
                publicity_unit="calendar_day",
            )
        ],
    ),
    (
        "（一）信息形成之日起20个工作日内（二）每季度公示",
        [within(20, "working_day", "信息形成之日"), TimeLimit(kind="periodic", period="quarter")],
    ),
    (
        "1、每年1月31日前2、及时",
        [
            TimeLimit(kind="by_date", anchor="1月31日", period="year", direction="before"),
            TimeLimit(kind="immediate"),
        ],
    ),
    ("每两个月", [TimeLimit(kind="periodic", days=2, unit="month")]),
    ("15天一次", [TimeLimit(kind="periodic", days=15, unit="calendar_day")]),
    ("一个月一次", [TimeLimit(kind="periodic", period="month")]),
    ("三个月更新一次", [TimeLimit(kind="periodic", period="quarter")]),
    ("每隔10天", [TimeLimit(kind="periodic", days=10, unit="calendar_day")]),
    ("（同上）", [TimeLimit(same_as_above=True)]),
    ("同上；公示7天", [TimeLimit(same_as_above=True), posting(7, "calendar_day")]),
    ("今年内", [unreadable("看不懂")]),
    ("2020年5月1日起施行", [unreadable("看不懂")]),
    ("自然灾害发生之日起2日内", [within(2, "calendar_day", "自然灾害发生之日")]),
    ("自然资源部门批准后10个工作日内", [within(10, "working_day", "自然资源部门批准")]),
    (
        "征地补偿安置方案公告之日起10个工作日内",
        [within(10, "working_day", "征地补偿安置方案公告之日")],
    ),
    ("征地补偿安置公告不少于30日", [posting(30, "calendar_day")]),
    ("拟征收土地公告10个工作日内", [within(10, "working_day", "拟征收土地公告")]),
    ("征地公告期满后", [TimeLimit(kind="event", anchor="征地公告期满", direction="after")]),
    ("每年10月", [TimeLimit(kind="by_date", anchor="10月", period="year")]),
    (
        "于每年的3月31日之前",
        [TimeLimit(kind="by_date", anchor="3月31日", period="year", direction="before")],
    ),
    (
        "每年3月31日前和9月30日前",
        [
            TimeLimit(kind="by_date", anchor="3月31日", period="year", direction="before"),
            TimeLimit(kind="by_date", anchor="9月30日", period="year", direction="before"),
        ],
    ),
    ("每学期初", [unreadable("看不懂")]),
    (
        "收到征地批复之日起15个工作日内公告,公告期不少于5个工作日",
        [
            TimeLimit(
                kind="within",
                days=15,
                unit="working_day",
                anchor="收到征地批复之日",
                direction="after",
                publicity_days=5,
                publicity_unit="working_day",
            )
        ],
    ),
    ("自收到之日起两日内", [within(2, "calendar_day", "收到之日")]),
    ("公示结束后", [TimeLimit(kind="event", anchor="公示结束", direction="after")]),
    (
        "项目立项后及时公开，变更及时更新",
        [
            TimeLimit(kind="immediate", anchor="项目立项", direction="after"),
            TimeLimit(kind="immediate", anchor="变更", direction="after"),
        ],
    ),
    (
        "应急预案印发后20个工作日内，预警信息实时发布",
        [within(20, "working_day", "应急预案印发"), TimeLimit(kind="immediate")],
    ),
    (
        "20日内，公示时间7日",
        [
            TimeLimit(
                kind="within",
                days=20,
                unit="calendar_day",
                direction="after",
                publicity_days=7,
                publicity_unit="calendar_day",
            )
        ],
    ),
    ("提前7天公告", [TimeLimit(kind="within", days=7, unit="calendar_day", direction="before")]),
    (
        "至少提前3个工作日",
        [TimeLimit(kind="within", days=3, unit="working_day", direction="before")],
    ),
    ("不少于7天的公示", [posting(7, "calendar_day")]),
    ("进行7个工作日公示", [posting(7, "working_day")]),
    ("7个工作日公示", [unreadable("分不清")]),
    ("7个工作日的公示期", [posting(7, "working_day")]),
    ("批复之日起 20 日内（不含涉密信息）", [within(20, "calendar_day", "批复之日")]),
    ("20个工作日（自信息形成之日起）", [within(20, "working_day", "信息形成之日")]),
    (
        "自信息形成或变更之日起20个工作日内。公示类信息：公示期为5个工作日。",
        [
            TimeLimit(
                kind="within",
                days=20,
                unit="working_day",
                anchor="信息形成或变更之日",
                direction="after",
                publicity_days=5,
                publicity_unit="working_day",
            )
        ],
    ),
    (
        "每年预算经人大批准后20日内，每年决算经批准后20日内",
        [
            TimeLimit(
                kind="periodic",
                days=20,
                unit="calendar_day",
                anchor="每年预算经人大批准",
                period="year",
                direction="after",
            ),
            TimeLimit(
                kind="periodic",
                days=20,
                unit="calendar_day",
                anchor="每年决算经批准",
                period="year",
                direction="after",
            ),
        ],
    ),
    ("按规定及时公开", [TimeLimit(kind="immediate")]),
    ("长期公开/及时更新", [TimeLimit(kind="continuous"), TimeLimit(kind="immediate")]),
    (
        "信息形成或者变更之日起20个工作日内/及时公开",
        [within(20, "working_day", "信息形成或者变更之日"), TimeLimit(kind="immediate")],
    ),
    ("20个工作日内或及时公开", [within(20, "working_day"), TimeLimit(kind="immediate")]),
    ("即时办理", [TimeLimit(kind="immediate")]),
    ("即日起", [unreadable("看不懂")]),
    ("零个工作日", [unreadable("读不懂期限中的数")]),
    ("0个工作日内", [unreadable("读不懂期限中的数")]),
    ("三五日内", [unreadable("读不懂期限中的数")]),
    ("第20个工作日前", [unreadable("看不懂")]),
    ("自信息形成次日起20个工作日内", [within(20, "working_day", "信息形成")]),
    ("自受理之日起算20个工作日", [within(20, "working_day", "受理之日")]),
    (
        "自政府信息形成之日（含当日）起20个工作日内",
        [within(20, "working_day", "政府信息形成之日（含当日）")],
    ),
    (
        "信息形成或变更之日起20个工作日内公开,特殊情况除外",
        [within(20, "working_day", "信息形成或变更之日")],
    ),
    ("依申请公开：自收到申请之日起20个工作日内", [within(20, "working_day", "收到申请之日")]),
    (
        "突发事件5小时内发布权威信息，24小时内举行新闻发布会",
        [unreadable("小时"), unreadable("小时")],
    ),
    (
        "本级人民代表大会或其常务委员会批准后20日内",
        [within(20, "calendar_day", "本级人民代表大会或其常务委员会批准")],
    ),
    ("人大会议批复后20日内", [within(20, "calendar_day", "人大会议批复")]),
    ("信息形成或变更之日起20工作日内", [within(20, "working_day", "信息形成或变更之日")]),
    (
        "信息产生、变更之日起20个工作日内公开,保持长期公开(相关政策法规另有规定的应从其规定)",
        [within(20, "working_day", "信息产生、变更之日"), TimeLimit(kind="continuous")],
    ),
    ("信息形成（变更）5个工作日内", [within(5, "working_day", "信息形成（变更）")]),
    ("半年至少更新1次", [TimeLimit(kind="periodic", period="half_year")]),
    (
        "1月31日之前公布上一年度报告",
        [TimeLimit(kind="by_date", anchor="1月31日", period="year", direction="before")],
    ),
    ("信息获取(形成变更)20个工作日内", [within(20, "working_day", "信息获取（形成变更）")]),
    ("15个工作日", [within(15, "working_day")]),
    ("15个工作日内公开", [within(15, "working_day")]),
    (
        "每季度第二周前或更改内容后一周内",
        [
            TimeLimit(kind="periodic", anchor="第二周", period="quarter", direction="before"),
            within(7, "calendar_day", "更改内容"),
        ],
    ),
    ("按照区财政统一部署执行", [unreadable("按规定")]),
    (
        "拟征收土地现状调查结束后5个工作日内,,公开,。",
        [within(5, "working_day", "拟征收土地现状调查结束")],
    ),
    (
        "信息形成或者变更之日起20个工作日内公开，公开时间不少于5年",
        [
            TimeLimit(
                kind="within",
                days=20,
                unit="working_day",
                anchor="信息形成或者变更之日",
                direction="after",
                publicity_days=60,
                publicity_unit="month",
            )
        ],
    ),
    (
        "自形成或者变更之日起 20 个工作日内予以公开。（法律、法规另有规定的，从其规定）",
        [within(20, "working_day", "形成或者变更之日")],
    ),
    ("形成或变更之日起20个工作日內", [within(20, "working_day", "形成或变更之日")]),
    (
        "行政许可、行政处罚等信息自作出行政决定之日起7个工作日内，其他信息20个工作日内",
        [within(7, "working_day", "作出行政决定之日"), within(20, "working_day")],
    ),
    (
        "自作出决定之日起7个工作日内上网公开；法律、行政法规另有规定的除外",
        [within(7, "working_day", "作出决定之日")],
    ),
    (
        "公共资源交易信息产生之日起2个工作日内",
        [within(2, "working_day", "公共资源交易信息产生之日")],
    ),
    (
        "采购合同签订之日起2个工作日内，公告期限为1个工作日",
        [
            TimeLimit(
                kind="within",
                days=2,
                unit="working_day",
                anchor="采购合同签订之日",
                direction="after",
                publicity_days=1,
                publicity_unit="working_day",
            )
        ],
    ),
    (
        "投标截止日5日前",
        [
            TimeLimit(
                kind="within", days=5, unit="calendar_day", anchor="投标截止日", direction="before"
            )
        ],
    ),
    (
        "招标公告发布之日起不少于5日",
        [
            TimeLimit(
                kind="event",
                anchor="招标公告发布之日",
                direction="after",
                publicity_days=5,
                publicity_unit="calendar_day",
            )
        ],
    ),
    ("中标候选人公示不少于3日", [posting(3, "calendar_day")]),
    (
        "自收到评标报告之日起3日内公示，公示期不得少于3日",
        [
            TimeLimit(
                kind="within",
                days=3,
                unit="calendar_day",
                anchor="收到评标报告之日",
                direction="after",
                publicity_days=3,
                publicity_unit="calendar_day",
            )
        ],
    ),
    (
        "批前公示不少于30日，批后公布20个工作日内",
        [
            TimeLimit(
                kind="within",
                days=20,
                unit="working_day",
                anchor="批后公布",
                direction="after",
                publicity_days=30,
                publicity_unit="calendar_day",
            )
        ],
    ),
    (
        "规划批准后20个工作日内公开，长期公示",
        [within(20, "working_day", "规划批准"), TimeLimit(kind="continuous")],
    ),
    (
        "城乡规划报送审批前，公告时间不得少于30日",
        [
            TimeLimit(
                kind="event",
                anchor="城乡规划报送审批",
                direction="before",
                publicity_days=30,
                publicity_unit="calendar_day",
            )
        ],
    ),
    ("控规批准之日起20个工作日内", [within(20, "working_day", "控规批准之日")]),
    ("许可后20个工作日内", [within(20, "working_day", "许可")]),
    ("自许可决定作出之日起20日内", [within(20, "calendar_day", "许可决定作出之日")]),
    (
        "作出处罚决定之日起7个工作日内，公示期限为1年",
        [
            TimeLimit(
                kind="within",
                days=7,
                unit="working_day",
                anchor="作出处罚决定之日",
                direction="after",
                publicity_days=12,
                publicity_unit="month",
            )
        ],
    ),
    ("最短公示期3个月，最长公示期3年", [posting(3, "month"), posting(36, "month")]),
    ("处罚信息公示期限为三个月至一年", [unreadable("范围")]),
    (
        "入学招生工作开展前",
        [TimeLimit(kind="event", anchor="入学招生工作开展", direction="before")],
    ),
    ("招生简章发布后", [TimeLimit(kind="event", anchor="招生简章发布", direction="after")]),
    (
        "当年招生工作启动前",
        [TimeLimit(kind="event", anchor="当年招生工作启动", direction="before")],
    ),
    ("学期结束后一个月内", [within(1, "month", "学期结束")]),
    ("每学期至少一次", [unreadable("看不懂")]),
    ("低保对象名单长期公示", [TimeLimit(kind="continuous")]),
    ("动态管理、长期公示", [TimeLimit(kind="continuous")]),
    ("公示7天无异议后", [posting(7, "calendar_day")]),
    (
        "民主评议结束后公示7天",
        [
            TimeLimit(
                kind="event",
                anchor="民主评议结束",
                direction="after",
                publicity_days=7,
                publicity_unit="calendar_day",
            )
        ],
    ),
    (
        "审批结束后3个工作日内，公示不少于7天",
        [
            TimeLimit(
                kind="within",
                days=3,
                unit="working_day",
                anchor="审批结束",
                direction="after",
                publicity_days=7,
                publicity_unit="calendar_day",
            )
        ],
    ),
    (
        "审核确认后3个工作日内长期公示",
        [within(3, "working_day", "审核确认"), TimeLimit(kind="continuous")],
    ),
    ("收到材料后20日内", [within(20, "calendar_day", "收到材料")]),
    ("县级民政部门批准后3日内", [within(3, "calendar_day", "县级民政部门批准")]),
    ("每月25日前", [TimeLimit(kind="periodic", anchor="25日", period="month", direction="before")]),
    ("每月月底前", [TimeLimit(kind="periodic", anchor="月底", period="month", direction="before")]),
    ("季末", [unreadable("看不懂")]),
    ("每年年初", [TimeLimit(kind="by_date", anchor="年初", period="year")]),
    ("年初", [TimeLimit(kind="by_date", anchor="年初")]),
    ("年中", [TimeLimit(kind="by_date", anchor="年中")]),
    ("年末", [TimeLimit(kind="by_date", anchor="年末")]),
    ("年度结束后3个月内", [within(3, "month", "年度结束")]),
    (
        "每年6月底前公开上年决算",
        [TimeLimit(kind="by_date", anchor="6月底", period="year", direction="before")],
    ),
    (
        "预算公开:经批准后20日内;决算公开:每年10月底前",
        [
            within(20, "calendar_day", "经批准"),
            TimeLimit(kind="by_date", anchor="10月底", period="year", direction="before"),
        ],
    ),
    ("按照财政部门统一要求的时间公开", [unreadable("按规定")]),
    ("项目资金下达后20个工作日内", [within(20, "working_day", "项目资金下达")]),
    (
        "实施前公示10天，完成后公告10天",
        [
            TimeLimit(
                kind="event",
                anchor="实施",
                direction="before",
                publicity_days=10,
                publicity_unit="calendar_day",
            ),
            TimeLimit(
                kind="event",
                anchor="完成",
                direction="after",
                publicity_days=10,
                publicity_unit="calendar_day",
            ),
        ],
    ),
    ("项目公告公示期限10天以上", [posting(10, "calendar_day")]),
    ("完工后一个月", [within(1, "month", "完工")]),
    ("常公开", [unreadable("看不懂")]),
    ("全程公开", [unreadable("看不懂")]),
    ("全年常态化公开", [TimeLimit(kind="continuous")]),
    ("7×24小时", [unreadable("小时")]),
    ("7*24小时", [unreadable("小时")]),
    ("工作时间内", [unreadable("看不懂")]),
    ("法定工作日", [unreadable("按规定")]),
    (
        "信息形成后即时公开，长期保留",
        [
            TimeLimit(kind="immediate", anchor="信息形成", direction="after"),
            TimeLimit(kind="continuous"),
        ],
    ),
    (
        "立即公开，公开期30天",
        [TimeLimit(kind="immediate", publicity_days=30, publicity_unit="calendar_day")],
    ),
    ("不少于三十日", [posting(30, "calendar_day")]),
    ("自公告之日起三十日", [within(30, "calendar_day", "公告之日")]),
    (
        "公告之日起不少于30日",
        [
            TimeLimit(
                kind="event",
                anchor="公告之日",
                direction="after",
                publicity_days=30,
                publicity_unit="calendar_day",
            )
        ],
    ),
    (
        "提前15日发布公告",
        [TimeLimit(kind="within", days=15, unit="calendar_day", direction="before")],
    ),
    (
        "会议召开10日前",
        [
            TimeLimit(
                kind="within", days=10, unit="calendar_day", anchor="会议召开", direction="before"
            )
        ],
    ),
    ("突发事件发生后5小时内", [unreadable("小时")]),
    ("汛期每日更新", [TimeLimit(kind="periodic", days=1, unit="calendar_day")]),
    (
        "实时（每日）更新",
        [TimeLimit(kind="immediate"), TimeLimit(kind="periodic", days=1, unit="calendar_day")],
    ),
    ("每天更新", [TimeLimit(kind="periodic", days=1, unit="calendar_day")]),
    ("按日", [TimeLimit(kind="periodic", days=1, unit="calendar_day")]),
    ("按周", [TimeLimit(kind="periodic", days=7, unit="calendar_day")]),
    ("按旬", [unreadable("看不懂")]),
    ("逐年更新", [TimeLimit(kind="periodic", period="year")]),
    ("一年两次", [TimeLimit(kind="periodic", period="year"), unreadable("次数")]),
    (
        "一年二次，6月和12月",
        [
            TimeLimit(kind="periodic", period="year"),
            TimeLimit(kind="by_date", anchor="6月和12月"),
            unreadable("次数"),
        ],
    ),
    ("每年上半年", [TimeLimit(kind="by_date", anchor="上半年", period="year")]),
    (
        "上半年7月底前，下半年次年1月底前",
        [
            TimeLimit(kind="by_date", anchor="7月底", direction="before"),
            TimeLimit(kind="by_date", anchor="次年1月底", period="year", direction="before"),
        ],
    ),
    (
        "每季度末月25日前",
        [TimeLimit(kind="periodic", anchor="末月25日", period="quarter", direction="before")],
    ),
    (
        "每季第1个月10日前",
        [TimeLimit(kind="periodic", anchor="第1个月10日", period="quarter", direction="before")],
    ),
    ("季后15日内", [within(15, "calendar_day", "季")]),
    ("月后5日内", [within(5, "calendar_day", "月")]),
    (
        "每季度终了10日内",
        [
            TimeLimit(
                kind="periodic",
                days=10,
                unit="calendar_day",
                anchor="每季度终了",
                period="quarter",
                direction="after",
            )
        ],
    ),
    ("半年结束后15日内", [within(15, "calendar_day", "半年结束")]),
    (
        "每半年结束后15日内",
        [
            TimeLimit(
                kind="periodic",
                days=15,
                unit="calendar_day",
                anchor="每半年结束",
                period="half_year",
                direction="after",
            )
        ],
    ),
    (
        "每季度第一个月15日前",
        [TimeLimit(kind="periodic", anchor="第一个月15日", period="quarter", direction="before")],
    ),
    ("20个工作日内公示2次", [within(20, "working_day")]),
    ("6月、12月公开", [TimeLimit(kind="by_date", anchor="6月、12月")]),
    (
        "公示结束后公告30日",
        [
            TimeLimit(
                kind="event",
                anchor="公示结束",
                direction="after",
                publicity_days=30,
                publicity_unit="calendar_day",
            )
        ],
    ),
    ("2020年5月1日", [TimeLimit(kind="by_date", anchor="2020年5月1日")]),
    (
        "每月5日、20日前",
        [TimeLimit(kind="periodic", anchor="5日、20日", period="month", direction="before")],
    ),
]


@pytest.mark.parametrize(("phrase", "expected"), PHRASES)
def test_phrase_is_read(phrase: str, expected: list[TimeLimit]) -> None:
    first = parse(phrase)
    read = [replace(first, also=()), *first.also]
    for limit, wanted in zip(read, expected, strict=True):
        # The table names the words that the reason must contain.
        assert (wanted.reason or "") in (limit.reason or "")
        assert (limit.reason is None) == (wanted.reason is None)
        assert replace(limit, reason=None) == replace(wanted, reason=None)
