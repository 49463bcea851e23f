"""What a program suggests that a picture of text says; a person has to look all the same."""

import io
import socket
from difflib import SequenceMatcher
from pathlib import Path

import pytest
import typst
from PIL import Image

from documents.pdf_writing import image_object, pdf
from gongkai.documents import fonts, ocr
from gongkai.documents.inspect import UploadError
from gongkai.documents.rendering import page_image
from system import missing

TEXT = (
    "关于公开二〇二六年度财政预算的通知",
    "各村（社区）、各部门：",
    "根据《中华人民共和国政府信息公开条例》第二十条的规定，",
    "现将本镇年度预算有关情况予以公开，咨询电话0793-8123456。",
    "张三的身份证号码是11010519491231002X，请予遮盖。",
)


@pytest.fixture
def extra() -> None:
    if not ocr.available():
        missing("没有安装文字识别，这里什么也没有核对。请安装附加部分：pip install '.[ocr]'")


@pytest.fixture(scope="module")
def scan() -> bytes:
    """A PDF of one page that holds nothing but a picture of the text."""
    body = (
        f'#set page(width: 500pt, height: 200pt)\n#set text(font: "{fonts.FAMILY}", size: 14pt)\n'
    )
    written = typst.compile(
        (body + "\n\n".join(TEXT)).encode(), font_paths=[str(Path(fonts.REGULAR).parent)]
    )
    picture = Image.open(io.BytesIO(page_image(written, 1, 1_100)))
    return pdf(
        "q 500 0 0 200 0 0 cm /Scan Do Q",
        page="/MediaBox[0 0 500 200]",
        resources="/XObject<</Scan 4 0 R>>",
        extra=(image_object(picture),),
    )


@pytest.mark.usefixtures("extra")
def test_chinese_print_is_read_with_at_most_one_character_in_twenty_wrong(scan: bytes) -> None:
    lines = ocr.recognise_pdf_page(scan, 1)

    read, written = "".join(line.text for line in lines), "".join(TEXT)
    same = sum(block.size for block in SequenceMatcher(None, written, read).get_matching_blocks())
    assert same / max(len(written), len(read)) >= 0.95
    assert "11010519491231002X" in read
    assert all(0 <= line.confidence <= 1 for line in lines)
    for line in lines:
        left, top, right, bottom = line.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
    assert [line.box[1] for line in lines] == sorted(line.box[1] for line in lines)


@pytest.mark.usefixtures("extra")
def test_nothing_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    file = io.BytesIO()
    Image.new("RGB", (200, 60), "white").save(file, "PNG")

    assert ocr.recognise(file.getvalue()) == []


@pytest.mark.usefixtures("extra")
def test_nothing_is_written_to_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    file = io.BytesIO()
    Image.new("RGB", (200, 60), "white").save(file, "PNG")
    ocr.recognise(file.getvalue())

    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("extra")
def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(UploadError, match="损坏"):
        ocr.recognise(b"no picture")


def test_without_the_extra_the_person_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)

    assert not ocr.available()
    with pytest.raises(ocr.OcrNotAvailable, match="没有安装"):
        ocr.recognise(b"")
