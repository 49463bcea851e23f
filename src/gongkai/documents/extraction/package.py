"""An Office package (OPC, ISO/IEC 29500-2): its parts, their relations, and a changed copy."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.documents.inspect import LARGEST_UNPACKED, UploadError
from gongkai.documents.recognition import UNREADABLE_PACKAGE

Element = etree._Element

DAMAGED = "文件已损坏或者被改动过，无法读取。请用原软件打开检查，重新保存后上传。"
CONTENT_TYPES = "[Content_Types].xml"
_PAGES = (".svg", ".htm", ".html", ".mht", ".xhtml")
"""Parts that may begin like XML, but with a document type."""

_TOO_LARGE = "文件展开后过大，无法审查。请拆分后重新上传。"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Relation:
    """An arrow from a part to another part (``target`` is its name) or, if external, an address."""

    id: str
    kind: str
    target: str
    external: bool
    element: Element


def local(element: Element) -> str:
    """Give the name of an element without its namespace: strict and transitional OOXML differ
    only there. Comments and processing instructions have none.
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attributes(element: Element) -> list[tuple[str, str]]:
    """Give full names and values of the attributes."""
    return [(str(key), str(value)) for key, value in element.items()]


def words(text: str) -> frozenset[str]:
    """Give the words of a line as a set of names."""
    return frozenset(text.split())


def attribute(element: Element, name: str) -> str | None:
    """Give the attribute of this local name, whatever its namespace."""
    for key, value in attributes(element):
        if key == name or key.endswith("}" + name):
            return value
    return None


def child(element: Element, name: str) -> Element | None:
    """Give the first child of this local name."""
    return next((each for each in element if local(each) == name), None)


def children(element: Element, name: str) -> list[Element]:
    """Give the children of this local name."""
    return [each for each in element if local(each) == name]


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Give the elements below of these local names, in document order."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def is_true(value: str | None, missing: bool = False) -> bool:
    """Read an OOXML on/off value; ``missing`` is what an absent one means."""
    return missing if value is None else value.lower() in {"1", "true", "on", "t"}


