"""Word documents to their last corner (handbook 5.4, hidden content)."""

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor
from PIL import Image

from documents.office_files import (
    ID,
    PHONE,
    W,
    p,
    parts,
    patched,
    pieces,
    r,
    related,
    roster,
    texts,
    where,
    word,
    word_body,
)
from gongkai.documents.extraction import Hidden, extract, group_of

NAME = "通知.docx"
BODY = "word/document.xml"


def test_paragraphs_and_cells_come_in_reading_order() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.add_paragraph("第一段")
        table = document.add_table(2, 3)
        for number, text in enumerate("甲乙丙丁戊己"):
            table.cell(number // 3, number % 3).text = text
        table.cell(0, 0).merge(table.cell(0, 1))
        document.add_paragraph("第二段")

    data = word(build)
    assert extract(NAME, data).text.startswith("第一段\n甲\n乙\t丙\n丁\t戊\t己\n第二段")
    assert where(NAME, data, "戊").label == "正文第1个表格第2行第2格"
    assert where(NAME, data, "第二段").label == "正文第2段"


def test_text_split_over_runs_is_whole_again() -> None:
    data = word_body(p(r(ID[:3]), r(ID[3:9], "<w:b/>"), r(ID[9:])))
    assert where(NAME, data, ID).text == ID


def test_signs_within_runs() -> None:
    signs = "<w:r><w:t>138</w:t><w:tab/><w:t>1234</w:t><w:noBreakHyphen/><w:t>5678</w:t>"
    soft = "<w:softHyphen/><w:t>9</w:t><w:br/><w:t>下行</w:t><w:sym w:char='0031'/></w:r>"
    data = word_body(p(signs + soft))
    assert where(NAME, data, "138").text == "138 1234-56789\n下行1"


def test_headers_footers_notes_and_properties_are_read() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.sections[0].header.paragraphs[0].text = "页眉文字"
        document.sections[0].footer.paragraphs[0].text = "页脚文字"
        document.core_properties.author = "张三"

    data = word(build)
    note = f'<w:footnotes {W}><w:footnote w:id="2">{p(r("脚注文字"))}</w:footnote></w:footnotes>'
    data = related(data, BODY, "footnotes", "word/footnotes.xml", note)
    labels = {each.text: each.label for each in pieces(NAME, data, None)}
    assert labels["页眉文字"] == "页眉第1段"
    assert labels["页脚文字"] == "页脚第1段"
    assert labels["脚注文字"] == "脚注第1条"
    assert labels["张三"] == "文件属性“作者”"


def test_custom_and_application_properties_are_read() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    data = related(
        word(),
        "",
        "custom-properties",
        "docProps/custom.xml",
        f'<Properties xmlns="{office}/custom-properties"><property name="承办人">'
        f"<v>{PHONE}</v></property></Properties>",
        "rIdC",
    )
    data = patched(
        data,
        {
            "docProps/app.xml": f'<Properties xmlns="{office}/extended-properties">'
            "<Company>某单位</Company><Words>12</Words></Properties>"
        },
    )
    found = texts(NAME, data, None)
    assert {"承办人", PHONE, "某单位"} <= set(found)
    assert "12" not in found


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p(r('框中文字'))}</w:txbxContent>"
    data = word_body(
        p(
            '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
            'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
            f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            r("框外"),
        )
    )
    assert extract(NAME, data).text.count("框中文字") == 1
    assert where(NAME, data, "框中文字").label == "正文的文本框"
    differing = patched(data, {BODY: lambda old: old.replace("框中文字", ID, 1)})
    assert texts(NAME, differing, Hidden.HIDDEN_TEXT) == ["框中文字"]


def test_controls_fields_links_and_alternative_texts() -> None:
    code = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "tel:138"'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("结果")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    page = '<w:fldSimple w:instr=" PAGE ">' + r("3") + "</w:fldSimple>"
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="单位"/></w:sdtPr><w:sdtContent>'
        + p(r("控件文字"))
        + "</w:sdtContent></w:sdt>"
    )
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:docPr id="1" name="图" descr="替代文字"/></wp:inline>'
        "</w:drawing></w:r>"
    )
    data = word_body(p(r("前"), code, page) + control + p(drawing))
    found = texts(NAME, data, None)
    assert {"前结果3", "控件文字", "单位", 'HYPERLINK "tel:138"', "替代文字"} <= set(found)


