"""The notation, its reader and the files of the demonstration town do what they promise."""

import re
from collections import Counter
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pypdfium2
import pytest

from gongkai.demo.content import EXAMPLE_NOTE, attachment_bytes, records
from gongkai.demo.content.attachments.office_files import xlsx_bytes
from gongkai.demo.content.blocks import NotationError, parse_blocks, to_html
from gongkai.demo.content.reading import ContentError, Entry
from gongkai.demo.content.shapes import DemoAttachment

PLAN, *OTHERS = records()
ATTACHED = [(record, attached) for record in records() for attached in record.attachments]


# The attachments


def test_attachments_are_of_all_three_kinds():
    kinds = Counter(attached.kind for _, attached in ATTACHED)
    assert min(kinds[kind] for kind in ("docx", "xlsx", "pdf")) >= 4


@pytest.mark.parametrize(
    ("record", "attached"), ATTACHED, ids=lambda value: getattr(value, "name", "")
)
def test_attachment_opens_says_its_title_and_is_the_same_each_time(record, attached):
    data = attachment_bytes(record, attached)
    assert data == attachment_bytes(record, attached)
    assert re.sub(r"\s", "", attached.title) in re.sub(r"\s", "", OPENERS[attached.kind](data))


@pytest.mark.parametrize(
    ("record", "attached"), ATTACHED, ids=lambda value: getattr(value, "name", "")
)
def test_attachment_says_that_it_is_an_example_unless_the_document_is_real(record, attached):
    assert (EXAMPLE_NOTE in to_html(attached.blocks)) == (record is not PLAN)


def docx_text(data):
    document = docx.Document(BytesIO(data))
    return "".join(paragraph.text for paragraph in document.paragraphs)


def xlsx_text(data):
    book = openpyxl.load_workbook(BytesIO(data))
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    return str(book.properties.title)


def pdf_text(data):
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


OPENERS = {"docx": docx_text, "xlsx": xlsx_text, "pdf": pdf_text}


def test_figures_in_a_workbook_are_numbers():
    (record, attached) = next(pair for pair in ATTACHED if "分村灾情" in pair[1].name)
    sheet = openpyxl.load_workbook(BytesIO(attachment_bytes(record, attached))).worksheets[0]
    assert sheet["B12"].value == 1126


def test_attachment_of_another_record_is_refused():
    with pytest.raises(ValueError, match="no attachment of"):
        attachment_bytes(OTHERS[0], PLAN.attachments[0])


# The notation and the reader


def test_notation_becomes_escaped_html():
    blocks = parse_blocks("甲<乙\n> 丙\n- 一\n- **二**\n\n= 表\n| 子 | 丑\n| 1 | 2")
    assert to_html(blocks) == (
        '<p>甲&lt;乙</p>\n<p class="right">丙</p>\n'
        "<ul><li>一</li><li><strong>二</strong></li></ul>\n"
        '<table><caption>表</caption><thead><tr><th scope="col">子</th><th scope="col">丑</th></tr>'
        '</thead><tbody><tr><th scope="row">1</th><td>2</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    "text",
    ["| 甲 | 乙\n| 1 | 2", "= 表\n| 甲 | 乙", "= 表\n| 甲 | 乙\n| 1", "= 表\n| 甲\n| 1\n= 表"],
)
def test_broken_table_is_an_error_and_not_guessed(text):
    with pytest.raises(NotationError):
        parse_blocks(text)


def test_workbook_without_a_table_is_refused():
    attached = DemoAttachment("空.xlsx", "xlsx", "空", parse_blocks("只有一段话"))
    with pytest.raises(ValueError, match="tables"):
        xlsx_bytes(attached, date(2026, 11, 23))


def test_reader_names_the_entry_of_a_mistake():
    with pytest.raises(ContentError, match="第三条: field key is missing"):
        Entry("第三条", {}).take("key", str)
    with pytest.raises(ContentError, match="must be str"):
        Entry("第三条", {"key": 3}).take("key", str)
    with pytest.raises(ContentError, match="stage cannot be lost"):
        Entry("第三条", {"stage": "lost"}).choice("stage", ("draft",))
    with pytest.raises(ContentError, match="unknown field colour"):
        Entry("第三条", {"colour": "red"}).finish()
