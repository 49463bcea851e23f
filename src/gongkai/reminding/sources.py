"""What people are to be reminded of: packages contribute, one gathering a day collects.

As with ``organisation.waiting``: a package registers a provider at start, and nobody here knows
which packages there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from gongkai.organisation.models import Town
from gongkai.rules.reminding import Whom, Window


@dataclass(frozen=True)
class Owed:
    """Something with a date that a unit still owes: the levels say who is told of it, and when.

    key: names it within its provider. what: its title, free of personal data, because it may go
    by mail. note: more, shown within the house only. url: a path of the office. known: the day
    from which it was there. person: the account whose it is, in place of the liaison. first: who
    is told where the levels say liaison and there is no person.
    """

    key: str
    unit: int
    what: str
    due: date
    url: str
    known: date
    note: str = ""
    person: int | None = None
    first: Whom = Whom.LIAISON


@dataclass(frozen=True)
class Told:
    """Something that places of a unit are told now, whatever the levels.

    words: why, in a short sentence that may go by mail. due: by when, where there is a day.
    person: the account whose it is, in place of the liaison.
    """

    key: str
    unit: int
    what: str
    words: str
    url: str
    to: frozenset[Whom] = field(default_factory=lambda: frozenset({Whom.LIAISON}))
    due: date | None = None
    note: str = ""
    person: int | None = None


@dataclass(frozen=True)
class Occasion:
    """A gathering of a town: its window, and the moment of the one before (aware)."""

    town: Town
    window: Window
    since: datetime


Provider = Callable[[Occasion], Iterable[Owed | Told]]
_providers: dict[str, Provider] = {}


def register_reminders(name: str, provider: Provider) -> None:
    """Add a provider under a name; registering the same name again replaces it.

    A provider gives what is open on the day, in a fixed number of queries; of what has a date at
    least everything due until ``FURTHEST`` days after the window.
    """
    _providers[name] = provider


def forget_reminders(name: str) -> None:
    """Take a provider away (tests)."""
    _providers.pop(name, None)


def reminders_of(occasion: Occasion) -> list[Owed | Told]:
    """Everything that the packages bring to an occasion, each key under its provider's name."""
    return [
        replace(entry, key=f"{name}:{entry.key}")
        for name in sorted(_providers)
        for entry in _providers[name](occasion)
    ]
