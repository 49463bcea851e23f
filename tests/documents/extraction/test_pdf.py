"""What is read out of a PDF, and what a reader of it does not see (handbook 5.4)."""

import io
import time
from pathlib import Path

import pypdfium2
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from documents.pdf_writing import (
    assemble,
    box,
    image_object,
    jpeg_object,
    pdf,
    stream,
    words,
)
from gongkai.documents import fonts
from gongkai.documents.extraction.image import without_gps
from gongkai.documents.extraction.model import Extraction, Hidden, Segment
from gongkai.documents.extraction.pdf import extract_pdf
from gongkai.documents.inspect import UploadError

SECRET = "110105194912310028"


def hidden(read: Extraction) -> dict[str, Hidden]:
    return {piece.text: piece.hidden for piece in read.segments if piece.hidden}


def shown(read: Extraction) -> list[str]:
    return [piece.text for piece in read.segments if piece.hidden is None]


def page_lines(read: Extraction) -> list[Segment]:
    return [piece for piece in read.segments if "/line:" in piece.place]


def typeset(body: str) -> bytes:
    made = typst.compile(
        f'#set text(font: "{fonts.FAMILY}", size: 10.5pt)\n{body}'.encode(),
        font_paths=[str(Path(fonts.REGULAR).parent)],
    )
    assert isinstance(made, bytes)
    return made


