"""File formats: encodings, merges, symbol fonts, check boxes, and what is refused."""

import html
import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from catalogue.reading.sheets import (
    as_csv,
    as_docx,
    as_html,
    as_xlsx,
    fill_sheet,
    fill_table,
    full_row,
    header,
    sample,
    saved,
    stack,
    table,
)  # fmt: skip
from gongkai.catalogue.reading import ReadingError, answer, read
from gongkai.catalogue.reading.assembly import assemble
from gongkai.catalogue.reading.opening import MAX_BYTES
from gongkai.catalogue.reading.spreadsheets import read_xls

PLAIN = stack(full_row("就业领域基层政务公开标准目录"), header(), table(sample()))
WEB_ONLY = ["政府网站"]


def one(data):
    (row,) = read(data).as_json()["rows"]
    return row


def good(row):
    return (row["field"], row["channels"], row["audience"]) == (
        "就业",
        ["政府网站", "两微一端"],
        "全社会",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_encodings_and_delimiters(encoding, delimiter):
    block = stack(
        full_row("就业领域基层政务公开标准目录"),
        header(),
        table(sample(channels="政府网站、两微一端")),
    )
    assert good(one(as_csv(block, encoding=encoding, delimiter=delimiter)))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_csv_in_utf16_without_mark(encoding):
    assert good(one(as_csv(PLAIN, encoding=encoding)))


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", True),
        ("gb2312", True),
        ("gbk", True),
        ("gb18030", False),
        ("big5", True),
        ("utf-8", False),
        ("utf-16", True),
    ],
)
def test_html_encodings(encoding, meta):
    block = stack(full_row("就业领域基层政务公开标准目录"), header(),
                  table(sample(channels="政府网站、两微一端")))  # fmt: skip
    assert good(one(as_html(block, encoding=encoding, meta=meta)))


def test_a_web_page_named_xls_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "目录.xls"
    path.write_bytes(as_html(PLAIN, encoding="gbk"))
    assert '"field": "就业"' in answer(path)


def test_a_page_saved_as_one_file():
    mht = (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
           b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
           + as_html(PLAIN) + b"\r\n--x--\r\n")  # fmt: skip
    assert good(one(mht))


def test_check_boxes_of_a_form_on_a_page():
    box = "[政府网站][两微一端]"

    def cell(text):
        if text != box:
            return html.escape(text)
        return "<input type=checkbox checked>政府网站 <input type='checkbox'>两微一端"

    assert (
        one(as_html(stack(header(), table(sample(channels=box))), cell=cell))["channels"]
        == WEB_ONLY
    )


@pytest.mark.parametrize("span", ['<span style="font-family:Wingdings 2">{}</span>',
                                  '<font face="Wingdings 2">{}</font>'])  # fmt: skip
def test_symbol_fonts_on_a_page(span):
    def cell(text):
        if text != "boxes":
            return html.escape(text)
        return span.format("R") + "政府网站 " + span.format("&pound;") + "两微一端"

    assert (
        one(as_html(stack(header(), table(sample(channels="boxes"))), cell=cell))["channels"]
        == WEB_ONLY
    )


def test_symbol_fonts_in_a_workbook():
    book = openpyxl.Workbook()
    fill_sheet(book.active, stack(header(), table(sample(all="P"))))
    small = InlineFont(rFont="Wingdings 2")
    book.active["H3"] = CellRichText(
        TextBlock(small, "R"), "政府网站 ", TextBlock(small, "£"), "两微一端"
    )
    book.active["I3"].font = Font(name="Wingdings 2")
    row = one(saved(book))
    assert (row["channels"], row["audience"]) == (WEB_ONLY, "全社会")


def test_hidden_sheets_and_rows_are_read_and_named():
    book = openpyxl.Workbook()
    fill_sheet(book.active, stack(header(), table(sample(), sample(seq="2"))))
    book.active.row_dimensions[4].hidden = True
    secret = book.create_sheet("就业")
    fill_sheet(secret, stack(header(), table(sample())))
    secret.sheet_state = "hidden"
    reading = read(saved(book))
    assert len(reading.rows) == 3
    assert [bool(row.problems and "隐藏" in str(row.problems[-1])) for row in reading.rows] == [
        False,
        True,
        False,
    ]
    assert "隐藏" in str(reading.problems[0])


