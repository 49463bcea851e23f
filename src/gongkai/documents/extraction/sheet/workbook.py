"""The frame of a workbook: its sheets, its shared strings, and how its cells look."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.documents.extraction.model import Hidden
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
_WHITE, _BLACK = "FFFFFF", "000000"
_KNOWN: dict[tuple[str, str | None], str] = {
    ("theme", "0"): _WHITE,
    ("theme", "1"): _BLACK,
    ("indexed", "0"): _BLACK,
    ("indexed", "1"): _WHITE,
    ("indexed", "8"): _BLACK,
    ("indexed", "9"): _WHITE,
    ("indexed", "64"): _BLACK,
    ("indexed", "65"): _WHITE,
}
"""The two colours of a window, in the ways of writing them (ISO/IEC 29500-1, 18.8.3, 18.8.27)."""


@dataclass(frozen=True)
class Look:
    """What the style of a cell does to its value; ``unseen`` where ink and ground are alike."""

    format: Format = field(default_factory=Format)
    unseen: Hidden | None = None


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
    inks = [_colour(child(each, "color"), _BLACK) for each in _list(root, "fonts")]
    grounds = [_ground(each) for each in _list(root, "fills")]
    return [
        Look(
            format_of(int(each.get("numFmtId", "0")), codes.get(each.get("numFmtId"))),
            _unseen(
                _at(inks, each.get("fontId"), _BLACK), _at(grounds, each.get("fillId"), _WHITE)
            ),
        )
        for each in _list(root, "cellXfs")
    ]


def _list(root: Element, name: str) -> list[Element]:
    holder = child(root, name)
    return [] if holder is None else [each for each in holder if local(each)]


def _at(values: list[str], number: str | None, missing: str) -> str:
    at = int(number or 0)
    return values[at] if 0 <= at < len(values) else missing


def _unseen(ink: str, ground: str) -> Hidden | None:
    if ink != ground:
        return None
    return Hidden.HIDDEN_TEXT if ground == _WHITE else Hidden.COVERED_TEXT


def _colour(color: Element | None, missing: str) -> str:
    """Give a colour as six digits where that is certain, otherwise as it is written."""
    if color is None or is_true(color.get("auto")):
        return missing
    tint = color.get("tint", "0").strip("0.-")
    if color.get("rgb") and not tint:
        return color.get("rgb", "").upper()[-6:]
    written = f"{sorted(color.items())}"
    for key in ("theme", "indexed"):
        if color.get(key) is not None and not tint:
            return _KNOWN.get((key, color.get(key)), written)
    return written


def _ground(fill: Element) -> str:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return "gradient"
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return _WHITE
    return _colour(child(pattern, "fgColor"), kind) if kind == "solid" else kind
