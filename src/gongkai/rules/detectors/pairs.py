"""Pairs of characters at which an address, a plate, a list or a note can begin, in one pass.

A regular expression reads every character of a text once for itself; one automaton for the
beginnings of all of them reads it once, and the expressions look at those places only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Begin(Enum):
    """What may begin at a place."""

    UNUSUAL = auto()
    ADDRESS = auto()
    PART = auto()
    PLATE = auto()
    COLON = auto()
    DOT = auto()
    NOTE = auto()


def pairs(first: str, *others: str) -> Iterator[str]:
    """All strings of one character of each group."""
    if not others:
        yield from first
        return
    rests = list(pairs(*others))
    yield from (sign + rest for sign in first for rest in rests)


class Pairs:
    """Finds the places where something may begin; a string may begin several things."""

    def __init__(self, beginnings: Mapping[Begin, Iterable[str]]) -> None:
        strings = [(begin, string) for begin, some in beginnings.items() for string in some]
        kinds = list(Begin)
        self._kinds = [kinds.index(begin) for begin, _ in strings]
        self._automaton = AhoCorasick(
            [string for _, string in strings],
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA,
        )

    def find(self, text: str) -> dict[Begin, list[int]]:
        """The places of each kind in the order of the text: where the string begins."""
        places: list[list[int]] = [[] for _ in Begin]
        kinds = self._kinds
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            places[kinds[number]].append(start)
        return dict(zip(Begin, places, strict=True))


def matches(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``finditer`` would find where matches begin at these places only."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)) is not None:
            yield match
            end = match.end()
