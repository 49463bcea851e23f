"""Cleaning text cells: blanks and line breaks that layout put inside words go, words stay."""

from __future__ import annotations

import re

from gongkai.catalogue.reading.glyphs import fold, repair

_WIDE = r"\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·●■◆□○①-⑳"
_BLANK_BY_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t]+|[ \t]+(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\u00a0\u3000\u2000-\u200a\v\f]+")
_BLANK_IN_NUMBER = re.compile(r"(?<=\d) +(?=\d)")
_LIST_MARK = re.compile(
    r"\d{1,2}[.、．)）](?!\d)|[(（][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳●■◆▪•·○※]"
    r"|[一二三四五六七八九十]{1,3}[、.]|【|《|-\s"
)
_CLOSES = tuple("；;。：:！？!?、，,》")
_DITTO = re.compile(r"同上(?:[一条项行栏]|所述)?|同前|同上表|〃|″|〞|''|\"")


def _lines(text: str) -> list[str]:
    plain = repair(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    lines = (_BLANK_BY_WIDE.sub("", _BLANKS.sub(" ", line).strip()) for line in plain.split("\n"))
    return [line for line in lines if line]


def _join(left: str, right: str) -> str:
    words = left[-1].isascii() and left[-1].isalnum() and right[0].isascii() and right[0].isalnum()
    return f"{left} {right}" if words else left + right


def phrase(text: str) -> str | None:
    """A name or short phrase on one line; None when there is nothing.

    Blanks beside a Han character or a Chinese mark are layout and go; blanks between Latin
    words stay. Characters themselves (traditional ones too) stay as the file has them.
    """
    whole = ""
    for line in _lines(text):
        whole = _join(whole, line) if whole else line
    return whole or None


def limit(text: str) -> str | None:
    """A time limit on one line, also without blanks inside numbers (2 0个工作日)."""
    whole = phrase(text)
    return _BLANK_IN_NUMBER.sub("", whole) if whole else None


def passage(text: str) -> str | None:
    """Longer text: a line break stays only where a list item or a sentence ends."""
    kept: list[str] = []
    for line in _lines(text):
        if kept and not (kept[-1].endswith(_CLOSES) or _LIST_MARK.match(line)):
            kept[-1] = _join(kept[-1], line)
        else:
            kept.append(line)
    return "\n".join(kept) or None


def is_ditto(text: str) -> bool:
    """Whether a cell only says "as above" (同上, 〃)."""
    return _DITTO.fullmatch(fold(text).strip("。.()（）“”")) is not None


def is_void(text: str) -> bool:
    """Whether a cell says nothing: empty, or only a dash or a slash."""
    return fold(text).strip("-—–_/\\|·.…*＊") in {"", "无"}
