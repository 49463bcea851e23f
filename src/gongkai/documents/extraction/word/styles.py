"""What the styles of a Word document say about whether a run of text is seen."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.documents.extraction.model import Hidden
from gongkai.documents.extraction.package import (
    Element,
    attribute,
    child,
    children,
    descendants,
    is_true,
    local,
)

TINIEST = 2
"""Half-points: text of this size or less is plainly not meant to be seen."""

_WHITE, _BLACK = "FFFFFF", "000000"
_HIGHLIGHTS = {
    "black": _BLACK,
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
"""The colours of text marker (ISO/IEC 29500-1, 17.18.40)."""
_GROUNDLESS = frozenset({"", "auto", _WHITE})


@dataclass(frozen=True)
class Setting:
    """What stands around a run: the properties of its paragraph, and whether the ground may be
    coloured (a shaded cell or paragraph, a text box, a coloured page).
    """

    paragraph: Element | None
    is_coloured: bool


class Styles:
    """The styles part of a document; an absent one says nothing."""

    def __init__(self, root: Element | None) -> None:
        """Take the styles in by their identifier."""
        self._styles: dict[str, Element] = {}
        self._defaults: list[Element] = []
        if root is None:
            return
        for style in children(root, "style"):
            self._styles[attribute(style, "styleId") or ""] = style
            if is_true(attribute(style, "default")) and attribute(style, "type") == "paragraph":
                self._default = attribute(style, "styleId")
        for each in descendants(root, "rPrDefault"):
            self._defaults += children(each, "rPr")

    _default: str | None = None

    def _chain(self, name: str | None) -> Iterator[Element]:
        """Give a style and those it is based on, the nearest first."""
        seen: set[str] = set()
        while name and name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            yield style
            name = _value(style, "basedOn")

    def _properties(self, run: Element, paragraph: Element | None) -> list[Element]:
        """Give the run properties that hold for a run, the strongest first."""
        own = child(run, "rPr")
        found = [] if own is None else [own]
        style = None if own is None else _value(own, "rStyle")
        for each in self._chain(style):
            found += children(each, "rPr")
        named = None if paragraph is None else _value(paragraph, "pStyle")
        for each in self._chain(named or self._default):
            found += children(each, "rPr")
        return found + self._defaults

    def hides(self, run: Element, setting: Setting) -> Hidden | None:
        """Say why a reader does not see the text of a run, if so."""
        properties = self._properties(run, setting.paragraph)
        vanish = _first(properties, "vanish")
        if vanish is not None and is_true(attribute(vanish, "val"), missing=True):
            return Hidden.HIDDEN_TEXT
        size = _first(properties, "sz")
        if size is not None and float(_number(attribute(size, "val"))) <= TINIEST:
            return Hidden.HIDDEN_TEXT
        ink = _colour(_first(properties, "color"), "val")
        ground = self._ground(properties)
        if ground is None:
            return Hidden.HIDDEN_TEXT if ink == _WHITE and not setting.is_coloured else None
        # On shading, text of automatic colour turns white where it has to; on a highlight not.
        is_marked = _first(properties, "highlight") is not None
        is_covered = ground == (ink or (_BLACK if is_marked else ""))
        return Hidden.COVERED_TEXT if is_covered else None

    def _ground(self, properties: list[Element]) -> str | None:
        """Give the colour right behind a run; ``None`` if it has none of its own."""
        highlight = _first(properties, "highlight")
        name = None if highlight is None else attribute(highlight, "val")
        if name not in {None, "none", "white"}:
            return _HIGHLIGHTS.get(name or "", name)
        shade = _first(properties, "shd")
        if shade is None or not is_shade(shade):
            return None
        if attribute(shade, "val") == "solid":
            return _colour(shade, "color") or _BLACK
        return _colour(shade, "fill") or "pattern"

    def colours_paragraph(self, properties: Element | None) -> bool:
        """Say whether a paragraph stands on colour, by itself or by its style."""
        if properties is None:
            return False
        chain = [each for style in self._chain(_value(properties, "pStyle")) for each in style]
        holders = [properties, *(each for each in chain if local(each) == "pPr")]
        return any(is_shade(shade) for each in holders for shade in children(each, "shd"))

    def colours_table(self, properties: Element | None) -> bool:
        """Say whether any cell of a table may stand on colour by the style of the table."""
        if properties is None:
            return False
        own = any(is_shade(shade) for shade in children(properties, "shd"))
        chain = self._chain(_value(properties, "tblStyle"))
        return own or any(is_shade(each) for style in chain for each in descendants(style, "shd"))


def is_shade(shade: Element) -> bool:
    """Say whether a ``w:shd`` colours its ground, so that white text can be read on it."""
    pattern = attribute(shade, "val") or "clear"
    fill = (attribute(shade, "fill") or "").upper().replace("AUTO", "auto")
    return fill not in _GROUNDLESS or pattern not in {"clear", "nil"}


def _colour(element: Element | None, name: str) -> str:
    """Give a colour as six digits; nothing where it is automatic."""
    value = "" if element is None else (attribute(element, name) or "").upper()
    return "" if value == "AUTO" else value


def _first(properties: list[Element], name: str) -> Element | None:
    return next((found for each in properties for found in children(each, name)), None)


def _value(element: Element, name: str) -> str | None:
    found = child(element, name)
    return None if found is None else attribute(found, "val")


def _number(text: str | None) -> str:
    value = (text or "").removesuffix("pt")
    return value if value.replace(".", "", 1).isdigit() else "20"