def test_the_target_of_a_link_is_read() -> None:
    data = word()
    link = f'<w:hyperlink r:id="rIdL">{r("点此")}</w:hyperlink>'
    data = patched(
        data,
        {
            BODY: lambda old: old.replace("<w:body>", f"<w:body>{p(link)}", 1),
            "word/_rels/document.xml.rels": lambda old: old.replace(
                "</Relationships>",
                '<Relationship Id="rIdL" Type="http://schemas.openxmlformats.org/officeDocument/'
                f'2006/relationships/hyperlink" Target="tel:{PHONE}" TargetMode="External"/>'
                "</Relationships>",
            ),
        },
    )
    assert where(NAME, data, PHONE).label == "正文第1段的超链接"


def test_comments_are_hidden_and_name_who_wrote_them() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        paragraph = document.add_paragraph("张三")
        document.add_comment(paragraph.runs, text=f"证号{ID}", author="李四")

    data = word(build)
    comment = pieces(NAME, data, Hidden.COMMENT)[0]
    assert (comment.text, comment.label) == (f"证号{ID}", "批注第1条（李四）")
    assert group_of(comment) == ("word/comments.xml!comment", "批注")


def test_tracked_changes_are_hidden_and_insertions_are_not_doubled() -> None:
    data = word_body(
        p(
            r("张三，"),
            f'<w:del w:author="李四">{r(ID, tag="delText")}</w:del>',
            f'<w:ins w:author="李四">{r("证号略")}</w:ins>',
            r("。"),
        )
        + p(f"<w:moveFrom>{r('移走')}</w:moveFrom>")
        + p(f"<w:moveTo>{r('移走')}</w:moveTo>")
    )
    found = pieces(NAME, data, Hidden.TRACKED_CHANGE)
    assert [each.text for each in found] == [ID, "", "移走", ""]
    assert found[0].label == "正文第1段（修订：删除，作者李四）"
    assert where(NAME, data, "张三").text == "张三，证号略。"
    assert extract(NAME, data).text.count("证号略") == 1


@pytest.mark.parametrize(
    ("properties", "hidden"),
    [
        ("<w:vanish/>", True),
        ('<w:vanish w:val="0"/>', False),
        ('<w:color w:val="FFFFFF"/>', True),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>', False),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>', False),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="auto"/>', True),
        ('<w:sz w:val="2"/>', True),
        ('<w:sz w:val="21"/>', False),
    ],
)
def test_text_that_cannot_be_seen(properties: str, hidden: bool) -> None:
    data = word_body(p(r("见"), r(ID, properties), r("后")))
    assert texts(NAME, data, Hidden.HIDDEN_TEXT) == ([ID] if hidden else [])
    assert where(NAME, data, "见").text == ("见后" if hidden else f"见{ID}后")


@pytest.mark.parametrize(
    ("properties", "covered"),
    [
        ('<w:highlight w:val="black"/>', True),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>', True),
        ('<w:color w:val="FF0000"/><w:highlight w:val="red"/>', True),
        ('<w:shd w:val="solid" w:color="auto" w:fill="auto"/><w:color w:val="000000"/>', True),
        ('<w:shd w:val="clear" w:fill="000000"/>', False),
        ('<w:highlight w:val="yellow"/>', False),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', False),
    ],
)
def test_text_under_a_black_bar_is_still_there(properties: str, covered: bool) -> None:
    data = word_body(p(r("证号"), r(ID, properties)))
    assert texts(NAME, data, Hidden.COVERED_TEXT) == ([ID] if covered else [])


def test_styles_hide_too() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        base = document.styles.add_style("底", WD_STYLE_TYPE.CHARACTER)
        base.font.hidden = True
        style = document.styles.add_style("暗", WD_STYLE_TYPE.CHARACTER)
        style.base_style = base
        small = document.styles.add_style("小", WD_STYLE_TYPE.PARAGRAPH)
        small.font.size = Pt(1)
        document.add_paragraph("见").add_run(ID, style="暗")
        document.add_paragraph(PHONE, style="小")

    assert texts(NAME, word(build), Hidden.HIDDEN_TEXT) == [ID, PHONE]


def test_white_text_in_a_coloured_cell_is_a_heading() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        cell = document.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].add_run("表头").font.color.rgb = RGBColor(255, 255, 255)
        properties = cell._tc.get_or_add_tcPr()
        properties.append(docx.oxml.parse_xml(f'<w:shd {W} w:val="clear" w:fill="1F4E79"/>'))

    assert not pieces(NAME, word(build), Hidden.HIDDEN_TEXT)


def test_text_under_a_vertical_merge_is_hidden() -> None:
    data = word_body(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        + p(r("上"))
        + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        + p(r(ID))
        + "</w:tc></w:tr></w:tbl>"
    )
    assert texts(NAME, data, Hidden.HIDDEN_TEXT) == [ID]


