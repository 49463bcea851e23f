"""Tables as they are drawn: headers, merges, titles, notes, several tables, damage."""

import pytest

from catalogue.reading.sheets import (
    FORMATS,
    SUB,
    TOP,
    Block,
    as_csv,
    as_docx,
    as_html,
    as_xlsx,
    full_row,
    header,
    sample,
    stack,
    table,
)  # fmt: skip
from gongkai.catalogue.reading import read

HEAD = header()
ALL = sorted(FORMATS)
DRAWN = ["docx", "html", "xlsx"]


def rows(data, name=""):
    return read(data, name).as_json()["rows"]


def one(data):
    found = rows(data)
    assert len(found) == 1
    return found[0]


def doubts(row, word):
    return [problem for problem in row["problems"] if word in problem]


@pytest.mark.parametrize("kind", ALL)
def test_a_plain_table_reads_in_every_format(kind):
    title = full_row("社会救助领域基层政务公开标准目录")
    block = stack(title, HEAD, table(sample(channels="■政府网站\n□政府公报\n■两微一端")))
    row = one(FORMATS[kind](block))
    limit = row.pop("time_limit")
    assert limit["text"] == "制定或获取信息之日起10个工作日内"
    assert (limit["kind"], limit["days"], limit["unit"]) == ("within", 10, "working_day")
    assert row.pop("place")
    assert row == {
        "field": "社会救助", "level1": "综合业务", "level2": "政策法规文件",
        "elements": "各地配套政策法规文件",
        "basis": "《中华人民共和国政府信息公开条例》（国务院令第711号）", "publisher": "镇人民政府",
        "channels": ["政府网站", "两微一端"], "audience": "全社会", "audience_group": None,
        "mode": "主动公开", "levels": ["乡级"], "extra": {"序号": "1"}, "problems": [],
    }  # fmt: skip


@pytest.mark.parametrize("kind", DRAWN)
def test_merged_cells_speak_for_all_rows_they_cover(kind):
    body = table(
        sample(), sample(seq="2", level2="监督检查"), sample(seq="3", level2="办事指南"),
        spans={(0, c): (3, 1) for c in (1, 4, 5, 6, 7, 8, 10, 13)},
    )  # fmt: skip
    found = rows(FORMATS[kind](stack(HEAD, body)))
    assert [row["level2"] for row in found] == ["政策法规文件", "监督检查", "办事指南"]
    for row in found:
        assert (row["level1"], row["publisher"]) == ("综合业务", "镇人民政府")
        assert (row["channels"], row["audience"]) == (["政府网站", "两微一端"], "全社会")
        assert (row["mode"], row["levels"]) == ("主动公开", ["乡级"])
        assert row["time_limit"]["days"] == 10


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(
    "column", ["level2", "elements", "basis", "time_limit", "publisher", "channels"]
)
def test_an_empty_cell_is_unknown_and_says_so(kind, column):
    block = stack(HEAD, table(sample(), sample(seq="2", **{column: ""}), sample(seq="3")))
    row = rows(FORMATS[kind](block))[1]
    assert row[column] is None
    assert doubts(row, "空")


@pytest.mark.parametrize("kind", ALL)
def test_no_tick_at_all_is_unknown(kind):
    block = stack(HEAD, table(sample(), sample(seq="2", all="", active="", town="")))
    row = rows(FORMATS[kind](block))[1]
    assert (row["audience"], row["mode"], row["levels"]) == (None, None, None)
    assert len(doubts(row, "没有打勾")) == 3


@pytest.mark.parametrize("words", ["√（申请人）", "申请人"])
def test_a_tick_that_carries_text_names_the_group(words):
    row = one(as_html(stack(HEAD, table(sample(all="", group=words)))))
    assert (row["audience"], row["audience_group"]) == ("特定群体", "申请人")


def test_both_audiences_are_joined():
    assert one(as_xlsx(stack(HEAD, table(sample(group="√")))))["audience"] == "全社会、特定群体"


def test_both_modes_are_no_value():
    row = one(as_xlsx(stack(HEAD, table(sample(request="√")))))
    assert row["mode"] is None
    assert doubts(row, "公开方式")


def test_a_tick_merged_over_two_columns_is_no_value():
    block = stack(HEAD, table(sample(all="√"), spans={(0, 8): (1, 2)}))
    assert one(as_html(block))["audience"] is None


def test_text_where_a_tick_should_be_is_no_value():
    assert one(as_html(stack(HEAD, table(sample(all="待定")))))["audience"] is None


