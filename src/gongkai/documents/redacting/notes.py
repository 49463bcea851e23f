"""Taking comments and discussions out of a workbook."""

from collections.abc import Iterable

from gongkai.documents.extraction.package import (
    Element,
    Package,
    child,
    children,
    descendants,
    local,
)
from gongkai.documents.extraction.pieces import Piece
from gongkai.documents.extraction.sheet.cells import position
from gongkai.documents.redacting.writing import remove

_KINDS = frozenset({"comments", "threadedComment"})
_ENTRIES = ("comment", "threadedComment")


def drop_notes(package: Package, pieces: Iterable[Piece]) -> None:
    """Take out comments, the discussions on the same cells, and the boxes that show them."""
    wanted: dict[str, set[str]] = {}
    for piece in pieces:
        for node in piece.nodes:
            wanted.setdefault(piece.part, set()).add(node.get("ref", ""))
    for part, references in wanted.items():
        for sheet in _owners(package, part):
            _drop_on(package, sheet, references)
    _drop_people(package)


def _owners(package: Package, part: str) -> list[str]:
    return [
        name
        for name in package.names
        if not name.endswith(".rels")
        and any(each.target == part and not each.external for each in package.relations(name))
    ]


def _drop_on(package: Package, sheet: str, references: set[str]) -> None:
    for relation in package.relations(sheet):
        if relation.target not in package.names:
            continue
        if relation.kind in _KINDS:
            _drop_entries(package, relation.target, references)
        elif relation.kind == "vmlDrawing":
            _drop_boxes(package, sheet, relation.id, references)


def _drop_entries(package: Package, part: str, references: set[str]) -> None:
    root = package.xml(part)
    for each in list(descendants(root, *_ENTRIES)):
        if each.get("ref", "") in references:
            remove(each)
            package.touch(part)
    if next(descendants(root, *_ENTRIES), None) is None:
        package.drop(part)


def _drop_boxes(package: Package, sheet: str, relation_id: str, references: set[str]) -> None:
    relation = package.relation(sheet, relation_id)
    if relation is None:
        return
    root = package.xml(relation.target)
    cells = {position(each) for each in references if each}
    for shape in list(descendants(root, "shape")):
        if _cell_of(shape) in cells:
            remove(shape)
            package.touch(relation.target)
    if next(descendants(root, "shape", "rect", "group"), None) is None:
        for each in children(package.xml(sheet), "legacyDrawing"):
            if relation_id in each.attrib.values():
                remove(each)
                package.touch(sheet)
        package.drop(relation.target)


def _cell_of(shape: Element) -> tuple[int, int] | None:
    data = child(shape, "ClientData")
    if data is None or data.get("ObjectType") != "Note":
        return None
    row, column = child(data, "Row"), child(data, "Column")
    if row is None or column is None:
        return None
    return int(row.text or 0) + 1, int(column.text or 0) + 1


def _drop_people(package: Package) -> None:
    xml = {name: local(package.xml(name)) for name in package.names if package.is_xml(name)}
    if "ThreadedComments" not in xml.values():
        for name, kind in xml.items():
            if kind == "personList":
                package.drop(name)
