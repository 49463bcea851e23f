"""Text and CSV."""

import pytest

from gongkai.documents.conversion import clean, convert
from gongkai.documents.inspect import UploadError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lines_are_paragraphs_in_every_usual_encoding(encoding: str) -> None:
    text = "一、总则\r\n　　为了便民，制定本办法。\r\n\r\n（一）范围\r\n1<2 & 3"
    found = convert("说明.txt", text.encode(encoding))
    assert found.html == (
        "<h2>一、总则</h2><p>为了便民，制定本办法。</p><h3>（一）范围</h3><p>1&lt;2 &amp; 3</p>"
    )
    assert clean(found.html) == found.html


def test_csv_is_a_table_with_header() -> None:
    found = convert("名单.csv", '村,户数\n甲,12\n"乙\n组",3\n'.encode("gb18030"))
    assert found.html == (
        '<table><thead><tr><th scope="col">村</th><th scope="col">户数</th></tr></thead>'
        "<tbody><tr><td>甲</td><td>12</td></tr><tr><td>乙<br>组</td><td>3</td></tr></tbody></table>"
    )


def test_uneven_rows_are_filled_and_said() -> None:
    found = convert("名单.csv", "村,户数,备注\n甲,12\n".encode())
    assert "<td>12</td><td></td>" in found.html
    assert found.warnings


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.csv", "甲,乙\n".encode() * 2001, "附件"),
        ("a.csv", b"\n\n", "没有内容"),
        ("a.txt", b"", "空文件"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "图片"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "解压"),
        ("../a.txt", b"x", "符号"),
    ],
)
def test_what_cannot_be_converted_is_told_what_to_do(name: str, data: bytes, word: str) -> None:
    with pytest.raises(UploadError, match=word):
        convert(name, data)
