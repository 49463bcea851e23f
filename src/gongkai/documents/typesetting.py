"""Set a packaged typst template with data as PDF/A-2b (ISO 19005-2).

Data reach the template only as a JSON string, so markup in a title stays text. Every document is
set in our own font first; only a character that it lacks calls for a fuller font of the machine,
and where there is none the person is told which character it is. Nothing is printed as a blank or
as a box: on a form, a box means "unticked".
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from fontTools.ttLib import TTFont

from gongkai.documents.fonts import FAMILY, REGULAR

TEMPLATES = Path(__file__).with_name("templates")

FULLER_FAMILIES = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC")
"""Families that draw far more characters, in the same design; the first one installed is taken."""

_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_REFUSED_TEXT = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)


class MissingGlyphs(ValueError):
    """No font at hand draws some characters of the text; ``characters`` names them."""

    def __init__(self, characters: frozenset[str]) -> None:
        self.characters = "".join(sorted(characters))
        named = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in self.characters)
        super().__init__(
            f"打印字体中没有这些字：{named}。"
            "请系统管理员安装字体 fonts-noto-cjk 后重试；安装后仍缺字的，请核对该字是否为自造字。"
        )


@dataclass(frozen=True)
class _Press:
    """One compiler, the families it may draw with, and the characters these have."""

    compiler: typst.Compiler
    families: tuple[str, ...]
    glyphs: frozenset[str]
    lock: Lock = field(default_factory=Lock)

    def lacking(self, characters: frozenset[str]) -> frozenset[str]:
        return characters - self.glyphs

    def print(self, template: Path, data: str, made_at: datetime | None) -> bytes:
        inputs = {"data": data, "families": json.dumps(self.families)}
        seconds = None if made_at is None else int(made_at.timestamp())
        # The compiler keeps the world of its last run, so two threads must not share a run.
        with self.lock:
            document = self.compiler.compile(
                input=str(template),
                sys_inputs=inputs,
                pdf_standards=["a-2b"],
                timestamp=seconds,
            )
        if not isinstance(document, bytes):
            raise TypeError(f"{template.name}: expected one PDF document")
        return document


def pdf(template: str, data: Mapping[str, Any], *, made_at: datetime | None = None) -> bytes:
    """Give the packaged template, filled with the data, as a PDF/A-2b document.

    :param template: file name in ``documents/templates``, such as ``"review_sheet.typ"``.
    :param data: what JSON can hold; the template reads it as ``data`` from ``base.typ``.
    :param made_at: the time written into the document, aware of its zone; the present if absent.
        The same template, data and time give the same bytes.
    :raises MissingGlyphs: if neither our font nor the machine's draws every character.
    :raises FileNotFoundError: if there is no such template.
    """
    path = TEMPLATES / template
    if path.parent != TEMPLATES or not path.is_file():
        raise FileNotFoundError(f"no packaged template {template!r}")
    characters = _visible(data)
    press = _press_for(characters)
    try:
        return press.print(path, json.dumps(data, ensure_ascii=False), made_at)
    except typst.TypstError as error:
        refused = _REFUSED_TEXT.search(str(error))
        if refused is None:
            raise
        raise MissingGlyphs(frozenset(refused[1])) from error


def missing_glyphs(text: str) -> frozenset[str]:
    """Give the characters of the text that cannot be printed on this machine.

    Forms call it when a name is typed in, so that a rare character is found before signing.
    """
    characters = _visible(text)
    lacking = _own_press().lacking(characters)
    if not lacking:
        return lacking
    fuller = _fuller_press()
    return lacking if fuller is None else fuller.lacking(characters)


def _press_for(characters: frozenset[str]) -> _Press:
    own = _own_press()
    lacking = own.lacking(characters)
    if not lacking:
        return own
    fuller = _fuller_press()
    if fuller is not None:
        lacking = fuller.lacking(characters)
    if fuller is None or lacking:
        raise MissingGlyphs(lacking)
    return fuller


@cache
def _own_press() -> _Press:
    compiler = typst.Compiler(
        root=str(TEMPLATES), font_paths=[str(REGULAR.parent)], ignore_system_fonts=True
    )
    return _Press(compiler, (FAMILY,), _glyphs(REGULAR, 0))


@cache
def _fuller_press() -> _Press | None:
    found = _fuller_font()
    if found is None:
        return None
    family, path, index = found
    compiler = typst.Compiler(root=str(TEMPLATES), font_paths=[str(REGULAR.parent)])
    glyphs = _glyphs(REGULAR, 0) | _glyphs(path, index)
    return _Press(compiler, (FAMILY, family), glyphs)


def _fuller_font() -> tuple[str, Path, int] | None:
    """Give family, file and place in the file of the fullest font that this machine has."""
    installed = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    usable = {
        font.family: (font.family, Path(font.path), font.index)
        for font in installed
        if font.path is not None and font.weight == 400 and font.style == "normal"
    }
    return next((usable[family] for family in FULLER_FAMILIES if family in usable), None)


def _glyphs(font: Path, index: int) -> frozenset[str]:
    with TTFont(font, fontNumber=index, lazy=True) as face:
        return frozenset(map(chr, face.getBestCmap()))


def _visible(value: object) -> frozenset[str]:
    characters = {char for text in _texts(value) for char in text}
    return frozenset(char for char in characters if unicodedata.category(char) not in _INVISIBLE)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
