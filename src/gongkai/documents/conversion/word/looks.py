"""How a paragraph looks, through its styles: the ground for saying what it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.documents.conversion.headings import HEADING_FONTS, level_of_style
from gongkai.documents.conversion.word.package import Element, child, is_on, runs, text_of, value, w

_DEFAULT_SIZE: Final = 10.5
_RED: Final = frozenset({"FF0000", "C00000", "E60012", "FE0000", "F00000"})


@dataclass(frozen=True)
class Look:
    """A paragraph as it is seen: size in points, fonts, bold from end to end or not."""

    style: str
    style_level: int | None
    alignment: str
    indent: int
    size: float
    font: str
    bold: bool
    red: bool

    @property
    def emphasis(self) -> tuple[bool, bool]:
        """Whether it is bold, whether it is in a font of headings."""
        return self.bold, HEADING_FONTS.search(self.font) is not None


class Styles:
    """The styles of a document, each asked through what it is based on."""

    def __init__(self, tree: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default: str | None = None
        self._defaults = child(tree, "docDefaults/rPrDefault/rPr")
        for style in [] if tree is None else tree.iter(w("style")):
            name = style.get(w("styleId"))
            if name is None:
                continue
            self._by_id[name] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true"}:
                self._default = name

    def chain(self, name: str | None) -> list[Element]:
        """The style and all it is based on, nearest first."""
        found: list[Element] = []
        while name is not None and name in self._by_id and self._by_id[name] not in found:
            found.append(self._by_id[name])
            name = value(found[-1], "basedOn")
        return found

    def paragraph_chain(self, paragraph: Element) -> list[Element]:
        """The styles of a paragraph, nearest first."""
        return self.chain(value(paragraph, "pPr/pStyle") or self._default)

    def run_properties(self, run: Element, paragraph_chain: list[Element]) -> Iterator[Element]:
        """Where the look of a run is said, nearest first."""
        own = child(run, "rPr")
        if own is not None:
            yield own
        for style in [*self.chain(value(own, "rStyle")), *paragraph_chain]:
            properties = child(style, "rPr")
            if properties is not None:
                yield properties
        if self._defaults is not None:
            yield self._defaults

    def look(self, paragraph: Element) -> Look:
        """How a paragraph looks."""
        chain = self.paragraph_chain(paragraph)
        places = [paragraph, *chain]
        text = _RunLooks(self, paragraph, chain)
        return Look(
            style=(value(chain[0], "name") or "") if chain else "",
            style_level=_style_level(places, chain),
            alignment=next((jc for jc in (value(at, "pPr/jc") for at in places) if jc), ""),
            indent=next((given for given in map(_indent, places) if given is not None), 0),
            size=text.usual_size,
            font=text.usual_font,
            bold=text.all_bold,
            red=text.all_red,
        )


class _RunLooks:
    """What the runs of a paragraph say together, weighed by their characters."""

    def __init__(self, styles: Styles, paragraph: Element, chain: list[Element]) -> None:
        fonts: Counter[str] = Counter()
        sizes: Counter[float] = Counter()
        self.all_bold = self.all_red = False
        bold, red = [], []
        for run in runs(paragraph):
            weight = len(text_of(run).strip())
            if not weight:
                continue
            said = list(styles.run_properties(run, chain))
            fonts[next((font for font in map(_font, said) if font), "")] += weight
            sizes[next((size for size in map(_size, said) if size), _DEFAULT_SIZE)] += weight
            bold.append(next((on for on in (is_on(at, "b") for at in said) if on is not None), 0))
            red.append(next((c for c in (value(at, "color") for at in said) if c), "") in _RED)
        self.all_bold, self.all_red = bool(bold) and all(bold), bool(red) and all(red)
        self.usual_font = fonts.most_common(1)[0][0] if fonts else ""
        self.usual_size = sizes.most_common(1)[0][0] if sizes else _DEFAULT_SIZE


def _font(properties: Element) -> str:
    fonts = child(properties, "rFonts")
    if fonts is None:
        return ""
    return fonts.get(w("eastAsia")) or fonts.get(w("ascii")) or ""


def _size(properties: Element) -> float | None:
    half_points = value(properties, "sz")
    return int(half_points) / 2 if half_points and half_points.isdigit() else None


def _indent(place: Element) -> int | None:
    indent = child(place, "pPr/ind")
    if indent is None:
        return None
    given = indent.get(w("left")) or indent.get(w("start")) or "0"
    return int(given) if given.lstrip("-").isdigit() else 0


def _style_level(places: list[Element], chain: list[Element]) -> int | None:
    for style in chain:
        level = level_of_style(value(style, "name") or "")
        if level is not None:
            return level
    outline = next((o for o in (value(at, "pPr/outlineLvl") for at in places) if o), None)
    return int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else None
