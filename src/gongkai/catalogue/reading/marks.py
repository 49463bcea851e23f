"""Boxes and ticks inside a cell: which of the names beside them are chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from gongkai.catalogue.reading import glyphs


class Mark(Enum):
    """What a sign says about the name beside it."""

    TAKEN = "taken"
    LEFT = "left"


@dataclass(frozen=True)
class Choice:
    """One name of a cell with boxes; `mark` is None for a name without its own sign.

    `behind` tells that the cell's signs stand behind their names.
    """

    text: str
    mark: Mark | None
    behind: bool = False


_SIGNS = re.escape(glyphs.SOLID + glyphs.HOLLOW)
_BRACKETED = re.compile(r"[\[【(（]\s*([√✓✔■☑xX×□☐]?)\s*[\]】)）](?=\s*[\u3400-\u9fff])")
_LOST = re.compile(
    r"(?<![A-Za-z£¨])"
    rf"([{glyphs.LOST_SOLID}{glyphs.LOST_HOLLOW[:-1]}])"
    r"(?=\s*[\u3400-\u9fff])"
)
_MOUTH = re.compile(r"[口囗ロ](?=\s*[\u3400-\u9fff])")
_MOUTH_WORDS = "窗门路入出进港河户人"
_SIGN = re.compile(rf"[{_SIGNS}]")
_TRIM = " \t\n、，,；;。.：:|"


def _restore(text: str, known: Callable[[str], bool]) -> str:
    """Draw again the signs that became letters, brackets or the character 口."""
    drawn = _BRACKETED.sub(lambda m: "☑" if m[1] and m[1] not in "xX×□☐" else "□", text)
    drawn = _LOST.sub(lambda m: "■" if m[1] in glyphs.LOST_SOLID else "□", drawn)
    return _MOUTH.sub(lambda m: "□" if _is_box(drawn, m, known) else m[0], drawn)


def _is_box(drawn: str, match: re.Match[str], known: Callable[[str], bool]) -> bool:
    """Whether 口 is an empty box: a name follows, or a new piece of the text begins with it."""
    before = drawn[: match.start()]
    if before.rstrip()[-1:] and before.rstrip()[-1] in _MOUTH_WORDS:
        return False
    fresh = not before or before[-1] in _TRIM + glyphs.SOLID + glyphs.HOLLOW
    return fresh or known(drawn[match.end() : match.end() + 30])


def _state(signs: str) -> Mark:
    return Mark.TAKEN if any(sign in glyphs.SOLID for sign in signs) else Mark.LEFT


def _pieces(drawn: str) -> list[str | Mark]:
    """The text as alternating marks and names; neighbouring signs (□√) are one mark."""
    pieces: list[str | Mark] = []
    for part in re.split(rf"((?:[{_SIGNS}]\s*)+)", drawn):
        if _SIGN.match(part):
            pieces.append(_state(re.sub(r"\s", "", part)))
        elif part.strip(_TRIM):
            pieces.append(part.strip(_TRIM))
    return pieces


def choices(text: str, known: Callable[[str], bool]) -> list[Choice] | None:
    """The names of a cell with their marks; None when the cell has no box or tick at all.

    `known` says whether a text starts with a name of the vocabulary; it decides whether 口 is
    an empty box or part of a word (办事窗口). The sign stands before its name, or after it when
    the cell starts with a name and ends with a sign.
    """
    drawn = _restore(glyphs.repair(text), known)
    pieces = _pieces(drawn)
    if not any(isinstance(piece, Mark) for piece in pieces):
        return None
    if isinstance(pieces[0], str) and isinstance(pieces[-1], Mark):
        pieces.reverse()
        paired = [Choice(choice.text, choice.mark, behind=True) for choice in _pair(pieces)]
        return list(reversed(paired))
    return _pair(pieces)


def _pair(pieces: list[str | Mark]) -> list[Choice]:
    found: list[Choice] = []
    pending: Mark | None = None
    for piece in pieces:
        if isinstance(piece, Mark):
            pending = piece
        else:
            found.append(Choice(piece, pending))
            pending = None
    return found


class Tick(Enum):
    """What a cell in a tick column says."""

    TAKEN = "taken"
    EMPTY = "empty"
    UNSURE = "unsure"


_YES = re.compile(r"(?:[vＶνⅴ∨√rpþýüö]|是|有|打勾)+")
_NO = re.compile(r"(?:否|无|不公开|[-—–―/\\|·.…£¨¡û口囗]|[○◯oО〇])*")


def tick(text: str) -> tuple[Tick, str]:
    """What a tick cell says, and the words it carries beside its tick (√（申请人）)."""
    plain = glyphs.fold(text.replace("¨", "□"))
    signs = _SIGN.findall(plain)
    words = _SIGN.sub("", plain).strip("()（）[]【】{}:：、,，.。;；-—_/\\")
    if not words:
        return (_from_signs(signs) if signs else Tick.EMPTY), ""
    if not signs and (_YES.fullmatch(words) or _NO.fullmatch(words)):
        return (Tick.TAKEN if _YES.fullmatch(words) else Tick.EMPTY), ""
    if signs:
        return _from_signs(signs), words
    return Tick.UNSURE, words


def _from_signs(signs: list[str]) -> Tick:
    return Tick.TAKEN if any(sign in glyphs.SOLID for sign in signs) else Tick.EMPTY


def lone_circles(texts: list[str]) -> bool:
    """Whether ○ is the only sign in the tick columns of a table: then it may mean a tick."""
    drawn = {sign for text in texts for sign in glyphs.fold(text)}
    circles = drawn & set("○◯〇o")
    solid = any(tick(text)[0] is Tick.TAKEN for text in texts)
    return bool(circles) and not solid