def test_only_circles_may_or_may_not_be_ticks():
    row = one(as_html(stack(HEAD, table(sample(all="○", active="○", town="○")))))
    assert (row["audience"], row["mode"], row["levels"]) == (None, None, None)


def test_filled_and_empty_circles_explain_each_other():
    cells = {"all": "●", "group": "○", "active": "●", "request": "○", "county": "○", "town": "●"}
    row = one(as_html(stack(HEAD, table(sample(**cells)))))
    assert (row["audience"], row["mode"], row["levels"]) == ("全社会", "主动公开", ["乡级"])


HEADER_WORDS = [
    (3, "公开内容"), (3, "要素"), (3, "公开内容\n(要素)"), (3, "公開內(nèi)容（要素）"),
    (4, "依据"), (4, "公 开 依 据"), (5, "时限"), (5, "公開時限"), (5, "公开时间"),
    (6, "公开责任单位"), (6, "责任主体"), (6, "公开单位"), (6, "责任部门"),
    (7, "公开渠道"), (7, "公开载体"), (7, "公开渠道及载体"), (7, "公開渠道和載體"),
    (7, "公开渠道和载体（“■”表示必选项，“□”表示可选项）"),
]  # fmt: skip


@pytest.mark.parametrize(("col", "word"), HEADER_WORDS)
def test_header_synonyms(col, word):
    top = [*TOP]
    top[col] = word
    row = one(as_html(stack(header(top), table(sample()))))
    assert row["problems"] == ["领域：文件没有写明领域"]


SUB_WORDS = [
    (8, "全\n社\n会"), (8, "面向全社会"), (9, "特定群众"), (9, "特定对象"),
    (9, "特定群体（请写明）"), (10, "主动公开"), (11, "依申请公开"), (11, "依申\n请"),
    (12, "区级"), (12, "县（市、区）级"), (13, "镇级"), (13, "街道"), (13, "乡（镇）级"),
    (13, "鎮(zhèn)級"), (13, "镇街级"),
]  # fmt: skip


@pytest.mark.parametrize(("col", "word"), SUB_WORDS)
def test_words_of_the_lower_header_row(col, word):
    sub = [*SUB]
    sub[col] = word
    cells = sample(group="√", county="√")
    row = one(as_html(stack(header(sub=sub), table(cells))))
    assert row["audience"] == "全社会、特定群体"
    assert (row["mode"], row["levels"]) == ("主动公开", ["县级", "乡级"])


def test_town_and_village_in_one_column():
    sub = [*SUB[:-1], "乡、村级"]
    assert one(as_html(stack(header(sub=sub), table(sample()))))["levels"] == ["乡级", "村级"]


def test_a_level_named_in_the_cell_narrows_its_column():
    sub = [*SUB[:-1], "乡、村级"]
    assert one(as_html(stack(header(sub=sub), table(sample(town="村级")))))["levels"] == ["村级"]


def permuted(block, order):
    inverse = {col: i for i, col in enumerate(order)}
    spans = {(r, inverse[c]): span for (r, c), span in block.spans.items() if c in inverse}
    return Block([[row[c] for c in order] for row in block.rows], spans)


@pytest.mark.parametrize("kind", ALL)
def test_columns_in_another_order(kind):
    order = [0, 6, 1, 2, 10, 11, 7, 12, 13, 8, 9, 5, 4, 3]
    row = one(FORMATS[kind](permuted(stack(HEAD, table(sample())), order)))
    assert row["problems"] == ["领域：文件没有写明领域"]
    assert (row["publisher"], row["levels"], row["mode"]) == ("镇人民政府", ["乡级"], "主动公开")


@pytest.mark.parametrize("kind", ALL)
def test_a_missing_column_is_null_in_every_row_with_a_doubt(kind):
    order = [c for c in range(14) if c != 4]
    row = one(FORMATS[kind](permuted(stack(HEAD, table(sample())), order)))
    assert row["basis"] is None
    assert doubts(row, "没有这一列")


@pytest.mark.parametrize("kind", ALL)
def test_added_columns_are_kept_aside(kind):
    top, sub = [*TOP, "咨询电话", "备注"], [*SUB, "", ""]
    row = one(FORMATS[kind](stack(header(top, sub), table([*sample(), "0530-1234567", ""]))))
    assert row["extra"] == {"序号": "1", "咨询电话": "0530-1234567"}