class TestWhatAReaderDoesNotSee:
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            pytest.param(
                words(SECRET) + box(45, 695, 200, 20), Hidden.COVERED_TEXT, id="black box"
            ),
            pytest.param(
                words(SECRET) + box(45, 695, 200, 20, "1 1 0 rg"),
                Hidden.COVERED_TEXT,
                id="opaque yellow box",
            ),
            pytest.param(
                words(SECRET) + box(45, 695, 200, 20, "1 g"), Hidden.COVERED_TEXT, id="white box"
            ),
            pytest.param(
                words(SECRET) + "q 14 w 45 704 m 250 704 l S Q",
                Hidden.COVERED_TEXT,
                id="thick line",
            ),
            pytest.param(
                words(SECRET) + "q 200 0 0 20 45 695 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q",
                Hidden.COVERED_TEXT,
                id="picture",
            ),
            pytest.param("1 g " + words(SECRET), Hidden.HIDDEN_TEXT, id="white on white"),
            pytest.param("0.98 g " + words(SECRET), Hidden.HIDDEN_TEXT, id="nearly white"),
            pytest.param(words(SECRET, mode=3), Hidden.HIDDEN_TEXT, id="drawn invisibly"),
            pytest.param(
                "q 0 0 9 9 re W n " + words(SECRET) + "Q", Hidden.HIDDEN_TEXT, id="clipped away"
            ),
            pytest.param(words(SECRET, size=0.5), Hidden.HIDDEN_TEXT, id="a speck"),
            pytest.param(words(SECRET, y=900), Hidden.CROPPED, id="above the page"),
            pytest.param(words(SECRET, x=-400), Hidden.CROPPED, id="left of the page"),
        ],
    )
    def test_is_marked_with_why(self, content: str, why: Hidden) -> None:
        read = extract_pdf(pdf(words("open text", y=300) + content))

        assert hidden(read) == {SECRET: why}
        assert shown(read) == ["open text"]

    def test_text_outside_the_crop_box_is_cropped(self) -> None:
        read = extract_pdf(
            pdf(words("open", y=300) + words(SECRET, y=700), page="/CropBox[0 0 595 600]")
        )

        assert hidden(read) == {SECRET: Hidden.CROPPED}

    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    def test_rotation_of_the_page_changes_nothing(self, turn: int) -> None:
        content = words("open", y=300) + words(SECRET) + box(45, 695, 200, 20)

        read = extract_pdf(pdf(content, page=f"/Rotate {turn}"))

        assert hidden(read) == {SECRET: Hidden.COVERED_TEXT}
        assert "open" in shown(read)

    def test_a_layer_that_is_off_hides_its_text(self) -> None:
        content = words("open", y=300) + f"/OC /off BDC {words(SECRET)} EMC"

        read = extract_pdf(
            pdf(
                content,
                catalog="/OCProperties<</OCGs[4 0 R]/D<</OFF[4 0 R]>>>>",
                resources="/Properties<</off 4 0 R>>",
                extra=(b"<</Type/OCG/Name(L)>>",),
            )
        )

        assert hidden(read) == {SECRET: Hidden.HIDDEN_TEXT}

    def test_a_box_inside_a_form_covers_text_inside_and_outside_of_it(self) -> None:
        form = words("inner", y=500) + box(45, 495, 60, 20) + box(45, 695, 200, 20)
        read = extract_pdf(
            pdf(
                words(SECRET) + words("open", y=300) + "/Form Do",
                resources="/XObject<</Form 4 0 R>>",
                extra=(
                    stream(
                        form.encode(),
                        "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
                        "/Resources<</Font<</F1 3 0 R>>>>",
                    ),
                ),
            )
        )

        assert hidden(read) == {SECRET: Hidden.COVERED_TEXT, "inner": Hidden.COVERED_TEXT}

    def test_a_label_written_on_the_box_does_not_uncover_the_text(self) -> None:
        label = "1 g " + words("REMOVED REMOVED REMOVED", x=46, size=11)

        read = extract_pdf(pdf(words(SECRET) + box(45, 695, 200, 20) + label))

        assert hidden(read) == {SECRET: Hidden.COVERED_TEXT}
        assert shown(read) == ["REMOVED REMOVED REMOVED"]

    def test_only_the_covered_part_of_a_line_is_marked(self) -> None:
        # Helvetica digits of 12 points are 6.67 wide: the box begins at the fourth.
        read = extract_pdf(pdf(words("ID:" + SECRET) + box(64, 695, 150, 20)))

        first, second = page_lines(read)
        assert (first.text, first.hidden) == ("ID:", None)
        assert (second.text, second.hidden, second.joint) == (SECRET, Hidden.COVERED_TEXT, "")
        assert (first.place, second.place) == ("page:1/line:1", "page:1/line:1.1")
        assert read.text == "ID:" + SECRET

    @pytest.mark.parametrize(("height", "covered"), [(12, True), (3, False)])
    def test_a_box_counts_from_three_fifths_of_the_character(
        self, height: float, covered: bool
    ) -> None:
        read = extract_pdf(pdf(words("HHHHHH") + box(45, 697, 200, height)))

        assert (hidden(read) == {"HHHHHH": Hidden.COVERED_TEXT}) is covered

    def test_a_square_note_laid_over_text_covers_it(self) -> None:
        look = stream(box(0, 0, 200, 20).encode(), "/Type/XObject/Subtype/Form/BBox[0 0 200 20]")
        read = extract_pdf(
            pdf(
                words(SECRET),
                page="/Annots[5 0 R]",
                extra=(
                    look,
                    b"<</Type/Annot/Subtype/Square/Rect[45 695 245 715]/F 4/AP<</N 4 0 R>>>>",
                ),
            )
        )

        assert hidden(read) == {SECRET: Hidden.COVERED_TEXT}

    def test_text_marked_for_blackening_that_was_never_applied(self) -> None:
        mark = b"<</Type/Annot/Subtype/Redact/Rect[45 695 245 715]/OverlayText(X)>>"

        read = extract_pdf(pdf(words(SECRET), page="/Annots[4 0 R]", extra=(mark,)))

        assert hidden(read) == {SECRET: Hidden.COVERED_TEXT, "X": Hidden.ANNOTATION}


