"""Word to a body: titles, headings, lists, tables, pictures, notes."""

import io
import time
import zipfile

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from documents.conversion.papers import CENTER, RIGHT, Paper, count, numbering, png
from gongkai.documents.conversion import clean, convert
from gongkai.documents.conversion.headings import elements_of, level_of, level_of_form
from gongkai.documents.conversion.model import Converted
from gongkai.documents.conversion.word.numbers import written_number
from gongkai.documents.conversion.word.pictures import written_alt
from gongkai.documents.inspect import UploadError

TEXT = "现将方案印发给你们，请认真组织实施，确保按期完成，遇到问题及时报告镇人民政府。"


def converted(paper: Paper) -> Converted:
    found = convert("通知.docx", paper.data)
    assert clean(found.html) == found.html
    return found


def test_the_title_is_taken_out_and_the_letterhead_stays() -> None:
    paper = Paper()
    paper.line("示例镇人民政府文件", size=40, align=CENTER, red=True)
    paper.line("示例政发〔2026〕3号", align=CENTER)
    paper.title("示例镇人民政府")
    paper.title("关于印发水渠维修方案的通　知")
    paper.line(f"　　{TEXT}")
    found = converted(paper)
    assert found.title == "示例镇人民政府关于印发水渠维修方案的通知"
    assert found.html == (
        '<p class="center">示例镇人民政府文件</p><p class="center">示例政发〔2026〕3号</p>'
        f"<p>{TEXT}</p>"
    )


def test_a_title_by_style_is_taken_out_too() -> None:
    paper = Paper()
    paper.line("工作方案", style="Title")
    paper.line(TEXT)
    assert converted(paper).title == "工作方案"


def test_what_is_not_plainly_a_title_stays() -> None:
    paper = Paper()
    paper.line(TEXT)
    paper.line("附件", size=22, align=CENTER)
    found = converted(paper)
    assert (found.title, found.html) == ("", f'<p>{TEXT}</p><p class="center">附件</p>')


def test_heading_styles_map_from_h2_without_gaps() -> None:
    paper = Paper()
    for level in (1, 2, 4):
        paper.document.add_heading(f"第{level}级", level)
        paper.line(TEXT)
    assert converted(paper).html == (
        f"<h2>第1级</h2><p>{TEXT}</p><h3>第2级</h3><p>{TEXT}</p><h4>第4级</h4><p>{TEXT}</p>"
    )


def test_numbered_headings_by_form_and_look() -> None:
    """GB/T 9704—2012: 一、 in 黑体, （一） in 楷体, then 1. and （1） in the font of the text."""
    paper = Paper()
    paper.line("一、总体要求", "黑体")
    paper.line("（一）加强领导。", "楷体_GB2312")
    paper.line(f"1.明确责任。{TEXT}")
    paper.line("（1）村主任负责。")
    paper.line("二、工作步骤", bold=True)
    assert converted(paper).html == (
        "<h2>一、总体要求</h2><h3>（一）加强领导。</h3>"
        f"<p>1.明确责任。{TEXT}</p><p>（1）村主任负责。</p><h2>二、工作步骤</h2>"
    )


def test_a_number_alone_makes_no_heading() -> None:
    paper = Paper()
    paper.line("一、总体要求")
    paper.line(TEXT)
    assert "<h2>" not in converted(paper).html


def test_a_document_all_in_bold_has_no_headings_by_look() -> None:
    paper = Paper()
    paper.line("一、总体要求", bold=True)
    paper.line(TEXT, bold=True)
    assert "<h2>" not in converted(paper).html


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、总体要求", 1),
        ("第二章 职责", 1),
        ("（一）加强领导", 2),
        ("(二)分工", 2),
        ("第三节 监督", 2),
        ("1.任务", 3),
        ("2、任务", 3),
        ("（1）任务", 4),
        ("2026年3月", None),
        ("1.5万元", None),
        ("一、以下各项：", None),
        ("一、", None),
        ("一、" + "很长" * 30, None),
    ],
)
def test_the_level_that_a_number_says(text: str, level: int | None) -> None:
    assert level_of_form(text) == level
    assert level_of(text, None, stands_out=False) is None
    assert level_of(text, 3, stands_out=False) == 3