def test_a_column_of_fields():
    top, sub = ["序号", "相应领域", *TOP[1:]], ["", "", *SUB[1:]]
    cells = sample()
    body = table(
        ["1", "公共文化服务领域", *cells[1:]], ["2", "", *cells[1:]], spans={(0, 1): (2, 1)}
    )
    found = rows(as_html(stack(header(top, sub), body)))
    assert [row["field"] for row in found] == ["公共文化服务"] * 2


def test_a_number_column_inside_the_item():
    """Sheets made from PDF: 二级事项 stands over a number and the name."""
    top, sub = ["公开事项", "", "", *TOP[3:]], ["一级事项", "二级事项", "", *SUB[3:]]
    head = header(top, sub)
    head.spans = {k: v for k, v in head.spans.items() if k[1] > 2} | {
        (0, 0): (1, 3),
        (1, 1): (1, 2),
    }
    cells = sample()
    row = one(as_html(stack(head, table(["综合业务", "1", "政策法规文件", *cells[3:]]))))
    assert (row["level1"], row["level2"]) == ("综合业务", "政策法规文件")


def test_a_single_column_of_items_is_level_one():
    top = ["序号", "公开事项", *TOP[3:]]
    sub = ["", "", *SUB[3:]]
    cells = sample()
    row = one(as_html(stack(header(top, sub), table([cells[0], "资金明细", *cells[3:]]))))
    assert (row["level1"], row["level2"]) == ("资金明细", None)


def test_a_category_beside_the_item_is_level_one():
    top = ["序号", "事项类别", "事项名称", *TOP[3:]]
    sub = ["", "", "", *SUB[3:]]
    row = one(as_html(stack(header(top, sub), table(sample()))))
    assert (row["level1"], row["level2"]) == ("综合业务", "政策法规文件")


def test_a_cell_merged_over_both_items_is_level_one_alone():
    block = stack(HEAD, table(sample(), spans={(0, 1): (1, 2)}))
    row = one(as_html(block))
    assert (row["level1"], row["level2"]) == ("综合业务", None)
    assert doubts(row, "合并")


def test_a_header_broken_over_five_rows():
    block = stack(
        Block([TOP, [*SUB[:2], "二级", *SUB[3:8], "全", *SUB[9:13], "乡"],
               ["", "", "事项", *[""] * 5, "社", *[""] * 4, "镇"],
               [*[""] * 8, "会", *[""] * 4, "级"]],
              {(0, 1): (1, 2), (0, 8): (1, 2), (0, 10): (1, 2), (0, 12): (1, 2)}),
        table(sample()),
    )  # fmt: skip
    row = one(as_html(block))
    assert (row["level2"], row["audience"], row["levels"]) == ("政策法规文件", "全社会", ["乡级"])


@pytest.mark.parametrize("kind", ALL)
def test_a_header_repeated_in_the_middle(kind):
    block = stack(
        full_row("就业领域基层政务公开标准目录"),
        HEAD,
        table(sample()),
        header(),
        table(sample(seq="2")),
    )
    found = rows(FORMATS[kind](block))
    assert [(row["field"], row["extra"]["序号"]) for row in found] == [("就业", "1"), ("就业", "2")]


@pytest.mark.parametrize("kind", ALL)
def test_words_in_one_column_instead_of_ticks(kind):
    top = [*TOP[:8], "公开对象", "公开方式", "公开层级"]
    cells = [*sample()[:8], "特定群体（困难群众）", "依申请公开", "县级、镇级"]
    row = one(FORMATS[kind](stack(header(top, [*SUB[:8], "", "", ""]), table(cells))))
    assert (row["audience"], row["audience_group"]) == ("特定群体", "困难群众")
    assert (row["mode"], row["levels"]) == ("依申请公开", ["县级", "乡级"])


def test_a_column_of_ways_that_names_channels():
    top = [*TOP[:7], "公开方式"]
    body = table([*sample()[:7], "政府网站、公示栏"])
    row = one(as_html(stack(header(top, [*SUB[:7], ""]), body)))
    assert row["channels"][0] == "政府网站"
    assert row["mode"] is None


@pytest.mark.parametrize("kind", ALL)
def test_same_as_above(kind):
    second = sample(seq="2", level2="监督检查", basis="同上", time_limit="同 上", publisher="〃",
                    channels="同上")  # fmt: skip
    found = rows(FORMATS[kind](stack(HEAD, table(sample(), second))))
    for column in ("basis", "publisher", "channels"):
        assert found[1][column] == found[0][column] is not None
    assert found[1]["time_limit"] == {**found[0]["time_limit"], "same_as_above": True}