def parse_xml(data: bytes, lenient: bool = False) -> Element:
    """Parse a part without ever following entities or addresses; ``lenient`` mends tags.

    :raises UploadError: if it is no XML, or brings a document type, which OOXML forbids.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=lenient,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UploadError(DAMAGED) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise UploadError(DAMAGED)
    return root


class Package:
    """The parts of a package by name. What is not touched keeps its bytes in ``save``."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        :raises UploadError: if it is damaged or unpacks to more than ``LARGEST_UNPACKED``.
        """
        self._parts: dict[str, bytes] = {}
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._xml: dict[str, Element] = {}
        self._changed: set[str] = set()
        try:
            self._load(data)
        except (*UNREADABLE_PACKAGE, OSError, ValueError, OverflowError, MemoryError) as error:
            if isinstance(error, UploadError):
                raise
            raise UploadError(DAMAGED) from error

    def _load(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = [info for info in file.infolist() if not info.is_dir()]
            if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
                raise UploadError(_TOO_LARGE)
            for info in infos:
                if info.filename in self._parts:
                    raise UploadError(DAMAGED)
                self._parts[info.filename] = file.read(info)
                self._infos[info.filename] = info

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the package."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """Give the bytes of a part as they were, without pending changes."""
        return self._parts[name]

    def is_xml(self, name: str) -> bool:
        """Say whether a part is XML, by its name or by its beginning."""
        if name.lower().endswith((".xml", ".rels", ".vml")):
            return True
        if name.lower().endswith(_PAGES):
            return False
        return self._parts[name].lstrip(b"\xef\xbb\xbf \r\n\t")[:5] == b"<?xml"

    def xml(self, name: str) -> Element:
        """Give the root of a part, always the same object. Call ``touch`` after changing it.

        :raises UploadError: if the part is absent or broken.
        """
        if name not in self._xml:
            if name not in self._parts:
                raise UploadError(DAMAGED)
            # Excel itself writes <br> without an end into drawings of this old kind.
            self._xml[name] = parse_xml(self._parts[name], name.lower().endswith(".vml"))
        return self._xml[name]

    def touch(self, name: str) -> None:
        """Say that the tree of a part was changed."""
        self._changed.add(name)

    def touch_holder(self, element: Element) -> None:
        """Say that the tree that holds an element was changed."""
        root = element.getroottree().getroot()
        self._changed |= {name for name, tree in self._xml.items() if tree is root}

    def put(self, name: str, data: bytes) -> None:
        """Give a part, new or old, these bytes."""
        self._parts[name] = data
        self._xml.pop(name, None)
        self._changed.discard(name)

    def current(self, name: str) -> bytes:
        """Give the bytes of a part with pending changes."""
        if name not in self._changed:
            return self._parts[name]
        tree = self._xml[name].getroottree()
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def relations(self, name: str) -> list[Relation]:
        """Give the relations of a part; ``""`` asks for those of the package itself."""
        rels = _relations_of(name)
        if rels not in self._parts:
            return []
        return [
            Relation(
                each.get("Id", ""),
                each.get("Type", "").rpartition("/")[2],
                self._target(name, each),
                each.get("TargetMode") == "External",
                each,
            )
            for each in children(self.xml(rels), "Relationship")
        ]

    def _target(self, name: str, relation: Element) -> str:
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            return target
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target))
        return self._spelt(joined.lstrip("/"))

    def _spelt(self, name: str) -> str:
        # Names of parts are compared without regard to case (ISO/IEC 29500-2, 6.2.2.3).
        if name in self._parts:
            return name
        return next((each for each in self._parts if each.lower() == name.lower()), name)

    def relation(self, name: str, relation_id: str | None) -> Relation | None:
        """Give one relation of a part."""
        return next((each for each in self.relations(name) if each.id == relation_id), None)

    def add_relation(self, name: str, kind: str, target: str) -> str:
        """Let a part point at another part; give the id of the new relation."""
        rels = _relations_of(name)
        root = self.xml(rels)
        taken = {each.get("Id") for each in root}
        new = next(f"rIdG{n}" for n in range(1, len(taken) + 2) if f"rIdG{n}" not in taken)
        tag = f"{{{_RELATIONS}}}Relationship"
        etree.SubElement(root, tag, Id=new, Type=kind, Target="/" + target)
        self.touch(rels)
        return new

    def drop_relation(self, name: str, relation_id: str) -> None:
        """Take an arrow away; its target stays."""
        rels = _relations_of(name)
        for each in children(self.xml(rels), "Relationship"):
            if each.get("Id") == relation_id:
                self.xml(rels).remove(each)
                self.touch(rels)

    def drop(self, name: str) -> None:
        """Take a part away, with its own relations, every arrow to it, and its content type."""
        self._forget(name)
        self._forget(_relations_of(name))
        self._drop_content_type(name)
        for rels in [each for each in self._parts if each.endswith(".rels")]:
            source = _source_of(rels)
            for relation in self.relations(source):
                if not relation.external and relation.target == name:
                    self.drop_relation(source, relation.id)

    def _forget(self, name: str) -> None:
        self._parts.pop(name, None)
        self._xml.pop(name, None)
        self._changed.discard(name)

    def _drop_content_type(self, name: str) -> None:
        if CONTENT_TYPES not in self._parts:
            return
        root = self.xml(CONTENT_TYPES)
        for each in children(root, "Override"):
            if each.get("PartName", "").lower() == f"/{name}".lower():
                root.remove(each)
                self.touch(CONTENT_TYPES)

    def drop_unreachable(self, before: set[str]) -> None:
        """Take away the parts of ``before`` (see ``reachable``) that nothing points at any more."""
        for name in before - self.reachable():
            if name in self._parts:
                self.drop(name)

    def reachable(self) -> set[str]:
        """Give the names of the parts that arrows lead to from the package itself."""
        found: set[str] = set()
        waiting = [""]
        while waiting:
            for relation in self.relations(waiting.pop()):
                target = relation.target
                if not relation.external and target in self._parts and target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def save(self) -> bytes:
        """Give the package with its changes; untouched parts byte by byte as they were."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name in self._parts:
                file.writestr(self._header(name), self.current(name))
        return out.getvalue()

    def _header(self, name: str) -> zipfile.ZipInfo:
        old = self._infos.get(name)
        new = zipfile.ZipInfo(name, old.date_time if old else (1980, 1, 1, 0, 0, 0))
        new.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
        return new


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _source_of(rels: str) -> str:
    folder, file = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
