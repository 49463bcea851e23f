"""Pieces: a segment together with the nodes of the file that its text was read from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from gongkai.documents.extraction.model import Extraction, Segment, Unread

Element = etree._Element


@dataclass(frozen=True)
class Atom:
    """A bit of text and the node that holds it.

    where: "text" of the element, an attribute ("@" and its full name), or "whole" where the
    element itself stands for the text, such as a tab or a line break.
    """

    element: Element
    where: str
    text: str


@dataclass(frozen=True)
class Piece:
    """A segment, the atoms its text is made of, and the nodes that go if it has to go.

    remedy: what "going" means for the nodes: "remove" them, or "unwrap" them (accept an
    insertion: the content stays).
    """

    segment: Segment
    part: str
    atoms: tuple[Atom, ...] = ()
    nodes: tuple[Element, ...] = ()
    remedy: Literal["remove", "unwrap"] = "remove"


@dataclass(frozen=True)
class Reading:
    """A whole file as pieces, for those who read it and those who change it."""

    pieces: tuple[Piece, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def extraction(self) -> Extraction:
        """What was read, without the nodes."""
        return Extraction(tuple(piece.segment for piece in self.pieces), self.unread)


def joined(atoms: Iterable[Atom]) -> str:
    """Give the text of the atoms."""
    return "".join(atom.text for atom in atoms)


def moved(segment: Segment, **changes: object) -> Segment:
    """Give the segment with some fields changed."""
    return replace(segment, **changes)  # type: ignore[arg-type]
