"""The frame of a workbook: its sheets, its shared strings, and how its cells look."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.documents.extraction.package import (
    DAMAGED,
    Element,
    Package,
    attribute,
    child,
    children,
    descendants,
    is_true,
    local,
)
from gongkai.documents.extraction.sheet.numbers import Format, format_of
from gongkai.documents.inspect import UploadError

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
_WHITE_INDEXED = frozenset({"1", "9"})


@dataclass(frozen=True)
class Look:
    """What the style of a cell does to its value."""

    format: Format = field(default_factory=Format)
    is_white: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook; ``number`` counts from 1 in the order of the tabs."""

    number: int
    name: str
    part: str
    is_hidden: bool
    element: Element
    has_cells: bool

    @property
    def label(self) -> str:
        """The sheet in words."""
        return f"第{self.number}个工作表“{self.name}”"


def unescaped(text: str) -> str:
    """Give the text that ``_x000D_`` and the like stand for (ISO/IEC 29500-1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def rich_text(element: Element) -> str:
    """Give the text of a shared or inline string, without the guide to its reading."""
    return unescaped(
        "".join(
            each.text or ""
            for each in descendants(element, "t")
            if not any(local(up) == "rPh" for up in each.iterancestors())
        )
    )


class Workbook:
    """The workbook part of a package and what its sheets lean on."""

    def __init__(self, package: Package) -> None:
        """Find the workbook.

        :raises UploadError: if the package has none.
        """
        self.package = package
        targets = (each.target for each in package.relations("") if each.kind == "officeDocument")
        self.part = next((each for each in targets if each in package.names), "xl/workbook.xml")
        self.root = package.xml(self.part)
        if local(self.root) != "workbook":
            raise UploadError(DAMAGED)

    @cached_property
    def is_1904(self) -> bool:
        """Whether days count from 1904."""
        properties = child(self.root, "workbookPr")
        return properties is not None and is_true(properties.get("date1904"))

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets in the order of their tabs."""
        holder = child(self.root, "sheets")
        entries = [] if holder is None else children(holder, "sheet")
        relations = {each.id: each for each in self.package.relations(self.part)}
        found = []
        for number, entry in enumerate(entries, 1):
            relation = relations.get(attribute(entry, "id") or "")
            if relation is None or relation.target not in self.package.names:
                raise UploadError(DAMAGED)
            hidden = entry.get("state", "visible").lower() != "visible"
            has_cells = local(self.package.xml(relation.target)) == "worksheet"
            found.append(
                Sheet(number, entry.get("name", ""), relation.target, hidden, entry, has_cells)
            )
        return found

    def _related(self, kind: str) -> str | None:
        targets = (r.target for r in self.package.relations(self.part) if r.kind == kind)
        return next((target for target in targets if target in self.package.names), None)

    @cached_property
    def strings_part(self) -> str | None:
        """The part of the shared strings."""
        return self._related("sharedStrings")

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings."""
        if self.strings_part is None:
            return []
        return [rich_text(each) for each in children(self.package.xml(self.strings_part), "si")]

    @cached_property
    def looks(self) -> list[Look]:
        """The look of each cell style, by its number."""
        part = self._related("styles")
        return [] if part is None else _looks(self.package.xml(part))

    def look(self, number: str | None) -> Look:
        """Give the look of the style that a cell names."""
        at = int(number or 0)
        return self.looks[at] if 0 <= at < len(self.looks) else Look()


def _looks(root: Element) -> list[Look]:
    codes = {each.get("numFmtId"): each.get("formatCode") for each in descendants(root, "numFmt")}
    white = [_is_white_font(each) for each in _list(root, "fonts")]
    bare = [_is_bare_fill(each) for each in _list(root, "fills")]
    return [
        Look(
            format_of(int(each.get("numFmtId", "0")), codes.get(each.get("numFmtId"))),
            _at(white, each.get("fontId"), False) and _at(bare, each.get("fillId"), True),
        )
        for each in _list(root, "cellXfs")
    ]


def _list(root: Element, name: str) -> list[Element]:
    holder = child(root, name)
    return [] if holder is None else [each for each in holder if local(each)]


def _at(values: list[bool], number: str | None, missing: bool) -> bool:
    at = int(number or 0)
    return values[at] if 0 <= at < len(values) else missing


def _is_white_font(font: Element) -> bool:
    color = child(font, "color")
    return color is not None and _is_white(color)


def _is_white(color: Element) -> bool:
    if color.get("tint", "0").strip("0.-"):
        return False
    # Theme colour 0 is the background of the window (ISO/IEC 29500-1, 18.8.3).
    return (
        (color.get("rgb") or "").upper() in _WHITE
        or color.get("theme") == "0"
        or color.get("indexed") in _WHITE_INDEXED
    )


def _is_bare_fill(fill: Element) -> bool:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return False
    kind = pattern.get("patternType", "none")
    ground = child(pattern, "fgColor")
    return kind == "none" or (kind == "solid" and ground is not None and _is_white(ground))
