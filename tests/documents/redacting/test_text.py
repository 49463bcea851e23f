"""Changing text and CSV: the encoding, the ends of lines and all other cells stay."""

import pytest

from gongkai.documents.extraction import CannotEdit, Edit
from gongkai.documents.redacting import apply_edits, remove_hidden


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_line_is_changed_in_its_encoding(encoding: str) -> None:
    data = "电话13812345678转1\r\n邮编266404\n".encode(encoding)
    result = apply_edits("a.txt", data, [Edit("line:1", 5, 9, "****")])
    assert result == "电话138****5678转1\r\n邮编266404\n".encode(encoding)


def test_a_cell_is_changed_and_the_others_keep_their_quotes() -> None:
    data = '姓名,"证号"\n"张,三",370283199001011234\n'.encode("gb18030")
    edits = [Edit("cell:2,2", 3, 15, "*" * 12), Edit("cell:2,1", 2, 3, "某")]
    result = apply_edits("a.csv", data, edits)
    assert result.decode("gb18030") == '姓名,"证号"\n"张,某",370************234\n'


def test_a_replacement_with_the_delimiter_is_quoted() -> None:
    result = apply_edits("a.csv", b"a,b\n", [Edit("cell:1,2", 0, 1, 'x,"y')])
    assert result == b'a,"x,""y"\n'


def test_what_the_encoding_lacks_is_refused() -> None:
    data = "政務公開資訊網站鄉鎮公所聯絡電話".encode("big5hkscs")
    with pytest.raises(CannotEdit, match="UTF-8"):
        apply_edits("a.txt", data, [Edit("line:1", 0, 1, "简")])


@pytest.mark.parametrize("edit", [Edit("line:9", 0, 1, ""), Edit("line:1", 0, 9, "")])
def test_edits_that_do_not_fit_are_refused(edit: Edit) -> None:
    with pytest.raises(CannotEdit):
        apply_edits("a.txt", b"abc", [edit])


def test_a_pdf_has_to_be_changed_at_its_source() -> None:
    pdf = b"%PDF-1.7\n"
    for change in (
        lambda: apply_edits("a.pdf", pdf, [Edit("page:1", 0, 1, "")]),
        lambda: remove_hidden("a.pdf", pdf, ["page:1"]),
    ):
        with pytest.raises(CannotEdit, match="涂盖”处理，或者在原文件中处理后重新导出上传"):
            change()


def test_nothing_to_do_changes_nothing() -> None:
    assert apply_edits("a.pdf", b"%PDF-1.7\n", []) == b"%PDF-1.7\n"
    assert apply_edits("a.txt", b"abc", []) == b"abc"
    assert remove_hidden("a.txt", b"abc", []) == b"abc"
