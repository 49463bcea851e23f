"""Which part of the old belongs to which part of the new, at bounded cost."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Pair = tuple[int | None, int | None]
"""Index in the old and in the new; None where one side has nothing."""

Likeness = Callable[[int, int], float]
"""How much an old and a new part have in common, 0 to 1."""

_ENOUGH = 0.3
_MOST_TO_PAIR = 40


@dataclass
class Work:
    """How much may still be spent on one comparison, in meetings of equal elements.

    When it is used up what is left is compared coarsely: whole stretches are shown as changed,
    nothing is left out.
    """

    left: int = 1_000_000

    def may(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
        """Whether these two may be compared element by element; if so it is spent."""
        counts = Counter(old)
        cost = sum(counts[element] for element in new) + len(old) + len(new)
        if cost > self.left:
            return False
        self.left -= cost
        return True


def align(
    old: Sequence[Hashable], new: Sequence[Hashable], likeness: Likeness, work: Work
) -> list[Pair]:
    """Pair what is equal, then what is alike; the order of both sides is kept."""
    pairs: list[Pair] = []
    at_old = at_new = 0
    for here, there, length in equal_runs(old, new, work):
        pairs += _gap(range(at_old, here), range(at_new, there), likeness)
        pairs += [(here + step, there + step) for step in range(length)]
        at_old, at_new = here + length, there + length
    return pairs


def equal_runs(
    old: Sequence[Hashable], new: Sequence[Hashable], work: Work
) -> Iterator[tuple[int, int, int]]:
    """Runs that are equal: start in the old, start in the new, length; last an empty one.

    What occurs once on each side is an anchor; between two anchors the longest common runs are
    looked for as far as ``work`` allows.
    """
    at_old = at_new = 0
    for anchor_old, anchor_new in [*_anchors(old, new), (len(old), len(new))]:
        yield from _between(old, new, (at_old, anchor_old), (at_new, anchor_new), work)
        if anchor_old < len(old):
            yield anchor_old, anchor_new, 1
        at_old, at_new = anchor_old + 1, anchor_new + 1
    yield len(old), len(new), 0


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest rising series of elements that occur once on each side."""
    once_old = _once(old)
    once_new = _once(new)
    shared = sorted((once_old[e], once_new[e]) for e in once_old.keys() & once_new.keys())
    tops: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for at, (_, there) in enumerate(shared):
        height = bisect_left(tops, there)
        if height == len(tops):
            tops.append(there)
            places.append(at)
        else:
            tops[height], places[height] = there, at
        before.append(places[height - 1] if height else None)
    series = []
    step = places[-1] if places else None
    while step is not None:
        series.append(shared[step])
        step = before[step]
    return series[::-1]


def _once(elements: Sequence[Hashable]) -> dict[Hashable, int]:
    counts = Counter(elements)
    return {element: at for at, element in enumerate(elements) if counts[element] == 1}


def _between(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    span_old: tuple[int, int],
    span_new: tuple[int, int],
    work: Work,
) -> Iterator[tuple[int, int, int]]:
    (start_old, end_old), (start_new, end_new) = span_old, span_new
    here, there = start_old, start_new
    while here < end_old and there < end_new and old[here] == new[there]:
        here, there = here + 1, there + 1
    if here > start_old:
        yield start_old, start_new, here - start_old
    back_old, back_new = end_old, end_new
    while back_old > here and back_new > there and old[back_old - 1] == new[back_new - 1]:
        back_old, back_new = back_old - 1, back_new - 1
    inner_old, inner_new = old[here:back_old], new[there:back_new]
    if inner_old and inner_new and work.may(inner_old, inner_new):
        matcher = SequenceMatcher(None, inner_old, inner_new, autojunk=False)
        for match in matcher.get_matching_blocks()[:-1]:
            yield here + match.a, there + match.b, match.size
    if back_old < end_old:
        yield back_old, back_new, end_old - back_old


def _gap(old: range, new: range, likeness: Likeness) -> list[Pair]:
    """Pair what is alike between two equal runs; the rest went away or came."""
    if len(old) * len(new) > _MOST_TO_PAIR**2:
        return _by_place(old, new)
    if len(old) == len(new) == 1 and likeness(old[0], new[0]) > 0:
        return [(old[0], new[0])]
    best = _best_sums(old, new, likeness)
    pairs: list[Pair] = []
    here, there = len(old), len(new)
    while here and there:
        if best[here][there] == best[here][there - 1]:
            there -= 1
            pairs.append((None, new[there]))
        elif best[here][there] == best[here - 1][there]:
            here -= 1
            pairs.append((old[here], None))
        else:
            here, there = here - 1, there - 1
            pairs.append((old[here], new[there]))
    pairs += [(None, new[at]) for at in reversed(range(there))]
    pairs += [(old[at], None) for at in reversed(range(here))]
    return pairs[::-1]


def _best_sums(old: range, new: range, likeness: Likeness) -> list[list[float]]:
    """For each pair of beginnings the highest sum of likeness that keeps the order."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for here, one in enumerate(old, start=1):
        for there, other in enumerate(new, start=1):
            alike = likeness(one, other)
            paired = best[here - 1][there - 1] + alike if alike >= _ENOUGH else 0.0
            best[here][there] = max(best[here - 1][there], best[here][there - 1], paired)
    return best


def _by_place(old: range, new: range) -> list[Pair]:
    shared = min(len(old), len(new))
    pairs: list[Pair] = list(zip(old[:shared], new[:shared], strict=True))
    pairs += [(at, None) for at in old[shared:]]
    pairs += [(None, at) for at in new[shared:]]
    return pairs
