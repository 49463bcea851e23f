"""PDF to paragraphs."""

import io
from functools import cache

import pytest
import typst
from PIL import Image

from documents.conversion.papers import png
from gongkai.documents import ocr
from gongkai.documents.conversion import clean, convert, convert_scanned
from gongkai.documents.conversion.pdf import CHECK
from gongkai.documents.fonts import REGULAR
from gongkai.documents.inspect import UploadError
from gongkai.documents.ocr import Line as OcrLine

LONG = "为了保证水渠维修按期完成，各村要组织力量逐段检查，对渗漏的地方及时修补，"
PARAGRAPH = LONG * 3 + "并于2026年12月31日前报送 village office 备案。"


@cache
def printed(body: str, header: str = "") -> bytes:
    """A PDF of Chinese paragraphs, indented by two signs, with page numbers."""
    source = f"""
#set page(paper: "a4", margin: (x: 28mm, y: 35mm), header: [{header}],
  footer: context align(center)[— #counter(page).display() —])
#set text(font: "Gongkai Serif", size: 16pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
{body}
"""
    compiler = typst.Compiler(font_paths=[str(REGULAR.parent)], ignore_system_fonts=True)
    data = compiler.compile(input=source.encode(), format="pdf")
    assert isinstance(data, bytes)
    return data


def titled(text: str) -> str:
    return f"#align(center, text(size: 22pt)[{text}])\n\n"


def test_lines_become_paragraphs_and_page_numbers_go() -> None:
    body = "#align(center, text(size: 40pt)[示例镇人民政府文件])\n\n"
    body += "#align(center)[示例政发〔2026〕3号]\n\n"
    body += titled("示例镇人民政府") + titled("关于维修水渠的通 知") + "各村民委员会：\n\n"
    body += f"一、总体要求\n\n{PARAGRAPH}\n\n（一）加强领导\n\n{PARAGRAPH}\n\n"
    body += "#align(right)[示例镇人民政府 #h(2em)]\n\n#align(right)[2026年3月1日 #h(2em)]"
    found = convert("通知.pdf", printed(body))
    assert found.title == "示例镇人民政府关于维修水渠的通知"
    assert found.html == (
        '<p class="center">示例镇人民政府文件</p><p class="center">示例政发〔2026〕3号</p>'
        f"<p>各村民委员会：</p><h2>一、总体要求</h2><p>{PARAGRAPH}</p>"
        f'<h3>（一）加强领导</h3><p>{PARAGRAPH}</p><p class="right">示例镇人民政府</p>'
        '<p class="right">2026年3月1日</p>'
    )
    assert clean(found.html) == found.html
    assert found.warnings == (CHECK,)


def test_paragraphs_go_on_over_pages_and_running_heads_go() -> None:
    body = "\n\n".join([PARAGRAPH] * 14)
    found = convert("长.pdf", printed(body, header="示例镇政府信息公开"))
    assert found.html == f"<p>{PARAGRAPH}</p>" * 14


def scan(pages: int = 1) -> bytes:
    stream = io.BytesIO()
    first, *rest = [Image.open(io.BytesIO(png("white", 200))) for _ in range(pages)]
    first.save(stream, "PDF", save_all=True, append_images=rest)
    return stream.getvalue()


def test_a_scanned_pdf_is_told_what_to_do() -> None:
    with pytest.raises(UploadError, match="扫描件"):
        convert("扫描.pdf", scan())


def recognition(monkeypatch: pytest.MonkeyPatch, pages: dict[int, list[OcrLine]]) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "recognise_pdf_page", lambda data, page: pages[page])


def test_recognised_lines_are_put_together_as_a_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    first = [
        OcrLine("关于维修水渠的通知", (0.3, 0.1, 0.7, 0.13), 0.9),
        OcrLine("一、总则", (0.2, 0.2, 0.4, 0.22), 0.9),
        OcrLine("为了保证水渠维修按期完成，各村", (0.2, 0.24, 0.85, 0.26), 0.9),
        OcrLine("要组织力量逐段检查，对渗漏的地方及", (0.15, 0.28, 0.85, 0.3), 0.9),
        OcrLine("— 1 —", (0.45, 0.95, 0.55, 0.97), 0.9),
    ]
    second = [OcrLine("时修补。", (0.15, 0.1, 0.3, 0.12), 0.8)]
    recognition(monkeypatch, {1: first, 2: second})
    found = convert_scanned("扫描.pdf", scan(2))
    assert found.title == "关于维修水渠的通知"
    assert found.html == (
        "<h2>一、总则</h2><p>为了保证水渠维修按期完成，各村"
        "要组织力量逐段检查，对渗漏的地方及时修补。</p>"
    )
    assert "逐字核对" in found.warnings[0]


def test_without_recognition_or_text_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    recognition(monkeypatch, {1: []})
    with pytest.raises(UploadError, match="没有认出文字"):
        convert_scanned("扫描.pdf", scan())
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(UploadError, match="没有安装文字识别"):
        convert_scanned("扫描.pdf", scan())
    with pytest.raises(UploadError, match="不是 PDF"):
        convert_scanned("a.png", png())
