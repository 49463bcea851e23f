"""Tables in plain text: rows of cells under a header that says what a column holds."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

HEADER_WORDS: Final = (
    *(gap.join(word) for word in ("姓名", "户主") for gap in ("", " ", "  ", "\u3000", "   ")),
    *("身份证", "证件号", "账号", "帐号", "卡号", "电话", "手机", "联系方式", "住址", "年龄"),
    *("社会保障", "社保", "医保", "微信", "QQ", "车牌号", "残疾", "病种", "班级", "出生"),
    *("年级", "学校", "监护人", "诊断", "开户行", "就读", "致贫原因"),
    *("持卡人", "家长"),
)
COLUMN: Final = re.compile(
    r"序号|编号|姓名|名字|户主|成员|性别|年龄|出生|民族|身份证|证件|账号|帐号|卡号|账户|"
    r"一卡通|开户|存折|"
    r"电话|手机|联系方式|住址|地址|村|社区|组别|学校|班级|年级|监护人|家长|残疾|病|致贫|困难|"
    r"原因|类别|"
    r"金额|标准|人数|人口|面积|备注|QQ|微信|邮箱|车牌|社保|医保|社会保障|学生|儿童|幼儿|患者|诊断|申请人|持卡人|对象|就读|单位|部门|职务|科室|关系|"
    r"补贴|等级|时间|日期"
)
_GAP: Final = re.compile(r"[ \u3000]+")
_NO_HEADER: Final = re.compile(r"[：:。；]|\d{5}")
_WIDEST: Final = 400
_LONGEST_HEADER: Final = 14
_BLANKS: Final = " \u3000\r"


@dataclass(frozen=True)
class Cell:
    """A cell of a row: its text without the blanks around it, and where that begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the text of the cell ends."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Roster:
    """A table: the line of its header, the lines of its rows, and what parts the cells."""

    start: int
    end: int
    header: tuple[str, ...]
    delimiter: str
    rows: tuple[tuple[int, int], ...]
    title: str

    def column(self, words: re.Pattern[str]) -> int | None:
        """The first column whose header is of these words."""
        for place, name in enumerate(self.header):
            if words.search(name):
                return place
        return None


class Rosters:
    """All tables of a text, found by the places of words that stand in their headers."""

    def __init__(self, text: str, places: Iterable[int]) -> None:
        self._text = text
        self._rosters: list[Roster] = []
        self._read(places)
        self._starts = [roster.start for roster in self._rosters]

    def __iter__(self) -> Iterator[Roster]:
        """Every table, in the order of the text."""
        return iter(self._rosters)

    def _read(self, places: Iterable[int]) -> None:
        end = 0
        for place in places:
            if place < end:
                continue
            line = _line(self._text, place)
            roster = self._roster(*line)
            end = roster.end if roster else line[1]
            if roster:
                self._rosters.append(roster)

    def _roster(self, start: int, end: int) -> Roster | None:
        line = self._text[start:end]
        if end - start > _WIDEST or _NO_HEADER.search(line):
            return None
        delimiter = _delimiter(line)
        header = tuple(_GAP.sub("", cell.text) for cell in _cells(line, start, delimiter))
        if not _is_header(header, delimiter):
            return None
        rows = tuple(self._rows(end, delimiter, len(header)))
        if not rows:
            return None
        return Roster(start, rows[-1][1], header, delimiter, rows, self._title(start))

    def _rows(self, end: int, delimiter: str, width: int) -> Iterator[tuple[int, int]]:
        while end < len(self._text):
            start, end = _line(self._text, end + 1)
            line = self._text[start:end]
            if delimiter == " ":
                if len(line.split()) != width:
                    return
            elif delimiter not in line:
                return
            yield start, end

    def _title(self, start: int) -> str:
        return self._text[max(start - 60, 0) : start]

    def cells(self, roster: Roster, row: tuple[int, int]) -> list[Cell]:
        """The cells of a row of a table, in the order of the header."""
        return _cells(self._text[row[0] : row[1]], row[0], roster.delimiter)

    def at(self, place: int) -> tuple[Roster, list[Cell]] | None:
        """The table and the row in which ``place`` stands, below the header."""
        number = bisect_right(self._starts, place) - 1
        if number < 0 or place >= self._rosters[number].end:
            return None
        roster = self._rosters[number]
        found = bisect_right(roster.rows, (place, len(self._text))) - 1
        return (roster, self.cells(roster, roster.rows[found])) if found >= 0 else None

    def header(self, place: int) -> str | None:
        """The header of the column in which ``place`` stands, None outside of tables."""
        found = self.at(place)
        if found is None:
            return None
        roster, cells = found
        column = sum(cell.start <= place for cell in cells) - 1
        return roster.header[column] if 0 <= column < len(roster.header) else None


def _line(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end


def _delimiter(line: str) -> str:
    for sign, least in ("\t", 1), ("|", 1), (",", 1), ("，", 1), (";", 2), ("/", 2):
        if line.count(sign) >= least:
            return sign
    return " "


def _is_header(header: tuple[str, ...], delimiter: str) -> bool:
    known = sum(len(name) <= 14 and COLUMN.search(name) is not None for name in header)
    if delimiter in "\t|":
        return known >= 1 and len(header) > 1 and max(map(len, header)) <= _LONGEST_HEADER
    return known >= 2 and known * 2 >= len(header)


def _cells(line: str, start: int, delimiter: str) -> list[Cell]:
    if delimiter == " ":
        return [Cell(match[0], start + match.start()) for match in re.finditer(r"\S+", line)]
    body = line.strip(_BLANKS)
    at = start + line.find(body)
    if delimiter == "|" and body.startswith("|"):
        body, at = body[1:].removesuffix("|"), at + 1
    cells = []
    for piece in body.split(delimiter):
        bare = piece.strip(_BLANKS)
        cells.append(Cell(bare, at + piece.find(bare)))
        at += len(piece) + 1
    return cells