def test_same_as_nothing_is_unknown():
    row = one(as_html(stack(HEAD, table(sample(basis="同上")))))
    assert row["basis"] is None
    assert doubts(row, "同上")


def grouped(count=2):
    cells = [sample(seq=str(n + 1), level2=f"事项{n}") for n in range(count * 3)]
    for n, row in enumerate(cells):
        row[1] = f"业务{n // 3}" if n % 3 == 0 else ""
    return cells


@pytest.mark.parametrize("kind", ALL)
def test_a_value_plainly_printed_once_per_group_goes_on_below_with_a_doubt(kind):
    found = rows(FORMATS[kind](stack(HEAD, table(*grouped()))))
    assert [row["level1"] for row in found] == ["业务0"] * 3 + ["业务1"] * 3
    assert doubts(found[1], "请核对")
    assert not doubts(found[0], "请核对")


@pytest.mark.parametrize("kind", ALL)
def test_a_habit_that_is_less_plain_is_suggested_not_assumed(kind):
    cells = [sample(seq=str(n), level1="" if n in (3, 7) else f"业务{n}") for n in range(1, 9)]
    found = read(FORMATS[kind](stack(HEAD, table(*cells)))).as_import_json()["rows"]
    assert [row["level1"] for row in found].count(None) == 2
    assert found[2]["suggestions"] == {"level1": "业务2"}
    assert doubts(found[2], "请确认")


@pytest.mark.parametrize("kind", ALL)
def test_one_value_and_nothing_below_it_is_no_habit(kind):
    cells = [sample(seq=str(n), level1="业务" if n == 1 else "") for n in range(1, 7)]
    found = rows(FORMATS[kind](stack(HEAD, table(*cells))))
    assert [row["level1"] for row in found] == ["业务"] + [None] * 5


@pytest.mark.parametrize("kind", ALL)
def test_an_empty_cell_among_repeated_values_stays_unknown(kind):
    cells = [sample(seq=str(n), level1="" if n in (3, 6) else "综合业务") for n in range(1, 9)]
    found = rows(FORMATS[kind](stack(HEAD, table(*cells))))
    assert [row["level1"] for row in found].count(None) == 2
    assert not any(doubts(row, "请确认") for row in found)


@pytest.mark.parametrize("kind", DRAWN)
def test_an_empty_cell_beside_real_merges_stays_unknown(kind):
    cells = [sample(seq=str(n), level2=f"事项{n}") for n in range(6)]
    cells[3][1] = cells[4][1] = ""
    block = stack(HEAD, table(*cells, spans={(0, 1): (3, 1)}))
    assert [row["level1"] for row in rows(FORMATS[kind](block))][3:5] == [None, None]


@pytest.mark.parametrize("kind", ALL)
def test_titles_above_and_notes_below(kind):
    block = stack(
        full_row("附件2"), full_row("鄄城县社会救助领域基层政务公开标准目录（2024年版）"),
        full_row("填报单位：某某镇人民政府"), HEAD, table(sample()),
        full_row("注：1.本目录由镇政府编制。"), full_row("2.乡级包括街道。"),
    )  # fmt: skip
    reading = read(FORMATS[kind](block))
    assert [row.values["field"] for row in reading.rows] == ["社会救助"]
    assert reading.problems == []
    roles = [line["role"] for line in reading.tables[0].row_roles]
    assert roles == ["title", "title", "title", "header", "header", "row", "note", "note"]


TITLES = [
    ("（七）公共法律服务领域基层政务公开标准目录", "公共法律服务"),
    ("附件5：公共文化服务领域基层政务公开标准目录", "公共文化服务"),
    ("重庆市荣昌区涉贫涉乡村振兴领域政务公开标准目录", "涉贫涉乡村振兴"),
    ("乌鲁木齐市农村危房改造领域基层政务公开标准目录", "农村危房改造"),
    ("(二)鳳屯鎮(zhèn)政府文件信息領域基層政務公開標準目錄", "政府文件信息"),
    ("（二十二）沙湾区安全生产领域基层政务公开标准目录", "安全生产"),
    ("社会救助及福利领域基层政务公开标准目录", "社会救助及福利"),
    ("城市综合执法领域基层政务公开标准目录", "城市综合执法"),
    ("养老服务领域基层政务公开标准目录（2024年）", "养老服务"),
    ("2022年广西涉农补贴领域基层政务公开标准目录", "涉农补贴"),
    ("市政服务领域基层政务公开标准目录", "市政服务"),
    ("社区矫正领域基层政务公开标准目录", "社区矫正"),
    ("复兴镇试点领域基层政务公开标准目录", None),
    ("某某镇基层政务公开标准目录", None),
    ("各领域基层政务公开标准目录", None),
    ("《就业领域基层政务公开标准目录》", "就业"),
    ("根据《就业领域基层政务公开标准指引》，编制本目录。", None),
    ("首页 > 政务公开 > 就业领域标准目录", None),
    ("青浦区教育局义务教育领域基层政务公开标准目录(2023年)", "义务教育"),
]


