"""Clocks: one row for each different count on a calendar, shared by all duties that count so."""

from collections.abc import Iterable

from django.db.models import Q

from gongkai.duty.models import Clock
from gongkai.rules.calendar import Calendar
from gongkai.rules.duty_clock import Count

_CHUNK = 100
"""Counts asked for in one query: five values each, within what SQLite binds."""


def clocks_for(counts: Iterable[Count], calendar: Calendar) -> dict[Count, Clock]:
    """The clock of each count on ``calendar``; those that are not there yet are made.

    Raises DateOutOfRangeError or CountingError where a count cannot be counted.
    """
    wanted = list(dict.fromkeys(counts))
    found: dict[Count, Clock] = {}
    for first in range(0, len(wanted), _CHUNK):
        found.update(_chunk(wanted[first : first + _CHUNK], calendar))
    return found


def clock_for(count: Count, calendar: Calendar) -> Clock:
    """The clock of one count; see ``clocks_for``."""
    return clocks_for([count], calendar)[count]


def _chunk(counts: list[Count], calendar: Calendar) -> dict[Count, Clock]:
    found = _stored(counts, calendar)
    missing = [Clock.made(count, calendar) for count in counts if count not in found]
    if missing:
        # Another process may make the same clock at this moment: the row that is there counts.
        Clock.objects.bulk_create(missing, ignore_conflicts=True)
        found = _stored(counts, calendar)
    return found


def _stored(counts: list[Count], calendar: Calendar) -> dict[Count, Clock]:
    starts = {count.start for count in counts}
    wanted = set(counts)
    near = Clock.objects.filter(
        Q(start__in=starts), calendar=calendar.edition, n__in={count.n for count in counts}
    )
    return {clock.count: clock for clock in near.defer("explanation") if clock.count in wanted}
