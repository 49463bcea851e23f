"""The plain notation in which demonstration texts are written, and its HTML.

One line is one paragraph. The other marks:

    ## 标题            a heading (### one level down)
    - 要点            an item of a list
    + 第一步           an item of a numbered list
    = 表题            the caption of a table, followed by its rows
    | 甲 | 乙          a row; the first row is the head
    > 落款            a line set to the right: who signs, and when
    **字**            strong, inside any of these

Blank lines only separate, except that two lists or tables of one kind need one between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby


class NotationError(ValueError):
    """A text breaks the notation; the message names the line."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, or a line set to the right."""

    text: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 2 or 3, the record's title being level 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not."""

    ordered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are all as wide as its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Heading | Items | Table

_MARKS = {
    "## ": "h2",
    "### ": "h3",
    "- ": "ul",
    "+ ": "ol",
    "> ": "right",
    "= ": "table",
    "| ": "table",
}
_STRONG = re.compile(r"\*\*(.+?)\*\*")


def parse_blocks(text: str) -> tuple[Block, ...]:
    """Read a text in the notation of this module.

    Raises NotationError for a table without caption or head, or with an uneven row.
    """
    lines = [(line.strip(), _kind(line.strip())) for line in text.splitlines()]
    blocks: list[Block] = []
    for kind, group in groupby(lines, key=lambda pair: pair[1]):
        texts = [line for line, _ in group]
        if kind != "blank":
            blocks.extend(_build(kind, texts))
    return tuple(blocks)


def to_html(blocks: tuple[Block, ...]) -> str:
    """Return the blocks as semantic HTML, escaped, one element per line."""
    return "\n".join(_html(block) for block in blocks)


def plain(text: str) -> str:
    """Return a text without its marks of emphasis."""
    return _STRONG.sub(r"\1", text)


def _kind(line: str) -> str:
    if not line:
        return "blank"
    return next((kind for mark, kind in _MARKS.items() if line.startswith(mark)), "p")


def _build(kind: str, lines: list[str]) -> list[Block]:
    bodies = [line.split(" ", 1)[1].strip() for line in lines] if kind != "p" else lines
    if kind in ("p", "right"):
        return [Paragraph(body, kind == "right") for body in bodies]
    if kind in ("h2", "h3"):
        return [Heading(int(kind[1]), body) for body in bodies]
    if kind == "table":
        return [_table(lines)]
    return [Items(kind == "ol", tuple(bodies))]


def _table(lines: list[str]) -> Table:
    caption, *rows = lines
    if not caption.startswith("= ") or len(rows) < 2:
        raise NotationError(f"a table needs a caption, a head and a row: {caption}")
    head, *body = (_cells(row) for row in rows)
    for row in body:
        if len(row) != len(head):
            raise NotationError(f"row of {len(row)} cells under a head of {len(head)}: {row}")
    return Table(caption[2:].strip(), head, tuple(body))


def _cells(row: str) -> tuple[str, ...]:
    if not row.startswith("| "):
        raise NotationError(f"two tables need a blank line between them: {row}")
    return tuple(cell.strip() for cell in row[2:].split("|"))


def _html(block: Block) -> str:
    match block:
        case Paragraph(text, right):
            tag = '<p class="right">' if right else "<p>"
            return f"{tag}{_inline(text)}</p>"
        case Heading(level, text):
            return f"<h{level}>{_inline(text)}</h{level}>"
        case Items(ordered, items):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"
        case Table():
            return _table_html(block)


def _table_html(table: Table) -> str:
    head = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in table.head)
    rows = "".join(
        f'<tr><th scope="row">{_inline(row[0])}</th>'
        + "".join(f"<td>{_inline(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    return (
        f"<table><caption>{_inline(table.caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _inline(text: str) -> str:
    return _STRONG.sub(r"<strong>\1</strong>", escape(text, quote=False))
