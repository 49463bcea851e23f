"""The standard layout of 基层政务公开标准目录 (handbook 4.7), independent of the file format."""

from dataclasses import dataclass, field

from gongkai.catalogue.importing.cells import LEVEL_NAMES
from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.queries import FieldGroup, items_by_field
from gongkai.rules import channels as law

TICK = "√"
TAKEN, EMPTY = "■", "□"
STANDARD_LEVELS = ("县级", "乡级")
STANDARD_CHANNELS = tuple(row.name for row in law.TABLE)
REMARK = "备注"
TO_CHECK = "待核对"


@dataclass(frozen=True)
class Heading:
    """A column of the header: its words, and the words under it where it is divided."""

    title: str
    parts: tuple[str, ...] = ()
    width: int = 10

    @property
    def span(self) -> int:
        """How many columns it covers."""
        return max(1, len(self.parts))


@dataclass(frozen=True)
class StandardTable:
    """One field's table: title, headings, rows of text in the order of the columns."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: list[list[str]] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return sum(heading.span for heading in self.headings)

    @property
    def widths(self) -> list[int]:
        """Width of each column in characters."""
        return [heading.width for heading in self.headings for _ in range(heading.span)]


LEVEL1_COLUMN = 1
"""Position of 一级事项, whose equal neighbours are drawn as one cell."""


def tables_of(edition: Edition) -> list[StandardTable]:
    """One table for each field of an edition, with 县级, 乡级 and the further levels it uses.

    The column 备注 is there only where a row is 待核对.
    """
    groups = items_by_field(edition)
    items = [item for group in groups for item in group.items]
    levels = _levels(items)
    remark = any(item.doubtful for item in items)
    return [_table(group, levels, remark) for group in groups]


def _levels(items: list[Item]) -> tuple[str, ...]:
    used = {name for item in items for name in item.levels or ()}
    return tuple(name for name in LEVEL_NAMES if name in used or name in STANDARD_LEVELS)


def _table(group: FieldGroup, levels: tuple[str, ...], remark: bool) -> StandardTable:
    headings = (
        Heading("序号", width=5),
        Heading("公开事项", ("一级事项", "二级事项"), 14),
        Heading("公开内容（要素）", width=34),
        Heading("公开依据", width=34),
        Heading("公开时限", width=18),
        Heading("公开主体", width=14),
        Heading("公开渠道和载体", width=30),
        Heading("公开对象", ("全社会", "特定群体"), 8),
        Heading("公开方式", ("主动", "依申请"), 8),
        Heading("公开层级", levels, 7),
        *([Heading(REMARK, width=8)] if remark else []),
    )
    name = group.name
    table = StandardTable(name, f"{name}领域基层政务公开标准目录", headings)
    for number, item in enumerate(group.items, 1):
        row = [str(number), *_texts(item), *_ticks(item, levels)]
        table.rows.append([*row, TO_CHECK if item.doubtful else ""] if remark else row)
    return table


def _texts(item: Item) -> list[str]:
    texts = (item.elements, item.basis, item.time_limit_text, item.publisher)
    return [item.level1, item.level2, *(text or "" for text in texts), boxes(item.channels)]


def _ticks(item: Item, levels: tuple[str, ...]) -> list[str]:
    audience = (item.audience or "").split("、")
    group = f"{TICK}（{item.audience_group}）" if item.audience_group else TICK
    return [
        TICK if "全社会" in audience else "",
        group if "特定群体" in audience else "",
        TICK if item.mode == "主动公开" else "",
        TICK if item.mode == "依申请公开" else "",
        *(TICK if level in (item.levels or ()) else "" for level in levels),
    ]


def boxes(channels: list[str] | None) -> str:
    """The channels with their boxes, one to a line; nothing where they are not known.

    The boxes stand in the standard order; an item that lists its channels in another order
    keeps its own, so that the file reads back equal.
    """
    if not channels:
        return ""
    rest = [name for name in channels if name not in STANDARD_CHANNELS]
    order = [*STANDARD_CHANNELS, *rest]
    if [name for name in order if name in channels] != channels:
        order = [*channels, *(name for name in STANDARD_CHANNELS if name not in channels)]
    return "\n".join(f"{TAKEN if name in channels else EMPTY}{name}" for name in order)


def runs(rows: list[list[str]], column: int) -> list[tuple[int, int]]:
    """First and last position of each run of rows with the same text in a column."""
    found: list[tuple[int, int]] = []
    for position, row in enumerate(rows):
        if found and row[column] and rows[found[-1][0]][column] == row[column]:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found
