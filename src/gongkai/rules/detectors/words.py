"""The town's own word lists, looked for in one pass whatever their length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from gongkai.rules.detectors.kinds import Finding, Kind, Level


@dataclass(frozen=True)
class ListedWord:
    """A word of a list, and what people should know when it is found."""

    word: str
    note: str = ""


class WordLists:
    """Sensitive wording, leaders' names and titles, forbidden phrases.

    Build it once and use it for every scan. Where two words overlap the longer one from the
    left is found. Blank words are an error, for they would be found everywhere.
    """

    def __init__(self, words: Iterable[ListedWord]) -> None:
        self._words = tuple(words)
        if any(not listed.word.strip() for listed in self._words):
            raise ValueError("词库里有空白的词语。")
        self._automaton = AhoCorasick(
            [listed.word for listed in self._words],
            matchkind=MatchKind.LeftmostLongest,
        )

    def __len__(self) -> int:
        return len(self._words)

    def find(self, text: str) -> Iterator[Finding]:
        """Every place where a word of the lists stands."""
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            listed = self._words[number]
            yield Finding(Kind.WORD_LIST, Level.SOFT, start, end, text[start:end], listed.note)
