"""Limits that count working days, as printed and as damaged, checked by hand."""

from __future__ import annotations

import pytest

from rules.test_time_limits_notation import said

WORKING_DAYS: list[tuple[str, list[str]]] = [
    (
        "信息形成20个工作日内;公示7个工作日",
        ["within 20 working_day after 信息形成, posted 7 working_day"],
    ),
    (
        "制定或获取信息之日起10个工作日内；公示时间不少于7个工作日",
        ["within 10 working_day after 制定或获取信息之日, posted 7 working_day"],
    ),
    ("7个工作日内公示", ["within 7 working_day after"]),
    ("2 0 个工 作日", ["within 20 working_day after"]),
    ("自信息形成之日起二十个工作日内", ["within 20 working_day after 信息形成之日"]),
    ("十五个工作日内", ["within 15 working_day after"]),
    ("20日（工作日）内", ["within 20 working_day after"]),
    ("20个工作曰内", ["within 20 working_day after"]),
    ("信息形成20 个工作E内", ["within 20 working_day after 信息形成"]),
    (
        "自該政府信息形成或者變更之日起20個工作日內予以公開",
        ["within 20 working_day after 该政府信息形成或者变更之日"],
    ),
    (
        (
            "信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规"
            "定。"
        ),
        ["within 20 working_day after 信息形成或者变更之日"],
    ),
    (
        "信息形成或变更之日起20个工作日内（法律、法规另有规定的，从其规定）",
        ["within 20 working_day after 信息形成或变更之日"],
    ),
    (
        "信息形成或变更之日起20个工作日内予以公开，法律法规另有规定的从其规定。",
        ["within 20 working_day after 信息形成或变更之日"],
    ),
    (
        "政府信息形成或者变更之日起20个工作日内（法律法规另有规定的除外）",
        ["within 20 working_day after 政府信息形成或者变更之日"],
    ),
    ("&nbsp;信息形成&nbsp;20个工作日内", ["within 20 working_day after 信息形成"]),
    ("1. 信息形成之日起20个工作日内", ["within 20 working_day after 信息形成之日"]),
    (
        "1.信息形成之日起20个工作日内2.行政处罚7个工作日内",
        ["within 20 working_day after 信息形成之日", "within 7 working_day after"],
    ),
    ("自作出行政决定之日起7个工作日内", ["within 7 working_day after 作出行政决定之日"]),
    (
        "自收到申请之日起20个工作日内 自该信息形成或者变更之日起20个工作日内",
        [
            "within 20 working_day after 收到申请之日",
            "within 20 working_day after 该信息形成或者变更之日",
        ],
    ),
    (
        "自该政府信息形成或者变更之日起20个工作日内及时公开。执法决定做出之日起7个工作日内。",
        [
            "within 20 working_day after 该政府信息形成或者变更之日",
            "within 7 working_day after 执法决定做出之日",
        ],
    ),
    (
        "信息形成个20个工作日内公开;其中行政处罚事项应自作出行政决定之日起 7个工作日内公示",
        ["within 20 working_day after 信息形成", "within 7 working_day after 作出行政决定之日"],
    ),
    (
        "信息形成(变更)下发至本单位20个工作日内",
        ["within 20 working_day after 信息形成（变更）下发至本单位"],
    ),
    (
        "信息形成或者变更之日起20个工作日内予以公开;征求意见期限不得少于30日",
        ["within 20 working_day after 信息形成或者变更之日, posted 30 calendar_day"],
    ),
    ("及时公开，最迟不超过20个工作日", ["within 20 working_day after"]),
    ("信息形成后及时公开，最长不超过20个工作日", ["within 20 working_day after 信息形成"]),
    ("颁布或印发之日起5个工作日内", ["within 5 working_day after 颁布或印发之日"]),
    ("信息形成后，应在20个工作日内公开", ["within 20 working_day after 信息形成"]),
    (
        "自信息形成或者变更之日起，20个工作日内公开",
        ["within 20 working_day after 信息形成或者变更之日"],
    ),
    (
        "属于主动公开范围的政府信息，应当自该政府信息形成或者变更之日起20个工作日内及时公开",
        ["within 20 working_day after 该政府信息形成或者变更之日"],
    ),
    (
        "公示5个工作日，公示期满无异议后3个工作日内公布结果",
        ["within 3 working_day after 公示期满无异议, posted 5 working_day"],
    ),
    ("公示无异议后20个工作日内", ["within 20 working_day after 公示无异议"]),
    (
        "信息形成之日起20个工作日内（公示7个工作日）",
        ["within 20 working_day after 信息形成之日, posted 7 working_day"],
    ),
    (
        "自批准之日起10个工作日内，在村公示栏公示不少于5个工作日",
        ["within 10 working_day after 批准之日, posted 5 working_day"],
    ),
    ("公开时限：20个工作日", ["within 20 working_day after"]),
    ("20个工作内", ["within 20 working_day after"]),
    ("七个工作日", ["within 7 working_day after"]),
    ("自收到申请之日起15个工作日内答复", ["within 15 working_day after 收到申请之日"]),
    ("成交结果确定之日起2个工作日内", ["within 2 working_day after 成交结果确定之日"]),
    ("中标通知书发出之日起2个工作日内公告", ["within 2 working_day after 中标通知书发出之日"]),
    ("自合同签订之日起2个工作日内", ["within 2 working_day after 合同签订之日"]),
    ("自政府采购合同签订之日起2个工作日内", ["within 2 working_day after 政府采购合同签订之日"]),
    (
        ("信息形成或变更之日起20个工作日内公开（其中：行政处罚信息自作出决定之日起7个工作日内）"),
        [
            "within 20 working_day after 信息形成或变更之日",
            "within 7 working_day after 作出决定之日",
        ],
    ),
    ("变更后10个工作日内更新", ["within 10 working_day after 变更"]),
    ("信息形成之日起２０个工作日内", ["within 20 working_day after 信息形成之日"]),
    (
        "信息形成或者变更之日起20个工作日内(nèi)公開(kāi)",
        ["within 20 working_day after 信息形成或者变更之日"],
    ),
    (
        "自信息形成或者变\n更之日起\n20个工作\n日内予以\n公开",
        ["within 20 working_day after 信息形成或者变更之日"],
    ),
    (
        "制 定 或 获 取 信 息之日起 10 个 工作日内",
        ["within 10 working_day after 制定或获取信息之日"],
    ),
    ("20个工作日（重大事项及时公开）", ["within 20 working_day after", "immediate"]),
    ("一个工作日内", ["within 1 working_day after"]),
    ("信息形成之日起1个工作日", ["within 1 working_day after 信息形成之日"]),
    (
        "自形成或者變更之日起20個工作日內予以公開，法律法規另有規定的從其規定。",
        ["within 20 working_day after 形成或者变更之日"],
    ),
    ("招生工作开始前10个工作日", ["within 10 working_day before 招生工作开始"]),
    ("项目竣工验收后20个工作日内公开", ["within 20 working_day after 项目竣工验收"]),
    ("信息形成或变更后20个工作日内公开", ["within 20 working_day after 信息形成或变更"]),
    ("信息形成或者变更20个工作日以内", ["within 20 working_day after 信息形成或者变更"]),
    (
        "形成或变更之日起二十个工作日（20个工作日）内",
        ["within 20 working_day after 形成或变更之日"],
    ),
    ("20（二十）个工作日内", ["within 20 working_day after"]),
    ("自信息形成之日20个工作日内", ["within 20 working_day after 信息形成之日"]),
    ("自信息形成之日起的20个工作日内", ["within 20 working_day after 信息形成之日"]),
    ("20个工作日之内", ["within 20 working_day after"]),
    ("不超过20个工作日", ["within 20 working_day after"]),
    ("最迟20个工作日内", ["within 20 working_day after"]),
    ("信息生成后的20个工作日内", ["within 20 working_day after 信息生成"]),
    (
        "信息形成或者变更后3个工作日内,长期公示",
        ["within 3 working_day after 信息形成或者变更", "continuous"],
    ),
    (
        "自信息形成或变更之日起20个工作日内，长期公开",
        ["within 20 working_day after 信息形成或变更之日", "continuous"],
    ),
    (
        (
            "执法决定信息在决定作出之日起7个工作日内公开,其他相关信息形成或变更之日起20个工作日内"
            "公开"
        ),
        [
            "within 7 working_day after 决定作出之日",
            "within 20 working_day after 其他相关信息形成或变更之日",
        ],
    ),
    ("获取该信息之日起20个工作日内", ["within 20 working_day after 获取该信息之日"]),
    ("项目完成后，由镇政府20个工作日内公开", ["within 20 working_day after 项目完成"]),
    ("20个T作日内", ["within 20 working_day after"]),
    ("&amp;nbsp;20个工作日", ["within 20 working_day after"]),
    ("在收到申请后的15个工作日内", ["within 15 working_day after 收到申请"]),
    ("不超过7个工作日", ["within 7 working_day after"]),
    (
        "自信息形成之日起20个工作日内公开，并长期公示",
        ["within 20 working_day after 信息形成之日", "continuous"],
    ),
    (
        "①信息形成之日起20个工作日内，②公示期7日",
        ["within 20 working_day after 信息形成之日, posted 7 calendar_day"],
    ),
    (
        "（一）信息形成之日起20个工作日内（二）每季度公示",
        ["within 20 working_day after 信息形成之日", "periodic quarter"],
    ),
    ("自然资源部门批准后10个工作日内", ["within 10 working_day after 自然资源部门批准"]),
    (
        "征地补偿安置方案公告之日起10个工作日内",
        ["within 10 working_day after 征地补偿安置方案公告之日"],
    ),
    ("拟征收土地公告10个工作日内", ["within 10 working_day after 拟征收土地公告"]),
    (
        "收到征地批复之日起15个工作日内公告,公告期不少于5个工作日",
        ["within 15 working_day after 收到征地批复之日, posted 5 working_day"],
    ),
    (
        "应急预案印发后20个工作日内，预警信息实时发布",
        ["within 20 working_day after 应急预案印发", "immediate"],
    ),
    ("至少提前3个工作日", ["within 3 working_day before"]),
    ("20个工作日（自信息形成之日起）", ["within 20 working_day after 信息形成之日"]),
    (
        "自信息形成或变更之日起20个工作日内。公示类信息：公示期为5个工作日。",
        ["within 20 working_day after 信息形成或变更之日, posted 5 working_day"],
    ),
    (
        "信息形成或者变更之日起20个工作日内/及时公开",
        ["within 20 working_day after 信息形成或者变更之日", "immediate"],
    ),
    ("20个工作日内或及时公开", ["within 20 working_day after", "immediate"]),
    ("自信息形成次日起20个工作日内", ["within 20 working_day after 信息形成"]),
    ("自受理之日起算20个工作日", ["within 20 working_day after 受理之日"]),
    (
        "自政府信息形成之日（含当日）起20个工作日内",
        ["within 20 working_day after 政府信息形成之日（含当日）"],
    ),
    (
        "信息形成或变更之日起20个工作日内公开,特殊情况除外",
        ["within 20 working_day after 信息形成或变更之日"],
    ),
    ("依申请公开：自收到申请之日起20个工作日内", ["within 20 working_day after 收到申请之日"]),
    ("信息形成或变更之日起20工作日内", ["within 20 working_day after 信息形成或变更之日"]),
    (
        "信息产生、变更之日起20个工作日内公开,保持长期公开(相关政策法规另有规定的应从其规定)",
        ["within 20 working_day after 信息产生、变更之日", "continuous"],
    ),
    ("信息形成（变更）5个工作日内", ["within 5 working_day after 信息形成（变更）"]),
    ("信息获取(形成变更)20个工作日内", ["within 20 working_day after 信息获取（形成变更）"]),
    ("15个工作日", ["within 15 working_day after"]),
    ("15个工作日内公开", ["within 15 working_day after"]),
    (
        "拟征收土地现状调查结束后5个工作日内,,公开,。",
        ["within 5 working_day after 拟征收土地现状调查结束"],
    ),
    (
        "信息形成或者变更之日起20个工作日内公开，公开时间不少于5年",
        ["within 20 working_day after 信息形成或者变更之日, posted 60 month"],
    ),
    (
        "自形成或者变更之日起 20 个工作日内予以公开。（法律、法规另有规定的，从其规定）",
        ["within 20 working_day after 形成或者变更之日"],
    ),
    ("形成或变更之日起20个工作日內", ["within 20 working_day after 形成或变更之日"]),
    (
        "行政许可、行政处罚等信息自作出行政决定之日起7个工作日内，其他信息20个工作日内",
        ["within 7 working_day after 作出行政决定之日", "within 20 working_day after"],
    ),
    (
        "自作出决定之日起7个工作日内上网公开；法律、行政法规另有规定的除外",
        ["within 7 working_day after 作出决定之日"],
    ),
    (
        "公共资源交易信息产生之日起2个工作日内",
        ["within 2 working_day after 公共资源交易信息产生之日"],
    ),
    (
        "采购合同签订之日起2个工作日内，公告期限为1个工作日",
        ["within 2 working_day after 采购合同签订之日, posted 1 working_day"],
    ),
    (
        "批前公示不少于30日，批后公布20个工作日内",
        ["within 20 working_day after 批后公布, posted 30 calendar_day"],
    ),
    (
        "规划批准后20个工作日内公开，长期公示",
        ["within 20 working_day after 规划批准", "continuous"],
    ),
    ("控规批准之日起20个工作日内", ["within 20 working_day after 控规批准之日"]),
    ("许可后20个工作日内", ["within 20 working_day after 许可"]),
    (
        "作出处罚决定之日起7个工作日内，公示期限为1年",
        ["within 7 working_day after 作出处罚决定之日, posted 12 month"],
    ),
    (
        "审批结束后3个工作日内，公示不少于7天",
        ["within 3 working_day after 审批结束, posted 7 calendar_day"],
    ),
    ("审核确认后3个工作日内长期公示", ["within 3 working_day after 审核确认", "continuous"]),
    ("项目资金下达后20个工作日内", ["within 20 working_day after 项目资金下达"]),
    (
        "信息形成之日起20个工作日内公开；涉及公示的，公示时间不少于7天",
        ["within 20 working_day after 信息形成之日, posted 7 calendar_day"],
    ),
    (
        "信息形成之日起20个工作日内公开，公示期限按规定执行",
        ["within 20 working_day after 信息形成之日"],
    ),
    ("听证会举行的7个工作日前", ["within 7 working_day before 听证会举行"]),
    (
        "活动开展前3个工作日，活动结束后5个工作日内",
        ["within 3 working_day before 活动开展", "within 5 working_day after 活动结束"],
    ),
    ("信息形成之日起20个工作日（含）内", ["within 20 working_day after 信息形成之日"]),
    ("20个工怍日内", ["within 20 working_day after"]),
    ("20个丄作日内", ["within 20 working_day after"]),
    ("二〇个工作日内", ["within 20 working_day after"]),
    ("二零个工作日", ["within 20 working_day after"]),
    (
        "收到申请之日起20个工作日内答复，经批准延长的，延长期限不得超过20个工作日",
        ["within 20 working_day after 收到申请之日", "within 20 working_day after"],
    ),
    ("信息形成或変更之日起20个工作日内", ["within 20 working_day after 信息形成或变更之日"]),
    ("信息形成后十个工作日内（节假日顺延）", ["within 10 working_day after 信息形成"]),
    ("信息形成后10个工作日内（遇法定节假日顺延）", ["within 10 working_day after 信息形成"]),
    ("政策文件公布之日起3个工作日内", ["within 3 working_day after 政策文件公布之日"]),
    ("文件印发后3个工作日内同步解读", ["within 3 working_day after 文件印发"]),
    ("5个工作日(特殊情况除外)", ["within 5 working_day after"]),
    ("5个工作日(自受理之日起)", ["within 5 working_day after 受理之日"]),
    ("自受理申请之日起5个工作日内办结并公开", ["within 5 working_day after 受理申请之日"]),
    ("结果产生后20个工作日", ["within 20 working_day after 结果产生"]),
    ("公开时间：信息形成之日起20个工作日内", ["within 20 working_day after 信息形成之日"]),
    ("公开期限为20个工作日", ["within 20 working_day after"]),
    ("中长期规划批准后20个工作日内", ["within 20 working_day after 中长期规划批准"]),
    ("百日攻坚行动结束后20个工作日内公开", ["within 20 working_day after 百日攻坚行动结束"]),
    ("近两年信息形成20个工作日内", ["within 20 working_day after 近两年信息形成"]),
    ("60周岁以上老人名单20个工作日内", ["within 20 working_day after"]),
    ("《政府信息公开条例》（2019年4月3日修订）规定的20个工作日内", ["within 20 working_day after"]),
    (
        (
            "依据《中华人民共和国政府信息公开条例》第二十六条，自该政府信息形成或者变更之日起20个"
            "工作日内"
        ),
        ["within 20 working_day after 该政府信息形成或者变更之日"],
    ),
    (
        "信息形成之日起20个工作日内，至少保留一年",
        ["within 20 working_day after 信息形成之日, posted 12 month"],
    ),
    ("20个工作日内公示2次", ["within 20 working_day after"]),
    ("关联规范性文件公开3个工作日内", ["within 3 working_day after 关联规范性文件公开"]),
    ("主动公开20个工作日内", ["within 20 working_day after"]),
    (
        "信息形成之日起20个工作日内;行政许可和行政处罚决定作出后7个工作日内",
        [
            "within 20 working_day after 信息形成之日",
            "within 7 working_day after 行政许可和行政处罚决定作出",
        ],
    ),
    (
        (
            "主动公开信息内容发生变化的,医疗卫生机构应当自该信息形式或者变更之日起20个工作日内予"
            "以调整。法律、法规、规章对更新期限另有规定的,从其规定。"
        ),
        ["within 20 working_day after 该信息形式或者变更之日"],
    ),
    ("（信息形成20个工作日内", ["within 20 working_day after 信息形成"]),
    ("信息形成或变更之日起20个工作日内。", ["within 20 working_day after 信息形成或变更之日"]),
    ("“信息形成之日起20个工作日内”", ["within 20 working_day after 信息形成之日"]),
    ("<p>信息形成之日起<br/>20个工作日内</p>", ["within 20 working_day after 信息形成之日"]),
    ("信息形成之日起20 个 工 作 曰 内", ["within 20 working_day after 信息形成之日"]),
    ("信息形成之日起2O个工作日内", ["within 20 working_day after 信息形成之日"]),
    ("信息形成之日起l0个工作日内", ["within 10 working_day after 信息形成之日"]),
    ("信息形成之日起20个工日内", ["within 20 working_day after 信息形成之日"]),
    ("信息形成之日起20个作日内", ["within 20 working_day after 信息形成之日"]),
]


@pytest.mark.parametrize(("phrase", "expected"), [*WORKING_DAYS])
def test_phrase_is_read(phrase: str, expected: list[str]) -> None:
    assert said(phrase) == expected
