"""XLSX to tables: what the sheets show, and nothing that they hide."""

import io
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import openpyxl
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gongkai.documents.conversion.allowed import clean
from gongkai.documents.conversion.markup import without_gaps
from gongkai.documents.conversion.model import Converted
from gongkai.documents.conversion.number_formats import UnknownFormat, general, shown
from gongkai.documents.conversion.plain import refuse_long
from gongkai.documents.conversion.tables import Cell, header_rows, write_table
from gongkai.documents.extent import refuse_endless
from gongkai.documents.inspect import UploadError

_WHITE: Final = frozenset({"00000000", "FFFFFFFF", "00FFFFFF"})
_LONGEST_TITLE = 80
_ENDLESS = 20_000


@dataclass
class _Found:
    """What is told of a sheet beside its table."""

    warnings: list[str]
    unknown_formats: list[str]
    unsettled: list[str]


@dataclass(frozen=True)
class _Sheet:
    """A sheet as a table: its caption, lines above the header, its rows."""

    title: str
    notes: list[str]
    rows: list[list[Cell]]


def convert_workbook(name: str, data: bytes) -> Converted:
    """Give every visible sheet as a table.

    :raises UploadError: if the file cannot be read, shows nothing, or is too long for a page.
    """
    _refuse_endless(name, data)
    book, formulas = _open(name, data), _open(name, data, formulas=True)
    found = _Found(_hidden_sheets(book), [], [])
    tables, titles = [], []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        taken = _Grid(name, sheet, formulas[sheet.title], found).read()
        if taken is None:
            continue
        titles.append(taken.title)
        tables.append(_write(taken, sheet.title))
    if not tables:
        raise UploadError(f"《{name}》没有可以看见的内容。请检查原文件后重新上传。")
    title = without_gaps(titles[0]) if len(titles) == 1 else ""
    return Converted(title, clean("".join(tables)), (), tuple(_all_warnings(found)))


def _refuse_endless(name: str, data: bytes) -> None:
    """A quick look first: a million rows would keep openpyxl busy for minutes."""
    refuse_endless(name, data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            heights = [
                book.get_sheet_by_name(sheet.name).height
                for sheet in book.sheets_metadata
                if sheet.visible is SheetVisibleEnum.Visible
                and sheet.typ is SheetTypeEnum.WorkSheet
            ]
    except CalamineError as error:
        raise UploadError(_unreadable(name)) from error
    refuse_long(name, max((height for height in heights if height > _ENDLESS), default=0))


def _unreadable(name: str) -> str:
    return f"《{name}》打不开。请用 Excel 或 WPS 打开检查，重新保存为 .xlsx 后上传。"


def _open(name: str, data: bytes, formulas: bool = False) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=not formulas)
    except Exception as error:
        # openpyxl has no errors of its own: a damaged workbook fails anywhere in it.
        raise UploadError(_unreadable(name)) from error


def _hidden_sheets(book: Any) -> list[str]:
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    return [f"隐藏的工作表没有转换：{'、'.join(hidden)}。"] if hidden else []


def _all_warnings(found: _Found) -> list[str]:
    warnings = list(found.warnings)
    if found.unknown_formats:
        places = _some(found.unknown_formats)
        warnings.append(f"有的数字格式不认识，按原数显示，请核对：{places}。")
    if found.unsettled:
        places = _some(found.unsettled)
        warnings.append(
            f"有的公式没有算出的结果，转换后是空的，请用 Excel 打开保存一次：{places}。"
        )
    return warnings


def _some(places: list[str]) -> str:
    return "、".join(places[:10]) + (f"等{len(places)}处" if len(places) > 10 else "")


