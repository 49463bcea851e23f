"""Words that make a detector look closer, all found in one pass over the text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.labels import Labels
from gongkai.rules.detectors.pairs import Begins
from gongkai.rules.detectors.rosters import HEADER_WORDS, Rosters

Found = tuple[Kind, int, int]


@dataclass(slots=True)
class Page:
    """One prepared text with what several detectors want to know about it."""

    text: str
    day: date
    rosters: Rosters
    around: Labels
    words: list[tuple[int, int, int]]
    begins: Begins
    # Between these two places no name begins.
    nameless: tuple[int, int] = (-1, -1)


Look = Callable[[Page, int, int], Iterable[Found]]


class Triggers:
    """Which detector looks closer at which words; of two that overlap the longer one counts."""

    def __init__(self, looks: Mapping[Look | None, Iterable[str]]) -> None:
        by_word = {word: look for look, words in looks.items() for word in words}
        words = list(dict.fromkeys([*by_word, *HEADER_WORDS]))
        self._looks = [by_word.get(word) for word in words]
        self._headers = frozenset(map(words.index, HEADER_WORDS))
        self._automaton = AhoCorasick(
            words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        )

    def page(self, text: str, day: date, begins: Begins) -> Page:
        """Find the words and the tables of a text, and keep where pairs begin in it."""
        words = self._automaton.find_matches_as_indexes(text)
        headers = self._headers
        # A line with a colon is the header of no table.
        places = [
            start
            for number, start, end in words
            if number in headers and text[end : end + 1] not in {"：", ":"}
        ]
        rosters = Rosters(text, places)
        return Page(text, day, rosters, Labels(text, rosters), words, begins)

    def find(self, page: Page) -> Iterator[Found]:
        """What the detectors found at the places of their words."""
        looks = self._looks
        for number, start, end in page.words:
            look = looks[number]
            if look is not None and (found := look(page, start, end)):
                yield from found
