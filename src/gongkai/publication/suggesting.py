"""Which items of the catalogue a text may belong to: the top three, each with its reasons.

Software proposes, a person chooses (promise 9). The score is plain: pairs of neighbouring
characters that an item's words share with the title and the text, rare pairs counting more. No
database here.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MOST = 3
"""Suggestions shown."""

LEAST_SCORE: Final = 0.12
"""Below this an item has hardly a word in common with the text: better none than a wrong one."""

_HAN = re.compile(r"[\u3400-\u9fff]+")
_EVERYDAY = frozenset(
    ["关于", "通知", "公告", "公示", "情况", "工作", "信息", "公开", "有关", "相关", "内容", "事项"]
)


@dataclass(frozen=True)
class Candidate:
    """An item as the suggestion looks at it; ``key`` is whatever the caller knows it by.

    ``own``: the unit that drafts is responsible for it.
    """

    key: int
    field: str
    level1: str
    level2: str
    elements: str = ""
    own: bool = False


@dataclass(frozen=True)
class Reason:
    """Words that the text shares with a part of the item; ``where`` they stand in the text."""

    part: str
    words: str
    where: str

    def __str__(self) -> str:
        """The reason as a clause in Chinese."""
        if not self.words:
            return self.part
        return f"{self.where}里的“{self.words}”见于{self.part}"


@dataclass(frozen=True)
class Suggestion:
    """A candidate, its score (0 to about 1) and why."""

    key: int
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Part:
    name: str
    weight: float


_PARTS: Final[Mapping[str, _Part]] = {
    "level2": _Part("二级事项", 2.0),
    "level1": _Part("一级事项", 1.0),
    "field": _Part("领域", 2.5),
    "elements": _Part("公开要素", 1.5),
}
_OWN: Final = 1.3
_IN_TITLE: Final = 1.0
_IN_BODY: Final = 0.35


@dataclass(frozen=True)
class _Text:
    title: str
    body: str
    in_title: frozenset[str]
    in_body: frozenset[str]


def suggest(title: str, body: str, candidates: Sequence[Candidate]) -> list[Suggestion]:
    """The items that fit a text best, best first; at most three, none below ``LEAST_SCORE``.

    title, body: plain text. The order is the same for the same input.
    """
    rarity = _rarity(candidates)
    text = _Text(title, body, _pairs(title), _pairs(body))
    found = [_judge(candidate, text, rarity) for candidate in candidates]
    found.sort(key=lambda s: (-s.score, s.key))
    return [suggestion for suggestion in found[:MOST] if suggestion.score >= LEAST_SCORE]


def _rarity(candidates: Iterable[Candidate]) -> dict[str, float]:
    """How much a pair of characters tells: the fewer items have it, the more."""
    counts: Counter[str] = Counter()
    number = 0
    for candidate in candidates:
        number += 1
        counts.update({pair for part in _PARTS for pair in _pairs(getattr(candidate, part))})
    return {pair: math.log((number + 1) / (count + 0.5)) for pair, count in counts.items()}


def _pairs(text: str) -> frozenset[str]:
    runs = _HAN.findall(text)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return frozenset(pairs - _EVERYDAY)


def _judge(candidate: Candidate, text: _Text, rarity: Mapping[str, float]) -> Suggestion:
    score, total = 0.0, 0.0
    for name, part in _PARTS.items():
        pairs = _pairs(getattr(candidate, name))
        whole = sum(rarity[pair] for pair in pairs)
        total += part.weight
        if not whole:
            continue
        matched = sum(
            rarity[pair] * (_IN_TITLE if pair in text.in_title else _IN_BODY)
            for pair in pairs & (text.in_title | text.in_body)
        )
        # Long lists of elements are never matched whole; the root keeps them comparable.
        score += part.weight * matched / math.sqrt(whole * max(whole, 12.0))
    score *= _OWN if candidate.own else 1.0
    return Suggestion(candidate.key, round(score / total, 4), _reasons(candidate, text))


def _reasons(candidate: Candidate, text: _Text) -> tuple[Reason, ...]:
    reasons = [Reason("本单位负责的事项", "", "")] if candidate.own else []
    for name, part in _PARTS.items():
        words, where = _shared(getattr(candidate, name), text.title), "标题"
        if not words:
            words, where = _shared(getattr(candidate, name), text.body), "正文"
        if words:
            reasons.append(Reason(part.name, words, where))
    return tuple(reasons)


def _shared(part: str, text: str) -> str:
    """The longest run of characters, at least two, that both have; the first of equals."""
    best = ""
    for run in _HAN.findall(part):
        for start in range(len(run)):
            end = start + max(len(best) + 1, 2)
            while end <= len(run) and run[start:end] in text:
                if run[start:end] not in _EVERYDAY:
                    best = run[start:end]
                end += 1
    return best
