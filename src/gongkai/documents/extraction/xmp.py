"""The texts of an XMP packet, which pictures and PDF carry alike."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

_CONTAINERS = frozenset({"li", "Alt", "Bag", "Seq", "Description", "value"})
_SYNTAX = "{http://www.w3.org/"
_PDF_A = "{http://www.aiim.org/pdfa/ns/"
_TAG = re.compile(rb"<[^>]*>")


_TECHNICAL = frozenset(
    {
        "CreateDate",
        "ModifyDate",
        "MetadataDate",
        "CreatorTool",
        "Producer",
        "PDFVersion",
        "NPages",
        "format",
        "language",
        "RenditionClass",
        "DocumentID",
        "InstanceID",
        "OriginalDocumentID",
        "VersionID",
        "Trapped",
        "part",
        "conformance",
        "xmptk",
        "action",
        "changed",
        "instanceID",
        "documentID",
        "softwareAgent",
        "when",
    }
)
"""What programs write about themselves, and nobody about anybody."""


def texts_of_xmp(packet: bytes) -> Iterator[tuple[str, str]]:
    """Give name and text of each filled property of an XMP packet, as far as it can be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        bare = _TAG.sub(b" ", packet).decode("utf-8", "replace").strip("\0 \r\n\t")
        yield from [("XMP", bare)] if bare else []
        return
    for element in root.iter():
        if isinstance(element.tag, str) and not element.tag.startswith(_PDF_A):
            yield from (note for note in _texts_of(element) if note[0] not in _TECHNICAL)


def _texts_of(element: Any) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        text = str(value).strip()
        if text and not str(name).startswith((_SYNTAX, "{adobe:")):
            yield _local(str(name)), text
    if element.text and element.text.strip():
        yield _name(element), element.text.strip()


def _name(element: Any) -> str:
    while element.getparent() is not None and _local(str(element.tag)) in _CONTAINERS:
        element = element.getparent()
    return _local(str(element.tag))


def _local(name: str) -> str:
    # A damaged packet may hold names that are no names of XML.
    return name.rsplit("}", 1)[-1].rsplit(":", 1)[-1]