class TestWhatAReaderSees:
    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(box(45, 695, 200, 20, "1 1 0 rg") + words(SECRET), id="box before"),
            pytest.param(box(45, 695, 200, 20) + "1 g " + words(SECRET), id="white on black"),
            pytest.param(
                words(SECRET) + "/Half gs " + box(45, 695, 200, 20, "1 1 0 rg"), id="transparent"
            ),
            pytest.param(
                words(SECRET) + "/Multiply gs " + box(45, 695, 200, 20, "1 1 0 rg"), id="multiply"
            ),
            pytest.param(words(SECRET) + "45 695 200 20 re S", id="frame"),
            pytest.param(
                words(SECRET) + "0 g 45 690 200 2 re 45 715 200 2 re f", id="bounds but no fill"
            ),
            pytest.param(words(SECRET) + words(SECRET), id="bold by drawing twice"),
            pytest.param(
                "1 0 0 rg " + box(45, 695, 200, 20, "0 0.5 0 rg") + words(SECRET), id="red on green"
            ),
            pytest.param("0.6 g " + words(SECRET), id="grey"),
            pytest.param(words("a. b, c - d"), id="small signs"),
        ],
    )
    def test_is_not_marked(self, content: str) -> None:
        assert hidden(extract_pdf(pdf(content))) == {}

    def test_a_typeset_table_with_coloured_cells_hides_nothing(self) -> None:
        rows = "".join(f"[张三{n}], [甲村第{n}组], [{n}00.00]," for n in range(30))
        body = (
            "#table(columns: 3, fill: (x, y) => if y == 0 {black} else if calc.odd(y) {aqua},"
            f"text(white)[姓名], text(white)[住址], text(white)[金额], {rows})"
            "#highlight[公开内容] #underline[下划线] #strike[删除线]"
        )

        read = extract_pdf(typeset(body))

        assert hidden(read) == {}
        assert read.unread == ()
        assert "姓名\t住址\t金额" in read.text
        assert "张三7\t甲村第7组\t700.00" in read.text


class TestLines:
    def test_a_number_drawn_in_pieces_comes_out_whole(self) -> None:
        # 6 digits of 12 points are 40.03 wide.
        content = words("110105") + words("194912", x=90.1) + words("310028", x=130.1)

        assert shown(extract_pdf(pdf(content))) == [SECRET]

    def test_pieces_drawn_out_of_order_are_joined_where_they_stand(self) -> None:
        content = (
            words("194912", x=90.1)
            + words("other", y=500)
            + words("310028", x=130.1)
            + words("110105")
        )

        assert SECRET in shown(extract_pdf(pdf(content)))

    def test_wide_gaps_are_cells_and_narrow_ones_blanks(self) -> None:
        content = words("name") + words("two", x=84) + words("amount", x=300) + words("next", y=680)

        assert extract_pdf(pdf(content)).text == "name two\tamount\nnext"

    def test_places_and_labels_name_page_and_line(self) -> None:
        read = extract_pdf(pdf(words("one") + words("two", y=500), words("three")))

        assert [(piece.place, piece.label) for piece in read.segments] == [
            ("page:1/line:1", "第1页第1行"),
            ("page:1/line:2", "第1页第2行"),
            ("page:2/line:1", "第2页第1行"),
        ]

    def test_text_that_runs_upwards_stays_one_line(self) -> None:
        upwards = f"BT /F1 12 Tf 0 1 -1 0 100 100 Tm ({SECRET}) Tj ET"

        assert shown(extract_pdf(pdf(upwards))) == [SECRET]

    def test_characters_one_under_the_other_are_one_line(self) -> None:
        downwards = "".join(words(digit, y=700 - 12 * at) for at, digit in enumerate(SECRET))

        assert shown(extract_pdf(pdf(downwards))) == [SECRET]

    def test_a_number_that_wraps_within_its_cell_stays_together(self) -> None:
        table = typeset("#table(columns: (3cm, 2cm, 3cm), [name], [110105194 912310028], [place])")

        assert "name\t110105194\n912310028\n" in extract_pdf(table).text


