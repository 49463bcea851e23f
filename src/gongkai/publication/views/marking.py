"""Two bodies as one text with words marked, for the page of a conflict."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from gongkai.publication.html import plain_text

_MOST_SIGNS = 4000
"""Longer changed passages are marked whole: comparing them sign by sign takes too long."""


@dataclass(frozen=True)
class Piece:
    """A piece of text: ``same``, only in the first (``old``) or only in the second (``new``)."""

    kind: str
    text: str


def marked(old: str, new: str) -> list[list[Piece]]:
    """The lines of two bodies, each as pieces; unchanged lines are one piece."""
    before, after = plain_text(old).split("\n"), plain_text(new).split("\n")
    lines: list[list[Piece]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [[Piece("same", line)] for line in before[a:b]]
        else:
            lines.append(_pieces("\n".join(before[a:b]), "\n".join(after[c:d])))
    return lines


def _pieces(old: str, new: str) -> list[Piece]:
    if not old or not new or len(old) + len(new) > _MOST_SIGNS:
        return [Piece(kind, text) for kind, text in (("old", old), ("new", new)) if text]
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", old[a:b]))
            continue
        found += [
            Piece(kind, text) for kind, text in (("old", old[a:b]), ("new", new[c:d])) if text
        ]
    return found
