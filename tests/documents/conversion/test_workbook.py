"""Sheets to tables."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from documents.conversion.papers import sheet, workbook
from gongkai.documents.conversion import clean, convert
from gongkai.documents.conversion.model import Converted
from gongkai.documents.conversion.number_formats import UnknownFormat, shown
from gongkai.documents.conversion.tables import Cell, header_rows
from gongkai.documents.inspect import UploadError


def at(*parts: int) -> datetime:
    """A moment as sheets know it, without a time zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def converted(page: Any) -> Converted:
    found = convert("表.xlsx", workbook(page))
    assert clean(found.html) == found.html
    return found


def test_title_row_becomes_the_caption_and_two_rows_the_header() -> None:
    page = sheet(
        ("2026年惠民资金发放表",),
        ("单位：元",),
        ("序号", "村", "资金"),
        (None, None, "金额", "占比"),
        (1, "甲村", 1234567.5, 0.123),
        (2, "乙村", -20, 1),
    )
    for area in ("A1:D1", "A2:D2", "A3:A4", "B3:B4", "C3:D3"):
        page.merge_cells(area)
    for row in (5, 6):
        page.cell(row, 3).number_format = "#,##0.00"
        page.cell(row, 4).number_format = "0.0%"
    found = converted(page)
    assert found.title == "2026年惠民资金发放表"
    assert found.html == (
        "<p>单位：元</p><table><caption>2026年惠民资金发放表</caption><thead>"
        '<tr><th rowspan="2" scope="col">序号</th><th rowspan="2" scope="col">村</th>'
        '<th colspan="2" scope="col">资金</th></tr>'
        '<tr><th scope="col">金额</th><th scope="col">占比</th></tr></thead><tbody>'
        "<tr><td>1</td><td>甲村</td><td>1,234,567.50</td><td>12.3%</td></tr>"
        "<tr><td>2</td><td>乙村</td><td>-20.00</td><td>100.0%</td></tr></tbody></table>"
    )


def test_the_name_of_the_sheet_is_the_caption_without_a_title() -> None:
    page = sheet(("姓名", "村"), ("张三", "甲村"), name="名单")
    for cell in page[1]:
        cell.font = Font(bold=True)
    assert converted(page).html.startswith(
        '<table><caption>名单</caption><thead><tr><th scope="col">姓名</th>'
    )


def test_what_is_hidden_is_left_out_and_named() -> None:
    page = sheet(
        ("序号", "姓名", "证件"), (1, "张三", "秘一"), (2, "秘二", "x"), (3, "李四", "秘三")
    )
    page.column_dimensions["C"].hidden = True
    page.row_dimensions[3].hidden = True
    secret = page.parent.create_sheet("底稿")
    secret["A1"], secret.sheet_state = "秘四", "veryHidden"
    page["A2"].comment = Comment("秘五", "张三")
    found = converted(page)
    assert "秘" not in found.html
    assert found.warnings == (
        "隐藏的工作表没有转换：底稿。",
        "工作表“Sheet1”：隐藏的列没有转换：C列。",
        "工作表“Sheet1”：隐藏的行没有转换：第3行。",
        "工作表“Sheet1”：有批注，没有转换。请确认原文件是否应当带着批注上传。",
    )


def test_a_grouped_range_of_hidden_columns_is_hidden_to_its_end() -> None:
    page = sheet(("甲", "乙", "丙", "丁"), (1, 2, 3, 4))
    page.column_dimensions.group("B", "C", hidden=True)
    found = converted(page)
    assert "乙" not in found.html and "丙" not in found.html and "丁" in found.html


def test_a_merged_cell_keeps_its_text_when_its_first_column_is_hidden() -> None:
    page = sheet(("合并", None, "丙"), (1, 2, 3))
    page.merge_cells("A1:B1")
    page.column_dimensions["A"].hidden = True
    assert "合并" in converted(page).html


def test_empty_ends_are_dropped_and_every_visible_sheet_is_a_table() -> None:
    page = sheet(("甲", "乙"), (1, 2), (None, None))
    page["D9"].fill = PatternFill("solid", fgColor="FFFF00")
    second = page.parent.create_sheet("第二张")
    second.append(("丙", "丁"))
    second.append((3, 4))
    found = converted(page)
    assert found.html.count("<table>") == 2
    assert found.html.count("<tr>") == 4
    assert found.title == ""


