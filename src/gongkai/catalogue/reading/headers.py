"""Finding the header of a table and what each of its columns means."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass, field
from enum import Enum

from gongkai.catalogue.reading import channels, choices, glyphs
from gongkai.catalogue.reading.grid import Cell, Grid

MAX_HEADER_ROWS = 7


class Role(Enum):
    """What a column holds; the value is the column's Chinese name."""

    SEQ = "序号"
    CODE = "编码"
    FIELD = "领域"
    LEVEL1 = "一级事项"
    LEVEL2 = "二级事项"
    LEVEL3 = "三级事项"
    CATEGORY = "事项类别"
    ITEM = "公开事项"
    ELEMENTS = "公开内容"
    BASIS = "公开依据"
    TIME_LIMIT = "公开时限"
    PUBLISHER = "公开主体"
    CHANNELS = "公开渠道和载体"
    CHANNEL_TICK = "公开渠道勾选"
    AUDIENCE = "公开对象"
    AUDIENCE_TICK = "公开对象勾选"
    MODE = "公开方式"
    MODE_TICK = "公开方式勾选"
    LEVELS = "公开层级"
    LEVEL_TICK = "公开层级勾选"
    EXTRA = "其他列"


_RANK = r"(?:公开)?(?:事项)?%s级(?:公开)?(?:事项|目录|分类|类别|指标|栏目|名称)?(?:名称)?"
_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.SEQ, r"序号?|项目序号|no|顺序号"),
    (Role.CODE, r"(?:事项|项目|目录|公开)*(?:编码|代码|编号)"),
    (
        Role.FIELD,
        r"(?:公开|对?相应|对应|试点|所属|涉及|重点|信息|政务公开|事项|标准)*领域(?:名称)?",
    ),
    (Role.LEVEL1, _RANK % "一"),
    (Role.LEVEL2, _RANK % "二"),
    (Role.LEVEL3, _RANK % "三"),
    (Role.CATEGORY, r"(?:公开)?(?:事项|信息)?(?:类别|类型|分类|大类)|主题分类"),
    (
        Role.ITEM,
        r"(?:政务)?(?:公开)?事项(?:名称)?|事项名称|公开信息(?:名称)?|公开项目|信息名称",
    ),
    (
        Role.ELEMENTS,
        r"(?:主要|具体)?(?:公开)?(?:信息)?(?:具体|主要)?内容(?:及|和|与|含)?(?:要素|要求)?"
        r"|(?:公开)?要素",
    ),
    (Role.BASIS, r"(?:公开|法律|政策|法律法规|法定|设定|主要)*依据(?:名称)?|法律法规政策依据"),
    (
        Role.TIME_LIMIT,
        r"(?:公开|信息公开)?时限(?:要求)?|公开(?:时间|期限)(?:要求|时限)?|信息公开时间",
    ),
    (
        Role.PUBLISHER,
        r"(?:信息)?(?:公开|责任|发布|公开责任|信息公开)(?:主体|单位|部门|机构|科室|责任单位)"
        r"(?:名称)?|主体|责任单位部门",
    ),
    (
        Role.CHANNELS,
        r"(?:公开|发布|信息公开)?的?(?:渠道|载体|平台|途径)"
        r"(?:(?:和|及|与|或)?(?:载体|渠道|平台))?(?:必选项.*)?",
    ),
    (Role.AUDIENCE, r"(?:公开|信息公开)?(?:对象|范围)"),
    (Role.MODE, r"(?:公开)?(?:方式|属性)|公开类型"),
    (Role.LEVELS, r"(?:公开|信息公开)?(?:层级|级别|层次)"),
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _WORDS)
_ALL = re.compile(r"(?:面向)?全社会(?:公开)?|社会公众|全体公众")
_GROUP = re.compile(r"特定(?:群体|群众|对象|人群|公众|人员|范围)?(?:请?写明|请注明|名称)?.{0,6}")
_ACTIVE = re.compile(r"(?:是否)?主动(?:公开)?")
_REQUEST = re.compile(r"(?:是否)?依申请(?:公开)?")
_LEVEL = re.compile(
    r"(?:[\u3400-\u9fff]{0,4}?[省市州盟县旗区乡镇街村居社]|乡镇|镇街道?|街道(?:办事处)?|社区|村居|苏木|嘎查)+级?"
    r"|[省市州县区旗乡镇街道村社居级]{1,8}级"
)
_PARENT = re.compile(r"^(?:公开|信息公开)(?:对象|范围|方式|层级)(?=.)")
_BRACKETS = re.compile(r"[(（][^)）]*[)）]?")
_SUB_VOCABULARY = (
    "一级事项二级事项三级事项全社会特定群体群众对象请写明主动公开依申请公开"
    "县级乡级镇级村级街道市级区级"
)


