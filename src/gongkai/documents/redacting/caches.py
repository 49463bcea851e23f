"""Taking out of a workbook what it keeps of other tables and other workbooks."""

from collections.abc import Iterable

from gongkai.documents.extraction.model import CannotEdit
from gongkai.documents.extraction.package import Package, attributes, descendants, local
from gongkai.documents.extraction.pieces import Piece
from gongkai.documents.extraction.sheet.workbook import Workbook
from gongkai.documents.redacting.formulas import Removed, names_of, release_dependents
from gongkai.documents.redacting.references import cut_references
from gongkai.documents.redacting.writing import remove

_SLICED = frozenset({"slicerCacheDefinition", "timelineCacheDefinition"})
_WITH_SLICERS = (
    "文件里的数据透视表带有切片器，不能在这里清除它的缓存。"
    "请在 Excel 中删除切片器和数据透视表，或者把透视表的结果复制为数值，保存后重新上传。"
)


def drop_caches(book: Workbook, pieces: Iterable[Piece]) -> None:
    """Take out the caches that pieces belong to. What a pivot table shows stays as values; links
    to other workbooks are cut and the results of their formulas stay.

    :raises CannotEdit: for pivot tables with slicers, and formulas without results.
    """
    for part in {piece.part for piece in pieces}:
        if part not in book.package.names:
            continue
        kind = local(book.package.xml(part))
        if kind == "externalLink":
            _cut_links(book)
        else:
            _drop_pivot(book, part)


def _cut_links(book: Workbook) -> None:
    removed = Removed(links=True, names=names_of(book))
    release_dependents(book, removed)
    cut_references(book, removed)
    package = book.package
    for each in list(descendants(book.root, "externalReferences")):
        remove(each)
        package.touch(book.part)
    for name in package.names:
        if package.is_xml(name) and local(package.xml(name)) == "externalLink":
            package.drop(name)


def _drop_pivot(book: Workbook, part: str) -> None:
    package = book.package
    kinds = {name: local(package.xml(name)) for name in package.names if package.is_xml(name)}
    if _SLICED & set(kinds.values()):
        raise CannotEdit(_WITH_SLICERS)
    definition = part
    if kinds[part] == "pivotCacheRecords":
        definition = next(iter(_pointing_at(package, part)), part)
    before = package.reachable()
    for name in _pointing_at(package, definition):
        if kinds.get(name) == "pivotTableDefinition":
            package.drop(name)
    _forget(book, definition)
    package.drop(definition)
    package.drop_unreachable(before)
    if part in package.names:
        package.drop(part)


def _pointing_at(package: Package, target: str) -> list[str]:
    return [
        name
        for name in package.names
        if not name.endswith(".rels")
        and any(each.target == target and not each.external for each in package.relations(name))
    ]


def _forget(book: Workbook, definition: str) -> None:
    """Take the cache out of the workbook's list of caches."""
    package = book.package
    ids = {each.id for each in package.relations(book.part) if each.target == definition}
    for each in list(descendants(book.root, "pivotCache")):
        if any(value in ids for key, value in attributes(each) if key.endswith("}id")):
            holder = each.getparent()
            remove(each)
            if holder is not None and len(holder) == 0:
                remove(holder)
            package.touch(book.part)