def test_numbers_and_far_formatting_in_a_workbook():
    book = openpyxl.Workbook()
    fill_sheet(book.active, stack(header(), table(sample())))
    book.active["A3"] = 1.0
    book.active["C900000"].font = Font(bold=True)
    assert one(saved(book))["extra"] == {"序号": "1"}


def test_places_in_a_workbook_are_cell_names():
    reading = read(as_xlsx(PLAIN, names=["就业"]))
    assert reading.rows[0].place == "就业!第4行"
    assert reading.rows[0].cells["channels"] == ["就业!H4"]


def test_the_reader_of_old_workbooks():
    block = stack(header(), table(sample(), sample(seq="2", level1=""), spans={(0, 1): (2, 1)}))
    reading = assemble(read_xls(as_xlsx(block, names=["就业"])), "x.xls")
    assert [row.values["level1"] for row in reading.rows] == ["综合业务"] * 2
    assert [row.values["audience"] for row in reading.rows] == ["全社会"] * 2


def document_with(cell_filler):
    document = docx.Document()
    grid = fill_table(document, stack(header(), table(sample(channels=""))))
    cell_filler(grid.cell(2, 7))
    return saved(document)


def symbol(char, font="Wingdings 2"):
    element = OxmlElement("w:sym")
    element.set(qn("w:font"), font)
    element.set(qn("w:char"), char)
    return element


def test_symbols_inserted_in_word():
    def fill(cell):
        for char, name in (("F052", "政府网站"), ("F0A3", "两微一端")):
            run = cell.paragraphs[0].add_run()
            run._r.append(symbol(char))
            cell.paragraphs[0].add_run(name)

    assert one(document_with(fill))["channels"] == WEB_ONLY


def test_letters_in_a_symbol_font_in_word():
    def fill(cell):
        for letter, name in (("þ", "政府网站"), ("¨", "两微一端")):
            run = cell.paragraphs[0].add_run(letter)
            run.font.name = "Wingdings"
            cell.paragraphs[0].add_run(name)

    assert one(document_with(fill))["channels"] == WEB_ONLY


def test_check_box_controls_of_word():
    def control(on):
        return parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
            f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr>'
            "<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
        )

    def fill(cell):
        for on, name in ((1, "政府网站"), (0, "两微一端")):
            cell.paragraphs[0]._p.append(control(on))
            cell.paragraphs[0].add_run(name)

    assert one(document_with(fill))["channels"] == WEB_ONLY


def test_form_fields_of_old_word():
    def field(on):
        checked = f'<w:checked w:val="{on}"/>' if on is not None else ""
        return parse_xml(
            f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
            f'<w:default w:val="0"/>{checked}</w:checkBox></w:ffData></w:fldChar></w:r>'
        )

    def fill(cell):
        for on, name in ((1, "政府网站"), (0, "两微一端"), (None, "政府公报")):
            cell.paragraphs[0]._p.append(field(on))
            cell.paragraphs[0].add_run(name)

    assert one(document_with(fill))["channels"] == WEB_ONLY


def test_deleted_text_is_not_read():
    def fill(cell):
        gone = parse_xml(
            f"<w:del {nsdecls('w')}><w:r><w:delText>■政府公报</w:delText></w:r></w:del>"
        )
        cell.paragraphs[0]._p.append(gone)
        cell.paragraphs[0].add_run("■政府网站 □两微一端")

    assert one(document_with(fill))["channels"] == WEB_ONLY


def test_a_table_inside_a_cell():
    def fill(cell):
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "■政府网站", "□两微一端"

    assert one(document_with(fill))["channels"] == WEB_ONLY


def test_a_catalogue_inside_a_layout_table():
    document = docx.Document()
    outer = document.add_table(1, 1)
    block = stack(header(), table(sample()))
    outer.cell(0, 0).text = "就业领域基层政务公开标准目录"
    inner = outer.cell(0, 0).add_table(len(block.rows), 14)
    for (r, c), (height, width) in block.spans.items():
        inner.cell(r, c).merge(inner.cell(r + height - 1, c + width - 1))
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row):
            if (r, c) not in block.covered():
                inner.cell(r, c).text = text
    assert good(one(saved(document)))


