"""A sheet of applications as rows of text, each with the number by which people find it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.documents.extent import refuse_endless
from gongkai.documents.extraction.text import decode
from gongkai.documents.inspect import MediaType, UploadError, check_upload
from gongkai.documents.workbook import read_plain
from gongkai.foi.sheet.columns import BY_HEADING, COLUMNS, MOST

LIMIT_BYTES: Final = 1024 * 1024
_WORDS: Final = (
    "description",
    "feature",
    "subject",
    "topic",
    "confirmation",
    "helper",
    "confirmed",
)
"""Fields whose words are looked at for a secrecy mark (``register.typed_in``)."""
_DELIMITERS: Final = ",\t;，"
_EXACT: Final = 10**15
"""From here on a number that a spreadsheet keeps has lost its last digits."""
_LOST: Final = (
    "被表格软件存成了数字，末几位已经丢失。请把这一格的格式改为“文本”，重新填写完整的号码。"
)


@dataclass
class Line:
    """A row: its number in the sheet, its words by field, what is wrong with a cell itself."""

    number: int
    values: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)

    def put_aside(self, said: str) -> None:
        """Keep of words that bear a secrecy mark only what was said of them: they are shown on no
        page, travel no further, and are put aside once.
        """
        for name in _WORDS:
            self.values.pop(name, None)
        self.faults["description"] = said


def read_sheet(name: str, data: bytes) -> list[Line]:
    """The filled rows of a sheet. Raises UploadError, with a sentence for the person."""
    kind = check_upload(name, data, LIMIT_BYTES).media_type
    if kind == MediaType.XLSX:
        rows = _workbook_rows(name, data)
    elif kind in (MediaType.CSV, MediaType.TXT):
        rows = _csv_rows(name, data)
    else:
        raise UploadError("请上传填好的模板，XLSX 或者 CSV 格式。")
    filled = [(at, row) for at, row in enumerate(rows, start=1) if any(map(_filled, row))]
    if len(filled) < 2:
        raise UploadError("表格里没有填写申请。请从第2行起每行填写一件。")
    if len(filled) > MOST + 1:
        raise UploadError(f"表格里有{len(filled) - 1}件，每次最多{MOST}件。请分成几份上传。")
    places = _headings(filled[0][1])
    return [_line(at, row, places) for at, row in filled[1:]]


def _workbook_rows(name: str, data: bytes) -> list[list[Any]]:
    refuse_endless(name, data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as error:
        raise UploadError(f"《{name}》打不开。请用表格软件另存为 .xlsx 后上传。") from error


def _csv_rows(name: str, data: bytes) -> list[list[Any]]:
    text = decode(data).text
    first = text.partition("\n")[0]
    try:
        rows = csv.reader(
            io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count)
        )
        return [[read_plain(cell) for cell in row] for row in rows]
    except csv.Error as error:
        raise UploadError(f"《{name}》不是完好的CSV表格。请另存为 .xlsx 后上传。") from error


def _headings(row: Sequence[Any]) -> dict[int, str]:
    """The field of each place: every heading is known and stands once, none required lacks."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        heading = str(cell).strip().rstrip("*＊")
        if not heading:
            continue
        column = BY_HEADING.get(heading)
        if column is None:
            raise UploadError(f"第1行的栏目“{heading}”不是模板里的。请下载模板，不要改动第1行。")
        if column.name in found.values():
            raise UploadError(f"第1行的栏目“{heading}”有两个。请下载模板，不要改动第1行。")
        found[place] = column.name
    lacking = [c.heading for c in COLUMNS if c.required and c.name not in found.values()]
    if lacking:
        raise UploadError(f"第1行缺少栏目：{'、'.join(lacking)}。请下载模板，不要改动第1行。")
    return found


def _line(number: int, row: Sequence[Any], places: dict[int, str]) -> Line:
    line = Line(number, {})
    for place, cell in enumerate(row):
        if not _filled(cell):
            continue
        if place not in places:
            line.faults[""] = f"第{place + 1}列没有栏目名称，却填了内容。"
            continue
        name = places[place]
        line.values[name] = _text(cell)
        if isinstance(cell, float) and abs(cell) >= _EXACT:
            line.faults[name] = _LOST
    return line


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""