@pytest.mark.parametrize(("title", "field"), TITLES)
def test_the_title_tells_the_field(title, field):
    assert one(as_html(stack(full_row(title), HEAD, table(sample()))))["field"] == field
    assert one(as_docx(stack(HEAD, table(sample())), before=[title]))["field"] == field


def test_the_sheet_name_tells_the_field():
    block = stack(HEAD, table(sample()))
    data = as_xlsx(block, block, block, names=["1.就业", "社会保险领域", "Sheet3"])
    assert [row["field"] for row in rows(data)] == ["就业", "社会保险", None]


def test_the_title_in_the_sheet_wins_over_its_name():
    block = stack(full_row("救灾领域基层政务公开标准目录"), HEAD, table(sample()))
    assert one(as_xlsx(block, names=["就业"]))["field"] == "救灾"


@pytest.mark.parametrize("kind", ALL)
def test_several_tables_with_their_own_fields(kind):
    names = ["就业", "救灾", "养老服务"]
    blocks = [stack(full_row(f"{n}领域基层政务公开标准目录"), header(), table(sample()),
                    full_row("注：无")) for n in names]  # fmt: skip
    assert [row["field"] for row in rows(FORMATS[kind](*blocks))] == names


@pytest.mark.parametrize("make", [as_docx, as_html])
def test_headings_between_tables_tell_the_field(make):
    names = ["（一）重大建设项目领域基层政务公开标准目录", "（二）义务教育领域基层政务公开标准目录"]
    blocks = [stack(header(), table(sample())) for _ in names]
    assert [row["field"] for row in rows(make(*blocks, before=names))] == [
        "重大建设项目",
        "义务教育",
    ]


def test_a_second_table_without_title_is_not_given_the_first_field():
    blocks = [stack(header(), table(sample(), sample(seq="2"))), stack(header(), table(sample()))]
    found = rows(as_html(*blocks, before=["就业领域基层政务公开标准目录"]))
    assert [row["field"] for row in found] == ["就业", "就业", None]


def test_a_second_table_whose_numbers_go_on_keeps_the_field():
    blocks = [stack(header(), table(sample())), stack(header(), table(sample(seq="2")))]
    found = rows(as_html(*blocks, before=["就业领域基层政务公开标准目录"]))
    assert [row["field"] for row in found] == ["就业", "就业"]


@pytest.mark.parametrize("kind", DRAWN)
def test_a_table_continued_without_header(kind):
    first = stack(full_row("就业领域基层政务公开标准目录"), HEAD, table(sample()))
    second = table(sample(seq="2", level2="岗位信息", time_limit="同上"), sample(seq="3"))
    reading = read(FORMATS[kind](first, second))
    assert [row.values["level2"] for row in reading.rows] == [
        "政策法规文件",
        "岗位信息",
        "政策法规文件",
    ]
    assert {row.values["field"] for row in reading.rows} == {"就业"}
    assert reading.rows[1].values["time_limit"]["days"] == 10
    assert "没有表头" in str(reading.problems[0])


def test_another_table_of_the_same_width_is_not_a_continuation():
    other = table([f"甲{n}" for n in range(14)], [f"乙{n}" for n in range(14)])
    reading = read(as_html(stack(HEAD, table(sample())), other))
    assert len(reading.rows) == 1
    assert "没有认出表头" in str(reading.problems[0])


def test_tables_that_only_lay_out_the_page():
    inner = as_html(
        stack(full_row("就业领域基层政务公开标准目录"), HEAD, table(sample())), meta=False
    )
    body = inner.decode().removeprefix("<html><body>").removesuffix("</body></html>")
    middle = f"<table><tr><td>{body}</td></tr></table>"
    page = f"<table><tr><td>首页</td></tr><tr><td>{middle}</td></tr></table>"
    assert one(page.encode())["field"] == "就业"


