"""Turning the tables of a workbook into plain ranges where their heads change."""

from gongkai.documents.extraction.package import children
from gongkai.documents.extraction.sheet.cells import ranges_in
from gongkai.documents.extraction.sheet.workbook import Sheet, Workbook
from gongkai.documents.redacting.formulas import Removed, names_of, release_dependents


def free_tables(book: Workbook, sheet: Sheet, cells: set[tuple[int, int]]) -> None:
    """Turn tables whose heads are among the cells into plain ranges: Excel wants the heads of a
    table to be the names of its columns.

    :raises CannotEdit: if a formula that names a column has no result to put in its place.
    """
    package = book.package
    for relation in package.relations(sheet.part):
        if relation.kind == "table" and relation.target in package.names:
            areas = ranges_in(package.xml(relation.target).get("ref"))
            heads = {(area.first_row, area) for area in areas}
            if any(cell[0] == row and area.holds(*cell) for row, area in heads for cell in cells):
                _drop_table(book, sheet, relation.id, relation.target)


def _drop_table(book: Workbook, sheet: Sheet, relation_id: str, part: str) -> None:
    release_dependents(book, Removed(names=names_of(book)))
    root = book.package.xml(sheet.part)
    for holder in children(root, "tableParts"):
        for each in list(holder):
            if relation_id in each.attrib.values():
                holder.remove(each)
        if len(holder) == 0:
            root.remove(holder)
        else:
            holder.set("count", str(len(holder)))
    book.package.touch(sheet.part)
    book.package.drop(part)
