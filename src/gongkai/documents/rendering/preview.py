"""An attachment as HTML: what the scan read is what the reviewer sees, place by place."""

import re
from collections.abc import Collection
from html import escape

from gongkai.documents.extraction import extract
from gongkai.documents.extraction.model import Extraction, Segment, Unread
from gongkai.documents.inspect import MediaType, media_type
from gongkai.documents.rendering.marks import MARKS, marked
from gongkai.documents.rendering.tables import Cell, Table, table_html
from gongkai.documents.rendering.word import word_html

MOST_ROWS = 200
"""Rows, lines or paragraphs that are shown of each part unless told otherwise."""

_SHEET_CELL = re.compile(r"sheet:(\d+)!([A-Z]{1,3})(\d{1,7})")
_CSV_CELL = re.compile(r"cell:(\d+),(\d+)")
_SHEET_NAME = re.compile(r"sheet:(\d+)#name")


def preview_html(
    name: str,
    data: bytes,
    *,
    extraction: Extraction | None = None,
    most: int = MOST_ROWS,
    lit: Collection[str] = (),
) -> str:
    """Give an attachment as safe HTML with headings from h3 on.

    Every cell and line carries ``data-place``, the place of its piece in the extraction, so that
    a finding can be lit up. What a reader of the file does not see stands there too, marked.

    :param extraction: what ``extract`` gave for the same file, if it is at hand.
    :param most: rows, lines or further pieces of each part that are shown; a sentence says how
        many more there are.
    :param lit: places that have to be shown however far down they stand.
    :raises UploadError: for a file that cannot be read.
    """
    read = extract(name, data) if extraction is None else extraction
    shown = frozenset(lit)
    match media_type(name, data):
        case MediaType.XLSX:
            body = _workbook(read, most, shown)
        case MediaType.CSV:
            body = _csv(read, most, shown)
        case MediaType.DOCX:
            hidden = [segment for segment in read.segments if segment.hidden]
            body = word_html(data, read.segments) + _list("看不见的内容", hidden, most, shown)
        case _:
            body = _list("", list(read.segments), most, shown)
    return f'<div class="attachment-preview">{body}{_unread(read.unread)}</div>'


def _workbook(read: Extraction, most: int, lit: frozenset[str]) -> str:
    tables: dict[int, Table] = {}
    rest: list[Segment] = []
    for segment in read.segments:
        cell = _SHEET_CELL.fullmatch(segment.place)
        title = _SHEET_NAME.fullmatch(segment.place)
        if cell is not None:
            table = tables.setdefault(int(cell[1]), Table(f"第 {cell[1]} 个工作表"))
            table.add(Cell(int(cell[3]), _column(cell[2]), segment))
        elif title is not None:
            table = tables.setdefault(int(title[1]), Table(""))
            table.title = f"第 {title[1]} 个工作表：{segment.text}"
            table.place, table.hidden = segment.place, segment.hidden
        else:
            rest.append(segment)
    parts = [table_html(tables[number], most, lit) for number in sorted(tables)]
    return "".join(parts) + _list("批注、名称等其他内容", rest, most, lit)


def _csv(read: Extraction, most: int, lit: frozenset[str]) -> str:
    table, rest = Table("表格内容", letters=False), []
    for segment in read.segments:
        cell = _CSV_CELL.fullmatch(segment.place)
        if cell is None:
            rest.append(segment)
        else:
            table.add(Cell(int(cell[1]), int(cell[2]), segment))
    return table_html(table, most, lit) + _list("其他内容", rest, most, lit)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _list(title: str, segments: list[Segment], most: int, lit: frozenset[str]) -> str:
    if not segments:
        return ""
    heading = f"<h3>{escape(title)}</h3>" if title else ""
    shown = [segment for at, segment in enumerate(segments) if at < most or segment.place in lit]
    lines = "".join(_line(segment) for segment in shown)
    more = len(segments) - len(shown)
    rest = f"<p>还有 {more} 处没有显示，请下载后查看。</p>" if more else ""
    return f"{heading}<ul>{lines}</ul>{rest}"


def _line(segment: Segment) -> str:
    mark = f"{marked(MARKS[segment.hidden])}" if segment.hidden else ""
    return (
        f'<li data-place="{escape(segment.place)}"><span class="where">{escape(segment.label)}：'
        f"</span>{mark}{escape(segment.text)}</li>"
    )


def _unread(unread: tuple[Unread, ...]) -> str:
    if not unread:
        return ""
    lines = "".join(
        f'<li data-place="{escape(part.place)}">{escape(part.label)}：{escape(part.why)}</li>'
        for part in unread
    )
    return f"<h3>须由人查看的部分</h3><ul>{lines}</ul>"