class _Grid:
    """One sheet, read cell by cell within what is filled."""

    def __init__(self, name: str, sheet: Any, formulas: Any, found: _Found) -> None:
        self._file = name
        self._sheet = sheet
        self._formulas = formulas
        self._found = found
        # Where the text of a merged cell stands if its first row or column is hidden.
        self._origin: dict[tuple[int, int], tuple[int, int]] = {}
        # The sheet may claim a million formatted rows; its store holds the cells that exist.
        filled = [cell for cell in formulas._cells.values() if cell.value is not None]
        self._columns = self._visible_columns(max((cell.column for cell in filled), default=0))
        self._rows = self._visible_rows(max((cell.row for cell in filled), default=0))

    def _visible_columns(self, last: int) -> list[int]:
        hidden = set()
        for dimension in self._sheet.column_dimensions.values():
            if dimension.hidden or dimension.width == 0:
                hidden |= set(range(dimension.min or 1, min(dimension.max or 1, last) + 1))
        if hidden:
            letters = "、".join(get_column_letter(column) for column in sorted(hidden))
            self._warn(f"隐藏的列没有转换：{letters}列")
        return [column for column in range(1, last + 1) if column not in hidden]

    def _visible_rows(self, last: int) -> list[int]:
        hidden = sorted(
            row
            for row, dimension in self._sheet.row_dimensions.items()
            if row <= last and (dimension.hidden or dimension.height == 0)
        )
        if hidden:
            self._warn(f"隐藏的行没有转换：{_ranges(hidden)}")
        gone = set(hidden)
        return [row for row in range(1, last + 1) if row not in gone]

    def _warn(self, text: str) -> None:
        self._found.warnings.append(f"工作表“{self._sheet.title}”：{text}。")

    def read(self) -> _Sheet | None:
        """The sheet as a table; none if it shows nothing."""
        self._warn_of_extras()
        refuse_long(self._file, self._last_filled())
        rows = _without_empty_columns(self._cells())
        if not rows:
            return None
        title = ""
        notes: list[str] = []
        width = sum(cell.colspan for cell in rows[0])
        while len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].colspan == width > 1:
            text = rows.pop(0)[0].text
            if not title and not notes and len(text) <= _LONGEST_TITLE:
                title = text
            elif text:
                notes.append(text)
        return _Sheet(title, notes, rows)

    def _last_filled(self) -> int:
        return sum(
            1
            for row in self._rows
            if any((row, column) in self._sheet._cells for column in self._columns)
        )

    def _warn_of_extras(self) -> None:
        sheet = self._sheet
        if any(cell.comment is not None for cell in sheet._cells.values()):
            self._warn("有批注，没有转换。请确认原文件是否应当带着批注上传")
        if sheet._images or sheet._charts:
            self._warn("有图片或图表，没有转换，请用图片补上")

    def _cells(self) -> list[list[Cell]]:
        spans, covered = self._merged()
        rows = []
        for row in self._rows:
            cells = [
                self._cell(row, column, *spans.get((row, column), (1, 1)))
                for column in self._columns
                if (row, column) not in covered
            ]
            rows.append(cells)
        return _without_empty_rows(rows)

    def _merged(self) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
        """How far merged cells reach over what is visible, and what they cover."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        covered: set[tuple[int, int]] = set()
        for area in self._sheet.merged_cells.ranges:
            rows = [row for row in self._rows if area.min_row <= row <= area.max_row]
            columns = [at for at in self._columns if area.min_col <= at <= area.max_col]
            places = [(row, column) for row in rows for column in columns]
            if places:
                spans[places[0]] = (len(columns), len(rows))
                covered.update(places[1:])
                self._origin[places[0]] = (area.min_row, area.min_col)
        return spans, covered

    def _cell(self, row: int, column: int, colspan: int, rowspan: int) -> Cell:
        place = self._origin.get((row, column), (row, column))
        cell = self._sheet._cells.get(place)
        if cell is None:
            return Cell("", colspan, rowspan)
        return Cell(self._text(cell), colspan, rowspan, _emphasised(cell))

    def _text(self, cell: Any) -> str:
        name = f"{self._sheet.title}!{cell.coordinate}"
        if cell.value is None:
            written = self._formulas._cells.get((cell.row, cell.column))
            if written is not None and written.data_type == "f":
                self._found.unsettled.append(name)
            return ""
        try:
            return shown(cell.value, cell.number_format or "General").strip()
        except UnknownFormat:
            self._found.unknown_formats.append(name)
            return general(cell.value) if isinstance(cell.value, int | float) else str(cell.value)


def _emphasised(cell: Any) -> bool:
    if cell.font is not None and cell.font.b:
        return True
    fill = cell.fill
    return fill is not None and fill.fill_type == "solid" and str(fill.fgColor.rgb) not in _WHITE


def _without_empty_rows(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Drop rows without text at both ends; within, they part what belongs apart."""
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    while rows and not any(cell.text for cell in rows[0]):
        rows.pop(0)
    left = len(rows)
    return [
        [
            Cell(cell.text, cell.colspan, min(cell.rowspan, left - at), cell.emphasised)
            for cell in row
        ]
        for at, row in enumerate(rows)
    ]


def _without_empty_columns(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Drop columns at both sides in which no cell with text begins or reaches."""
    columns = _occupied(rows)
    filled = [(end - cell.colspan, end) for row in columns for end, cell in row if cell.text]
    first = min((begin for begin, _ in filled), default=0)
    last = max((end for _, end in filled), default=0)
    kept = []
    for row in columns:
        cells = []
        for end, cell in row:
            width = min(end, last) - max(end - cell.colspan, first)
            if width > 0:
                cells.append(Cell(cell.text, width, cell.rowspan, cell.emphasised))
        kept.append(cells)
    return kept


def _occupied(rows: list[list[Cell]]) -> list[list[tuple[int, Cell]]]:
    """Each cell with the column after its last one."""
    reaching: dict[int, int] = {}
    found = []
    for at, row in enumerate(rows):
        column, placed = 0, []
        for cell in row:
            while reaching.get(column, 0) > at:
                column += 1
            for covered in range(column, column + cell.colspan):
                reaching[covered] = at + cell.rowspan
            column += cell.colspan
            placed.append((column, cell))
        found.append(placed)
    return found


def _ranges(numbers: list[int]) -> str:
    """Numbers of rows in words: 第3—5、8行."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    names = [f"{part[0]}—{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts]
    return f"第{'、'.join(names)}行"


def _write(sheet: _Sheet, name: str) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in sheet.notes)
    caption = without_gaps(sheet.title) or name
    return notes + write_table(sheet.rows, caption, header_rows(sheet.rows))
