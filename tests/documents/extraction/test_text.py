"""Plain text and CSV in the encodings that Chinese office software writes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.extraction import extract
from gongkai.documents.extraction.text import decode, fields, quoted
from gongkai.documents.inspect import UploadError

TEXT = "泊里镇政务公开\r\n联系电话：13812345678\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"], ids=str)
def test_the_usual_encodings_are_read_line_by_line(encoding: str) -> None:
    read = extract("说明.txt", TEXT.encode(encoding))
    assert [each.text for each in read.segments] == ["泊里镇政务公开", "联系电话：13812345678"]
    assert [each.place for each in read.segments] == ["line:1", "line:2"]
    assert read.segments[1].label == "第2行"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "big5hkscs"])
def test_further_encodings_are_told_by_their_bytes(encoding: str) -> None:
    text = "a,1\r\n政務公開資訊網站，鄉鎮公所聯絡電話,12345678\r\n龘靐齉爩鱻麤灪籲\r\n"
    data = text.encode(encoding, "ignore")
    assert decode(data).text == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@given(text=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9000), min_size=9))
def test_a_text_gives_its_bytes_back(encoding: str, text: str) -> None:
    data = ("1," + text).encode(encoding)
    decoded = decode(data)
    assert decoded.encoded(decoded.text) == data


def test_a_table_is_read_cell_by_cell() -> None:
    data = '姓名,备注\r\n"张,三","他说""好"""\r\n李四,\r\n'.encode("gb18030")
    read = extract("名单.csv", data)
    assert read.text == '姓名\t备注\n张,三\t他说"好"\n李四\t'
    assert read.segments[2].place == "cell:2,1"
    assert read.segments[2].label == "第2行第1列"


def test_a_quote_that_is_not_closed_swallows_nothing() -> None:
    assert [each.value for each in fields('a,"b\nc,d')] == ["a", '"b', "c", "d"]


@given(
    rows=st.lists(st.lists(st.text('a",;\n 一'), min_size=2, max_size=4), min_size=1, max_size=5),
    end=st.sampled_from(["\r\n", "\n"]),
)
def test_cells_are_those_of_the_usual_reader(rows: list[list[str]], end: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    found = fields(out.getvalue(), ",")
    assert [each.value for each in found] == [cell for row in rows for cell in row]
    assert [(each.row, each.column) for each in found] == [
        (row, column) for row, cells in enumerate(rows, 1) for column in range(1, len(cells) + 1)
    ]


@given(st.text('a",;\n\t 一'))
def test_a_quoted_value_reads_back(value: str) -> None:
    assert fields(quoted(value, ",") + ",x", ",")[0].value == value


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UploadError):
        extract("说明.txt", b"\x00\x01\x02" * 40)