@dataclass
class Column:
    """One logical column: its role, the grid columns it takes, its printed header."""

    role: Role
    title: str
    cols: list[int]
    means: str = ""
    parent: str = ""


@dataclass
class Header:
    """A header in force: its rows and the meaning of the columns."""

    start: int
    end: int
    width: int
    columns: list[Column] = field(default_factory=list)

    def of(self, role: Role) -> list[Column]:
        """The columns of a role, from left to right."""
        return [column for column in self.columns if column.role is role]


@functools.lru_cache(maxsize=4096)
def word_role(text: str) -> Role | None:
    """The role that a header word names, with or without what stands in its brackets, or None."""
    for word in (glyphs.key(text), glyphs.key(_BRACKETS.sub("", text))):
        if word and len(word) <= 24:
            for role, pattern in _PATTERNS:
                if pattern.fullmatch(word):
                    return role
    return None


@functools.lru_cache(maxsize=4096)
def _sub_role(text: str) -> tuple[Role, str] | None:
    """The role and meaning of a word of the header's lower row (全社会, 依申请, 乡、村级)."""
    word = _PARENT.sub("", glyphs.key(text))
    for pattern, role, means in (
        (_ALL, Role.AUDIENCE_TICK, choices.ALL),
        (_GROUP, Role.AUDIENCE_TICK, choices.GROUP),
        (_ACTIVE, Role.MODE_TICK, choices.ACTIVE),
        (_REQUEST, Role.MODE_TICK, choices.ON_REQUEST),
    ):
        if pattern.fullmatch(word):
            return role, means
    if len(word) <= 12 and _LEVEL.fullmatch(word) and choices.levels_named(word):
        return Role.LEVEL_TICK, word
    name = channels.standard_name(text)
    return (Role.CHANNEL_TICK, name) if name else None


def _is_header_word(text: str) -> bool:
    return word_role(text) is not None or _sub_role(text) is not None


def _starts_header(grid: Grid, row: int) -> bool:
    """Whether a header begins in a row: five different roles, or three in mostly header words."""
    cells = [cell for cell in grid.filled(row) if cell.row == row]
    roles = {word_role(cell.text) for cell in cells} - {None}
    named = sum(_is_header_word(cell.text) for cell in cells)
    return len(roles) >= 5 or (len(roles) >= 3 and named * 2 >= len(cells))


def _is_fragment(above: str, text: str) -> bool:
    """Whether a short text continues a header word broken over rows (全 / 社 / 会)."""
    word, joined = glyphs.key(text), glyphs.key(above + text)
    if not word or len(word) > 3 or word.isdigit():
        return False
    return _is_header_word(joined) or joined in _SUB_VOCABULARY


def _continues(grid: Grid, row: int, start: int) -> bool:
    """Whether a row below the header's first still belongs to it."""
    fresh = [cell for cell in grid.filled(row) if cell.row == row]
    held = [cell for cell in grid.filled(row) if cell.row < row and word_role(cell.text)]
    if not fresh:
        return bool(held) or (row == start + 1 and _next_is_sub(grid, row + 1))
    unknown = [cell for cell in fresh if not _is_header_word(cell.text)]
    fragments = [cell for cell in unknown if _is_fragment(_above(grid, cell, start), cell.text)]
    if len(unknown) == len(fragments):
        return True
    if len(fresh) - len(unknown) >= 3 and len(unknown) * 3 <= len(fresh):
        return True
    return len(held) >= 3 and all(len(glyphs.key(c.text)) <= 12 for c in fresh)


def _next_is_sub(grid: Grid, row: int) -> bool:
    fresh = [cell for cell in grid.filled(row) if cell.row == row]
    return bool(fresh) and all(_is_header_word(cell.text) for cell in fresh)


def _above(grid: Grid, cell: Cell, start: int) -> str:
    """What stands above a cell in its own column, without words over several columns."""
    texts: list[str] = []
    for row in range(start, cell.row):
        upper = grid.at.get((row, cell.col))
        if upper is not None and upper.colspan <= cell.colspan and upper.text not in texts[-1:]:
            texts.append(upper.text)
    return "".join(texts)


def find_header(grid: Grid, row: int) -> Header | None:
    """The header that begins in a row, or None."""
    if not _starts_header(grid, row):
        return None
    end = row + 1
    while end < min(grid.rows, row + MAX_HEADER_ROWS) and _continues(grid, end, row):
        end += 1
    header = Header(row, end, grid.cols)
    header.columns = _columns(grid, row, end)
    _settle(header)
    return header


def _path(grid: Grid, col: int, start: int, end: int) -> tuple[Cell, ...]:
    """The distinct header cells above a column, top down."""
    cells: list[Cell] = []
    for row in range(start, end):
        cell = grid.at.get((row, col))
        if cell is not None and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return tuple(cells)


