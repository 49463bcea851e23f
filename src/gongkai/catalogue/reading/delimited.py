"""CSV and tab-separated text in the encodings that Chinese office software writes."""

from __future__ import annotations

import contextlib
import csv
import io

from charset_normalizer import from_bytes

from gongkai.catalogue.reading.errors import ReadingError
from gongkai.catalogue.reading.grid import Grid
from gongkai.catalogue.reading.headers import find_header
from gongkai.documents.workbook import read_plain

_DELIMITERS = ",\t;|，"


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without BOM), UTF-16, GBK or GB18030.

    Raises ReadingError when none of them fits.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _try(data, "utf-16")
    sample = data[:4000]
    if sample[1::2].count(0) > len(sample) / 8:
        return _try(data, "utf-16-le")
    if sample[0::2].count(0) > len(sample) / 8:
        return _try(data, "utf-16-be")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(data).best()
    if best is None:
        raise ReadingError(
            "看不出文件的文字编码。请在表格软件里打开，另存为 UTF-8 的 CSV 或 .xlsx 再导入。"
        )
    return str(best)


def _try(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        raise ReadingError("文件的文字编码损坏。请重新导出为 UTF-8 的 CSV 再导入。") from error


def _readings(data: bytes) -> list[str]:
    """The text of a file, and as Big5 when that is possible too (traditional characters)."""
    texts = [decode(data)]
    with contextlib.suppress(UnicodeDecodeError):
        texts.append(data.decode("big5hkscs"))
    return texts


def read_delimited(data: bytes) -> list[Grid]:
    """The one table of a delimited text file; lines above and below the table are its rows.

    Raises ReadingError when the text is no table.
    """
    texts = _readings(data)
    if "\0" in texts[0]:
        raise ReadingError("文件不是文本。请另存为 .xlsx、.docx、.html 或 .csv 再导入。")
    csv.field_size_limit(2_000_000)
    grids: list[Grid] = []
    for text in texts:
        found = [_grid(text, delimiter) for delimiter in _DELIMITERS if delimiter in text]
        grids += sorted(found, key=lambda grid: (_has_header(grid), grid.cols), reverse=True)
        if grids and _has_header(grids[0]):
            break
    grids.sort(key=_has_header, reverse=True)
    if not grids:
        raise ReadingError("文件里没有表格。请导入带有目录表格的 XLSX、DOCX、HTML 或 CSV 文件。")
    return grids[:1]


def _has_header(grid: Grid) -> bool:
    return any(find_header(grid, row) is not None for row in range(min(grid.rows, 60)))


def _grid(text: str, delimiter: str) -> Grid:
    grid = Grid("表1", shows_merges=False)
    grid.row_place = lambda row: f"第{row + 1}行"
    grid.cell_place = lambda row, col: f"第{row + 1}行第{col + 1}列"
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        lines = [line.split(delimiter) for line in text.splitlines()]
    width = max((len(line) for line in lines), default=0)
    for row, line in enumerate(lines):
        for col in range(width):
            grid.put(row, col, read_plain(line[col]) if col < len(line) else "")
    return grid