def test_menus_of_all_fields_title_nothing():
    menu = "".join(
        f"<li><a href='#'>{name}领域基层政务公开标准目录</a></li>" for name in ("就业", "救灾")
    )
    menu += "<ul><li>就业</li><li>救灾</li></ul>"
    page = (
        as_html(stack(HEAD, table(sample()))).decode().replace("<body>", f"<body><ul>{menu}</ul>")
    )
    assert one(page.encode())["field"] is None


@pytest.mark.parametrize("kind", ALL)
def test_a_heading_across_the_table_is_level_one_where_none_is_printed(kind):
    top, sub = ["序号", "公开事项", *TOP[3:]], ["", "", *SUB[3:]]
    cells = sample()
    line = [cells[0], "资金明细", *cells[3:]]
    block = stack(header(top, sub), full_row("一、综合业务", 13), table(line))
    row = one(FORMATS[kind](block))
    assert (row["level1"], row["level2"]) == ("综合业务", "资金明细")


@pytest.mark.parametrize("kind", ALL)
def test_a_heading_with_a_field_changes_the_field(kind):
    block = stack(
        HEAD, full_row("（一）就业领域"), table(sample()), full_row("（二）救灾"), table(sample())
    )
    assert [row["field"] for row in rows(FORMATS[kind](block))] == ["就业", "救灾"]


def test_channels_drawn_in_several_rows_are_one_item():
    cells = [
        sample(channels="■政府网站 □政府公报"),
        sample(channels="□两微一端"),
        sample(channels="■精准推送"),
    ]
    spans = {(0, c): (3, 1) for c in range(14) if c != 7}
    row = one(as_html(stack(HEAD, table(*cells, spans=spans))))
    assert row["channels"] == ["政府网站", "精准推送"]


def test_channels_pushed_over_a_page_break():
    pushed = [""] * 7 + ["■村公示栏（电子屏）□精准推送"] + [""] * 6
    row = one(as_html(stack(HEAD, table(sample(), pushed))))
    assert row["channels"] == ["政府网站", "两微一端", "社区/企事业单位/村公示栏（电子屏）"]


def test_a_piece_of_a_row_is_named_not_dropped():
    reading = read(as_html(stack(HEAD, table(sample(), [""] * 3 + ["监督电话"] + [""] * 10))))
    assert len(reading.rows) == 1
    assert "监督电话" in str(reading.problems[0])


def test_a_row_that_lost_a_cell_is_aligned_where_it_is_certain():
    page = as_html(stack(HEAD, table(sample(), sample(seq="2", level2="监督检查")))).decode()
    lost = '<td rowspan="1" colspan="1">镇人民政府</td>'
    at = page.rindex(lost)
    row = rows((page[:at] + page[at + len(lost) :]).encode())[1]
    assert row["publisher"] is None
    assert (row["level1"], row["level2"]) == ("综合业务", "监督检查")
    assert (row["channels"], row["audience"], row["levels"]) == (
        ["政府网站", "两微一端"],
        "全社会",
        ["乡级"],
    )


def test_a_row_that_lost_its_merge_does_not_guess_which_item_is_missing():
    cells = sample(seq="2", level2="监督检查")
    page = as_html(stack(HEAD, table(sample(), cells))).decode()
    lost = '<td rowspan="1" colspan="1">综合业务</td>'
    at = page.rindex(lost)
    row = rows((page[:at] + page[at + len(lost) :]).encode())[1]
    assert (row["level1"], row["level2"]) == (None, None)
    assert row["basis"].startswith("《中华人民共和国")


def test_words_broken_by_blanks_and_line_breaks():
    cells = sample(
        level1="综 合\n业务",
        level2="政策 法规\n文件",
        elements="1.办事\n指南；\n2.咨询　电话",
        time_limit="信息形成之日起2 0个\n工作 日内",
        publisher="镇人民\n政府",
    )
    row = one(as_html(stack(HEAD, table(cells))))
    assert (row["level1"], row["level2"], row["publisher"]) == (
        "综合业务",
        "政策法规文件",
        "镇人民政府",
    )
    assert row["elements"] == "1.办事指南；\n2.咨询电话"
    assert (row["time_limit"]["text"], row["time_limit"]["days"]) == (
        "信息形成之日起20个工作日内",
        20,
    )


def test_traditional_characters_stay_in_text_and_are_read_in_choices():
    cells = sample(
        level1="概況信息",
        channels="■政府網站 □政府公報",
        time_limit="信息形成或變更之日起20個工作日內",
    )
    row = one(as_html(stack(HEAD, table(cells))))
    assert (row["level1"], row["channels"]) == ("概況信息", ["政府网站"])
    assert row["time_limit"]["days"] == 20


