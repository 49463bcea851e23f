"""The review sheet for Word: the same words, columns and ticks as the PDF."""

import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from documents.sheets import pages, row, sheet, signed_sheet
from gongkai.documents.review_sheet import SheetPrint, review_sheet_docx, review_sheet_pdf


def opened(given: SheetPrint) -> Any:
    return Document(io.BytesIO(review_sheet_docx(given)))


def table_of(given: SheetPrint) -> Any:
    (table,) = opened(given).tables
    return table


def cells(line: Any) -> list[str]:
    return [cell.text for cell in line.cells]


def test_the_table_has_the_columns_and_the_words_of_the_plan():
    head, first, last = table_of(sheet()).rows
    assert cells(head) == [
        "序号",
        "部 门",
        "信 息 名 称",
        "发布形式",
        "工作机构\n或者人员\n审查意见",
        "主管领导\n意 见",
    ]
    assert cells(first)[3:] == [
        "网站公开 √\n依申请公开 □\n其他 □",
        "同 意 □\n不同意 □",
        "同 意 □\n不同意 □",
    ]
    assert cells(last) == ["承办人(签字)"] * 4 + ["(签字)", "(签字)"]


def test_ticks_stand_in_a_frame():
    given = sheet(rows=(row(web=True, working_body="agree", leader="disagree"),))
    runs = [
        run
        for cell in table_of(given).rows[1].cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    framed = [run.text for run in runs if run._element.find(f".//{qn('w:bdr')}") is not None]
    assert framed == ["√"] * 3
    assert sum(run.text == "□" for run in runs) == 4


def test_the_head_repeats_rows_stay_whole_and_the_last_row_stays_with_the_signatures():
    head, *body, last_row, signatures = table_of(sheet(40)).rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    for line in (head, *body, last_row, signatures):
        assert line._tr.trPr.find(qn("w:cantSplit")) is not None
    assert all(
        paragraph.paragraph_format.keep_with_next
        for cell in last_row.cells
        for paragraph in cell.paragraphs
    )
    assert len(body) + 1 == 40


def test_signatures_other_text_and_code_are_there():
    given = signed_sheet()
    given = SheetPrint(
        given.unit,
        None,
        (row(other=True, other_text="村公示栏"),),
        given.handler,
        given.reviewer,
        given.leader,
        "BL-2025-0007",
        "https://example.org/v",
    )
    document = opened(given)
    line, signatures = document.tables[0].rows[1:]
    assert line.cells[3].text.endswith("其他 √\n村公示栏")
    assert signatures.cells[5].text == "(签字)\n程传山\n2025年12月31日\n14:05"
    footer = document.sections[0].footer
    assert "核验码：BL-2025-0007" in footer.paragraphs[0].text
    assert len(footer.part.package.image_parts) == 1
    assert document.paragraphs[1].text.endswith("\t    年  月  日")


def test_word_and_pdf_say_the_same():
    given = signed_sheet(3)
    document = opened(given)
    word = [paragraph.text for paragraph in document.paragraphs]
    word += [cell.text for line in document.tables[0].rows for cell in line.cells]
    pdf = "".join(page.solid for page in pages(review_sheet_pdf(given)))
    for text in word:
        for line in text.replace("□", "").replace("\t", "\n").split("\n"):
            assert "".join(line.split()) in pdf
