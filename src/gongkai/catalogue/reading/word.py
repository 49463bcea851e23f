"""DOCX: tables with merged cells, symbol fonts, check boxes, nested tables."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from gongkai.catalogue.reading.errors import ReadingError
from gongkai.catalogue.reading.glyphs import from_font
from gongkai.catalogue.reading.grid import Cell, Grid, table_places
from gongkai.catalogue.reading.headers import word_role

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _ALTERNATE,
            f"{_W}pPr", f"{_W}rPr", f"{_W}tcPr", f"{_W}sdtPr"}  # fmt: skip
_BROKEN = "DOCX 文件打不开，可能已损坏。请在文字处理软件里打开，另存为 .docx 后再导入。"


def read_docx(data: bytes, *, nested: bool = False) -> list[Grid]:
    """The tables of a DOCX document in order, each with the text before it.

    nested: a table inside a cell is always a table of its own; else only if it heads a catalogue.
    Raises ReadingError when the document is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            content = package.read("word/document.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        body = etree.fromstring(content, parser).find(f"{_W}body")
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ReadingError(_BROKEN) from error
    if body is None:
        raise ReadingError(_BROKEN)
    return _Document(nested).read(body)


class _Document:
    """Collects tables and the paragraphs between them, in reading order."""

    def __init__(self, nested: bool) -> None:
        self.grids: list[Grid] = []
        self.lines: list[str] = []
        self.nested = nested

    def read(self, body: Any) -> list[Grid]:
        self._walk(body)
        return self.grids

    def _walk(self, parent: Any) -> None:
        for element in parent:
            if element.tag == f"{_W}p":
                self.lines += [line for line in _text(element).split("\n") if line.strip()]
            elif element.tag == f"{_W}tbl":
                self._table(element)
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
                self._walk(element)

    def _table(self, table: Any) -> None:
        row_place, cell_place = table_places(len(self.grids) + 1)
        name = f"表{len(self.grids) + 1}"
        grid = Grid(name, ragged=True, row_place=row_place, cell_place=cell_place)
        grid.before, self.lines = self.lines, []
        self.grids.append(grid)
        running: dict[int, Cell] = {}
        for number, row in enumerate(_below(table, "tr")):
            running = self._row(grid, number, row, running)

    def _row(self, grid: Grid, number: int, row: Any, running: dict[int, Cell]) -> dict[int, Cell]:
        """Place one table row; returns the cells that a vMerge in the next row may continue."""
        col = _number(row.find(f"{_W}trPr/{_W}gridBefore"))
        open_cells: dict[int, Cell] = {}
        for element in _below(row, "tc"):
            span = max(1, _number(element.find(f"{_W}tcPr/{_W}gridSpan"), 1))
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            above = next((c for c in running.values() if c.col <= col < c.right), None)
            continues = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            if continues and above is not None:
                above.rowspan += 1
                grid.rows = max(grid.rows, number + 1)
                for c in range(col, col + span):
                    grid.at[number, c] = above
                open_cells[col] = above
            else:
                cell = grid.put(number, col, self._cell_text(element), 1, span)
                if merge is not None:
                    open_cells[col] = cell
            col += span
        return open_cells

    def _cell_text(self, cell: Any) -> str:
        """The text of a cell without the nested tables that are tables of their own."""
        parts: list[str] = []
        for element in cell:
            if element.tag == f"{_W}tbl" and (self.nested or _is_catalogue(element)):
                self.lines += parts
                self._table(element)
            elif element.tag not in _SKIPPED:
                parts.append(_text(element))
        return "\n".join(part for part in parts if part.strip())


def _below(parent: Any, tag: str) -> list[Any]:
    """The rows of a table or cells of a row, also inside content controls and insertions."""
    found: list[Any] = []
    for element in parent:
        if element.tag == f"{_W}{tag}":
            found.append(element)
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            found += _below(element, tag)
    return found


def _number(element: Any, default: int = 0) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(value), 200) if value.isdigit() else default


def _is_catalogue(table: Any) -> bool:
    rows = _below(table, "tr")[:3]
    words = [_text(cell) for row in rows for cell in _below(row, "tc")]
    return len({word_role(word) for word in words} - {None}) >= 3


def _text(element: Any) -> str:
    """The visible text of an element: runs, breaks, symbols, check boxes."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED:
        return ""
    if tag == f"{_W}r":
        return from_font("".join(map(_text, element)), _font(element))
    if tag in _LEAVES:
        return _LEAVES[tag](element)
    if tag == f"{_W}sdt" and (box := element.find(f"{_W}sdtPr/{_W14}checkbox")) is not None:
        state = box.find(f"{_W14}checked")
        return "☑" if state is not None and state.get(f"{_W14}val") in {"1", "true", "on"} else "□"
    inner = "".join(map(_text, element))
    return inner + "\n" if tag in {f"{_W}p", f"{_W}tr"} else inner


def _font(run: Any) -> str | None:
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    return None if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi")


def _symbol(element: Any) -> str:
    code = int(element.get(f"{_W}char", "20"), 16)
    return from_font(chr(code), element.get(f"{_W}font"))


def _legacy_box(element: Any) -> str:
    """A form field of old Word: its box is not text, only a state."""
    box = element.find(f"{_W}ffData/{_W}checkBox")
    if box is None:
        return ""
    state = box.find(f"{_W}checked")
    state = state if state is not None else box.find(f"{_W}default")
    on = state is not None and state.get(f"{_W}val", "1") in {"1", "true", "on"}
    return "☑" if on else "□"


_LEAVES = {
    f"{_W}t": lambda element: element.text or "",
    f"{_W}tab": lambda _: " ",
    f"{_W}br": lambda _: "\n",
    f"{_W}cr": lambda _: "\n",
    f"{_W}noBreakHyphen": lambda _: "-",
    f"{_W}sym": _symbol,
    f"{_W}fldChar": _legacy_box,
}
