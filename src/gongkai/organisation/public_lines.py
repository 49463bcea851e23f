"""What a room below the public site may offer for its first page and its fixed lists.

A room registers a function at start; the portal asks it whenever it writes these pages. What a
function gives must follow from what is stored, not from the clock, and whoever changes that leaves
the effect ``portal.front`` with ``{"town": slug}``: so the pages follow, and a full build agrees.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.organisation.models import Town

FRONT_EFFECT = "portal.front"


@dataclass(frozen=True)
class Consultation:
    """A draft on which the public is asked (征求意见). ``address`` is within the town's tree.

    ``closes_on`` is the last day; the page says how many days are left where scripts run.
    """

    title: str
    address: str
    opens_on: date
    closes_on: date
    unit: str
    closed: bool = False


@dataclass(frozen=True)
class OpenMeeting:
    """A meeting that people may attend (列席). ``address``: what there is to read about it."""

    title: str
    address: str
    at: datetime
    place: str
    unit: str
    closed: bool = False


@dataclass(frozen=True)
class Coverage:
    """How much of what was due is public, in one sentence, and where the list is."""

    sentence: str
    address: str = ""


Consultations = Callable[[Town], list[Consultation]]
OpenMeetings = Callable[[Town], list[OpenMeeting]]
CoverageOf = Callable[[Town], Coverage | None]

_consultations: list[Consultations] = []
_meetings: list[OpenMeetings] = []
_coverage: list[CoverageOf] = []


def register_consultations(offer: Consultations) -> None:
    """Offer consultations, open and closed."""
    _consultations.append(offer)


def register_meetings(offer: OpenMeetings) -> None:
    """Offer meetings that people may attend, to come and past."""
    _meetings.append(offer)


def register_coverage(offer: CoverageOf) -> None:
    """Offer the sentence on coverage; None while there is nothing to say."""
    _coverage.append(offer)


def consultations_of(town: Town) -> list[Consultation]:
    """All that is offered: what closes first comes first."""
    found = [line for offer in _consultations for line in offer(town)]
    return sorted(found, key=lambda line: (line.closes_on, line.title))


def meetings_of(town: Town) -> list[OpenMeeting]:
    """All that is offered, by time."""
    found = [line for offer in _meetings for line in offer(town)]
    return sorted(found, key=lambda line: (line.at, line.title))


def coverage_of(town: Town) -> Coverage | None:
    """The first sentence that is offered."""
    return next((said for offer in _coverage if (said := offer(town))), None)
