"""Reading a Word document (DOCX) to its last corner."""

from gongkai.documents.extraction.attached import read_attached
from gongkai.documents.extraction.model import Extraction, Hidden
from gongkai.documents.extraction.package import (
    DAMAGED,
    Element,
    Package,
    attribute,
    child,
    children,
    local,
)
from gongkai.documents.extraction.parts import read_other_parts
from gongkai.documents.extraction.pieces import Reading
from gongkai.documents.extraction.word.story import Story
from gongkai.documents.extraction.word.styles import Styles
from gongkai.documents.inspect import UploadError

__all__ = ["extract_word", "main_part", "read_word"]

_LABELS = {
    "document": "正文",
    "hdr": "页眉",
    "ftr": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
    "glossaryDocument": "文档部件",
}
_MANY = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_IN_ORDER = list(_LABELS)


def extract_word(data: bytes, depth: int = 0) -> Extraction:
    """Give all text of a document, hidden content included (handbook 5.4).

    Places: ``<part>!<n>``, the n-th piece of a part of the package. Hidden pieces follow the
    block they stand in. An insertion that was tracked is a hidden piece without text: its text
    is part of the visible one.

    :raises UploadError: for a document that cannot be read.
    """
    return read_word(Package(data), depth).extraction


def main_part(package: Package) -> str:
    """Give the name of the part that holds the body.

    :raises UploadError: if there is none.
    """
    for each in package.relations(""):
        if each.kind == "officeDocument" and each.target in package.names:
            return each.target
    if "word/document.xml" not in package.names:
        raise UploadError(DAMAGED)
    return "word/document.xml"


def read_word(package: Package, depth: int = 0) -> Reading:
    """Give the pieces of a document."""
    stories = _stories(package)
    readings = [_read(package, part, kind) for part, kind in stories]
    pieces = [piece for reading in readings for piece in reading.pieces]
    unread = [each for reading in readings for each in reading.unread]
    pieces += read_other_parts(package, {part for part, _ in stories})
    # What is inserted as a document of its own is seen, so it is no hidden file.
    attached = read_attached(package, depth, [each.place for each in unread])
    return Reading((*pieces, *attached.pieces), (*unread, *attached.unread))


def _stories(package: Package) -> list[tuple[str, str]]:
    """Give every part with a story in it and its kind, body first, whoever points at it."""
    main = main_part(package)
    found = []
    for name in package.names:
        if package.is_xml(name):
            root = package.xml(name)
            if local(root) in _LABELS and "wordprocessingml" in str(root.tag):
                found.append((name, local(root)))
    if (main, "document") not in found:
        raise UploadError(DAMAGED)
    return sorted(found, key=lambda each: (each[0] != main, _IN_ORDER.index(each[1])))


def _read(package: Package, part: str, kind: str) -> Reading:
    relations = {each.id: each for each in package.relations(part)}
    root = package.xml(part)
    styles = Styles(_styles_of(package, part))
    hidden = Hidden.COMMENT if kind == "comments" else None
    on_colour = child(package.xml(main_part(package)), "background") is not None
    story = Story(part, _LABELS[kind], styles, relations, hidden, on_colour)
    if kind in _MANY:
        _read_items(story, children(root, _MANY[kind]))
    else:
        for holder in _holders(root, kind):
            story.read(holder)
    return Reading(tuple(story.pieces), tuple(story.unread))


def _read_items(story: Story, items: list[Element]) -> None:
    for number, item in enumerate(items, 1):
        author = attribute(item, "author")
        by = f"（{author}）" if author else ""
        story.read_item(item, f"{story.label}第{number}条{by}")


def _holders(root: Element, kind: str) -> list[Element]:
    if kind == "document":
        return children(root, "body")
    if kind == "glossaryDocument":
        return [
            body
            for parts in children(root, "docParts")
            for part in children(parts, "docPart")
            for body in children(part, "docPartBody")
        ]
    return [root]


def _styles_of(package: Package, part: str) -> Element | None:
    for source in (part, main_part(package)):
        for each in package.relations(source):
            if each.kind == "styles" and each.target in package.names:
                return package.xml(each.target)
    return None
