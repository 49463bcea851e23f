"""What a Word document hides is not converted, and the person is told."""

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.conversion.papers import Paper
from gongkai.documents.conversion import convert
from gongkai.documents.conversion.model import Converted


def converted(paper: Paper) -> Converted:
    return convert("通知.docx", paper.data)


def wrap(run: Any, name: str) -> None:
    """Make a run an insertion or a deletion."""
    change = OxmlElement(name)
    change.set(qn("w:id"), "9")
    change.set(qn("w:author"), "张三")
    run._r.addprevious(change)
    change.append(run._r)
    if name == "w:del":
        for text in change.iter(qn("w:t")):
            text.tag = qn("w:delText")


def test_tracked_changes_give_the_final_text() -> None:
    paper = Paper()
    paragraph = paper.line("共")
    wrap(paragraph.add_run("三"), "w:del")
    wrap(paragraph.add_run("五"), "w:ins")
    paragraph.add_run("户")
    found = converted(paper)
    assert found.html == "<p>共五户</p>"
    assert any("修订" in warning for warning in found.warnings)


def test_comments_are_left_out_and_named() -> None:
    paper = Paper()
    run = paper.line("正文").runs[0]
    paper.document.add_comment(run, text="这里要改", author="李四", initials="李")
    found = converted(paper)
    assert "这里要改" not in found.html
    assert any("批注" in warning for warning in found.warnings)


def test_hidden_text_is_left_out_and_named_also_by_style() -> None:
    paper = Paper()
    paragraph = paper.line("公开")
    paragraph.add_run("身份证").font.hidden = True
    style = paper.document.styles.add_style("秘", 1)
    style.font.hidden = True
    paper.line("银行卡", style="秘")
    found = converted(paper)
    assert found.html == "<p>公开</p>"
    assert any("隐藏文字" in warning for warning in found.warnings)


def test_a_text_box_without_the_older_form_is_read() -> None:
    paper = Paper()
    run = paper.line("正文").runs[0]
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    run._r.append(
        parse_xml(
            f'<mc:AlternateContent xmlns:mc="{space}" xmlns:wps="{shape}" {nsdecls("w")}>'
            '<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r>'
            "<w:t>联系电话</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing>"
            "</mc:Choice></mc:AlternateContent>"
        )
    )
    found = converted(paper)
    assert found.html == "<p>正文</p><p>联系电话</p>"
    assert any("文本框" in warning for warning in found.warnings)


def test_formulas_struck_text_and_headers_are_named() -> None:
    paper = Paper()
    paper.line("作废").runs[0].font.strike = True
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    paper.line("面积")._p.append(
        parse_xml(f'<m:oMath xmlns:m="{math}"><m:r><m:t>x</m:t></m:r></m:oMath>')
    )
    paper.document.sections[0].header.paragraphs[0].text = "内部资料"
    warnings = "".join(converted(paper).warnings)
    for word in ("删除线", "公式", "页眉"):
        assert word in warnings


def test_a_page_number_in_the_footer_is_no_news() -> None:
    paper = Paper()
    paper.line("正文")
    paper.document.sections[0].footer.paragraphs[0].text = "— 1 —"
    assert converted(paper).warnings == ()


def test_a_table_of_contents_is_left_out_and_named() -> None:
    paper = Paper()
    paper.document.styles.add_style("toc 1", 1)
    paper.line("一、总则\t3", style="toc 1")
    paper.line("正文")
    found = converted(paper)
    assert found.html == "<p>正文</p>"
    assert any("目录" in warning for warning in found.warnings)
