"""The print of the annual report: the same cells with the same spans in every format."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pypdfium2
from docx import Document

from foi.annual.published import report
from gongkai.documents.annual_report import (
    annual_report_docx,
    annual_report_html,
    annual_report_pdf,
    annual_report_xlsx,
)
from gongkai.documents.annual_report.printed import printed_tables
from gongkai.documents.conversion.allowed import clean
from gongkai.rules.annual_report.figures import Unread
from gongkai.rules.annual_report.layout import PLACES, SECTIONS, Place
from rules.annual_report.making import whole

AMOUNT = Place("information", "fees", "amount")


def test_every_table_is_a_whole_rectangle_and_prints_every_cell_once():
    found = []
    for table in printed_tables(whole()).values():
        covered = [
            (cell.row + row, cell.col + col)
            for cell in table.cells
            for row in range(cell.rowspan)
            for col in range(cell.colspan)
        ]
        everything = {(r, c) for r in range(table.rows) for c in range(len(table.widths))}
        assert len(covered) == len(set(covered)) and set(covered) == everything
        found += [cell.place for cell in table.cells if cell.place is not None]
    assert sorted(map(str, found)) == sorted(map(str, PLACES))


def test_the_word_file_has_sections_tables_and_merged_cells():
    document = Document(io.BytesIO(annual_report_docx(report(note="草稿"))))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:2] == ["泊里镇人民政府2025年\n政府信息公开工作年度报告", "草稿"]
    headings = [line for line in lines if line in {row.heading for row in SECTIONS}]
    assert headings == [row.heading for row in SECTIONS]
    shapes = [(len(table.rows), len(table.columns)) for table in document.tables]
    assert shapes == [(14, 4), (28, 10), (4, 15)]
    three = document.tables[1]
    assert three.cell(0, 0)._tc is three.cell(2, 2)._tc
    assert three.cell(5, 0)._tc is three.cell(26, 0)._tc
    assert three.cell(1, 4).text == "法人或其他组织"


def test_the_pdf_holds_the_words():
    made = datetime(2026, 1, 20, tzinfo=UTC)
    data = annual_report_pdf(report(note="草稿"), made_at=made)
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    for words in (
        "政府信息公开工作年度报告",
        "草稿",
        "三、收到和处理政府信息公开申请情况",
        "复议后起诉",
    ):
        assert words in text
    assert data == annual_report_pdf(report(note="草稿"), made_at=made)


def test_the_workbook_holds_numbers_not_texts():
    figures = {**whole(), AMOUNT: Decimal("1.05"), Place("disputes", "suit", "total"): Unread()}
    book = openpyxl.load_workbook(io.BytesIO(annual_report_xlsx(report(figures))))
    assert book.sheetnames == ["表二", "表三", "表四"]
    values = [cell.value for row in book["表二"].iter_rows() for cell in row]
    assert 1.05 in values and "行政事业性收费" in values
    assert "D2:J2" in {str(merged) for merged in book["表三"].merged_cells.ranges}


def test_the_body_of_a_page_is_what_a_body_may_hold():
    body = annual_report_html(report(texts={"overview": "<b>甲</b> & 乙\n\n丙"}))
    assert clean(body) == clean(clean(body)) and "<p>&lt;b&gt;甲&lt;/b&gt; &amp; 乙</p>" in body
    assert 'colspan="7"' in clean(body) and 'rowspan="22"' in clean(body)
    assert body.count("<h2>") == 6 and body.count("<table>") == 3