def test_levels_begin_at_h2_and_end_at_h4() -> None:
    assert elements_of([3, 1, 3, 4, 7]) == {1: "h2", 3: "h3", 4: "h4", 7: "h4"}


def test_automatic_numbers_are_written_out() -> None:
    paper = Paper()
    number = numbering(paper, ("chineseCountingThousand", "%1、"), ("decimal", "（%2）"))
    for text, depth in (("总则", 0), ("目的", 1), ("范围", 1), ("分工", 0), ("总牵头", 1)):
        count(paper.line(text, "黑体" if depth == 0 else "仿宋_GB2312"), number, depth)
        paper.line(TEXT)
    html = converted(paper).html
    for heading in ("<h2>一、总则</h2>", "<h2>二、分工</h2>"):
        assert heading in html
    for line in ("<p>（1）目的</p>", "<p>（2）范围</p>", "<p>（1）总牵头</p>"):
        assert line in html


def test_bullets_and_an_unbroken_list_from_one_stay_lists() -> None:
    paper = Paper()
    bullets = numbering(paper, ("bullet", "•"), ("bullet", "o"))
    for text, depth in (("甲", 0), ("乙", 1), ("丙", 0)):
        count(paper.line(text), bullets, depth)
    paper.line(TEXT)
    plain = numbering(paper, ("decimal", "%1."))
    for text in ("丁", "戊"):
        count(paper.line(text), plain)
    assert converted(paper).html == (
        f"<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul><p>{TEXT}</p>"
        "<ol><li>丁</li><li>戊</li></ol>"
    )


def test_an_interrupted_list_keeps_its_numbers_as_text() -> None:
    paper = Paper()
    plain = numbering(paper, ("decimal", "%1."))
    count(paper.line("甲"), plain)
    paper.line(TEXT)
    count(paper.line("乙"), plain)
    assert converted(paper).html == f"<p>1.甲</p><p>{TEXT}</p><p>2.乙</p>"


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (101, "japaneseCounting", "一百零一"),
        (3, "ideographTraditional", "丙"),
        (2, "decimalEnclosedCircle", "②"),
        (4, "lowerRoman", "iv"),
        (27, "upperLetter", "AA"),
        (5, "decimalFullWidth", "５"),
        (7, "cardinalText", "7"),
        (7, "none", ""),
    ],
)
def test_numbers_as_word_writes_them(number: int, kind: str, text: str) -> None:
    assert written_number(number, kind) == text


def test_table_with_caption_header_and_merged_cells() -> None:
    paper = Paper()
    paper.line("表1 经费安排", align=CENTER)
    paper.line("单位：万元", align=RIGHT)
    table = paper.table(
        ("项目", "经费", ""), ("", "镇级", "村级"), ("水渠", "12", "3"), ("水渠", "1,000.5", "4")
    )
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0)).text = "水渠"
    assert converted(paper).html == (
        '<p class="right">单位：万元</p><table><caption>表1 经费安排</caption><thead>'
        '<tr><th rowspan="2" scope="col">项目</th><th colspan="2" scope="col">经费</th></tr>'
        '<tr><th scope="col">镇级</th><th scope="col">村级</th></tr></thead><tbody>'
        '<tr><td rowspan="2">水渠</td><td>12</td><td>3</td></tr>'
        "<tr><td>1,000.5</td><td>4</td></tr></tbody></table>"
    )


def shade(cell: object) -> None:
    properties = cell._tc.get_or_add_tcPr()  # type: ignore[attr-defined]
    mark = OxmlElement("w:shd")
    mark.set(qn("w:fill"), "D9D9D9")
    properties.append(mark)


def test_first_row_is_header_when_bold_shaded_or_marked() -> None:
    rows = (("姓名", "职务"), ("张三", "主任"))
    bold, shaded, marked, plain = Paper(), Paper(), Paper(), Paper()
    bold.table(*rows, bold_head=True)
    for cell in shaded.table(*rows).rows[0].cells:
        shade(cell)
    row = marked.table(*rows).rows[0]._tr
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    plain.table(*rows)
    for paper in (bold, shaded, marked):
        assert '<thead><tr><th scope="col">姓名</th>' in converted(paper).html
    assert "<th" not in converted(plain).html


