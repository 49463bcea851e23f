"""Handbook 5.6: after masking, the true value is absent from every part of the file."""

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from documents.office_files import is_anywhere, patched, related, shared, where, word, workbook
from gongkai.documents.extraction import Edit, extract
from gongkai.documents.redacting import apply_edits

VALUES = st.sampled_from(
    [
        "370283199001011234",
        "37028319900101123X",
        "6222021234567890123",
        "13812345678",
        "138 1234 5678",
        "0532-84171234",
        "１３８１２３４５６７８",
        "zhang&san@example.org",
    ]
)
IN_BOOK = st.sets(
    st.sampled_from(["cell", "comment", "title", "name", "header", "prompt", "hidden", "custom"])
)
IN_DOCUMENT = st.sets(
    st.sampled_from(["again", "comment", "title", "header", "hidden", "deleted", "custom", "note"])
)


def book(value: str, also: set[str]) -> bytes:
    def build(file: Workbook) -> None:
        sheet = file.active
        sheet.append(["甲", f"号{value}"])
        if "cell" in also:
            sheet["D9"] = value
        if "comment" in also:
            sheet["A1"].comment = Comment(f"见{value}", "乙")
        if "title" in also:
            file.properties.title = value
        if "name" in also:
            file.defined_names["数"] = DefinedName("数", attr_text=f'"{value}"')
        if "header" in also:
            sheet.oddHeader.center.text = f"表 {value}".replace("&", "&&")
        if "hidden" in also:
            file.create_sheet("底").append([value])
            file["底"].sheet_state = "hidden"

    return custom(shared(workbook(build)), "xl/workbook.xml", value, also)


def document(value: str, also: set[str]) -> bytes:
    def build(file) -> None:  # type: ignore[no-untyped-def]
        paragraph = file.add_paragraph("号")
        for sign in value:
            paragraph.add_run(sign)
        if "again" in also:
            file.add_table(1, 1).cell(0, 0).text = value
        if "comment" in also:
            file.add_comment(paragraph.runs, text=value, author="乙")
        if "title" in also:
            file.core_properties.title = value
        if "header" in also:
            file.sections[0].header.paragraphs[0].text = value
        if "hidden" in also:
            paragraph.add_run(f" {value}").font.hidden = True

    data = custom(word(build), "word/document.xml", value, also)
    if "deleted" in also:
        text = value.replace("&", "&amp;")
        change = f"<w:p><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p><w:sectPr"
        data = patched(data, {"word/document.xml": lambda old: old.replace("<w:sectPr", change, 1)})
    return data


def custom(data: bytes, main: str, value: str, also: set[str]) -> bytes:
    if "custom" not in also:
        return data
    text = value.replace("&", "&amp;")
    return related(
        data, main, "customXml", "customXml/item1.xml", f'<x a="{text}"><!--{text}-->{text}</x>'
    )


def masked(name: str, data: bytes, value: str) -> bytes:
    piece = where(name, data, f"号{value}")
    return apply_edits(name, data, [Edit(piece.place, 1, 1 + len(value), "＊＊＊")])


@given(value=VALUES, also=IN_BOOK)
@settings(max_examples=30, deadline=None)
def test_in_a_workbook(value: str, also: set[str]) -> None:
    result = masked("a.xlsx", book(value, also), value)
    assert not is_anywhere(result, value)
    assert value not in extract("a.xlsx", result).text


@given(value=VALUES, also=IN_DOCUMENT)
@settings(max_examples=20, deadline=None)
def test_in_a_document(value: str, also: set[str]) -> None:
    result = masked("a.docx", document(value, also), value)
    assert not is_anywhere(result, value)
    assert value not in extract("a.docx", result).text