class TestScans:
    @staticmethod
    def page(picture: Image.Image, layer: str = "") -> bytes:
        return pdf(
            "q 595 0 0 842 0 0 cm /Scan Do Q " + layer,
            resources="/XObject<</Scan 4 0 R>>",
            extra=(image_object(picture),),
        )

    @staticmethod
    def written() -> Image.Image:
        picture = Image.new("RGB", (595, 842), "white")
        pen = ImageDraw.Draw(picture)
        for at in range(0, 120, 4):
            pen.line((50 + at, 130, 50 + at, 142), "black", 2)
        return picture

    def test_a_page_that_is_a_picture_is_for_a_person(self) -> None:
        read = extract_pdf(self.page(self.written()))

        assert read.segments == ()
        (part,) = read.unread
        assert (part.place, part.label) == ("page:1", "第1页")
        assert part.why == "这一页是扫描图像，没有文字层，须由人打开查看。"

    def test_the_layer_over_written_ink_is_ordinary_text(self) -> None:
        read = extract_pdf(self.page(self.written(), words(SECRET, mode=3)))

        assert shown(read) == [SECRET]
        assert read.unread == ()

    def test_the_layer_over_a_blackened_place_is_covered_text(self) -> None:
        picture = self.written()
        ImageDraw.Draw(picture).rectangle((40, 120, 300, 150), "black")

        read = extract_pdf(self.page(picture, words(SECRET, mode=3)))

        assert hidden(read) == {SECRET: Hidden.COVERED_TEXT}

    def test_text_under_a_picture_drawn_later_is_covered(self) -> None:
        covered = pdf(
            words(SECRET) + "q 595 0 0 842 0 0 cm /Scan Do Q",
            resources="/XObject<</Scan 4 0 R>>",
            extra=(image_object(self.written()),),
        )

        assert hidden(extract_pdf(covered)) == {SECRET: Hidden.COVERED_TEXT}

    def test_a_large_picture_beside_text_is_for_a_person_and_a_seal_is_not(self) -> None:
        def placed(side: int) -> Extraction:
            return extract_pdf(
                pdf(
                    words("text") + f"q {side} 0 0 {side} 50 100 cm /Scan Do Q",
                    resources="/XObject<</Scan 4 0 R>>",
                    extra=(image_object(self.written()),),
                )
            )

        assert [part.why for part in placed(300).unread] == ["这一页有图片，图片里的文字须由人看。"]
        assert placed(110).unread == ()

    def test_letters_drawn_as_curves_are_for_a_person(self) -> None:
        curves = "".join(f"{at * 9} 700 m {at * 9 + 5} 705 l {at * 9} 710 l f " for at in range(40))

        (part,) = extract_pdf(pdf(curves)).unread
        assert "没有文字层" in part.why

    def test_a_font_without_a_table_of_characters_is_for_a_person(self) -> None:
        font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]>>"
        inner = (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 6 0 R/DW 1000>>"
        )
        descriptor = (
            b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
            b"/Ascent 800/Descent -200/CapHeight 700/StemV 80>>"
        )
        content = "BT /Bare 12 Tf 50 700 Td <0101010201030104010501060107> Tj ET"

        read = extract_pdf(
            pdf(content, resources="/Font<</Bare 4 0 R>>", extra=(font, inner, descriptor))
        )

        assert any("对照表" in part.why for part in read.unread)

    def test_the_place_in_a_photo_inside_is_found(self) -> None:
        file = io.BytesIO()
        exif = Image.Exif()
        exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 30.0, 0.0), 3: "E", 4: (117.0, 0.0, 0.0)})
        self.written().save(file, "JPEG", exif=exif)

        def placed(data: bytes) -> Extraction:
            return extract_pdf(
                pdf(
                    "q 100 0 0 100 50 100 cm /Photo Do Q",
                    resources="/XObject<</Photo 4 0 R>>",
                    extra=(jpeg_object(data),),
                )
            )

        (piece,) = placed(file.getvalue()).segments
        assert (piece.place, piece.hidden) == ("page:1/image:1/gps", Hidden.GPS)
        assert "28.500000°N" in piece.text
        assert placed(without_gps(file.getvalue())).segments == ()


