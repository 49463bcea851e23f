"""Pairs of characters at which an address, a plate, a list or a note can begin, in one pass.

A regular expression reads every character of a text once for itself; one automaton for the
beginnings of all of them reads it once, and the expressions look at those places only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Begin(Generic[T]):
    """For each thing that may begin: the strings that it begins with, or where they stand."""

    unusual: T
    address: T
    part_of_address: T
    plate: T
    colon: T
    dot: T
    note: T
    dated: T


Begins = Begin[list[int]]


def pairs(first: str, *others: str) -> Iterator[str]:
    """All strings of one character of each group."""
    if not others:
        yield from first
        return
    rests = list(pairs(*others))
    yield from (sign + rest for sign in first for rest in rests)


class Pairs:
    """Finds the places where something may begin; a string may begin several things."""

    def __init__(self, strings: Begin[Iterable[str]]) -> None:
        found = [
            (number, string)
            for number, field in enumerate(fields(strings))
            for string in getattr(strings, field.name)
        ]
        self._kinds = [number for number, _ in found]
        self._count = len(fields(strings))
        self._automaton = AhoCorasick(
            [string for _, string in found],
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA,
        )

    def find(self, text: str) -> Begins:
        """The places of each kind in the order of the text: where the string begins."""
        places: list[list[int]] = [[] for _ in range(self._count)]
        kinds = self._kinds
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            places[kinds[number]].append(start)
        return Begin(*places)


def matches(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``finditer`` would find where matches begin at these places only."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)) is not None:
            yield match
            end = match.end()