def test_pictures_are_kept_with_the_words_that_people_wrote() -> None:
    paper = Paper()
    paper.picture("水渠位置示意图")
    paper.line("图1 水渠位置", align=CENTER)
    paper.picture("图片 3", png("blue"))
    found = converted(paper)
    assert found.html == (
        '<figure><img src="files/image1.png" alt="水渠位置示意图">'
        "<figcaption>图1 水渠位置</figcaption></figure>"
        '<figure><img src="files/image2.png" alt=""></figure>'
    )
    assert [(image.name, image.media_type, image.alt) for image in found.images] == [
        ("image1.png", "image/png", "水渠位置示意图"),
        ("image2.png", "image/png", ""),
    ]
    assert found.images[1].data == png("blue")
    assert found.warnings == ("有1张图片没有文字说明（image2.png），请补写。",)


@pytest.mark.parametrize(
    "made_up", ["图片 3", "IMG_2561", "微信图片_20260301", "a1.PNG", None, " "]
)
def test_words_of_programs_are_no_alternative_text(made_up: str | None) -> None:
    assert written_alt(made_up) == ""


def test_signature_and_date_stay_at_the_right() -> None:
    paper = Paper()
    paper.line(TEXT)
    paper.line("示例镇人民政府", align=RIGHT)
    paper.line("　　　　　　　　　　　　　　2026年3月1日")
    assert converted(paper).html == (
        f'<p>{TEXT}</p><p class="right">示例镇人民政府</p><p class="right">2026年3月1日</p>'
    )


def with_notes(data: bytes) -> bytes:
    """Put one footnote into a document, as python-docx cannot."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    note = (
        f'<w:footnotes xmlns:w="{word}"><w:footnote w:id="2"><w:p><w:r><w:t>指常住人口。</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                text = text.replace(b"MARK</w:t>", b'</w:t><w:footnoteReference w:id="2"/>')
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rN" Type="{kinds}/footnotes" Target="footnotes.xml"/>'
                text = text.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            target.writestr(name, text)
        target.writestr("word/footnotes.xml", note)
    return stream.getvalue()


def test_footnotes_stand_at_the_end_with_their_numbers() -> None:
    paper = Paper()
    paper.line("全镇三万人MARK")
    found = convert("a.docx", with_notes(paper.data))
    assert found.html == "<p>全镇三万人<sup>[1]</sup></p><p>[1] 指常住人口。</p>"
    assert clean(found.html) == found.html


def test_a_title_in_a_content_control_is_found() -> None:
    paper = Paper()
    title = paper.title("工作方案")._p
    paper.line(TEXT)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    title.addprevious(control)
    control.append(content)
    content.append(title)
    assert converted(paper) == Converted("工作方案", f"<p>{TEXT}</p>")


def test_automatic_numbers_in_cells_and_nested_tables() -> None:
    paper = Paper()
    table = paper.table(("序号", "村"), ("", "甲"), ("", "乙"))
    number = numbering(paper, ("decimal", "%1"))
    for row in (1, 2):
        count(table.cell(row, 0).paragraphs[0], number)
    table.cell(2, 1).add_table(1, 1).cell(0, 0).text = "内"
    html = converted(paper).html
    assert "<tr><td>1</td><td>甲</td></tr><tr><td>2</td>" in html
    assert "<tr><td>内</td></tr>" in html


def test_damage_is_told_in_a_sentence() -> None:
    data = bytearray(Paper().data)
    data[200:400] = bytes(200)
    with pytest.raises(UploadError, match="请用"):
        convert("a.docx", bytes(data))


def test_a_part_that_cannot_be_read_is_told_in_a_sentence() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(Paper().data)) as source, zipfile.ZipFile(stream, "w") as to:
        for name in source.namelist():
            to.writestr(name, b"<broken" if name == "word/styles.xml" else source.read(name))
    with pytest.raises(UploadError, match="请用"):
        convert("a.docx", stream.getvalue())


def test_a_hundred_pages_take_a_few_seconds() -> None:
    paper = Paper()
    for number in range(100):
        paper.line(f"一、第{number}部分", "黑体")
        for _ in range(8):
            paper.line(TEXT * 2)
        paper.table(*[(f"第{row}项", str(row), TEXT[:9]) for row in range(4)])
    data = paper.data
    start = time.process_time()
    found = convert("long.docx", data)
    assert time.process_time() - start < 15
    assert found.html.count("<table>") == found.html.count("<h2>") == 100