class TestBesideThePages:
    def test_information_and_xmp(self) -> None:
        packet = (
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
            b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:p="http://p/" p:Note="13800138000">'
            b"<dc:creator><rdf:Seq><rdf:li>\xe5\xbc\xa0\xe4\xb8\x89</rdf:li></rdf:Seq></dc:creator>"
            b"</rdf:Description></rdf:RDF></x:xmpmeta>"
        )
        read = extract_pdf(
            pdf(
                words("x"),
                catalog="/Metadata 4 0 R",
                extra=(
                    stream(packet, "/Type/Metadata/Subtype/XML"),
                    b"<</Title(A title)/Author<FEFF5F204E09>/Keywords(k)/Subject(s)>>",
                ),
                trailer="/Info 5 0 R",
            )
        )

        said = {piece.place: (piece.label, piece.text) for piece in read.segments}
        assert said["property:Title"] == ("文件属性：标题", "A title")
        assert said["property:Author"] == ("文件属性：作者", "张三")
        assert ("文件属性：creator", "张三") in said.values()
        assert ("文件属性：Note", "13800138000") in said.values()
        assert all(piece.hidden is None for piece in read.segments)

    @pytest.mark.parametrize("kind", ["Text", "Highlight", "FreeText", "Underline", "Popup"])
    def test_notes_are_hidden(self, kind: str) -> None:
        note = f"<</Type/Annot/Subtype/{kind}/Rect[10 10 20 20]/Contents<FEFF5F204E09>>>"

        read = extract_pdf(pdf(words("x"), page="/Annots[4 0 R]", extra=(note.encode(),)))

        assert hidden(read) == {"张三": Hidden.ANNOTATION}

    def test_links_are_plain(self) -> None:
        link = (
            b"<</Type/Annot/Subtype/Link/Rect[10 10 20 20]"
            b"/A<</S/URI/URI(mailto:someone@example.com)>>>>"
        )

        read = extract_pdf(pdf(words("x"), page="/Annots[4 0 R]", extra=(link,)))

        assert "mailto:someone@example.com" in shown(read)
        assert hidden(read) == {}

    @pytest.mark.parametrize(("flags", "why"), [(4, None), (2, Hidden.HIDDEN_TEXT)])
    def test_values_of_fields(self, flags: int, why: Hidden | None) -> None:
        field = (
            f"<</Type/Annot/Subtype/Widget/FT/Tx/T(id)/V({SECRET})/F {flags}"
            "/Rect[10 10 200 30]/DA(/F1 10 Tf 0 g)>>"
        )
        read = extract_pdf(
            pdf(
                words("x"),
                page="/Annots[4 0 R]",
                catalog="/AcroForm<</Fields[4 0 R]/DR<</Font<</F1 3 0 R>>>>>>",
                extra=(field.encode(),),
            )
        )

        (piece,) = [piece for piece in read.segments if "/note:" in piece.place]
        assert (piece.text, piece.hidden, piece.label) == (SECRET, why, "第1页表单“id”")

    def test_titles_of_the_outline(self) -> None:
        read = extract_pdf(
            pdf(
                words("x"),
                catalog="/Outlines 4 0 R",
                extra=(
                    b"<</Type/Outlines/First 5 0 R/Last 5 0 R/Count 1>>",
                    b"<</Title<FEFF5F204E09>/Parent 4 0 R>>",
                ),
            )
        )

        assert ("outline:1", "张三") in [(piece.place, piece.text) for piece in read.segments]

    def test_scripts_are_named(self) -> None:
        read = extract_pdf(pdf(words("x"), catalog="/OpenAction<</S/JavaScript/JS(app.alert(1))>>"))

        (part,) = read.unread
        assert "脚本" in part.why

    def test_files_inside_are_findings_and_are_read(self) -> None:
        document = pypdfium2.PdfDocument(pdf(words("x")))
        document.new_attachment("名单.txt").set_data(f"身份证号 {SECRET}".encode())
        document.new_attachment("程序.exe").set_data(b"MZ" + bytes(600))
        file = io.BytesIO()
        document.save(file)

        read = extract_pdf(file.getvalue())

        assert hidden(read) == dict.fromkeys(
            ["名单.txt", "程序.exe", f"身份证号 {SECRET}"], Hidden.EMBEDDED_FILE
        )
        assert [part.label for part in read.unread] == ["PDF 里的附件《程序.exe》"]

    def test_files_in_files_come_to_an_end(self) -> None:
        data = pdf(words("deepest"))
        for _ in range(5):
            document = pypdfium2.PdfDocument(pdf(words("x")))
            document.new_attachment("内.pdf").set_data(data)
            file = io.BytesIO()
            document.save(file)
            data = file.getvalue()

        read = extract_pdf(data)

        assert "deepest" not in read.text
        assert any("层数太多" in part.why for part in read.unread)

    def test_alternative_texts_of_a_tagged_file(self) -> None:
        read = extract_pdf(typeset('#figure(alt: "张三的照片", caption: [c])[g]'))

        assert "张三的照片" in shown(read)

    def test_what_an_appended_change_deleted_is_still_found(self) -> None:
        first = pdf(words("kept") + words(SECRET, y=500))
        without = stream(words("kept").encode())
        table = len(first) + 1 + len(b"5 0 obj\n" + without + b"\nendobj\n")
        appended = b"\n5 0 obj\n" + without + b"\nendobj\nxref\n5 1\n"
        appended += f"{len(first) + 1:010d} 00000 n \n".encode()
        previous = first.rsplit(b"startxref\n", 1)[1].split(b"\n")[0].decode()
        appended += f"trailer<</Size 6/Root 1 0 R/Prev {previous}>>\n".encode()
        appended += f"startxref\n{table}\n%%EOF".encode()

        read = extract_pdf(first + appended)

        assert shown(read) == ["kept"]
        assert hidden(read) == {SECRET: Hidden.CACHED_DATA}


