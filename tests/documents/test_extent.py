"""A stray cell far away is named before a reader makes room for every place up to it."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from gongkai.documents import extent
from gongkai.documents.conversion.workbook import convert_workbook
from gongkai.documents.extent import refuse_endless
from gongkai.documents.inspect import UploadError
from gongkai.organisation.refusals import Invalid
from gongkai.review.scanning.word_files import read_words

pytestmark = pytest.mark.once


def book(place: str, value: str | None = " ") -> bytes:
    made = Workbook()
    made.create_sheet("第二张")["B2"] = "有内容"
    sheet = made.worksheets[0]
    sheet["A1"] = "类别"
    sheet[place] = value
    sheet[place].font = Font(bold=True)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def changed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with its sheets written otherwise."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if "worksheets" in name else part)
    return file.getvalue()


FAR = {
    "a blank in the last cell": book("XFD1048576"),
    "a blank in the last row of a form": book("Z1048576"),
    "with names of its own": changed(
        book("XFD1048576"), lambda part: re.sub(rb"<(/?)(c|row)\b", rb"<\1x:\2", part)
    ),
    "with other quotes": changed(book("XFD1048576"), lambda part: part.replace(b'"', b"'")),
}


@pytest.mark.parametrize("name", FAR)
def test_what_lies_too_far_away_is_named(name: str) -> None:
    with pytest.raises(UploadError, match=r"第1048576行、第\d+列.*请删去"):
        refuse_endless("表.xlsx", FAR[name])


def test_where_cells_say_nothing_their_row_does(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = changed(book("A1048576"), lambda part: re.sub(rb'<c r="[A-Z0-9]+"', b"<c", part))
    monkeypatch.setattr(extent, "MOST_PLACES", 1_000_000)
    with pytest.raises(UploadError, match="第1048576行、第1列"):
        refuse_endless("表.xlsx", bare)


@pytest.mark.parametrize("data", [book("Z1000"), book("XFD1048576", None), b"PK no package"])
def test_an_ordinary_sheet_formats_alone_and_no_package_pass(data: bytes) -> None:
    refuse_endless("表.xlsx", data)


@pytest.mark.parametrize("length", range(4300, 4560, 13))
def test_no_cell_is_missed_where_a_part_is_cut(
    monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(extent, "_CHUNK", length)
    blanks = b"<sheetData>" + b" " * 4000
    far = changed(book("XFD1048576"), lambda part: part.replace(b"<sheetData>", blanks))
    with pytest.raises(UploadError):
        refuse_endless("表.xlsx", far)


def test_who_reads_workbooks_looks_first() -> None:
    data = FAR["a blank in the last cell"]
    with pytest.raises(UploadError, match="第1048576行"):
        convert_workbook("表.xlsx", data)
    with pytest.raises(Invalid, match="第1048576行"):
        read_words(data)