def test_line_breaks_in_word_cells_join():
    title = full_row("就业领域\n基层政务公开标准目录")
    body = table(sample(channels="■政府\n网站 □政府公报 ■两微\n一端"))
    assert good(one(as_docx(stack(title, header(), body))))


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\0" * (64 * 2**20))
    return stream.getvalue()


def packed(name):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(name, b"x")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空的"), (b"  \r\n", "空的"), (b"\0" * 40, "空的"), (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1", "RTF"), (b"\x89PNG\r\n", "图片"), (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a", "压缩包"), (packed("a.txt"), "压缩包"), (b"PK\x03\x04broken", "损坏"),
        (packed("word/document.xml"), "另存为"), (packed("xl/workbook.xml"), "另存为"),
        (bomb(), "解压后太大"),
        (OLE + "WordDocument".encode("utf-16-le"), ".docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"), (OLE + b"junk" * 200, "另存为"),
        ("只是一段话没有表格".encode(), "没有表格"), (b"\x81\x00\xff\xfe\x00,\x01" * 9, "编码"),
        (b"a" * (MAX_BYTES + 1), "30 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_plain_words(data, word):
    with pytest.raises(ReadingError, match=word):
        read(data)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ReadingError, match=r"找不到文件：目录\.xlsx"):
        read(tmp_path / "目录.xlsx")


def test_entities_are_not_followed():
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_docx(PLAIN))) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "word/document.xml":
                head = b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
                content = content.replace(b"?>", b"?>" + head, 1).replace(
                    "镇人民政府".encode(), b"&e;"
                )
            target.writestr(info, content)
    assert one(stream.getvalue())["publisher"] is None


def test_nothing_is_lost_beside_the_understanding():
    block = stack(PLAIN, full_row("注：说明"))
    reading = read(as_xlsx(block, names=["目录"])).as_import_json()
    (sheet,) = reading["tables"]
    assert [line["role"] for line in sheet["rows"]] == ["title", "header", "header", "row", "note"]
    assert {cell["text"] for cell in sheet["cells"]} >= {
        "综合业务",
        "注：说明",
        "■政府网站 □政府公报 ■两微一端",
    }
    assert [column["role"] for column in sheet["columns"]][:3] == ["序号", "一级事项", "二级事项"]
    (row,) = reading["rows"]
    assert row["cells"]["level1"] == ["目录!B4"]
    assert row["doubts"] == []


@given(st.binary(max_size=400))
def test_any_bytes_give_a_reading_or_a_plain_refusal(data):
    try:
        reading = read(data)
    except ReadingError:
        return
    assert reading.problems or reading.rows


WORDS = st.sampled_from(
    [
        "序号",
        "公开事项",
        "公开依据",
        "公开时限",
        "全社会",
        "√",
        "■政府网站",
        "口",
        "同上",
        "注：",
        "就业领域",
        "1",
        "",
        "（一）",
        "《条例》",
        "县级",
        "R政府",
        "一级事项",
        "\n",
    ]
)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_any_table_is_read_without_a_crash_and_every_null_is_explained(cells):
    body = table(*([*line, *sample()[3:]] for line in cells))
    reading = read(as_html(stack(header(), body)))
    assert {line["role"] for line in reading.tables[0].row_roles} >= {"header"}
    assert all(line["role"] for line in reading.tables[0].row_roles)
    for row in reading.rows:
        silent = {n for n, value in row.values.items() if value is None} - {
            p.column for p in row.problems
        }
        assert not silent


def test_a_page_that_declares_the_wrong_encoding():
    page = as_html(PLAIN).replace(b'charset="utf-8"', b'charset="gb2312"')
    assert good(one(page))
    page = as_html(PLAIN, encoding="gb18030").replace(b'charset="gb18030"', b'charset="utf-8"')
    assert good(one(page))


def test_an_empty_hidden_sheet_is_no_doubt():
    book = openpyxl.Workbook()
    fill_sheet(book.active, PLAIN)
    book.create_sheet("空").sheet_state = "hidden"
    assert read(saved(book)).problems == []