class TestRefused:
    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nonsense", b"%PDF-1.4\n" + bytes(500)])
    def test_what_is_no_pdf(self, data: bytes) -> None:
        with pytest.raises(UploadError, match="损坏"):
            extract_pdf(data)

    def test_too_many_pages(self) -> None:
        kids = " ".join(["3 0 R"] * 3_001)
        many = assemble(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                f"<</Type/Pages/Count 3001/Kids[{kids}]>>".encode(),
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>",
            ]
        )

        with pytest.raises(UploadError, match="拆分"):
            extract_pdf(many)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def test_flipped_bits_end_in_a_sentence_or_in_text(self, data: st.DataObject) -> None:
        file = bytearray(_BUSY)
        for _ in range(data.draw(st.integers(1, 12))):
            at = data.draw(st.integers(0, len(file) - 1))
            file[at] = data.draw(st.integers(0, 255))
        try:
            read = extract_pdf(bytes(file))
        except UploadError as error:
            assert "PDF" in str(error)
        else:
            assert isinstance(read, Extraction)


_BUSY = pdf(
    words(SECRET) + box(45, 695, 200, 20) + "q 100 0 0 100 50 100 cm /Photo Do Q",
    words("two") + "/Half gs " + box(45, 695, 200, 20),
    page="/Annots[5 0 R 6 0 R]",
    resources="/XObject<</Photo 4 0 R>>",
    catalog="/Outlines 7 0 R/AcroForm<</Fields[6 0 R]>>",
    extra=(
        image_object(Image.new("RGB", (8, 8), "red")),
        b"<</Type/Annot/Subtype/Text/Rect[10 10 20 20]/Contents(note)>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(id)/V(v)/F 4/Rect[10 10 200 30]>>",
        b"<</Type/Outlines/First 8 0 R/Last 8 0 R/Count 1>>",
        b"<</Title(T)/Parent 7 0 R/Next 8 0 R>>",
    ),
)


class TestCost:
    def test_a_map_is_left_to_a_person_in_bounded_time(self) -> None:
        lines = "".join(
            f"{n % 595} {n % 842} m {(n * 7) % 595} {(n * 3) % 842} l S " for n in range(3_000)
        )
        begun = time.process_time()

        read = extract_pdf(pdf(words("text") + lines))

        assert "text" in shown(read)
        assert time.process_time() - begun < 10

    def test_three_hundred_pages_take_seconds(self) -> None:
        page = "".join(
            words("Some words of an ordinary page 0123456789", y=780 - 15 * n) for n in range(30)
        )
        begun = time.process_time()

        read = extract_pdf(pdf(*[page] * 300))

        assert len(read.segments) == 9_000
        assert time.process_time() - begun < 25
