"""The texts of an XMP packet, which pictures and PDF carry alike."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

_CONTAINERS = frozenset({"li", "Alt", "Bag", "Seq", "Description", "value"})
_SYNTAX = "{http://www.w3.org/"


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
    }
)
"""What programs write about themselves, and nobody about anybody."""


def texts_of_xmp(packet: bytes) -> Iterator[tuple[str, str]]:
    """Give name and text of each filled property of an XMP packet; nothing if it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    if root is None:
        return
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from (note for note in _texts_of(element) if note[0] not in _TECHNICAL)


def _texts_of(element: Any) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        text = str(value).strip()
        if text and not str(name).startswith((_SYNTAX, "{adobe:")):
            yield etree.QName(str(name)).localname, text
    if element.text and element.text.strip():
        yield _name(element), element.text.strip()


def _name(element: Any) -> str:
    while element.getparent() is not None and etree.QName(element).localname in _CONTAINERS:
        element = element.getparent()
    return str(etree.QName(element).localname)
