"""The smaller parts of an Office package, read by one table: which elements of which part hold
text, and whether a reader of the document sees it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.documents.extraction.model import Hidden, Segment
from gongkai.documents.extraction.package import (
    Element,
    Package,
    attributes,
    descendants,
    local,
    words,
)
from gongkai.documents.extraction.pieces import Atom, Piece, joined

_TELLING = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]|\d{6}")
_ANY = frozenset({"*"})


@dataclass(frozen=True)
class PartKind:
    """How to read a kind of part.

    units: each such element is one piece of the texts below it, and one of each attribute.
    attributes: those that hold text. rows: units below one of these stand in one row.
    """

    label: str
    units: frozenset[str] = _ANY
    attributes: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    hidden: Hidden | None = None


def _kind(
    label: str,
    units: str = "*",
    telling: str = "",
    rows: str = "",
    hidden: Hidden | None = None,
) -> PartKind:
    return PartKind(
        label,
        words(units),
        words(telling),
        words(rows),
        hidden,
    )


_WITHOUT_OWN_TEXT = frozenset({"cNvPr", "docPr", "shape", "textpath", "imagedata"})
"""Units of which only the attributes are read."""

_HOLDERS = {
    "comment": frozenset({"t"}),
    "p": frozenset({"t"}),
    "threadedComment": frozenset({"text"}),
    "cell": frozenset({"v"}),
    "pt": frozenset({"v"}),
}
"""Units of which only these elements below hold text; others hold measures."""

_FILE_NAME = re.compile(r"\.\w{3,4}$")

_DRAWN = "p cNvPr docPr shape textpath imagedata"
_DRAWN_TEXT = "descr title alt string"

KINDS: dict[str, PartKind] = {
    "coreProperties": _kind(
        "文件属性",
        "title subject creator keywords description lastModifiedBy category contentStatus",
    ),
    "custom-properties": _kind("自定义文件属性", "property", "name linkTarget"),
    "wsDr": _kind("图形中的文字", _DRAWN, _DRAWN_TEXT),
    "userShapes": _kind("图形中的文字", _DRAWN, _DRAWN_TEXT),
    "drawing": _kind("图形中的文字", _DRAWN, _DRAWN_TEXT),
    "dataModel": _kind("图示中的文字", "p", _DRAWN_TEXT),
    "xml": _kind("图形中的文字", "div shape textpath imagedata", _DRAWN_TEXT),
    "chartSpace": _kind("图表中的文字和数据", "p pt oddHeader oddFooter", rows="cat val tx"),
    "comments": _kind("批注", "comment", hidden=Hidden.COMMENT),
    "ThreadedComments": _kind("批注", "threadedComment", hidden=Hidden.COMMENT),
    "personList": _kind("批注人", "person", "displayName"),
    "people": _kind("批注人", "person", "author"),
    "externalLink": _kind(
        "外部链接的缓存", "cell sheetName definedName", "val", "row", Hidden.CACHED_DATA
    ),
    "pivotCacheDefinition": _kind(
        "数据透视表的缓存", "s n d cacheField", "v name", "sharedItems", Hidden.CACHED_DATA
    ),
    "pivotCacheRecords": _kind("数据透视表的缓存", "s n d", "v", "r", Hidden.CACHED_DATA),
    "connections": _kind(
        "数据连接", "connection dbPr webPr textPr", "name description connection command url"
    ),
    "queryTable": _kind("数据查询", "queryTable queryTableField", "name"),
    "table": _kind("表格的设置", "table tableColumn", "comment totalsRowLabel displayName"),
    "slicerCacheDefinition": _kind("切片器的缓存", "i", "n c", hidden=Hidden.CACHED_DATA),
    "glossaryDocument": _kind("文档部件", "p"),
    "numbering": _kind("编号的文字", "lvlText", "val"),
    "svg": _kind("图片中的文字", "text title desc"),
    "settings": _kind("文档设置", "docVar query connectString headerSource", "val name"),
}
"""By the name of the root element."""

APP = _kind("文件属性", "Manager Company HyperlinkBase TitlesOfParts HLinks lpstr")
_APP_WITHOUT_PARTS = _kind("文件属性", "Manager Company HyperlinkBase")
OTHER = _kind("其他内容", "*", "*")

_WITHOUT_TEXT = words(
    "Relationships Types theme styles fonts webSettings styleSheet calcChain "
    "workbook worksheet chartsheet dialogsheet sst document hdr ftr footnotes endnotes "
    "commentsEx commentsIds commentsExtensible taskpanes metadata volTypes pivotTableDefinition "
    "colorsDef styleDef layoutDef Signature chartStyle colorStyle datastoreItem"
)
"""Roots that others read, or that hold settings only."""

_LABELS = {
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "keywords": "关键词",
    "description": "备注",
    "lastModifiedBy": "最后修改者",
    "category": "类别",
    "Manager": "主管",
    "Company": "单位",
}


def read_other_parts(package: Package, done: set[str]) -> list[Piece]:
    """Read every XML part that is not in ``done``, by its root element."""
    pieces: list[Piece] = []
    for name in package.names:
        if name not in done and package.is_xml(name):
            kind = kind_of(package, name)
            if kind is not None:
                pieces += read_part(package, name, kind)
    return pieces


def kind_of(package: Package, name: str) -> PartKind | None:
    """Say how to read a part; ``None`` where it holds no text of its own."""
    root = package.xml(name)
    tag = local(root)
    if tag in _WITHOUT_TEXT:
        return None
    if tag == "Properties":
        return KINDS["custom-properties"] if "custom" in str(root.tag) else _APP_WITHOUT_PARTS
    return KINDS.get(tag, OTHER)


def read_part(
    package: Package,
    name: str,
    kind: PartKind,
    label: str = "",
    hidden: Hidden | None = None,
) -> list[Piece]:
    """Give the pieces of one part; ``label`` and ``hidden`` go before those of its kind."""
    return read_tree(name, package.xml(name), kind, label=label, hidden=hidden)


def read_tree(
    part: str,
    root: Element,
    kind: PartKind,
    *,
    label: str = "",
    hidden: Hidden | None = None,
    first: int = 0,
) -> list[Piece]:
    """Give the pieces below an element of a part; ``first`` is the number of the first one."""
    pieces: list[Piece] = []
    row: Element | None = None
    for unit in _units(root, kind):
        its_row = _row_of(unit, kind)
        for atoms in _texts(unit, kind):
            same = its_row is not None and its_row is row
            segment = Segment(
                f"{part}!{first + len(pieces)}",
                (label or kind.label) + _of(unit),
                joined(atoms),
                "\t" if same else "\n",
                hidden or kind.hidden,
            )
            pieces.append(Piece(segment, part, atoms, (unit,)))
            row = its_row
    return pieces


def _of(unit: Element) -> str:
    tag = local(unit)
    return f"“{_LABELS[tag]}”" if tag in _LABELS else ""


def _units(root: Element, kind: PartKind) -> Iterator[Element]:
    if kind.units == _ANY:
        return (each for each in root.iter() if local(each))
    return descendants(root, *kind.units)


def _row_of(unit: Element, kind: PartKind) -> Element | None:
    if not kind.rows:
        return None
    return next((each for each in unit.iterancestors() if local(each) in kind.rows), None)


def _texts(unit: Element, kind: PartKind) -> Iterator[tuple[Atom, ...]]:
    for key, value in attributes(unit):
        if _is_text(key.rpartition("}")[2], value, kind):
            yield (Atom(unit, f"@{key}", value),)
    if local(unit) in _WITHOUT_OWN_TEXT:
        return
    atoms = text_atoms([unit] if kind.units == _ANY else _holders(unit))
    if joined(atoms).strip():
        yield atoms


def _holders(unit: Element) -> list[Element]:
    names = _HOLDERS.get(local(unit))
    return list(unit.iter() if names is None else descendants(unit, *names))


def _is_text(key: str, value: str, kind: PartKind) -> bool:
    if kind.attributes == _ANY:
        return bool(_TELLING.search(value)) and "://" not in value
    if key == "name" and "descr" in kind.attributes:
        return bool(_FILE_NAME.search(value))
    if kind is KINDS["numbering"]:
        return bool(_TELLING.search(value))
    return key in kind.attributes and bool(value.strip())


def text_atoms(elements: list[Element]) -> tuple[Atom, ...]:
    """Give the atoms of the own texts of the elements, without blanks that only indent."""
    return tuple(
        Atom(each, "text", each.text)
        for each in elements
        if local(each) and each.text and (len(each) == 0 or each.text.strip())
    )
