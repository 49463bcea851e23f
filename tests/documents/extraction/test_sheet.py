"""Workbooks to their last corner (handbook 5.4, hidden content)."""

import time

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from documents.office_files import (
    ID,
    PHONE,
    patched,
    pieces,
    related,
    roster,
    shared,
    texts,
    where,
    workbook,
)
from gongkai.documents.extraction import Hidden, extract, group_of
from gongkai.documents.inspect import UploadError

SHEET = "xl/worksheets/sheet1.xml"
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def one(build):  # type: ignore[no-untyped-def]
    return workbook(lambda book: build(book.active))


def test_cells_of_a_row_are_joined_by_tabs_and_carry_their_address() -> None:
    read = extract("名单.xlsx", roster())
    assert f"姓名\t身份证号\t电话\n张三\t{ID}\t{PHONE}" in read.text
    cell = where("名单.xlsx", roster(), ID)
    assert (cell.place, cell.label) == ("sheet:1!B2", "第1个工作表“名单”B2单元格")


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("1.3812345678E10", "13812345678"),
        ("3.7028319900101101E17", "370283199001011010"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.3"),
        ("-12", "-12"),
        ("1E+400", "1E+400"),
        ("1e999999999", "1e999999999"),
    ],
)
def test_numbers_are_read_without_exponent_and_with_every_stored_digit(
    stored: str, read: str
) -> None:
    data = one(lambda sheet: sheet.append([7]))
    data = patched(data, {SHEET: lambda old: old.replace("<v>7</v>", f"<v>{stored}</v>")})
    assert where("a.xlsx", data, read).place == "sheet:1!A1"