def test_a_table_away_from_the_corner_begins_where_it_begins() -> None:
    page = sheet((None,), (None, None, "村", "数"), (None, None, "甲", 1))
    assert converted(page).html == (
        '<table><caption>Sheet1</caption><thead><tr><th scope="col">村</th>'
        '<th scope="col">数</th></tr></thead><tbody><tr><td>甲</td><td>1</td></tr></tbody></table>'
    )


def test_a_formula_without_result_is_named() -> None:
    page = sheet(("村", "数"), ("甲", 1), ("合计", "=SUM(B2:B2)"))
    found = converted(page)
    assert any("Sheet1!B3" in warning for warning in found.warnings)


def test_too_long_a_table_is_to_be_attached() -> None:
    page = sheet(*[("行", number) for number in range(2001)])
    with pytest.raises(UploadError, match="作为附件上传"):
        convert("表.xlsx", workbook(page))


def test_a_workbook_that_shows_nothing_is_refused() -> None:
    with pytest.raises(UploadError, match="没有可以看见的内容"):
        convert("表.xlsx", workbook(sheet()))


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "General", "12"),
        (330102199001010000, "General", "330102199001010000"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "0", "1235"),
        (-3.456, "0.00", "-3.46"),
        (-3, "#,##0;(#,##0)", "(3)"),
        (0, '0;-0;"无"', "无"),
        (0.125, "0%", "13%"),
        (0.1234, "0.00%", "12.34%"),
        (1500000, '0.0,,"百万"', "1.5百万"),
        (7, "000", "007"),
        (5, '0"户"', "5户"),
        (88.8, '"¥"#,##0.00', "¥88.80"),
        (88.8, "[$￥-804]#,##0.00", "￥88.80"),
        (1234567, "_ * #,##0_ ;_ * -#,##0_ ", "1,234,567"),
        (3.5, "#.##", "3.5"),
        (True, "General", "是"),
        ("文字", "@", "文字"),
        (None, "General", ""),
        (date(2026, 3, 1), 'yyyy"年"m"月"d"日";@', "2026年3月1日"),
        (at(2026, 3, 1), "yyyy-mm-dd", "2026-03-01"),
        (at(2026, 3, 1), "yyyy/m/d", "2026/3/1"),
        (at(2026, 3, 1), '[$-804]yyyy"年"m"月"', "2026年3月"),
        (at(2026, 12, 21), '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年十二月二十一日"),
        (at(2026, 3, 1, 14, 5), "yyyy/m/d h:mm", "2026/3/1 14:05"),
        (at(2026, 3, 1, 14, 5), "上午/下午 h:mm", "下午 2:05"),
        (at(2026, 3, 1), "aaaa", "星期日"),
        (time(9, 5, 7), "h:mm:ss", "9:05:07"),
        (at(2026, 3, 1), "General", "2026-03-01"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
    ],
)
def test_values_as_the_sheet_shows_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize("number_format", ["# ?/?", "0.00E+00", "[>100]0;0.0"])
def test_a_format_that_is_not_known_is_said_so(number_format: str) -> None:
    with pytest.raises(UnknownFormat):
        shown(1.5, number_format)
    page = sheet(("村", "数"), ("甲", 1.5))
    page["B2"].number_format = number_format
    found = converted(page)
    assert "<td>1.5</td>" in found.html
    assert any("Sheet1!B2" in warning for warning in found.warnings)


def rows(*texts: tuple[str, ...]) -> list[list[Cell]]:
    return [[Cell(text) for text in row] for row in texts]


@pytest.mark.parametrize(
    ("table", "count"),
    [
        (rows(("村", "户数"), ("甲", "12户"), ("乙", "—")), 0),
        (rows(("村", "户数"), ("甲", "12"), ("乙", "—")), 1),
        (rows(("", "2025年"), ("甲", "12")), 1),
        (rows(("", "2025"), ("甲", "12")), 0),
        (rows(("", "金额"), ("甲", "12%")), 1),
        (rows(("姓名", "张三"), ("性别", "男")), 0),
        (rows(("村", ""), ("甲", "1")), 0),
        (rows(("村", "户数")), 0),
        (rows(("题目",), ("1",)), 0),
        ([[Cell("村", emphasised=True), Cell("人", emphasised=True)], [Cell("甲"), Cell("乙")]], 1),
        ([[Cell("村", emphasised=True), Cell("人", emphasised=True)]] * 2, 0),
    ],
)
def test_a_header_only_where_it_is_plain(table: list[list[Cell]], count: int) -> None:
    assert header_rows(table) == count
