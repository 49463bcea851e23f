"""Tables: which rows are headers, and the table written so that a screen reader can follow it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_NUMBER = re.compile(
    r"[¥￥$]?[-+－]?[\d０-９][\d０-９,，]*(?:\.\d+)?(?:[%％‰]|[万亿]?元|[年月日/.\-:：\d]+)?"
)
# 2025年 above a column names it; the same words in a row are a date.
_PERIOD = re.compile(r"(?:19|20)\d\d年(?:度|\d{1,2}月|[上下]半年)?")
_UNMARKED: Final = frozenset({"", "-", "—", "——", "/", "无"})
_MOST_HEADER_ROWS = 3

TABLE_CAPTION: Final = re.compile(
    r"(?:附表|表)\s*[0-9一二三四五六七八九十]*(?:[-—－.．][0-9]+)*[\s:：]*"
)
"""How the line above a table begins when it is its caption: 表1, 表 2-1, 附表3."""

FIGURE_CAPTION: Final = re.compile(r"图\s*[0-9一二三四五六七八九十]+(?:[-—－.．][0-9]+)*")


@dataclass(frozen=True)
class Cell:
    """A cell where it begins: text, how far it reaches, whether it is bold or shaded."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    emphasised: bool = False


Rows = Sequence[Sequence[Cell]]


def is_number(text: str) -> bool:
    """Say whether a cell holds an amount, a count or a date: what no header consists of."""
    return _NUMBER.fullmatch(text.replace(" ", "").strip()) is not None


def header_rows(rows: Rows) -> int:
    """How many rows at the top are plainly headers; 0 where it is not plain.

    A first row is a header if no cell of it is a number, at most the corner is empty, and it is
    bold or shaded while the next row is not, or it stands above at least one column of numbers.
    Further rows belong to it as far as its merged cells reach, and under a cell that is merged
    across, if they hold no number.
    """
    if len(rows) < 2 or not _can_be_header(rows[0]):
        return 0
    if len(rows[0]) < 2 or not (_stands_out(rows) or _above_numbers(rows)):
        return 0
    return header_reach(rows, 1)


def header_reach(rows: Rows, count: int) -> int:
    """How many rows the header has if the first ``count`` are headers; 0 if nothing is below."""
    while count < min(_reach(rows, count), _MOST_HEADER_ROWS):
        count += 1
    return count if count < len(rows) else 0


def _can_be_header(row: Sequence[Cell]) -> bool:
    return bool(row) and all(
        _names(cell) or (place == 0 and not cell.text.strip()) for place, cell in enumerate(row)
    )


def _stands_out(rows: Rows) -> bool:
    filled = [cell for cell in rows[0] if cell.text.strip()]
    below = [cell for cell in rows[1] if cell.text.strip()]
    return all(cell.emphasised for cell in filled) and not (
        below and all(cell.emphasised for cell in below) and not _merged(rows[0])
    )


def _merged(row: Sequence[Cell]) -> bool:
    return any(cell.colspan > 1 for cell in row)


def _above_numbers(rows: Rows) -> bool:
    body = rows[header_reach(rows, 1) :]
    width = max((len(row) for row in body), default=0)
    whole = [row for row in body if len(row) == width]
    return any(_numeric([row[column].text for row in whole]) for column in range(width))


def _numeric(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip() not in _UNMARKED]
    return bool(filled) and all(is_number(text) for text in filled)


def _reach(rows: Rows, count: int) -> int:
    """The row at which the header ends, as the first ``count`` rows of it tell."""
    deepest = max(at + cell.rowspan for at, row in enumerate(rows[:count]) for cell in row)
    spread = _merged(rows[count - 1]) and count < len(rows)
    # A cell merged across has its parts named underneath, but a row of figures names nothing.
    if spread and rows[count] and all(_names(cell) for cell in rows[count]):
        deepest = max(deepest, count + 1)
    return deepest


def _names(cell: Cell) -> bool:
    text = cell.text.strip()
    return bool(text) and (not is_number(text) or _PERIOD.fullmatch(text) is not None)


def write_table(rows: Rows, caption: str = "", headers: int | None = None) -> str:
    """A table as HTML: caption, header cells with their scope, merged cells, text escaped.

    :param headers: how many rows at the top are headers; asked of ``header_rows`` if not given.
    """
    top = header_rows(rows) if headers is None else headers
    parts = ["<table>", f"<caption>{escape(caption)}</caption>" if caption else ""]
    if top:
        parts += ["<thead>", *(_row(row, "th") for row in rows[:top]), "</thead>"]
    parts += ["<tbody>", *(_row(row, "td") for row in rows[top:]), "</tbody></table>"]
    return "".join(parts)


def _row(row: Sequence[Cell], element: str) -> str:
    return f"<tr>{''.join(_cell(cell, element) for cell in row)}</tr>"


def _cell(cell: Cell, element: str) -> str:
    attributes = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    if cell.rowspan > 1:
        attributes += f' rowspan="{cell.rowspan}"'
    if element == "th":
        attributes += ' scope="col"'
    lines = "<br>".join(escape(line.strip()) for line in cell.text.strip().splitlines())
    return f"<{element}{attributes}>{lines}</{element}>"
