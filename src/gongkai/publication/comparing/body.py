"""Two bodies compared: block by block, table rows and cells, words within what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from gongkai.publication.comparing.align import Pair, Work, align
from gongkai.publication.comparing.blocks import Block, Cell, Row, Table, blocks_of
from gongkai.publication.comparing.words import Pieces, Tokens, alike, compare_words, pieces_of

SAME: Final = "same"
CHANGED: Final = "changed"
ADDED: Final = "added"
REMOVED: Final = "removed"

STATUS_WORDS: Final = {SAME: "未变", CHANGED: "修改", ADDED: "新增", REMOVED: "删除"}

_LABELS: Final = {
    **dict.fromkeys(("h2", "h3", "h4"), "标题"),
    "li": "列表项",
    "blockquote": "引用",
    "figure": "图片",
    "figcaption": "图片说明",
    "table": "表格",
}
_CLOSE_BY: Final = 2
"""How many unchanged parts stay in sight on each side of a change."""


@dataclass(frozen=True)
class CellChange:
    """A cell on both sides; a side that is not there is None."""

    status: str
    old: Pieces | None
    new: Pieces | None
    heading: bool = False
    note: str = ""


@dataclass(frozen=True)
class RowChange:
    """A table row: ``number`` counts the changes of a table, 0 for a row that stayed."""

    status: str
    cells: tuple[CellChange, ...]

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.status]


@dataclass(frozen=True)
class BlockChange:
    """A block on both sides. ``number`` counts the changes of the body from 1; 0: stayed.

    ``rows`` are those of a table, whose caption is in ``old`` and ``new``. ``note`` says in words
    what the marks cannot show.
    """

    status: str
    label: str
    old: Pieces | None
    new: Pieces | None
    rows: tuple[RowChange, ...] = ()
    is_table: bool = False
    note: str = ""
    number: int = 0

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.status]

    @property
    def row_stretches(self) -> tuple["Stretch", ...]:
        """The rows, those that stayed far from any change folded away."""
        return tuple(_stretches(self.rows))


@dataclass(frozen=True)
class Stretch:
    """Parts in order; ``folded`` are unchanged ones that no change is near to."""

    folded: bool
    parts: tuple[BlockChange | RowChange, ...]


@dataclass(frozen=True)
class BodyComparison:
    """A whole body compared."""

    blocks: tuple[BlockChange, ...]

    @property
    def changes(self) -> int:
        """How many blocks changed, came or went."""
        return sum(block.status != SAME for block in self.blocks)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The blocks, those that stayed far from any change folded away."""
        return tuple(_stretches(self.blocks))


def compare_bodies(old: str, new: str, first_number: int = 1) -> BodyComparison:
    """Compare two cleaned bodies (HTML).

    first_number: what the first change is counted as. The cost is bounded: beyond it whole
    paragraphs are shown as changed, and nothing is left out.
    """
    work = Work()
    left, right = blocks_of(old), blocks_of(new)
    pairs = align(left, right, lambda a, b: _likeness(left[a], right[b]), work)
    blocks: list[BlockChange] = []
    number = first_number
    for here, there in pairs:
        one = None if here is None else left[here]
        other = None if there is None else right[there]
        block = _block(one, other, work, number)
        number += block.status != SAME
        blocks.append(block)
    return BodyComparison(tuple(blocks))


def _likeness(old: Block | Table, new: Block | Table) -> float:
    if isinstance(old, Table) != isinstance(new, Table):
        return 0.0
    same_place = isinstance(old, Table) or (isinstance(new, Block) and old.path == new.path)
    return alike(old.tokens, new.tokens) * (1.0 if same_place else 0.9)


def _block(
    old: Block | Table | None, new: Block | Table | None, work: Work, number: int
) -> BlockChange:
    if isinstance(old, Table) or isinstance(new, Table):
        assert not isinstance(old, Block)  # noqa: S101
        assert not isinstance(new, Block)  # noqa: S101
        return _table(old, new, work, number)
    there = new or old
    assert there is not None  # noqa: S101
    label = _LABELS.get(there.path[-1], "段落")
    if old is None or new is None:
        status = ADDED if old is None else REMOVED
        left, right = _one_sided(_tokens(old), _tokens(new))
        return BlockChange(status, label, left, right, number=number)
    if old == new:
        pieces = pieces_of(old.tokens)
        return BlockChange(SAME, label, pieces, pieces)
    left, right = compare_words(old.tokens, new.tokens, work)
    return BlockChange(CHANGED, label, left, right, note=_note(old, new), number=number)


