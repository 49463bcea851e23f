"""Boxes, ticks and channel names inside one cell (handbook 4.7)."""

import pytest

from gongkai.catalogue.reading import glyphs
from gongkai.catalogue.reading.channels import BOARD, read_channels
from gongkai.catalogue.reading.choices import (
    audience_from_words,
    levels_from_words,
    levels_named,
    mode_from_words,
)
from gongkai.catalogue.reading.marks import Tick, tick

WEB, TWO, GAZETTE, PRESS, HALL = "政府网站", "两微一端", "政府公报", "发布会/听证会", "政务服务中心"

BOXES = [
    ("■政府网站 □政府公报 ■两微一端", [WEB, TWO]),
    ("☑政府网站 ☐政府公报 ☑两微一端", [WEB, TWO]),
    ("☒政府网站 ☐政府公报", [WEB]),
    ("√政府网站 □政府公报 √两微一端", [WEB, TWO]),
    ("▄政府网站;口政府公报;口两微一端", [WEB]),
    ("▲政府网站 △政府公报", [WEB]),
    ("●政府网站 ○政府公报 ●两微一端", [WEB, TWO]),
    ("◆政府网站 ◇政府公报", [WEB]),
    ("R政府网站 £政府公报 R两微一端", [WEB, TWO]),
    ("t政府网站□政府公报\n□两微一端□发布会/听证会", [WEB]),
    ("þ政府网站 ¨政府公报", [WEB]),
    ("T政府网站 £政府公报", [WEB]),
    ("■政务APP客户端 □政府网站", ["政务APP客户端"]),
    ("Ö政府网站 ¡政府公报", [WEB]),
    ("n政府网站 o政府公报 n两微一端", [WEB, TWO]),
    ("■政府网站口政府公报 口两微一端口发布会/听证会", [WEB]),
    ("[√]政府网站 [ ]政府公报 [√]两微一端", [WEB, TWO]),
    ("（√）政府网站（ ）政府公报", [WEB]),
    ("□√政府网站 □政府公报", [WEB]),
    ("政府网站☑ 政府公报☐ 两微一端☑", [WEB, TWO]),
    ("政府网站√ 政府公报 两微一端√", [WEB, TWO]),
    ("\uf0fe政府网站 \uf0a8政府公报", [WEB]),
    ("■政 府 网 站\n□政府\n公报 ■两微\n一端", [WEB, TWO]),
    ("■政府網(wǎng)站 □政府公報 ■兩微一端", [WEB, TWO]),
    ("■政府网站http://www.example.gov.cn/a#1 □政府公报", [WEB]),
    ("■其他：信用中国 □政府网站", ["其他"]),
    ("■政府网站 ■其他____", [WEB, "其他"]),
    ("■发布会\n■社区/企事业单位、存公示栏(电子屏)", [PRESS, BOARD]),
    ("■政府服务中心 ■纸质载体 ■公共查阅点", [HALL, "纸质媒体", "公开查阅点"]),
    ("■政府网站■投资项目在线审批监管平台□其他", [WEB, "投资项目在线审批监管平台"]),
    ("■社区/企事业单位/村公示栏 （电子屏）□入户/现场", [BOARD]),
    ("■办事窗口 □政府网站", ["办事窗口"]),
    ("■政府网站、两微一端 □政府公报", [WEB, TWO]),
    ("▄政府网站;口政务新媒体;口图书馆", [WEB]),
    ("■办事窗 口 □政府网站", ["办事窗口"]),
]


@pytest.mark.parametrize(("text", "names"), BOXES)
def test_only_ticked_channels_count(text, names):
    assert read_channels(text).value == names


BARE = [
    ("政府网站", [WEB]),
    ("政府网站、公开查阅点", [WEB, "公开查阅点"]),
    ("政府网站；两微一端；其他", [WEB, TWO, "其他"]),
    ("1.政府网站; 2.其他", [WEB, "其他"]),
    ("政府网站 两微一端", [WEB, TWO]),
    ("政府网站两微一端政务服务中心", [WEB, TWO, HALL]),
    ("政 府 网 站、两微\n一端", [WEB, TWO]),
    ("政府网站和办事大厅", [WEB, "办事大厅"]),
    ("政府网站/政务服务中心", [WEB, HALL]),
    ("入户/现场、发布会/听证会", ["入户/现场", PRESS]),
    ("县人民政府门户网站", [WEB]),
    ("高新区(掇刀区)政府网站", [WEB]),
    ("政府网站\n县融媒体中心", [WEB, "县融媒体中心"]),
    ("便民服务中心", ["便民服务中心"]),
    ("村务公开栏", [BOARD]),
    ("县电视台 政府网站", ["县电视台", WEB]),
    ("政府网站 APP", [WEB, "APP"]),
    ("政府网站（长期）；公示栏（7个工作日）", [WEB, BOARD]),
    ("县政务服务中心", ["县政务服务中心"]),
]


@pytest.mark.parametrize(("text", "names"), BARE)
def test_names_without_boxes_count_as_they_stand(text, names):
    assert read_channels(text).value == names