def test_a_dash_says_nothing():
    row = one(as_html(stack(HEAD, table(sample(basis="/", publisher="—")))))
    assert (row["basis"], row["publisher"]) == (None, None)


def test_a_file_without_a_catalogue_says_so():
    reading = read(as_csv(table(["姓名", "电话"], ["张三", "1"])))
    assert reading.rows == []
    assert "没有认出任何公开事项" in str(reading.problems[-1])


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("form", ["{}（{}）", "{}-{}", "{}\n{}"])
def test_a_header_flattened_into_one_row(kind, form):
    top = [*TOP[:8]]
    top[1:3] = ["一级事项", "二级事项"]
    words = (
        "公开对象 全社会",
        "公开对象 特定群体",
        "公开方式 主动",
        "公开方式 依申请",
        "公开层级 县级",
        "公开层级 乡级",
    )
    top += [form.format(*word.split()) for word in words]
    row = one(FORMATS[kind](stack(table(top), table(sample()))))
    assert (row["audience"], row["mode"], row["levels"]) == ("全社会", "主动公开", ["乡级"])


@pytest.mark.parametrize("kind", ALL)
def test_one_tick_column_for_each_channel(kind):
    top = [*TOP[:8], "", "", *TOP[8:]]
    sub = [*SUB[:7], "政府网站", "两微一端", "便民服务中心", *SUB[8:]]
    cells = sample()
    row = one(FORMATS[kind](stack(header(top, sub), table([*cells[:7], "√", "", "√", *cells[8:]]))))
    assert row["channels"] == ["政府网站", "便民服务中心"]
    assert row["levels"] == ["乡级"]


def test_a_level_that_contradicts_its_column_is_no_value():
    assert one(as_html(stack(HEAD, table(sample(town="县级")))))["levels"] is None


def test_borders_dragged_in_word_do_not_shift_cells():
    """The border between 公开依据 and 公开时限 stands elsewhere in the row than in the header."""
    head = header()
    spans = {(r, c + (c > 4)): span for (r, c), span in head.spans.items()} | {(0, 4): (2, 2)}
    wide = Block([[*row[:5], "", *row[5:]] for row in head.rows], spans)
    cells = sample()
    body = Block([[*cells[:5], cells[5], "", *cells[6:]]], {(0, 5): (1, 2)})
    row = one(as_docx(stack(wide, body)))
    assert row["basis"].startswith("《中华人民共和国")
    assert row["time_limit"]["days"] == 10


def test_channels_pushed_over_a_page_break_under_a_merge():
    pushed = ["", "", *[""] * 5, "■精准推送", *[""] * 6]
    block = stack(HEAD, table(sample(), pushed, spans={(0, 1): (2, 1)}))
    assert one(as_html(block))["channels"] == ["政府网站", "两微一端", "精准推送"]


def test_a_continued_table_drawn_on_another_grid():
    head = header()
    wide = Block([[*row[:5], "", *row[5:]] for row in [*head.rows, sample()]],
                 {(r, c + (c > 4)): span for (r, c), span in head.spans.items()}
                 | {(0, 4): (2, 2), (2, 4): (1, 2)})  # fmt: skip
    found = rows(as_docx(wide, table(sample(seq="2", level2="监督检查"))))
    assert [row["level2"] for row in found] == ["政策法规文件", "监督检查"]
    assert found[1]["time_limit"]["days"] == 10


def test_a_merged_cell_shifted_by_a_lost_cell_does_not_shift_the_rows_below():
    first = sample(publisher="镇人民政府")
    block = stack(HEAD, table(first, sample(seq="2", publisher=""), spans={(0, 6): (2, 1)}))
    page = as_html(block).decode()
    lost = '<td rowspan="1" colspan="1">制定或获取信息之日起10个工作日内</td>'
    at = page.index(lost)
    found = rows((page[:at] + page[at + len(lost) :]).encode())
    assert [row["publisher"] for row in found] == ["镇人民政府"] * 2
    assert found[0]["time_limit"] is None
    assert found[1]["time_limit"]["days"] == 10


def test_csv_in_big5():
    text = as_csv(stack(HEAD, table(sample(channels="政府網站")))).decode()
    pairs = "公公开開项項级級内內据據时時体體载載对對会會动動请請县縣乡鄉号號"
    for simple, full in zip(pairs[::2], pairs[1::2], strict=True):
        text = text.replace(simple, full)
    row = one(text.encode("big5hkscs", "ignore"))
    assert (row["channels"], row["levels"], row["mode"]) == (["政府网站"], ["乡级"], "主动公开")


