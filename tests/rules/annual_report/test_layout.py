"""The form is printed as 国办公开办函〔2021〕30号 has it (handbook 3.2 to 3.5)."""

from datetime import date

from gongkai.rules.annual_report import FIRST_YEAR, IN_FORCE, SOURCE, layout
from gongkai.rules.annual_report.layout import Place


def test_six_sections_in_order():
    assert [row.heading for row in layout.SECTIONS] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert layout.TEXT_SECTIONS == ("overview", "problems", "other")


def test_every_table_names_source_and_dates():
    for table in (layout.SECTIONS, layout.INFORMATION, layout.APPLICATIONS):
        assert "国办公开办函〔2021〕30号" in table.source
        assert table.in_force(date(2026, 11, 23)) and not table.in_force(date(2021, 1, 1))
    assert IN_FORCE.year == FIRST_YEAR and "格式" in SOURCE


def test_table_two_as_printed():
    printed = [(row.provision, row.name, row.columns) for row in layout.INFORMATION]
    documents = ("issued", "abolished", "in_force")
    assert printed == [
        ("第二十条第（一）项", "规章", documents),
        ("第二十条第（一）项", "行政规范性文件", documents),
        ("第二十条第（五）项", "行政许可", ("decided",)),
        ("第二十条第（六）项", "行政处罚", ("decided",)),
        ("第二十条第（六）项", "行政强制", ("decided",)),
        ("第二十条第（八）项", "行政事业性收费", ("amount",)),
    ]
    assert list(layout.INFORMATION_COLUMNS.values()) == [
        "本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量",
        "本年收费金额（单位：万元）",
    ]  # fmt: skip


def test_table_three_as_printed():
    rows = [row.group + row.name for row in layout.APPLICATIONS]
    assert rows == [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "（三）不予公开1.属于国家秘密",
        "（三）不予公开2.其他法律行政法规禁止公开",
        "（三）不予公开3.危及“三安全一稳定”",
        "（三）不予公开4.保护第三方合法权益",
        "（三）不予公开5.属于三类内部事务信息",
        "（三）不予公开6.属于四类过程性信息",
        "（三）不予公开7.属于行政执法案卷",
        "（三）不予公开8.属于行政查询事项",
        "（四）无法提供1.本机关不掌握相关政府信息",
        "（四）无法提供2.没有现成信息需要另行制作",
        "（四）无法提供3.补正后申请内容仍不明确",
        "（五）不予处理1.信访举报投诉类申请",
        "（五）不予处理2.重复申请",
        "（五）不予处理3.要求提供公开出版物",
        "（五）不予处理4.无正当理由大量反复申请",
        "（五）不予处理5.要求行政机关确认或重新出具已获取信息",
        "（六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "（六）其他处理2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "（六）其他处理3.其他",
        "（七）总计",
        "四、结转下年度继续办理",
    ]
    assert list(layout.APPLICATION_COLUMNS.values()) == [
        "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计",
    ]  # fmt: skip
    assert len(layout.LEAVES) == 21
    assert layout.APPLICATIONS_NOTE == (
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    )


def test_table_four_as_printed():
    assert list(layout.DISPUTES.values()) == ["行政复议", "未经复议直接起诉", "复议后起诉"]
    assert list(layout.DISPUTE_COLUMNS.values()) == [
        "结果维持", "结果纠正", "其他结果", "尚未审结", "总计",
    ]  # fmt: skip


def test_every_cell_once():
    assert len(layout.PLACES) == len(set(layout.PLACES)) == 10 + 25 * 7 + 15


def test_cells_in_words():
    words = {
        Place("information", "fees", "amount"): "表二“行政事业性收费”行"
        "“本年收费金额（单位：万元）”列",
        Place("applications", "3.3.1", "other"): "表三“三、（三）不予公开1.属于国家秘密”行"
        "“法人或其他组织—其他”列",
        Place("applications", "3.6", "total"): "表三“三、（六）其他处理”行“总计”列",
        Place("applications", "1", "natural"): "表三“一、本年新收政府信息公开申请数量”行“自然人”列",
        Place("disputes", "reconsideration", "upheld"): "表四“行政复议”行“结果维持”列",
        Place("disputes", "suit", "total"): "表四“行政诉讼（未经复议直接起诉）”行“总计”列",
    }
    assert {place: layout.place_words(place) for place in words} == words
