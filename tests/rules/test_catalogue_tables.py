from datetime import date

import pytest

from gongkai.rules import (
    channels,
    discloser,
    fields,
    five_stages,
    genres,
    info_regime,
    levels,
    themes,
    validity,
)
from gongkai.rules.tables import UnknownCodeError

TODAY = date(2026, 11, 23)


def test_the_plan_names_sixteen_fields_in_this_order():
    names = [row.name for row in fields.TABLE.as_of(date(2020, 5, 31))]
    assert "、".join(names) == (
        "重大建设项目、义务教育、社会救助、养老服务、就业、社会保险、农村集体土地征收、保障性住房、"
        "农村危房改造、公共文化服务、安全生产、救灾、食品药品监管、扶贫、公共法律服务、户籍管理"
    )


def test_a_renamed_field_keeps_its_code():
    assert fields.TABLE.get("14", date(2020, 5, 31)).name == "扶贫"
    assert fields.TABLE.get("14", TODAY).name == "乡村振兴"
    assert [row.name for row in fields.field_names("14")] == ["扶贫", "乡村振兴"]
    assert fields.field_code("扶贫领域") == fields.field_code("乡村 振兴") == "14"
    assert fields.field_code("旅游") is None
    with pytest.raises(UnknownCodeError):
        fields.field_names("17")


def test_thirteen_channels():
    assert len(channels.TABLE.as_of(TODAY)) == 13


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("政府网站", "website"),
        (" 政 府\n网 站 ", "website"),
        ("两微一端", "wechat_weibo"),
        ("发布会/听证会", "press_hearing"),
        ("发布会、听证会", "press_hearing"),
        ("社区/企事业单位/村公示栏(电子屏)", "village_board"),
        ("社区/企事业单位、村公示栏（电子屏）", "village_board"),
        ("入户／现场", "on_site"),
        ("其他", "other"),
        ("投资项目在线审批监管平台", None),
        ("", None),
    ],
)
def test_a_channel_is_found_under_what_people_write(text, code):
    found = channels.find_channel(text, TODAY)
    assert (found.code if found else None) == code


def test_no_spelling_names_two_channels():
    for row in channels.TABLE:
        for name in (row.name, *row.synonyms):
            assert channels.find_channel(name, TODAY) is row


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("县级", ["county"]),
        ("镇 级", ["township"]),
        ("乡(镇)级", ["township"]),
        ("街道", ["township"]),
        ("乡、村级", ["township", "village"]),
        ("村（社区）级", ["village"]),
        ("省级", []),
    ],
)
def test_a_level_is_found_under_what_people_write(text, codes):
    assert [row.code for row in levels.find_levels(text, TODAY)] == codes


def test_themes_have_22_classes_and_nine_under_general_affairs():
    assert len(themes.classes(TODAY)) == 22
    children = [row.name for row in themes.children("02", TODAY)]
    assert (children[0], len(children)) == ("政务公开", 9)
    assert themes.label("02-01", TODAY) == "综合政务\\政务公开"
    assert themes.label("06", TODAY) == "农业、林业、水利"


def test_fifteen_genres():
    names = "、".join(row.name for row in genres.TABLE.as_of(TODAY))
    assert names == (
        "决议、决定、命令（令）、公报、公告、通告、意见、通知、通报、报告、请示、批复、议案、函、纪要"
    )


def test_validity_values():
    assert [row.name for row in validity.TABLE] == ["有效", "失效", "废止", "已修改", "尚未施行"]
    assert [row.name for row in validity.TABLE if row.unsure] == ["尚未施行"]


def test_five_stages_and_what_is_missing():
    assert "".join(row.name for row in five_stages.TABLE) == "决策执行管理服务结果"
    missing = five_stages.missing_stages(frozenset({"decision", "result"}), TODAY)
    assert [row.code for row in missing] == ["execution", "management", "service"]


def test_article_2_only_government_information_is_under_the_regulation():
    assert [row.code for row in info_regime.TABLE if row.under_regulation] == ["government"]


def test_article_10_the_lead_agency_discloses_what_was_made_jointly():
    assert discloser.TABLE.get("joint", TODAY).discloser == "牵头制作的行政机关"
    assert not discloser.TABLE.get("from_agency", TODAY).ours
