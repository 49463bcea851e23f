"""The reply clock: 20 working days, more by one extension, less the time that is excluded.

Art. 33 leaves out the time for consulting third parties and other agencies. A pause lasts from
the day after the letter goes out through the day of the answer or of its expiry (handbook 2.4;
which of the two end days count is UNSURE and therefore ``PauseRule``). A clock that begins anew
(after correction, Art. 30; after the fee is paid) is another clock with another day 0.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal

from gongkai.rules.calendar import Calendar
from gongkai.rules.counting import CountingError
from gongkai.rules.dates import check_date
from gongkai.rules.due import Due
from gongkai.rules.foi.periods import BY_CODE, length

SegmentKind = Literal["counted", "extended", "excluded"]
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class PauseRule:
    """Which end days of a consultation are excluded; the defaults are the handbook's design.

    dispatch_day: the day the letter goes out is excluded, too. answer_day: so is the day of the
    answer or of expiry.
    """

    dispatch_day: bool = False
    answer_day: bool = True


@dataclass(frozen=True, order=True)
class Pause:
    """Days that do not count, first and last included. ``open``: the end is only expected."""

    first: date
    last: date
    why: str = ""
    article: str = ""
    open: bool = False

    def holds(self, day: date) -> bool:
        """Whether the day lies in the pause."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Segment:
    """A run of days of one kind. ``days`` is how many working days it adds to the count."""

    kind: SegmentKind
    first: date
    last: date
    days: int
    why: str
    article: str
    open: bool = False

    def as_json(self) -> dict[str, Any]:
        """The segment as plain values."""
        return {
            "kind": self.kind,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "days": self.days,
            "why": self.why,
            "article": self.article,
            "open": self.open,
        }


@dataclass(frozen=True)
class Reckoning:
    """A reply date with all that it was made of (promise 3).

    ``estimated``: a consultation is still open, so the date may come earlier; ``provisional``: a
    year without an announced calendar decided.
    """

    start: date
    n: int
    extra: int
    due: date
    base_due: date
    segments: tuple[Segment, ...]
    counted: tuple[date, ...]
    excluded: tuple[tuple[date, str], ...]
    pauses: tuple[Pause, ...]
    calendar: str
    provisional_years: tuple[int, ...] = ()
    article: str = ""

    @property
    def provisional(self) -> bool:
        """Whether a missing year's notice may move the date."""
        return bool(self.provisional_years)

    @property
    def estimated(self) -> bool:
        """Whether an open consultation may still move the date."""
        return any(pause.open and pause.first <= self.due for pause in self.pauses)

    def as_due(self) -> Due:
        """The same as the explanation that every page draws."""
        return Due(
            start=self.start,
            n=self.n + self.extra,
            unit="working_day",
            due=self.due,
            counted=self.counted,
            excluded=self.excluded,
            calendar=self.calendar,
            provisional_years=self.provisional_years,
            article=self.article,
        )

    def sentence(self) -> str:
        """The explanation in one sentence for the person who must act, or who waits."""
        parts = [f"自{self.start}次日起第{self.n + self.extra}个工作日为{self.due}"]
        if self.extra:
            parts.append(f"其中延长{self.extra}个工作日")
        skipped = [segment for segment in self.segments if segment.kind == "excluded"]
        parts.extend(f"{_span(s)}{s.why}，不计入期限" for s in skipped)
        parts.append(f"依据{self.article}")
        if self.estimated:
            parts.append("征求意见尚未结束，收到意见后会提前")
        if self.provisional:
            years = "、".join(str(year) for year in self.provisional_years)
            parts.append(f"{years}年放假安排尚未公布，此日期为暂定")
        return "，".join(parts) + "。"


def pause_between(
    sent_on: date,
    ended_on: date,
    rule: PauseRule,
    *,
    why: str,
    article: str,
    is_open: bool = False,
) -> Pause | None:
    """The pause of one consultation; None where no day is left in it (answered the same day)."""
    first = sent_on if rule.dispatch_day else sent_on + DAY
    last = ended_on if rule.answer_day else ended_on - DAY
    if last < first:
        return None
    return Pause(first, last, why, article, is_open)


def reckon(
    start: date,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    *,
    extra: int = 0,
) -> Reckoning:
    """Count the reply period from ``start`` (day 0: the day of receipt).

    pauses: excluded days; they may overlap. extra: working days of the extension, 0 to 20.

    Raises:
        CountingError: for an extension that is negative or longer than Art. 33 allows.
        DateOutOfRangeError: when a date leaves 1949 to 2100.
    """
    check_date(start)
    most = BY_CODE["extension"].n
    if not 0 <= extra <= most:
        raise CountingError(f"延长的期限应在1至{most}个工作日之间，现为：{extra}")
    base = length("reply")
    ordered = tuple(sorted(pauses))
    days = list(_days(start, base + extra, ordered, calendar))
    counted = tuple(day for day, why, _ in days if not why)
    return Reckoning(
        start=start,
        n=base,
        extra=extra,
        due=counted[-1],
        base_due=counted[base - 1],
        segments=tuple(_segments(days, base)),
        counted=counted,
        excluded=tuple((day, why) for day, why, _ in days if why),
        pauses=ordered,
        calendar=calendar.edition,
        provisional_years=tuple(
            sorted({d.year for d, _, pause in days if not pause and calendar.is_provisional(d)})
        ),
        article=BY_CODE["reply"].article,
    )


_Day = tuple[date, str, Pause | None]
"""A day, why it does not count (empty if it does), and the pause that it lies in."""


def _days(start: date, n: int, pauses: tuple[Pause, ...], calendar: Calendar) -> Iterator[_Day]:
    """The days after ``start`` until ``n`` of them have counted."""
    day, left = start, n
    while left:
        day = check_date(day + DAY)
        pause = next((pause for pause in pauses if pause.holds(day)), None)
        if pause is not None:
            yield day, pause.why or "不计入期限", pause
            continue
        why = calendar.why_off(day) or ""
        left -= not why
        yield day, why, None


def _segments(days: list[_Day], base: int) -> list[Segment]:
    """Runs of days of one kind, in order, without a gap from the day after day 0 to the end."""
    article = BY_CODE["reply"].article
    runs: list[Segment] = []
    counted = 0
    for day, why, pause in days:
        counts = 0 if why else 1
        if pause is not None:
            found = Segment("excluded", day, day, 0, why, pause.article, pause.open)
        elif counted < base:
            found = Segment("counted", day, day, counts, "办理期限", article)
        else:
            found = Segment("extended", day, day, counts, "延长的期限", article)
        counted += counts
        if runs and _alike(runs[-1], found):
            runs[-1] = replace(runs[-1], last=day, days=runs[-1].days + counts)
        else:
            runs.append(found)
    return runs


def _alike(one: Segment, other: Segment) -> bool:
    return (one.kind, one.why, one.article, one.open) == (
        other.kind,
        other.why,
        other.article,
        other.open,
    )


def _span(segment: Segment) -> str:
    if segment.first == segment.last:
        return str(segment.first)
    return f"{segment.first}至{segment.last}"
