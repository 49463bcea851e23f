"""What waits for a person: packages contribute, the home page collects.

A package registers a provider at start; nobody above needs to know which packages there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.organisation.actor import Actor


@dataclass(frozen=True)
class WaitingItem:
    """One thing that waits for the actor.

    what: its name as people know it. whose: the unit or person it belongs to. since: the local
    day from which it waits. reason: why it waits for this person, in plain words. url and
    action_label: the one next step. due: the day by which it must be done, where there is one.
    """

    what: str
    whose: str
    since: date
    reason: str
    url: str
    action_label: str
    due: date | None = None


Provider = Callable[[Actor], Iterable[WaitingItem]]
_providers: dict[str, Provider] = {}


def register_waiting(name: str, provider: Provider) -> None:
    """Add a provider under a name; registering the same name again replaces it.

    A provider gives only what the actor may act on, in a fixed number of queries.
    """
    _providers[name] = provider


def forget_waiting(name: str) -> None:
    """Take a provider away (tests)."""
    _providers.pop(name, None)


def waiting_for(actor: Actor) -> list[WaitingItem]:
    """Everything that waits for the actor: what has a due date by that date, then the oldest."""
    found = [item for name in sorted(_providers) for item in _providers[name](actor)]
    return sorted(found, key=lambda item: (item.due is None, item.due or item.since, item.since))
