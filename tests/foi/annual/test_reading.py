"""Reading reports as they are published, in every format, and never guessing a cell."""

import base64
import io
import json
from decimal import Decimal

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from foi.annual.published import page, report
from gongkai.documents.annual_report import (
    annual_report_docx,
    annual_report_html,
    annual_report_xlsx,
)
from gongkai.foi.annual.reading import ReadingError, read
from gongkai.foi.annual.reading.numbers import figure
from gongkai.foi.annual.reading.own_format import FORMAT, tables_json
from gongkai.rules.annual_report.figures import Unread
from gongkai.rules.annual_report.layout import PLACES, Place
from rules.annual_report.making import app, nothing, whole

COUNT = app("1", "natural")
AMOUNT = Place("information", "fees", "amount")


def distinct():
    """Every cell with a number of its own, so that no cell can stand in for another."""
    return dict(zip(PLACES, range(1000, 1000 + len(PLACES)), strict=True))


def written(figures):
    given = report(figures)
    return {
        "docx": annual_report_docx(given),
        "xlsx": annual_report_xlsx(given),
        "html": page(given).encode(),
        "html utf-16": page(given).encode("utf-16"),
        "html gbk": page(given).replace("utf-8", "gbk").encode("gb18030"),
        "json": json.dumps({"tables": tables_json(figures)}).encode(),
    }


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "html gbk", "html utf-16", "json"])
def test_every_cell_of_every_format(kind):
    figures = distinct()
    reading = read(written(figures)[kind])
    assert reading.figures == figures
    assert reading.notes == [] and reading.missing_words() == []
    assert set(reading.where) == set(figures)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_year_and_town_stand_in_the_title(kind):
    reading = read(written(whole())[kind])
    assert (reading.year, reading.issuer, reading.township) == (2025, "泊里镇人民政府", True)


def test_words_of_a_page_in_any_encoding_and_none_of_an_archive():
    for kind in ("html", "html gbk", "html utf-16"):
        assert "六、其他需要报告的事项" in read(written(whole())[kind]).text
    body = base64.encodebytes(page(report()).encode())
    head = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
    archive = head + b"Content-Transfer-Encoding: base64\n\n" + body
    reading = read(archive)
    assert reading.figures == whole() and reading.text == ""


@pytest.mark.parametrize(
    ("title", "year", "township"),
    [
        ("利辛县望疃镇2023\n政府信息公开工作年度报告", 2023, False),
        ("2024年度泊里镇政府信息公开工作年度报告", 2024, True),
        ("某区城乡建设局2024年政府信息公开工作年度报告", 2024, False),
        ("公告", None, False),
        ("公告。我镇认真落实", None, True),
    ],
)
def test_titles(title, year, township):
    plain = report(issuer="", year=0)
    body = page(plain).replace(plain.title, title.replace("\n", "<br>"))
    reading = read(body.replace("-泊里镇", "").encode())
    assert (reading.year, reading.township) == (year, township)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), (" １２ ", 12), ("13,612", 13612), ("13，612", 13612), ("1 234", 1234),
        ("0件", 0), ("3.0", 3), ("-1", -1), ("－1", -1), ("\u200b7", 7),
    ],
)  # fmt: skip
def test_numbers(text, number):
    assert figure(text, COUNT) == number


@pytest.mark.parametrize("text", ["", "—", "若干", "1 2", "12\n3", "1/2", "三", "3.5万元", "1,23"])
def test_what_is_no_number(text):
    assert figure(text, COUNT) == Unread(" ".join(text.split()))


def test_amounts():
    assert figure("1.05", AMOUNT) == Decimal("1.05")
    assert figure("1.05万元", AMOUNT) == Decimal("1.05")
    assert figure("0元", AMOUNT) == 0
    assert figure("10500元", AMOUNT) == Unread("10500元")
    assert figure("3件", AMOUNT) == Unread("3件")


def test_a_cell_that_is_no_number_stays_what_it_is():
    figures = {**whole(), app("3.1", "natural"): Unread("若干"), app("2", "legal"): Unread()}
    for kind in ("docx", "xlsx", "html", "json"):
        assert read(written(figures)[kind]).figures == figures


@pytest.mark.parametrize("span", [2, 4])
def test_a_row_merged_otherwise_than_the_headings(span):
    html = page(report(distinct())).replace(
        '<th scope="row" colspan="3">四、结转下年度继续办理</th>',
        f'<th scope="row" colspan="{span}">四、结转下年度继续办理</th>',
    )
    assert read(html.encode()).figures == distinct()