def test_lines_and_rows_without_height_are_hidden() -> None:
    low = '<w:pPr><w:spacing w:line="2" w:lineRule="exact"/></w:pPr>'
    usual = '<w:pPr><w:spacing w:line="400" w:lineRule="exact"/></w:pPr>'
    row = (
        '<w:tbl><w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr><w:tc>'
        + p(r("行"))
        + "</w:tc></w:tr></w:tbl>"
    )
    data = word_body(p(low, r("低")) + p(usual, r("高")) + row)
    assert texts(NAME, data, Hidden.HIDDEN_TEXT) == ["低", "行"]


def test_words_of_automatic_numbers_are_read() -> None:
    numbers = (
        f'<w:numbering {W}><w:abstractNum><w:lvl><w:lvlText w:val="机密★%1"/></w:lvl><w:lvl>'
        '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum></w:numbering>'
    )
    data = patched(word(), {"word/numbering.xml": numbers})
    assert "机密★%1" in texts(NAME, data, None)
    assert "%2." not in texts(NAME, data, None)


def test_nested_tables_keep_their_order() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p(r('一'))}</w:tc><w:tc>{p(r('二'))}</w:tc></w:tr></w:tbl>"
    data = word_body(f"<w:tbl><w:tr><w:tc>{p(r('外'))}{inner}{p()}</w:tc></w:tr></w:tbl>")
    assert extract(NAME, data).text.startswith("外\n一\t二")


def test_an_embedded_workbook_is_read_and_a_chunk_is_left_to_a_person() -> None:
    data = related(word(), BODY, "package", "word/embeddings/Book1.xlsx", roster())
    data = related(data, BODY, "aFChunk", "word/chunk.mht", b"MIME-Version: 1.0", "rIdA")
    chunk = '<w:altChunk r:id="rIdA"/>'
    data = patched(data, {BODY: lambda old: old.replace("<w:body>", f"<w:body>{chunk}", 1)})
    read = extract(NAME, data)
    assert where(NAME, data, ID).hidden is Hidden.EMBEDDED_FILE
    assert [each.place for each in read.unread] == ["word/chunk.mht"]
    assert not any(each.place == "word/chunk.mht" for each in read.segments)


def test_a_cropped_picture_hides_the_rest() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "PNG")

    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.add_picture(io.BytesIO(picture.getvalue()))

    cut = "<a:stretch"
    data = patched(
        word(build), {BODY: lambda old: old.replace(cut, f'<a:srcRect l="25000"/>{cut}', 1)}
    )
    assert not pieces(NAME, word(build), Hidden.CROPPED)
    assert len(pieces(NAME, data, Hidden.CROPPED)) == 1


def test_drawings_speak_too_and_broken_ones_are_left_to_a_person() -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><text>{ID}</text></svg>'
    data = related(word(), BODY, "image", "word/media/image1.svg", drawing)
    assert where(NAME, data, ID).label == "图片中的文字"
    data = related(word(), BODY, "image", "word/media/image1.svg", f"<!DOCTYPE svg>{drawing}")
    assert len(extract(NAME, data).unread) == 1


def test_charts_diagrams_and_custom_data_are_read() -> None:
    data = related(
        word(),
        BODY,
        "chart",
        "word/charts/chart1.xml",
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:cat>'
        "<c:strCache><c:pt><c:v>张三</c:v></c:pt><c:pt><c:v>李四</c:v></c:pt></c:strCache></c:cat>"
        "</c:chartSpace>",
    )
    data = related(
        data, BODY, "customXml", "customXml/item1.xml", f'<x 证="{ID}"><y>{PHONE}</y></x>', "rIdX"
    )
    assert "张三\t李四" in extract(NAME, data).text
    assert {ID, PHONE} <= set(texts(NAME, data, None))


def test_strict_documents_read_the_same() -> None:
    def change(old: str) -> str:
        return old.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/",
        )

    data = word_body(p(r("见"), r(ID, "<w:vanish/>")))
    xml = [name for name in parts(data) if name.endswith((".xml", ".rels"))]
    strict = patched(data, dict.fromkeys(xml, change))
    assert texts(NAME, strict, Hidden.HIDDEN_TEXT) == [ID]


def test_the_glossary_and_the_settings_are_read() -> None:
    glossary = (
        f"<w:glossaryDocument {W}><w:docParts><w:docPart><w:docPartBody>{p(r(ID))}"
        "</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
    )
    data = related(word(), BODY, "glossaryDocument", "word/glossary/document.xml", glossary)
    assert where(NAME, data, ID).label == "文档部件第1段"