def _note(old: Block, new: Block) -> str:
    if old.path != new.path:
        before, after = (_LABELS.get(block.path[-1], "段落") for block in (old, new))
        return "层级有变化" if before == after else f"由{before}改为{after}"
    if old.look != new.look:
        return "对齐方式有变化"
    same_text = [t.text for t in old.tokens] == [t.text for t in new.tokens]
    return "文字未变，格式有变化" if same_text else ""


def _table(old: Table | None, new: Table | None, work: Work, number: int) -> BlockChange:
    label = _LABELS["table"]
    if old is None or new is None:
        there = old or new
        assert there is not None  # noqa: S101
        status = ADDED if old is None else REMOVED
        rows = tuple(_row_alone(row, status) for row in there.rows)
        captions = _one_sided(_caption(old), _caption(new))
        return BlockChange(status, label, *captions, rows, True, number=number)
    captions = compare_words(old.caption, new.caption, work)
    pairs = align(old.rows, new.rows, lambda a, b: _row_likeness(old.rows[a], new.rows[b]), work)
    rows = tuple(_row(old.rows, new.rows, pair, work) for pair in pairs)
    if old == new:
        return BlockChange(SAME, label, *captions, rows, True)
    return BlockChange(CHANGED, label, *captions, rows, True, number=number)


def _row_likeness(old: Row, new: Row) -> float:
    words = alike(_row_tokens(old), _row_tokens(new))
    if len(old) != len(new):
        return words
    stayed = sum(one == other for one, other in zip(old, new, strict=True))
    return max(words, stayed / len(new)) if new else words


def _row_tokens(row: Row) -> Tokens:
    return tuple(token for cell in row for token in cell.tokens)


def _row(old: Sequence[Row], new: Sequence[Row], pair: Pair, work: Work) -> RowChange:
    here, there = pair
    if here is None:
        assert there is not None  # noqa: S101
        return _row_alone(new[there], ADDED)
    if there is None:
        return _row_alone(old[here], REMOVED)
    cells = tuple(_cells(old[here], new[there], work))
    return RowChange(SAME if old[here] == new[there] else CHANGED, cells)


def _row_alone(row: Row, status: str) -> RowChange:
    added = status == ADDED
    cells = [_one_sided(None if added else c.tokens, c.tokens if added else None) for c in row]
    return RowChange(
        status,
        tuple(
            CellChange(status, *sides, cell.heading) for sides, cell in zip(cells, row, strict=True)
        ),
    )


def _cells(old: Row, new: Row, work: Work) -> Iterator[CellChange]:
    """Cells of the same number of columns stand in their place; else they are looked for."""
    if len(old) == len(new):
        pairs: list[Pair] = [(at, at) for at in range(len(old))]
    else:
        pairs = align(old, new, lambda a, b: alike(old[a].tokens, new[b].tokens), work)
    for here, there in pairs:
        yield _cell(
            None if here is None else old[here], None if there is None else new[there], work
        )


def _cell(old: Cell | None, new: Cell | None, work: Work) -> CellChange:
    if old is None or new is None:
        there = old or new
        assert there is not None  # noqa: S101
        status = ADDED if old is None else REMOVED
        return CellChange(status, *_one_sided(_tokens(old), _tokens(new)), there.heading)
    if old == new:
        pieces = pieces_of(old.tokens)
        return CellChange(SAME, pieces, pieces, new.heading)
    left, right = compare_words(old.tokens, new.tokens, work)
    note = "" if old.tokens != new.tokens else "单元格的合并或表头设置有变化"
    return CellChange(CHANGED, left, right, new.heading, note)


def _tokens(part: Block | Table | Cell | None) -> Tokens | None:
    return None if part is None else part.tokens


def _caption(table: Table | None) -> Tokens | None:
    return None if table is None else table.caption


def _one_sided(old: Tokens | None, new: Tokens | None) -> tuple[Pieces | None, Pieces | None]:
    return (
        None if old is None else pieces_of(old, REMOVED),
        None if new is None else pieces_of(new, ADDED),
    )


def _stretches(parts: Sequence[BlockChange | RowChange]) -> Iterator[Stretch]:
    near: set[int] = set()
    for at, part in enumerate(parts):
        if part.status != SAME:
            near.update(range(at - _CLOSE_BY, at + _CLOSE_BY + 1))
    for folded, group in groupby(enumerate(parts), key=lambda entry: entry[0] not in near):
        kept = tuple(part for _, part in group)
        # One part alone takes no more room than the line that would fold it.
        yield Stretch(folded and len(kept) > 1, kept)