def test_a_row_with_fewer_cells_than_headings_is_not_guessed():
    html = page(report(distinct())).replace(
        '<th scope="row" colspan="3">四、结转下年度继续办理</th>',
        '<th scope="row" colspan="2">四、结转下年度继续办理</th><td colspan="3">1 2</td>',
    )
    reading = read(html.encode())
    assert all(place.row != "4" for place in reading.figures)
    assert "“四、结转下年度继续办理”行" in reading.notes[0] and "对不上" in reading.notes[0]


def test_a_table_that_goes_on_in_a_second_sheet():
    book = load_workbook(io.BytesIO(annual_report_xlsx(report(distinct()))))
    for name in ("表二", "表四"):
        del book[name]
    file = io.BytesIO()
    book.save(file)
    reading = read(file.getvalue())
    assert reading.missing_words() == ["没有找到表二", "没有找到表四"]
    assert len(reading.figures) == 175


def test_all_tables_on_one_sheet():
    source = load_workbook(io.BytesIO(annual_report_xlsx(report(distinct()))))
    book = Workbook()
    sheet, at = book.worksheets[0], 0
    for given in source.worksheets:
        for row in given.iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.cell(cell.row + at, cell.column, cell.value)
        for merged in given.merged_cells.ranges:
            merged.shift(row_shift=at)
            sheet.merge_cells(merged.coord)
        at += given.max_row + 1
    file = io.BytesIO()
    book.save(file)
    assert read(file.getvalue()).figures == distinct()


def test_a_hidden_sheet_is_passed_by_and_said():
    book = load_workbook(io.BytesIO(annual_report_xlsx(report(distinct()))))
    book["表四"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    reading = read(file.getvalue())
    assert "没有找到表四" in reading.missing_words()
    assert reading.notes == ["“表四”是隐藏的，没有读取。"]


def test_the_same_table_twice():
    again = annual_report_html(report({**whole(), app("1", "legal"): 9}))
    reading = read(page(report()).replace("</body>", f"{again}</body>").encode())
    assert reading.figures == whole()
    assert len(reading.notes) == 1 and "出现两次，数字不同" in reading.notes[0]


def test_reports_of_2020_count_other_processing_in_one_row():
    html = page(report(nothing()))
    start = html.index("<tr><th", html.index("5.要求行政机关确认"))
    end = html.index("<tr><th", html.index(">3.其他<"))
    cells = "<td>2</td>" * 7
    old = f'<tr><th colspan="2">（六）其他处理</th>{cells}</tr>'
    html = html[:start] + old + html[end:]
    html = html.replace('rowspan="22"', 'rowspan="20"')
    reading = read(html.encode())
    assert {reading.figures[app("3.6", column)] for column in ("natural", "total")} == {2}
    assert app("3.6.1") not in reading.figures


def test_files_without_the_tables():
    empty = Document()
    empty.add_paragraph("泊里镇2025年政府信息公开工作年度报告")
    file = io.BytesIO()
    empty.save(file)
    for data in (
        file.getvalue(),
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"a,b\n1,2\n",
    ):
        with pytest.raises(ReadingError, match="没有找到年度报告的三张表"):
            read(data)


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"{\\rtf1", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0"])
def test_what_cannot_be_read_says_what_to_do(start):
    with pytest.raises(ReadingError, match=r"没有核对|不能核对") as refused:
        read(start + b" ...")
    assert ".docx" in str(refused.value) and "另存为.html" in str(refused.value)


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"Rar!", b"  ", b"\xd0\xcf\x11\xe0 none"])
def test_refusals_speak_of_reports(data):
    with pytest.raises(ReadingError) as refused:
        read(data)
    assert "导入" not in str(refused.value) and "目录" not in str(refused.value)


@pytest.mark.parametrize(
    "given",
    [
        b"{", b"{}", b'{"tables": 1}', b'{"tables": {"information": 1}}',
        b'{"tables": {"information": {"rules": 3}}}',
        b'{"tables": {"information": {"rules": {"planned": 3}}}}',
        b'{"tables": {"information": {"rules": {"issued": [3]}}}}',
        b'{"tables": {"information": {"rules": {"issued": true}}}}',
        b'{"tables": {}}',
    ],
)  # fmt: skip
def test_json_of_another_kind(given):
    with pytest.raises(ReadingError, match=r"[\u4e00-\u9fff]"):
        read(given)


def test_json_says_who_and_when():
    given = {
        "format": FORMAT, "year": 2025, "issuer": "泊里镇", "township": True,
        "sections": {"overview": "收到政府信息公开申请9件"},
        "tables": {"information": {"rules": {"issued": None, "abolished": "0"}}},
    }  # fmt: skip
    reading = read(json.dumps(given).encode())
    assert (reading.year, reading.issuer, reading.township) == (2025, "泊里镇", True)
    assert "申请9件" in reading.text and "六、其他需要报告的事项" in reading.text
    assert reading.figures[Place("information", "rules", "issued")] == Unread()
