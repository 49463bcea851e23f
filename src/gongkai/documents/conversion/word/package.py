"""The parts of a Word document, read for changing and written again."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Documents in the strict variant of the standard name everything differently.
_STRICT_PARTS = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)

Element = Any
"""An lxml element; its stubs do not know the names of attributes in braces."""


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


class Package:
    """A DOCX in memory."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            self._parts = {
                info.filename: source.read(info) for info in source.infolist() if not info.is_dir()
            }

    def names(self, beginning: str) -> list[str]:
        """The parts whose names begin so."""
        return [name for name in self._parts if name.startswith(beginning)]

    def tree(self, name: str) -> Element | None:
        """A part as a tree; none where the package has no such part."""
        data = self._parts.get(name)
        if data is None:
            return None
        for strict, usual in _STRICT_PARTS:
            data = data.replace(strict, usual)
        # Nothing is fetched and no entity is resolved: the file comes from anywhere.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(data, parser)

    def put(self, name: str, tree: Element) -> None:
        """Replace a part."""
        self._parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")

    def stream(self) -> io.BytesIO:
        """The package as a file."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
            for name, data in self._parts.items():
                target.writestr(name, data)
        stream.seek(0)
        return stream


def value(parent: Element | None, path: str) -> str | None:
    """The ``w:val`` of a descendant such as ``pPr/jc``; none where it is missing."""
    found = child(parent, path)
    return None if found is None else found.get(w("val"))


def child(parent: Element | None, path: str) -> Element | None:
    """A descendant such as ``pPr/jc``, none where it is missing."""
    for step in path.split("/"):
        parent = None if parent is None else parent.find(w(step))
    return parent


def whole(text: str | None, otherwise: int) -> int:
    """A whole number as files hold it; ``otherwise`` where it is missing or no number."""
    try:
        return int(text or otherwise)
    except ValueError:
        return otherwise


def is_on(parent: Element | None, name: str) -> bool | None:
    """A switch such as ``b`` or ``vanish``; none where nothing is said."""
    found = child(parent, name)
    return None if found is None else found.get(w("val")) not in {"0", "false", "off", "none"}


def text_of(element: Element) -> str:
    """The text that a reader sees of a paragraph or run, deleted text left out."""
    parts = []
    for node in element.iter(w("t"), w("tab"), w("br"), w("noBreakHyphen")):
        parts.append((node.text or "") if node.tag == w("t") else " ")
    return "".join(parts)


def runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph that hold text, those of text boxes in it left out."""
    for run in paragraph.iter(w("r")):
        owner = next(run.iterancestors(w("p")), None)
        if owner is paragraph and next(run.iter(w("t")), None) is not None:
            yield run
