"""Words that make a detector look closer, all found in one pass over the text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ahocorasick_rs import AhoCorasick, MatchKind

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.labels import Labels
from gongkai.rules.detectors.rosters import Rosters

Found = tuple[Kind, int, int]


@dataclass(frozen=True)
class Page:
    """One prepared text with what several detectors want to know about it."""

    text: str
    day: date
    rosters: Rosters
    around: Labels

    @classmethod
    def of(cls, text: str, day: date) -> "Page":
        """Read the tables of a text."""
        rosters = Rosters(text)
        return cls(text, day, rosters, Labels(text, rosters))


Look = Callable[[Page, int, int], Iterable[Found]]


class Triggers:
    """Which detector looks closer at which words; of two that overlap the longer one counts."""

    def __init__(self, looks: Mapping[Look, Iterable[str]]) -> None:
        pairs = [(word, look) for look, words in looks.items() for word in words]
        self._looks = [look for _, look in pairs]
        self._automaton = AhoCorasick(
            [word for word, _ in pairs], matchkind=MatchKind.LeftmostLongest
        )

    def find(self, page: Page) -> Iterator[Found]:
        """What the detectors found at the places of their words."""
        for number, start, end in self._automaton.find_matches_as_indexes(page.text):
            yield from self._looks[number](page, start, end)
