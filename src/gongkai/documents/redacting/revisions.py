"""Tracked changes and comments of a Word document: accepting the ones, taking the others out."""

from collections.abc import Iterable

from gongkai.documents.extraction.package import (
    Element,
    Package,
    attribute,
    child,
    descendants,
    local,
    words,
)
from gongkai.documents.extraction.pieces import Piece
from gongkai.documents.redacting.writing import remove, unwrap

_FORMATS = words(
    "rPrChange pPrChange tblPrChange tblGridChange trPrChange tcPrChange sectPrChange "
    "numberingChange tblPrExChange"
)
_ENDS = words(
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
    "customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd"
)
_ANCHORS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_COMMENT_PARTS = frozenset({"comments", "commentsEx", "commentsIds", "commentsExtensible"})


def accept(package: Package, pieces: Iterable[Piece]) -> None:
    """Accept the tracked changes that pieces stand for: insertions stay, deletions go."""
    parts = set()
    for piece in pieces:
        for node in piece.nodes:
            unwrap(node) if piece.remedy == "unwrap" else remove(node)
        parts.add(piece.part)
    for part in parts:
        _settle(package.xml(part))
        package.touch(part)


def _settle(root: Element) -> None:
    """Accept what goes with the text: marks of paragraphs and rows, and changes of format."""
    for each in list(descendants(root, *_FORMATS)):
        remove(each)
    if next(descendants(root, "ins", "del", "moveFrom", "moveTo"), None) is None:
        for each in list(descendants(root, *_ENDS)):
            remove(each)
    for paragraph in list(descendants(root, "p")):
        _settle_mark(paragraph)
    for row in list(descendants(root, "tr")):
        _settle_row(row)


def _settle_mark(paragraph: Element) -> None:
    properties = child(paragraph, "pPr")
    mark = None if properties is None else child(properties, "rPr")
    if mark is None:
        return
    is_deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
    for each in [each for each in mark if local(each) in {"ins", "del", "moveFrom", "moveTo"}]:
        remove(each)
    if is_deleted:
        _join_next(paragraph)


def _join_next(paragraph: Element) -> None:
    """Without its mark a paragraph runs on into the next one, whose format it takes."""
    following = paragraph.getnext()
    content = [each for each in paragraph if local(each) != "pPr"]
    if following is None or local(following) != "p":
        if not content and paragraph.getprevious() is not None and not _is_last(paragraph):
            remove(paragraph)
        return
    at = 1 if child(following, "pPr") is not None else 0
    for offset, each in enumerate(content):
        following.insert(at + offset, each)
    remove(paragraph)


def _is_last(paragraph: Element) -> bool:
    """A cell has to end with a paragraph (ISO/IEC 29500-1, 17.4.65)."""
    holder = paragraph.getparent()
    return holder is not None and local(holder) == "tc" and paragraph.getnext() is None


def _settle_row(row: Element) -> None:
    properties = child(row, "trPr")
    if properties is None:
        return
    is_deleted = child(properties, "del") is not None
    for each in [each for each in properties if local(each) in {"ins", "del"}]:
        remove(each)
    if is_deleted and not any((each.text or "").strip() for each in descendants(row, "t")):
        remove(row)


def drop_comments(package: Package, pieces: Iterable[Piece]) -> None:
    """Take comments out, with their anchors and what other parts say about them."""
    nodes: dict[int, tuple[str, Element]] = {}
    for piece in pieces:
        for node in piece.nodes:
            nodes[id(node)] = (piece.part, node)
    numbers = {attribute(node, "id") for _, node in nodes.values()}
    paragraphs = {
        attribute(each, "paraId") for _, node in nodes.values() for each in descendants(node, "p")
    }
    for part, node in nodes.values():
        remove(node)
        package.touch(part)
    _drop_anchors(package, numbers)
    _drop_details(package, paragraphs - {None})
    _drop_empty_parts(package)


def _drop_anchors(package: Package, numbers: set[str | None]) -> None:
    for name in package.names:
        if not package.is_xml(name) or "wordprocessingml" not in str(package.xml(name).tag):
            continue
        for each in list(descendants(package.xml(name), *_ANCHORS)):
            if attribute(each, "id") in numbers:
                _drop_anchor(each)
                package.touch(name)


def _drop_anchor(anchor: Element) -> None:
    run = anchor.getparent()
    remove(anchor)
    if run is not None and local(run) == "r" and all(local(each) == "rPr" for each in run):
        remove(run)


def _drop_details(package: Package, paragraphs: set[str | None]) -> None:
    for name in package.names:
        if package.is_xml(name) and local(package.xml(name)) in {"commentsEx", "commentsIds"}:
            for each in list(package.xml(name)):
                if attribute(each, "paraId") in paragraphs:
                    remove(each)
                    package.touch(name)


def _drop_empty_parts(package: Package) -> None:
    """Without comments, their parts and the list of those who wrote them have to go."""
    xml = [name for name in package.names if package.is_xml(name)]
    kinds = {name: local(package.xml(name)) for name in xml}
    if any(kind == "comments" and len(package.xml(name)) for name, kind in kinds.items()):
        return
    for name, kind in kinds.items():
        if kind in _COMMENT_PARTS or kind == "people":
            package.drop(name)
