"""Header rows of Word tables, told from marks that mammoth does not see: bold by style, shading."""

from lxml import etree

from gongkai.documents.conversion.tables import Cell, header_reach, header_rows
from gongkai.documents.conversion.word.looks import Styles
from gongkai.documents.conversion.word.package import (
    Element,
    child,
    is_on,
    text_of,
    value,
    w,
    whole,
)

_NO_SHADE = frozenset({None, "auto", "FFFFFF", "ffffff"})


def mark_headers(styles: Styles, body: Element) -> None:
    """Mark the rows that are plainly headers as repeated headers, which mammoth goes by."""
    for table in body.iter(w("tbl")):
        rows = table.findall(w("tr"))
        cells = _cells(styles, rows)
        count = _marked(rows)
        count = header_reach(cells, count) if count else header_rows(cells)
        for number, row in enumerate(rows):
            _set_header(row, number < count)


def _marked(rows: list[Element]) -> int:
    count = 0
    while count < len(rows) and is_on(child(rows[count], "trPr"), "tblHeader"):
        count += 1
    return count if count < len(rows) else 0


def _cells(styles: Styles, rows: list[Element]) -> list[list[Cell]]:
    """The cells, each in the row where it begins, with how far it reaches."""
    found: list[list[Cell]] = []
    open_at: dict[int, tuple[int, int]] = {}
    for row in rows:
        cells: list[Cell] = []
        column = 0
        for tag in row.findall(w("tc")):
            width = max(whole(value(tag, "tcPr/gridSpan"), 1), 1)
            merge = child(tag, "tcPr/vMerge")
            goes_on = merge is not None and merge.get(w("val"), "continue") == "continue"
            if goes_on and column in open_at:
                _reach_down(found, *open_at[column])
            else:
                open_at[column] = (len(found), len(cells))
                cells.append(Cell(_text(tag), width, 1, _stands_out(styles, tag)))
            column += width
        found.append(cells)
    return found


def _reach_down(found: list[list[Cell]], row: int, place: int) -> None:
    cell = found[row][place]
    found[row][place] = Cell(cell.text, cell.colspan, cell.rowspan + 1, cell.emphasised)


def _text(cell: Element) -> str:
    return " ".join(" ".join(text_of(part) for part in cell.iter(w("p"))).split())


def _stands_out(styles: Styles, cell: Element) -> bool:
    shade = child(cell, "tcPr/shd")
    if shade is not None and shade.get(w("fill")) not in _NO_SHADE:
        return True
    written = [part for part in cell.iter(w("p")) if text_of(part).strip()]
    return bool(written) and all(any(styles.look(part).emphasis) for part in written)


def _set_header(row: Element, is_header: bool) -> None:
    properties = child(row, "trPr")
    if properties is None:
        properties = etree.Element(w("trPr"))
        row.insert(0, properties)
    for own in properties.findall(w("tblHeader")):
        properties.remove(own)
    if is_header:
        etree.SubElement(properties, w("tblHeader"))
