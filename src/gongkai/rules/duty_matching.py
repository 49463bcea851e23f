"""Which duty a publication answers: a proposal made by rule, which a person can overrule.

The rule uses 成文日期 only to choose the period or the event; whether a duty was met in time is
judged by the day of the real release, which nobody can type (handbook 11: back-dating is a veto).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Owed:
    """A duty as the matching sees it: its key, the days it speaks of, whether it waits.

    ``start`` and ``end`` are the period, or the days in which a document about the event would be
    formed; ``day`` is the day of the event itself. ``after`` says that the duty is to be met after
    its period has ended (每季度结束后10日内).
    """

    key: int
    start: date
    end: date
    after: bool = False
    answered: bool = False
    day: date | None = None


def period_for(formed: date, released: date, duties: Sequence[Owed]) -> Owed | None:
    """The period that a publication speaks of, among the duties of one item and unit.

    Of duties that are met after their period: the last period that had ended when the document
    was formed, unless something else has answered it. Else the period in which it was formed.
    A document formed outside every period goes to the period of its release.
    """
    ended = [duty for duty in duties if duty.after and duty.end <= formed]
    if ended and not (last := max(ended, key=lambda duty: duty.end)).answered:
        return last
    for day in (formed, released):
        within = [duty for duty in duties if duty.start <= day <= duty.end]
        if within:
            return max(within, key=lambda duty: duty.start)
    return None


def event_for(formed: date, duties: Sequence[Owed]) -> Owed | None:
    """The recorded event that a publication speaks of: on its very day, else the nearest one that
    nothing has answered and in whose days it was formed. None: an event that nobody recorded.
    """
    same = [duty for duty in duties if duty.day == formed]
    if same:
        return min(same, key=lambda duty: (duty.answered, duty.key))
    open_ones = [duty for duty in duties if not duty.answered and duty.start <= formed <= duty.end]
    return min(open_ones, key=lambda duty: (abs(_day(duty) - formed), duty.key), default=None)


def _day(duty: Owed) -> date:
    return duty.day or duty.start
