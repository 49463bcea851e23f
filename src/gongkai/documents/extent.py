"""How far the filled cells of a workbook reach, before a reader makes room for them.

python-calamine, which is quick, makes room for every place from the first cell to the last one of
a sheet: a blank typed into the last row takes a gigabyte, one in the last cell ends the process.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Final

from openpyxl.utils import column_index_from_string

from gongkai.documents.inspect import UploadError
from gongkai.documents.recognition import UNREADABLE_PACKAGE

MOST_PLACES: Final = 2_000_000
"""Rows times columns up to the last filled cells of a sheet; about 70 MB."""

_CHUNK: Final = 1 << 20
_LONGEST_TAG: Final = 1 << 12
# A cell with content and its place; or the row of cells that do not say where they are.
_CELL: Final = re.compile(
    rb"""<(?:\w+:)?(?:c\b[^>]*?\sr=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>(?=[^<]|<[^/])"""
    rb"""|row\b[^>]*?\sr=["'](\d{1,7})["'][^>]*>(?=\s*<(?:\w+:)?c\b(?![^>]*\sr=)[^>]*>))"""
)


def refuse_endless(name: str, data: bytes) -> None:
    """Refuse a workbook of which a sheet reaches over more than ``MOST_PLACES``.

    Formatted cells without content do not count. What is no package is left to the reader.

    :raises UploadError: names the last filled row and column, and says what to do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                with package.open(part) as file:
                    _look(name, file)
    except (*UNREADABLE_PACKAGE, OSError):
        return


def _look(name: str, part: IO[bytes]) -> None:
    rows = columns = 0
    for text in _stretches(part):
        for letters, row, bare in _CELL.findall(text):
            rows = max(rows, int(row or bare))
            columns = max(columns, column_index_from_string(letters.decode()) if letters else 1)
            if rows * columns > MOST_PLACES:
                raise UploadError(
                    f"《{name}》的内容到第{rows}行、第{columns}列为止，太大，打不开。"
                    "请删去表格末尾多余的内容（包括空格）后重新上传。"
                )


def _stretches(part: IO[bytes]) -> Iterator[bytes]:
    """A part in stretches; each begins with the end of the one before, so that no tag is cut."""
    rest = b""
    while chunk := part.read(_CHUNK):
        yield rest + chunk
        rest = (rest + chunk)[-_LONGEST_TAG:]
