"""PDF/A from packaged templates: data stay inert, no character is ever left out in silence."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from gongkai.documents import typesetting
from gongkai.documents.typesetting import MissingGlyphs, missing_glyphs, pdf
from system import missing

MADE_AT = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
LETTER = '#import "base.typ": *\n#show: official.with(title: data.title)\n#data.title\n\n#data.body'
PRIVATE_USE = "\ue000"
"""A self-made character (自造字), which no published font draws."""


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with one small template beside the real base."""
    base = (typesetting.TEMPLATES / "base.typ").read_text(encoding="utf-8")
    (tmp_path / "base.typ").write_text(base, encoding="utf-8")
    (tmp_path / "letter.typ").write_text(LETTER, encoding="utf-8")
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    forget_presses()
    yield tmp_path
    forget_presses()


@pytest.fixture
def machine_without_cjk_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "FULLER_FAMILIES", ())


def forget_presses() -> None:
    typesetting._own_press.cache_clear()
    typesetting._fuller_press.cache_clear()


def letter(body: str, title: str = "示例") -> bytes:
    return pdf("letter.typ", {"title": title, "body": body}, made_at=MADE_AT)


def text_of(document: bytes) -> str:
    opened = pypdfium2.PdfDocument(document)
    return "".join(page.get_textpage().get_text_range() for page in opened)


@pytest.mark.usefixtures("templates")
class TestData:
    @pytest.mark.parametrize(
        "markup",
        [
            '#panic("executed")',
            "#{1+1}",
            "*粗* _斜_ = 标题",
            '#read("base.typ")',
            '$ x^2 $ <label> @label // 注释 \\ "引号"',
            "[#set text(fill: white)]",
        ],
    )
    def test_markup_in_data_is_printed_and_not_executed(self, markup: str):
        assert markup in text_of(letter(markup))

    def test_data_must_be_what_json_can_hold(self):
        with pytest.raises(TypeError):
            pdf("letter.typ", {"title": "示例", "body": object()})


@pytest.mark.usefixtures("templates")
class TestPdfA:
    def test_the_document_says_that_it_is_pdf_a_2b(self):
        document = letter("正文")
        assert b"<pdfaid:part>2</pdfaid:part>" in document
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in document

    def test_the_same_input_gives_the_same_bytes(self):
        assert letter("正文") == letter("正文")

    def test_the_fonts_are_inside(self):
        assert b"GongkaiSerif" in letter("正文")

    def test_threads_share_the_press(self):
        bodies = [f"第{number}号" for number in range(24)]
        with ThreadPoolExecutor(6) as pool:
            documents = list(pool.map(letter, bodies))
        for body, document in zip(bodies, documents, strict=True):
            assert body in text_of(document).replace(" ", "")


@pytest.mark.usefixtures("templates")
class TestGlyphs:
    def test_a_character_that_our_font_lacks_comes_from_a_fuller_one(self):
        if typesetting._fuller_font() is None:
            missing("缺少中文字体，请安装：apt-get install -y fonts-noto-cjk")
        document = letter("经办人：张頔")
        assert "张頔" in text_of(document)
        assert b"NotoSerifCJK" in document

    @pytest.mark.usefixtures("machine_without_cjk_fonts")
    def test_without_a_fuller_font_the_person_is_told_which_character_it_is(self):
        with pytest.raises(MissingGlyphs, match=r"頔.*U\+9814.*fonts-noto-cjk") as refused:
            letter("经办人：张頔")
        assert refused.value.characters == "頔"

    def test_a_self_made_character_is_named_and_not_printed_as_a_box(self):
        with pytest.raises(MissingGlyphs, match="U\\+E000"):
            letter("张" + PRIVATE_USE)

    def test_a_box_sign_that_no_font_has_is_not_replaced_by_another(self):
        with pytest.raises(MissingGlyphs, match="☐"):
            letter("同意☐")

    def test_every_missing_character_is_named_wherever_it_stands(self):
        with pytest.raises(MissingGlyphs) as refused:
            pdf("letter.typ", {"title": "☐", "body": "正文", "more": [{"name": PRIVATE_USE}]})
        assert refused.value.characters == "☐" + PRIVATE_USE

    def test_blanks_and_invisible_signs_need_no_glyph(self):
        assert missing_glyphs("甲\u3000乙\u200b\n\t丙\xa0") == frozenset()

    def test_a_form_can_ask_before_printing(self):
        assert missing_glyphs("张三" + PRIVATE_USE) == {PRIVATE_USE}
        assert missing_glyphs("任双平") == frozenset()

    def test_a_refusal_by_the_typesetter_itself_is_told_the_same_way(
        self, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(typesetting._Press, "lacking", lambda *_: frozenset())
        with pytest.raises(MissingGlyphs, match="☐"):
            letter("同意☐")


@pytest.mark.parametrize("name", ["absent.typ", "../typesetting.py", "/etc/passwd", ""])
def test_only_packaged_templates_are_set(name: str):
    with pytest.raises(FileNotFoundError):
        pdf(name, {})