@pytest.mark.parametrize(
    "text",
    [
        "□政府网站 □政府公报",
        "口政府网站 口两微一端",
        "○政府网站○政府公报",
        "☐政府网站",
        "£政府网站 £政府公报",
    ],
)
def test_boxes_without_any_tick_are_unknown(text):
    told = read_channels(text)
    assert told.value is None
    assert told.problems


def test_a_name_without_its_box_among_boxes_is_a_doubt_not_a_channel():
    told = read_channels("▄政府网站;口村公示栏(电子屏);国家档案馆;口精准推送")
    assert told.value == [WEB]
    assert "国家档案馆" in told.problems[0]


def test_the_text_of_other_is_kept_beside():
    assert read_channels("□政府网站 ■其他：信用中国网站").words == "信用中国网站"


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        ("√", Tick.TAKEN, ""), ("✔", Tick.TAKEN, ""), ("■", Tick.TAKEN, ""), ("☑", Tick.TAKEN, ""),
        ("●", Tick.TAKEN, ""), ("V", Tick.TAKEN, ""), ("是", Tick.TAKEN, ""), ("R", Tick.TAKEN, ""),
        ("¨", Tick.EMPTY, ""), ("Ö", Tick.TAKEN, ""), ("n", Tick.UNSURE, "n"),
        ("", Tick.EMPTY, ""), ("□", Tick.EMPTY, ""), ("/", Tick.EMPTY, ""), ("—", Tick.EMPTY, ""),
        ("×", Tick.EMPTY, ""), ("否", Tick.EMPTY, ""), ("口", Tick.EMPTY, ""),
        ("£", Tick.EMPTY, ""),
        ("√（申请人）", Tick.TAKEN, "申请人"), ("申请人", Tick.UNSURE, "申请人"),
        (" √ \n", Tick.TAKEN, ""),
    ],
)  # fmt: skip
def test_tick_cells(text, state, words):
    assert tick(text) == (state, words)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("全社会", "全社会"), ("面向全社会", "全社会"), ("社会公众", "全社会"),
        ("全 社\n会", "全社会"), ("全社會", "全社会"),
        ("特定群体", "特定群体"), ("特定群众（困难群众）", "特定群体"), ("申请人", "特定群体"),
        ("向社会公开", "全社会"),
        ("公民、法人和其他组织", "全社会"), ("待定", None),
        ("全社会、特定群体", "全社会、特定群体"), ("■全社会 □特定群体", "全社会"),
        ("□全社会 ■特定群体（村民）", "特定群体"), ("□全社会 □特定群体", None), ("√", None),
    ],
)  # fmt: skip
def test_audience_in_words(text, value):
    assert audience_from_words(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("主动", "主动公开"), ("主动公开", "主动公开"), ("主\n动", "主动公开"),
        ("依申请", "依申请公开"), ("依申请公开", "依申请公开"), ("依申請公開", "依申请公开"),
        ("■主动 □依申请", "主动公开"), ("√主动 依申请", "主动公开"), ("主动 依申请√", "依申请公开"),
        ("□主动公开 ■依申请公开", "依申请公开"),
        ("主动公开、依申请公开", None), ("√", None), ("其他", None),
    ],
)  # fmt: skip
def test_mode_in_words(text, value):
    assert mode_from_words(text).value == value


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县级、乡级", ["县级", "乡级"]), ("■县级 □乡级", ["县级"]), ("镇级", ["乡级"]),
        ("区级/镇街级/村级", ["县级", "乡级", "村级"]), ("", None), ("√", None),
    ],
)  # fmt: skip
def test_levels_in_words(text, names):
    assert levels_from_words(text).value == names


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("县级", ["县级"]), ("区级", ["县级"]), ("县（市、区）级", ["县级"]), ("旗县级", ["县级"]),
        ("乡级", ["乡级"]), ("镇级", ["乡级"]), ("镇街级", ["乡级"]), ("乡（镇）级", ["乡级"]),
        ("街道", ["乡级"]), ("乡、村级", ["乡级", "村级"]), ("村级", ["村级"]), ("社区", ["村级"]),
        ("村（社区）", ["村级"]), ("市级", ["市级"]), ("東陽市級", ["市级"]), ("县 级", ["县级"]),
        ("鄉(xiāng)級(jí)", ["乡级"]),
    ],
)  # fmt: skip
def test_names_of_levels(header, names):
    assert levels_named(header) == names


def test_every_traditional_character_maps_to_a_simplified_one():
    pairs = glyphs._TRADITIONAL
    assert not [c for code, c in pairs.items() if ord(c) in pairs and ord(c) != code]


@pytest.mark.parametrize(
    ("font", "letter", "sign"),
    [("Wingdings 2", "R", "☑"), ("Wingdings 2", "£", "□"), ("Wingdings", "n", "■"),
     ("Wingdings", "\uf0fe", "☑"), ("Wingdings", "ü", "✓"), ("宋体", "R", "R"), (None, "R", "R")],
)  # fmt: skip
def test_symbol_fonts_become_the_signs_they_draw(font, letter, sign):
    assert glyphs.from_font(letter, font) == sign