def _columns(grid: Grid, start: int, end: int) -> list[Column]:
    columns: list[Column] = []
    previous: tuple[Cell, ...] = ()
    parent = ""
    for col in range(grid.cols):
        path = _path(grid, col, start, end)
        if path and path == previous:
            columns[-1].cols.append(col)
            continue
        previous = path
        top = grid.at.get((start, col))
        parent = top.text if top is not None and top.text.strip() else parent
        columns.append(_column(grid, path, col, parent))
    return columns


def _column(grid: Grid, path: tuple[Cell, ...], col: int, parent: str) -> Column:
    texts = [cell.text for cell in path if cell.text.strip()]
    own = [cell.text for cell in path if cell.text.strip() and cell.colspan == _narrowest(path)]
    title = " ".join(re.sub(r"\s+", "", text) for text in texts)
    column = Column(Role.EXTRA, title, [col], parent=parent)
    for candidate in (texts[-1:], own, own[-2:], texts):
        word = "".join(candidate)
        sub = _sub_role(word) if candidate else None
        role = word_role(word) if candidate else None
        if sub and (role is None or word_role(parent) in _TICK_PARENTS):
            column.role, column.means = sub
            return column
        if role is not None:
            column.role = role
            return column
    return _from_parent(column, texts)


_TICK_PARENTS = (Role.AUDIENCE, Role.MODE, Role.LEVELS, Role.CHANNELS)


def _narrowest(path: tuple[Cell, ...]) -> int:
    return min(cell.colspan for cell in path)


def _from_parent(column: Column, texts: list[str]) -> Column:
    """A column whose lower header word is unknown or missing."""
    role = word_role(column.parent)
    below = bool(texts) and texts[-1] != column.parent
    if role is Role.LEVELS and below and choices.levels_named(texts[-1]):
        column.role, column.means = Role.LEVEL_TICK, texts[-1]
    elif not texts and role is Role.ITEM:
        column.role = Role.ITEM
    elif role is Role.CHANNELS and below:
        column.role, column.means = Role.CHANNEL_TICK, re.sub(r"\s+", "", texts[-1])
    elif not texts and role in _TICK_PARENTS and role is not None:
        column.role = role
    return column


_WORDS_AND_TICKS = (
    (Role.AUDIENCE, Role.AUDIENCE_TICK),
    (Role.MODE, Role.MODE_TICK),
    (Role.LEVELS, Role.LEVEL_TICK),
)


def _settle(header: Header) -> None:
    """Give 公开事项 its level, keep one column per role, and mark what is doubled as extra."""
    _settle_items(header)
    for words, ticks in _WORDS_AND_TICKS:
        for column in header.of(words) if header.of(ticks) else []:
            if not column.title:
                column.role = Role.EXTRA
    for role in (Role.FIELD, Role.LEVEL1, Role.LEVEL2, Role.ELEMENTS, Role.BASIS, Role.TIME_LIMIT,
                 Role.PUBLISHER, Role.CHANNELS, Role.SEQ):  # fmt: skip
        same = header.of(role)
        best = max(same, key=lambda column: "公开" in column.title, default=None)
        for column in same:
            if column is not best:
                column.role = Role.EXTRA


def _split_item(header: Header) -> None:
    """公开事项 drawn over several columns without names of their own is 一级 and 二级事项."""
    items = header.of(Role.ITEM)
    if header.of(Role.LEVEL1) or header.of(Role.LEVEL2) or len(items) != 1:
        return
    first = items[0]
    if len(first.cols) > 1:
        second = dataclasses.replace(first, cols=first.cols[1:])
        first.cols = first.cols[:1]
        header.columns.insert(header.columns.index(first) + 1, second)


def _settle_items(header: Header) -> None:
    """公开事项 without 一级/二级 under it: one column is 一级事项, two are 一级 and 二级.

    With a column of categories beside it (事项类别) the category is 一级 and the item 二级.
    """
    _split_item(header)
    items = header.of(Role.ITEM)
    categories = header.of(Role.CATEGORY)
    if header.of(Role.LEVEL1):
        wanted = [] if header.of(Role.LEVEL2) else [Role.LEVEL2]
        targets = items
    elif header.of(Role.LEVEL2):
        wanted, targets = [Role.LEVEL1], (items or categories)
    elif categories and items:
        wanted, targets = [Role.LEVEL1, Role.LEVEL2], categories[:1] + items[:1]
    else:
        wanted, targets = [Role.LEVEL1, Role.LEVEL2], items or categories
    for column, role in zip(targets, wanted, strict=False):
        column.role = role
    for column in items + categories:
        if column.role in (Role.ITEM, Role.CATEGORY):
            column.role = Role.EXTRA