def test_documents_of_the_basis_drawn_in_several_rows_are_one_item():
    cells = [sample(basis="《甲》"), sample(basis="《乙》")]
    spans = {(0, c): (2, 1) for c in range(14) if c != 4}
    assert one(as_html(stack(HEAD, table(*cells, spans=spans))))["basis"] == "《甲》\n《乙》"


@pytest.mark.parametrize("kind", DRAWN)
def test_elements_of_one_item_in_several_rows_stay_rows(kind):
    cells = [sample(elements="申请材料"), sample(elements="办理流程")]
    spans = {(0, c): (2, 1) for c in range(14) if c != 3}
    found = rows(FORMATS[kind](stack(HEAD, table(*cells, spans=spans))))
    assert [row["elements"] for row in found] == ["申请材料", "办理流程"]
    assert {row["level2"] for row in found} == {"政策法规文件"}


def test_a_table_of_category_content_form_and_time():
    head = table(["类别", "公开内容", "公开形式", "公开时限", "责任单位"])
    body = table(["机构职能", "领导分工", "政务公开栏", "长期公开", "党政办公室"])
    row = one(as_html(stack(head, body)))
    assert (row["level1"], row["level2"], row["elements"]) == ("机构职能", None, "领导分工")
    assert (row["channels"], row["publisher"]) == (["政务公开栏"], "党政办公室")
    assert row["time_limit"]["kind"] == "continuous"


@pytest.mark.parametrize("kind", ALL)
def test_a_row_that_numbers_the_columns_is_no_item(kind):
    numbers = table([str(n + 1) for n in range(14)])
    assert one(FORMATS[kind](stack(HEAD, numbers, table(sample()))))["level1"] == "综合业务"


def test_a_header_over_the_header():
    over = table(
        ["序号", "事项信息", "", "公开要求", *[""] * 10], spans={(0, 1): (1, 2), (0, 3): (1, 11)}
    )
    head = header()
    row = one(as_html(stack(over, head, table(sample()))))
    assert (row["level1"], row["audience"]) == ("综合业务", "全社会")


def test_a_table_mostly_of_foreign_columns():
    top = [*TOP[3:8], *[f"指标{n}" for n in range(12)]]
    row = one(as_html(stack(table(top), table([*sample()[3:8], *["甲"] * 12]))))
    assert row["channels"] == ["政府网站", "两微一端"]
    assert len(row["extra"]) == 12


def test_one_row_with_a_cell_too_many_does_not_blur_the_others():
    block = stack(HEAD, table(sample(), sample(seq="2"), sample(seq="3")))
    page = as_html(block).decode()
    end = page.index("</tr>", page.index(">2</td>"))
    found = rows((page[:end] + "<td>多出的</td>" + page[end:]).encode())
    assert [row["levels"] for row in found] == [["乡级"]] * 3
    assert [len(doubts(row, "多出的")) for row in found] == [0, 1, 0]


def test_a_header_drawn_wider_than_its_rows():
    page = as_html(stack(HEAD, table(sample(), sample(seq="2")))).decode()
    wide = page.replace('colspan="2">公开层级', 'colspan="3">公开层级')
    found = rows(wide.encode())
    assert [row["levels"] for row in found] == [["乡级"]] * 2
    assert [row["mode"] for row in found] == ["主动公开"] * 2


@pytest.mark.parametrize("kind", DRAWN)
def test_items_drawn_over_two_columns_without_names(kind):
    head = header([*TOP[:8], "全社会", "特定群体", "主动", "依申请", "县级", "乡级"], [""] * 14)
    head.rows[0][2] = ""
    head.spans = {(0, c): (2, 1) for c in range(14) if c not in (1, 2)} | {(0, 1): (2, 2)}
    row = one(FORMATS[kind](stack(head, table(sample()))))
    assert (row["level1"], row["level2"]) == ("综合业务", "政策法规文件")


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(
    "cells", [["备注", "自发布之日起施行"], ["填表人：张三", "", "", "审核人：李四"]]
)
def test_lines_below_that_are_no_items(kind, cells):
    below = table([*cells, *[""] * (14 - len(cells))])
    assert one(FORMATS[kind](stack(HEAD, table(sample()), below)))["level1"] == "综合业务"
