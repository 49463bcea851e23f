"""Attachments as a reviewer sees them."""

import io
import time

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image

from documents.pdf_writing import box, pdf, words
from gongkai.documents.extraction import extract
from gongkai.documents.inspect import UploadError
from gongkai.documents.rendering import WIDEST, page_image, pages_of, preview_html


def saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


class TestPages:
    def test_a_page_is_drawn_as_wide_as_asked(self) -> None:
        data = pdf(words("one"), box(0, 0, 595, 842))

        assert pages_of(data) == 2
        first, second = picture(page_image(data, 1, 800)), picture(page_image(data, 2, 800))
        assert (first.format, first.size) == ("PNG", (800, 1132))
        assert first.getpixel((5, 5)) == (255, 255, 255)
        assert second.getpixel((400, 600)) == (0, 0, 0)

    def test_notes_and_fields_are_drawn(self) -> None:
        field = (
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T(id)/V(HHHHHHHH)/F 4/Rect[0 0 595 842]"
            b"/DA(/F1 100 Tf 0 g)/MK<</BG[1 0 0]>>>>"
        )
        data = pdf(
            "",
            page="/Annots[4 0 R]",
            catalog="/AcroForm<</NeedAppearances true/Fields[4 0 R]/DR<</Font<</F1 3 0 R>>>>>>",
            extra=(field,),
        )

        colours = picture(page_image(data, 1, 200)).getcolors(100_000)
        assert colours is not None
        assert len(colours) > 1

    @pytest.mark.parametrize("page", ["/MediaBox[0 0 10 14000]", "/MediaBox[0 0 14000 10]"])
    def test_an_extreme_shape_stays_within_bounds(self, page: str) -> None:
        made = picture(page_image(pdf("", page=page), 1, WIDEST))

        assert made.width * made.height <= 8_100_000

    @pytest.mark.parametrize(("page", "width"), [(0, 800), (2, 800), (1, 15), (1, WIDEST + 1)])
    def test_what_is_not_there_is_refused(self, page: int, width: int) -> None:
        with pytest.raises(ValueError, match=r"页|宽"):
            page_image(pdf(""), page, width)

    def test_a_broken_file_is_refused(self) -> None:
        for ask in (pages_of, lambda data: page_image(data, 1, 100)):
            with pytest.raises(UploadError, match="损坏"):
                ask(b"%PDF-1.7")

    def test_a_page_that_takes_too_long_is_refused_in_time(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("gongkai.documents.rendering.pages._SECONDS", 0.2)
        curves = "".join(
            f"{n % 595} {n % 842} m 0 {n % 800} 600 {n % 300} {n % 500} 800 c f "
            for n in range(60_000)
        )
        data = pdf(curves)
        begun = time.process_time()

        with pytest.raises(UploadError, match="图形太多"):
            page_image(data, 1, 800)

        assert time.process_time() - begun < 3


@pytest.fixture(scope="module")
def workbook() -> bytes:
    book = Workbook()
    open_sheet = book.active
    open_sheet.title = "补贴"
    open_sheet.append(["姓名", "身份证号", "金额"])
    for number in range(1, 301):
        open_sheet.append([f"张{number}", f"ID-{number:04}", number])
    open_sheet["A2"].comment = Comment("电话13800138000", "李四")
    open_sheet.column_dimensions["B"].hidden = True
    open_sheet.row_dimensions[5].hidden = True
    sheet = book.create_sheet("底稿<b>")
    sheet["C5"] = "<script>alert(1)</script>"
    sheet.sheet_state = "hidden"
    return saved(book)


class TestWorkbook:
    def test_all_sheets_are_tables_and_what_is_hidden_says_so(self, workbook: bytes) -> None:
        html = preview_html("补贴.xlsx", workbook)

        assert html.count("<table>") == 2
        assert "隐藏的工作表" in html
        assert "隐藏的列" in html
        assert "隐藏的行" in html
        assert "电话13800138000" in html
        assert '<th scope="col">A</th>' in html

    def test_cells_carry_the_places_of_the_extraction(self, workbook: bytes) -> None:
        html = preview_html("补贴.xlsx", workbook)
        places = {piece.place for piece in extract("补贴.xlsx", workbook).segments}

        assert 'data-place="sheet:2!C5"' in html
        assert {"sheet:1!B2", "sheet:2!C5"} <= places

    def test_nothing_of_the_file_becomes_markup(self, workbook: bytes) -> None:
        html = preview_html("补贴.xlsx", workbook)

        assert "<script" not in html
        assert "底稿&lt;b&gt;" in html

    def test_rows_beyond_the_limit_are_counted_and_lit_ones_shown(self, workbook: bytes) -> None:
        html = preview_html("补贴.xlsx", workbook, most=10, lit={"sheet:1!B250"})

        assert 'data-place="sheet:1!B250"' in html
        assert 'data-place="sheet:1!B249"' not in html
        assert "还有 290 行没有显示" in html


class TestOtherFiles:
    def test_a_word_document_with_its_hidden_text(self) -> None:
        document = Document()
        document.add_heading("通知", 1)
        document.add_paragraph("正文<内容>")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "张三"
        document.add_paragraph().add_run("藏起来的字").font.hidden = True

        html = preview_html("通知.docx", saved(document))

        assert '<h3 data-place="word/document.xml!1">通知</h3>' in html
        assert '<p data-place="word/document.xml!2">正文&lt;内容&gt;</p>' in html
        assert '<p data-place="word/document.xml!4">张三</p>' in html
        assert "<td" in html
        assert "隐藏的文字" in html
        assert "藏起来的字" in html

    def test_a_csv_is_a_table(self) -> None:
        data = "姓名,村\n张三,<i>甲村</i>\n".encode()

        html = preview_html("名单.csv", data)

        assert '<td data-place="cell:2,2">&lt;i&gt;甲村&lt;/i&gt;</td>' in html

    def test_a_text_is_shown_line_by_line(self) -> None:
        html = preview_html("说明.txt", "第一行\n第二行".encode(), most=1)

        assert 'data-place="line:1"' in html
        assert "第二行" not in html
        assert "还有 1 处没有显示" in html

    def test_a_pdf_lists_its_lines_and_what_is_covered(self) -> None:
        data = pdf(words("open", y=300) + words("110105") + box(45, 695, 100, 20))

        html = preview_html("表.pdf", data)

        assert 'data-place="page:1/line:1"' in html
        assert "被遮住的文字" in html

    def test_what_no_program_reads_is_named(self) -> None:
        file = io.BytesIO()
        Image.new("RGB", (4, 4)).save(file, "PNG")

        assert "图片里的文字须由人看" in preview_html("照片.png", file.getvalue())

    def test_a_damaged_file_is_refused(self) -> None:
        with pytest.raises(UploadError):
            preview_html("表.xlsx", b"PK\x03\x04 nonsense")
