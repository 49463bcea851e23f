"""Automatic numbers: what Word counts by itself is written out, so that no 第三条 is lost.

A list stays a list where HTML shows it the same: bullets, and plain 1. 2. 3. that begin at 1 and
are not interrupted. Every other number becomes text before its paragraph.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from gongkai.documents.conversion.word.looks import Styles
from gongkai.documents.conversion.word.package import Element, Package, child, value, w, whole

_DIGITS: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_PLAIN: Final = re.compile(r"%\d[.．、)）]?")


@dataclass(frozen=True)
class Level:
    """One level of a list: kind of number, its pattern such as ``（%1）``, where it starts."""

    kind: str
    pattern: str
    start: int


@dataclass
class Numbered:
    """A paragraph that is counted: its list and level, and its number as written."""

    paragraph: Element
    number_id: str
    depth: int
    level: Level
    count: int
    written: str


def write_numbers(package: Package, styles: Styles, body: Element) -> None:
    """Write the automatic numbers of ``body`` out where no HTML list shows them the same."""
    numbered = _numbered(_Lists(package.tree("word/numbering.xml")), styles, body)
    for items in _neighbours(numbered):
        if not _is_html_list(items, numbered):
            for item in items:
                _write_out(item)


class _Lists:
    def __init__(self, tree: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._of_number: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        if tree is None:
            return
        for abstract in tree.iter(w("abstractNum")):
            levels = {
                whole(level.get(w("ilvl")), 0): _level(level) for level in abstract.iter(w("lvl"))
            }
            self._abstract[abstract.get(w("abstractNumId"), "")] = levels
        for number in tree.iter(w("num")):
            self._read_number(number)

    def _read_number(self, number: Element) -> None:
        name = number.get(w("numId"), "")
        self._of_number[name] = value(number, "abstractNumId") or ""
        for override in number.iter(w("lvlOverride")):
            start = value(override, "startOverride")
            if start and start.isdigit():
                self._starts[name, whole(override.get(w("ilvl")), 0)] = int(start)

    def counter(self, number_id: str) -> str:
        """Lists of one definition count on together, unless one starts anew."""
        own = any(name == number_id for name, _ in self._starts)
        return number_id if own else f"of {self._of_number.get(number_id)}"

    def level(self, number_id: str, depth: int) -> Level | None:
        return self._abstract.get(self._of_number.get(number_id, ""), {}).get(depth)

    def start(self, number_id: str, depth: int, level: Level) -> int:
        return self._starts.get((number_id, depth), level.start)


def _level(level: Element) -> Level:
    return Level(
        value(level, "numFmt") or "decimal",
        value(level, "lvlText") or "",
        whole(value(level, "start"), 1),
    )


def _numbered(lists: _Lists, styles: Styles, body: Element) -> list[Numbered]:
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    found = []
    for paragraph in body.iter(w("p")):
        number_id, depth = _numbering(styles, paragraph)
        level = lists.level(number_id, depth)
        if level is None:
            continue
        running = counts[lists.counter(number_id)]
        for deeper in [key for key in running if key > depth]:
            del running[deeper]
        before = running.get(depth, lists.start(number_id, depth, level) - 1)
        running[depth] = before + 1
        written = _written(lists, number_id, level, running)
        found.append(Numbered(paragraph, number_id, depth, level, before + 1, written))
    return found


def _numbering(styles: Styles, paragraph: Element) -> tuple[str, int]:
    number_id = depth = None
    for place in [paragraph, *styles.paragraph_chain(paragraph)]:
        properties = child(place, "pPr/numPr")
        number_id = number_id or value(properties, "numId")
        depth = depth or value(properties, "ilvl")
    return number_id or "", whole(depth, 0)


def _written(lists: _Lists, number_id: str, level: Level, running: dict[int, int]) -> str:
    if level.kind == "bullet":
        return ""

    def one(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        part = lists.level(number_id, depth) or level
        return written_number(running.get(depth, part.start), part.kind)

    return re.sub(r"%(\d)", one, level.pattern)


def _neighbours(numbered: list[Numbered]) -> list[list[Numbered]]:
    """Items of one list that stand directly under each other."""
    groups: list[list[Numbered]] = []
    for item in numbered:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last.number_id == item.number_id
            and item.paragraph.getprevious() is last.paragraph
        ):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _is_html_list(items: list[Numbered], everything: list[Numbered]) -> bool:
    if any(item.level.kind != "bullet" and not _is_plain(item.level) for item in items):
        return False
    if all(item.level.kind == "bullet" for item in items):
        return True
    top = [item for item in items if item.depth == 0]
    whole = sum(1 for item in everything if item.number_id == items[0].number_id) == len(items)
    return whole and len(top) > 1 and items[0].count == 1 and items[0].depth == 0


def _is_plain(level: Level) -> bool:
    return level.kind == "decimal" and _PLAIN.fullmatch(level.pattern) is not None


def _write_out(item: Numbered) -> None:
    properties = child(item.paragraph, "pPr")
    if properties is None:
        properties = etree.Element(w("pPr"))
        item.paragraph.insert(0, properties)
    own = child(properties, "numPr")
    if own is not None:
        properties.remove(own)
    # A list of number 0 takes a paragraph out of the list that its style names.
    numbering = etree.SubElement(properties, w("numPr"))
    etree.SubElement(numbering, w("ilvl")).set(w("val"), "0")
    etree.SubElement(numbering, w("numId")).set(w("val"), "0")
    if item.written:
        run = etree.Element(w("r"))
        _dress_like_first(run, item.paragraph)
        etree.SubElement(run, w("t")).text = item.written
        properties.addnext(run)


def _dress_like_first(run: Element, paragraph: Element) -> None:
    first = next(paragraph.iter(w("r")), None)
    properties = child(first, "rPr")
    if properties is not None:
        run.append(etree.fromstring(etree.tostring(properties)))


def written_number(count: int, kind: str) -> str:
    """A number as Word writes it in a list; kinds that no 公文 uses are written in digits."""
    if kind in {"none", "bullet"}:
        return ""
    if "chinese" in kind.lower() and kind != "decimalEnclosedCircleChinese":
        return _chinese(count)
    writer = _WRITERS.get(kind)
    return str(count) if writer is None else writer(count)


def _chinese(count: int) -> str:
    if not 0 < count < 1000:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _roman(count: int) -> str:
    text = ""
    for size, sign in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
        *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        text += sign * (count // size)
        count %= size
    return text


def _letter(count: int) -> str:
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 0 < count <= 20 else f"({count})"


_WRITERS: Final[dict[str, Callable[[int], str]]] = {
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda count: "".join(_DIGITS[int(sign)] for sign in str(count)),
    "ideographTraditional": lambda count: _STEMS[(count - 1) % 10],
    "ideographZodiac": lambda count: _BRANCHES[(count - 1) % 12],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda count: str(count).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalZero": lambda count: f"{count:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda count: _letter(count).lower(),
}
