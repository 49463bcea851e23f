"""Plain text to paragraphs, CSV to a table."""

import csv
import io
from html import escape

from gongkai.documents.conversion.allowed import clean
from gongkai.documents.conversion.headings import elements_of, level_of_form
from gongkai.documents.conversion.model import Converted
from gongkai.documents.conversion.tables import Cell, write_table
from gongkai.documents.extraction.text import decode
from gongkai.documents.inspect import UploadError

MOST_ROWS = 2000
"""Rows of a table on a page; a reader wants a longer one as a file."""

_SENTENCE_END = ("。", "；", "：", "，", "、", "！", "？", ";", ":", ",")
_DELIMITERS = ",\t;，"


def convert_text(name: str, data: bytes) -> Converted:
    """Each line a paragraph; a short line with a number of 公文 before it a heading."""
    lines = [line.strip() for line in decode(data).text.splitlines()]
    return Converted("", clean(write_paragraphs([line for line in lines if line])))


def write_paragraphs(lines: list[str]) -> str:
    """Lines as paragraphs and headings; only 一、 and （一） count, without a look to go by."""
    levels = {}
    for number, line in enumerate(lines):
        level = level_of_form(line)
        if level is not None and level <= 2 and not line.endswith(_SENTENCE_END):
            levels[number] = level
    elements = elements_of(levels.values())
    written = []
    for number, line in enumerate(lines):
        element = elements[levels[number]] if number in levels else "p"
        written.append(f"<{element}>{escape(line)}</{element}>")
    return "".join(written)


def convert_csv(name: str, data: bytes) -> Converted:
    """The one table of a CSV or tab-separated file.

    :raises UploadError: for more rows than a page can show, and for a file without a table.
    """
    text = decode(data).text
    rows = [row for row in _rows(name, text) if any(cell.strip() for cell in row)]
    width = max((len(row) for row in rows), default=0)
    if not rows:
        raise UploadError(f"《{name}》里没有内容。请检查原文件后重新上传。")
    refuse_long(name, len(rows))
    cells = [[Cell(cell.strip()) for cell in [*row, *[""] * (width - len(row))]] for row in rows]
    uneven = len({len(row) for row in rows}) > 1
    warning = "各行的列数不一样，短的行后面补了空格子，请核对表格。"
    return Converted("", clean(write_table(cells)), (), (warning,) if uneven else ())


def _rows(name: str, text: str) -> list[list[str]]:
    csv.field_size_limit(2_000_000)
    sample = text[:20_000]
    delimiter = max(_DELIMITERS, key=sample.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UploadError(
            f"《{name}》不是完好的 CSV 表格。请用表格软件打开，另存为 .xlsx 后上传。"
        ) from error


def refuse_long(name: str, rows: int) -> None:
    """Refuse a table that nobody reads on a page.

    :raises UploadError: for more than ``MOST_ROWS`` rows.
    """
    if rows > MOST_ROWS:
        raise UploadError(
            f"《{name}》有{rows}行，超过网页表格的上限{MOST_ROWS}行。请把它作为附件上传。"
        )
