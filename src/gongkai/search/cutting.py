"""Cutting folded text into the tokens of the index, and a query into the tokens it asks for.

A run of Han becomes its overlapping bigrams plus its last character alone (公开栏: 公开 开栏 栏),
so that any two characters are one token and the end of a run is visible. Another run is one token.
A run that is followed by Han leaves a joint token with the first character of it (2024 年度: 2024,
2024年, 年度, 度), so that 2024年 is looked up and not searched for among everything that
begins with 年.
"""

import itertools
from dataclasses import dataclass

from gongkai.search.folding import is_han


def cut(folded: str) -> list[str]:
    """The tokens of folded text, in order. Empty text has none."""
    return _cut_runs(folded.split(" ")) if folded else []


def _cut_runs(all_runs: list[str]) -> list[str]:
    tokens: list[str] = []
    joint = ""
    for run in all_runs:
        if is_han(run[0]):
            if joint:
                tokens.append(joint + run[0])
            tokens.extend(map("".join, itertools.pairwise(run)))
            tokens.append(run[-1])
            joint = ""
        else:
            tokens.append(run)
            joint = run
    return tokens


def bridges(folded: str) -> list[str]:
    """Tokens over a single Han between two other runs: 2024年5 and 5月6 in 2024年5月6日.

    For an index that keeps no positions: with them it need not read every text that has some
    2024年 and some 5月.
    """
    runs = folded.split(" ")
    return [
        left + middle + right
        for left, middle, right in zip(runs, runs[1:], runs[2:], strict=False)
        if len(middle) == 1 and is_han(middle) and not is_han(left[:1]) and not is_han(right[:1])
    ]


@dataclass(frozen=True)
class Phrase:
    """Tokens that stand one behind the other wherever the folded words stand.

    ``folded``: the words. ``open_end``: the last token is only the beginning of one.
    """

    folded: str
    tokens: tuple[str, ...]
    open_end: bool = False

    @property
    def single(self) -> bool:
        """One character: looked for in heads only."""
        return len(self.folded) == 1

    @property
    def pattern(self) -> str:
        """What a substring of padded folded text is: whole runs, but Han may go on at the ends."""
        left = "" if is_han(self.folded[0]) else " "
        right = "" if self.open_end or is_han(self.folded[-1]) else " "
        return left + self.folded + right


def phrase(folded: str) -> Phrase:
    """The tokens to ask for so as to find exactly ``folded`` in a text. Must not be empty."""
    all_runs = folded.split(" ")
    last = all_runs[-1]
    tokens = _cut_runs(all_runs)
    if not is_han(last[0]):
        return Phrase(folded, tuple(tokens))
    # In the text the run may go on behind the words, so its last character is not alone there.
    tokens.pop()
    if len(last) > 1:
        return Phrase(folded, tuple(tokens))
    if len(all_runs) > 1 and not is_han(all_runs[-2][0]):
        return Phrase(folded, tuple(tokens))
    return Phrase(folded, (*tokens, last), open_end=True)