@pytest.mark.parametrize(
    ("value", "style", "read"),
    [
        (45292, "yyyy-mm-dd", "2024-01-01"),
        (45292, 'yyyy"年"m"月"d"日"', "2024-01-01"),
        (45292.5, "yyyy/m/d h:mm", "2024-01-01 12:00:00"),
        (370283, "000000000", "000370283"),
        (7, '"机密★"0', "机密★7"),
        (1234567, "#,##0", "1234567"),
        (12, "General", "12"),
    ],
)
def test_dates_zeros_and_words_of_formats_are_read_as_shown(
    value: float, style: str, read: str
) -> None:
    def build(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet["A1"] = value
        sheet["A1"].number_format = style

    assert read in texts("a.xlsx", one(build), None)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_cell_by_cell(state: str) -> None:
    def build(book: Workbook) -> None:
        sheet = book.create_sheet("底稿")
        sheet.append(["张三", ID])
        sheet.sheet_state = state

    data = workbook(build)
    assert texts("a.xlsx", data, Hidden.HIDDEN_SHEET) == ["底稿", "张三", ID]
    assert group_of(where("a.xlsx", data, ID)) == ("sheet:2", "隐藏的第2个工作表“底稿”")


def test_an_empty_hidden_sheet_hides_nothing() -> None:
    def build(book: Workbook) -> None:
        book.create_sheet("WpsReserved").sheet_state = "veryHidden"

    assert not pieces("a.xlsx", workbook(build), Hidden.HIDDEN_SHEET)


def _hide_column(sheet) -> None:  # type: ignore[no-untyped-def]
    sheet.column_dimensions["B"].hidden = True


def _thin_column(sheet) -> None:  # type: ignore[no-untyped-def]
    sheet.column_dimensions["B"].width = 0.01


def _collapse(sheet) -> None:  # type: ignore[no-untyped-def]
    sheet.column_dimensions.group("B", "C", hidden=True)


@pytest.mark.parametrize("hide", [_hide_column, _thin_column, _collapse])
def test_hidden_columns(hide) -> None:  # type: ignore[no-untyped-def]
    def build(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.title = "名单"
        sheet.append(["张三", ID])
        hide(sheet)

    data = one(build)
    assert texts("a.xlsx", data, Hidden.HIDDEN_COLUMN) == [ID]
    cell = where("a.xlsx", data, ID)
    assert cell.label == "第1个工作表“名单”B1单元格（隐藏列）"
    assert group_of(cell) == ("sheet:1!col:B", "第1个工作表“名单”的隐藏列 B 列")


def test_columns_are_hidden_when_the_usual_width_is_nothing() -> None:
    data = one(lambda sheet: sheet.append(["甲", "乙"]))
    usual = '<sheetFormatPr defaultColWidth="0" baseColWidth="8" defaultRowHeight="15"/>'
    columns = '<cols><col min="1" max="1" width="9"/></cols>'

    def change(old: str) -> str:
        start = old.index("<sheetFormatPr")
        end = old.index("/>", start) + 2
        return old[:start] + usual + columns + old[end:]

    assert texts("a.xlsx", patched(data, {SHEET: change}), Hidden.HIDDEN_COLUMN) == ["乙"]


@pytest.mark.parametrize("flat", [True, False])
def test_hidden_rows_filtered_ones_too(flat: bool) -> None:
    def build(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.append(["见"])
        sheet.append([ID])
        if not flat:
            sheet.auto_filter.ref = "A1:A2"
            sheet.row_dimensions[2].hidden = True

    data = one(build)
    if flat:
        low = '<row r="2" ht="0" customHeight="1"'
        data = patched(data, {SHEET: lambda old: old.replace('<row r="2"', low)})
    assert texts("a.xlsx", data, Hidden.HIDDEN_ROW) == [ID]
    assert group_of(where("a.xlsx", data, ID))[0] == "sheet:1!rows"


@pytest.mark.parametrize(
    ("style", "value", "hidden"),
    [
        (";;;", ID, True),
        (";;;", 5, True),
        ("0;0;0;", ID, True),
        ("0;;", -5, True),
        ("0;-0;;@", 0, False),
        ('"是";"否"', 5, False),
        ("[Red]0", 5, False),
    ],
)
def test_formats_that_show_nothing(style: str, value: object, hidden: bool) -> None:
    def build(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet["A1"] = value
        sheet["A1"].number_format = style

    assert bool(pieces("a.xlsx", one(build), Hidden.HIDDEN_TEXT)) is hidden


def test_white_on_nothing_is_hidden_but_white_on_colour_is_a_heading() -> None:
    def build(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.append(["暗", "题"])
        for cell in sheet[1]:
            cell.font = Font(color="FFFFFFFF")
        sheet["B1"].fill = PatternFill("solid", fgColor="FF0000FF")

    assert texts("a.xlsx", one(build), Hidden.HIDDEN_TEXT) == ["暗"]


def test_black_on_black_is_covered() -> None:
    def build(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.append([ID, "见"])
        sheet["A1"].fill = PatternFill("solid", fgColor="FF000000")
        sheet["B1"].fill = PatternFill("solid", fgColor="FF000000")
        sheet["B1"].font = Font(color="FFFFFFFF")

    assert texts("a.xlsx", one(build), Hidden.COVERED_TEXT) == [ID]


def test_values_under_a_merge_are_hidden() -> None:
    data = one(lambda sheet: sheet.append(["标题", ID]))
    merge = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    data = patched(data, {SHEET: lambda old: old.replace("</sheetData>", f"</sheetData>{merge}")})
    assert texts("a.xlsx", data, Hidden.HIDDEN_TEXT) == [ID]


def test_comments_and_discussions_name_their_cell() -> None:
    def build(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.title = "名单"
        sheet["A1"] = "张三"
        sheet["A1"].comment = Comment(f"证号{ID}", "经办人")

    data = one(build)
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    data = related(
        data,
        SHEET,
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{threads}">'
        '<threadedComment ref="A1" id="{1}" personId="{2}">'
        f"<text>电话{PHONE}</text></threadedComment></ThreadedComments>",
    )
    data = related(
        data,
        "xl/workbook.xml",
        "http://schemas.microsoft.com/office/2017/10/relationships/person",
        "xl/persons/person.xml",
        f'<personList xmlns="{threads}"><person displayName="李四" id="{{2}}"/></personList>',
    )
    found = pieces("a.xlsx", data, Hidden.COMMENT)
    assert {each.text for each in found} == {f"证号{ID}", f"电话{PHONE}"}
    assert {each.label for each in found} == {"第1个工作表“名单”A1单元格的批注"}
    assert "李四" in texts("a.xlsx", data, None)


def test_old_drawings_with_open_tags_are_read() -> None:
    drawing = "<xml><div>第一行<br>第二行</div></xml>"
    data = one(lambda sheet: sheet.append(["x"]))
    data = related(data, SHEET, "vmlDrawing", "xl/drawings/vmlDrawing1.vml", drawing)
    assert "第二行" in extract("a.xlsx", data).text


def test_a_comment_is_its_words_and_not_its_measures() -> None:
    data = one(lambda sheet: sheet.append(["x"]))
    comment = (
        f'<comments {X}><commentList><comment ref="A1"><text><r><t>批</t></r><r><t>注</t></r>'
        "</text><commentPr><anchor><rowOff>79023</rowOff></anchor></commentPr></comment>"
        "</commentList></comments>"
    )
    data = related(data, SHEET, "comments", "xl/comments1.xml", comment)
    assert texts("a.xlsx", data, Hidden.COMMENT) == ["批注"]


def test_names_lists_headers_links_and_prompts_are_read() -> None:
    def build(book: Workbook) -> None:
        sheet = book.active
        sheet["A1"] = "x"
        sheet["A1"].hyperlink = f"https://example.org/?id={ID}"
        sheet.oddHeader.center.text = "页眉文字"
        rule = DataValidation("list", '"低保,特困"', promptTitle="请选", prompt="提示文字")
        rule.add("A1")
        sheet.add_data_validation(rule)
        book.defined_names["暗数"] = DefinedName("暗数", attr_text=f'"{ID}"')
        book.defined_names["区域"] = DefinedName("区域", attr_text="Sheet!$A$1")

    read = extract("a.xlsx", workbook(build))
    for text in (
        "&C页眉文字",
        '"低保,特困"',
        "提示文字",
        f'"{ID}"',
        f"https://example.org/?id={ID}",
    ):
        assert text in [each.text for each in read.segments]
    assert "Sheet!$A$1" not in read.text


def test_formulas_give_their_result_and_the_words_in_them() -> None:
    data = one(lambda sheet: sheet.append([f'=IF(B1=1,"{ID}","无")', "=B1+1"]))
    data = patched(
        data,
        {SHEET: lambda old: old.replace("<v></v>", "<v>9</v>").replace("<v/>", "<v>9</v>")},
    )
    read = extract("a.xlsx", data)
    formula = where("a.xlsx", data, ID)
    assert formula.place == "sheet:1!A1#formula"
    assert [each.text for each in read.segments if each.place == "sheet:1!B1"] == ["9"]
    assert not any(each.place == "sheet:1!B1#formula" for each in read.segments)


def test_pivot_caches_and_caches_of_other_workbooks() -> None:
    data = one(lambda sheet: sheet.append(["x"]))
    data = related(
        data,
        "xl/workbook.xml",
        "pivotCacheDefinition",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition {X}><cacheFields><cacheField name="证号"><sharedItems>'
        f'<s v="{ID}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>',
    )
    data = related(
        data,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "pivotCacheRecords",
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords {X}><r><s v="甲"/><n v="12"/></r></pivotCacheRecords>',
    )
    data = related(
        data,
        "xl/workbook.xml",
        "externalLink",
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink {X}><externalBook><sheetDataSet><sheetData sheetId="0"><row r="1">'
        f'<cell r="A1"><v>{PHONE}</v></cell></row></sheetData></sheetDataSet></externalBook>'
        "</externalLink>",
        "rIdT2",
    )
    assert set(texts("a.xlsx", data, Hidden.CACHED_DATA)) == {"证号", ID, "甲", "12", PHONE}
    assert "甲\t12" in extract("a.xlsx", data).text


def test_drawings_speak_by_text_and_by_alternative_text() -> None:
    drawn = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:nvSpPr>'
        '<xdr:cNvPr id="1" name="x" descr="一张照片"/></xdr:nvSpPr><xdr:blipFill>'
        '<a:srcRect l="20000"/></xdr:blipFill><xdr:txBody><a:p><a:r><a:t>3702</a:t></a:r><a:r>'
        "<a:t>83</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    data = related(
        one(lambda sheet: sheet.append(["x"])), SHEET, "drawing", "xl/drawings/drawing1.xml", drawn
    )
    assert {"一张照片", "370283"} <= set(texts("a.xlsx", data, None))
    assert len(pieces("a.xlsx", data, Hidden.CROPPED)) == 1


def test_an_embedded_workbook_is_read_to_its_cells() -> None:
    data = related(
        one(lambda sheet: sheet.append(["x"])),
        SHEET,
        "package",
        "xl/embeddings/Book1.xlsx",
        roster(),
    )
    cell = where("a.xlsx", data, ID)
    assert cell.hidden is Hidden.EMBEDDED_FILE
    assert group_of(cell) == ("xl/embeddings/Book1.xlsx", "嵌入的文件“Book1.xlsx”")


def test_an_object_that_nothing_reads_is_left_to_a_person() -> None:
    data = related(
        one(lambda sheet: sheet.append(["x"])),
        SHEET,
        "oleObject",
        "xl/embeddings/oleObject1.bin",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    )
    assert len(pieces("a.xlsx", data, Hidden.EMBEDDED_FILE)) == 1
    assert [each.place for each in extract("a.xlsx", data).unread] == [
        "xl/embeddings/oleObject1.bin"
    ]


def test_strict_workbooks_read_the_same() -> None:
    strict = "http://purl.oclc.org/ooxml/"

    def change(old: str) -> str:
        for kind in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"):
            new = kind.replace("/2006", "")
            old = old.replace(f"http://schemas.openxmlformats.org/{kind}", strict + new)
        return old

    data = shared(roster())
    names = ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
    data = patched(data, dict.fromkeys(names, change))
    assert where("a.xlsx", data, ID).place == "sheet:1!B2"


def test_fifty_thousand_cells_read_in_a_few_seconds() -> None:
    def build(sheet) -> None:  # type: ignore[no-untyped-def]
        for number in range(5000):
            sheet.append([f"村民{number}", number, 13800000000 + number, "黄岛区", *"abcdef"])

    data = one(build)
    start = time.process_time()
    assert len(extract("a.xlsx", data).segments) > 50_000
    # Thrice what it takes on a machine with other work: a cost by the square is far beyond.
    assert time.process_time() - start < 15


def test_a_workbook_whose_strings_are_missing_is_refused() -> None:
    data = patched(shared(roster()), {SHEET: lambda old: old.replace("<v>0</v>", "<v>999</v>", 1)})
    with pytest.raises(UploadError):
        extract("a.xlsx", data)
