"""Reading any published annual report: DOCX, XLSX, XLS, HTML, MHT in the official layout, or JSON.

`read` finds the three tables by their labels, not by their place, and gives every cell that it
found with where it stands. A cell that is not there is missing, a cell that is no number is
`Unread`: neither is ever taken as 0.
"""

from __future__ import annotations

from pathlib import Path

from gongkai.catalogue.reading.errors import ReadingError
from gongkai.catalogue.reading.grid import Grid
from gongkai.catalogue.reading.opening import grids_of, load
from gongkai.foi.annual.reading.model import ReportReading
from gongkai.foi.annual.reading.own_format import read_json
from gongkai.foi.annual.reading.tables import read_tables, tables_found
from gongkai.foi.annual.reading.words import text_of, understand_title

__all__ = ["ReadingError", "ReportReading", "read"]

_NOT_THERE = (
    "文件里没有找到年度报告的三张表（主动公开、申请办理、复议诉讼）。"
    "请核对文件；表格是图片的，请换用文字版。"
)
_REFUSED = (
    (b"%PDF", "PDF里的表格不能可靠地读出来，没有核对。"),
    (b"{\\rtf", "RTF文件不能核对。"),
    (b"\x89PNG", "图片不能核对。"),
    (b"\xff\xd8\xff", "图片不能核对。"),
)
_INSTEAD = (
    "请用编制年度报告的Word（.docx）或者Excel（.xlsx）文件；只有公布的网页时，"
    "请在浏览器中把网页另存为.html再核对。"
)


def read(source: str | Path | bytes, name: str = "") -> ReportReading:
    """Read a report from a path or the bytes of a file; ``name`` is the name to show.

    Raises ReadingError (in Chinese, saying what to do) when the file cannot be read, or holds none
    of the three tables.
    """
    shown = name or (Path(source).name if not isinstance(source, bytes) else "")
    data = load(source)
    for start, said in _REFUSED:
        if data.startswith(start):
            raise ReadingError(said + _INSTEAD)
    reading = ReportReading(shown)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        read_json(data, reading)
    else:
        grids = _grids(data)
        read_tables(grids, reading)
        reading.text = text_of(data)
        understand_title(reading, grids)
    if not tables_found(reading):
        raise ReadingError(_NOT_THERE)
    return reading


def _grids(data: bytes) -> list[Grid]:
    """The tables of a file; what is refused is said in the words of a report, not a catalogue."""
    try:
        return grids_of(data, nested=True)
    except ReadingError as refused:
        said = str(refused).replace("公开目录", "年度报告").replace("导入", "核对")
        raise ReadingError(said) from None
