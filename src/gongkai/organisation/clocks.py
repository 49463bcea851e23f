"""Who keeps open clocks: packages register here, a new calendar edition recomputes them all.

The handler of ``calendar.changed`` calls every provider inside one transaction, so that either
every open date follows the new calendar or none does (promise 3).
"""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.organisation.models import Town
from gongkai.rules.calendar import Calendar

Recompute = Callable[[Town, Calendar], int]
"""Recomputes the open clocks of a town, leaves an event for each that moved, says how many did.

It is called again after a crash: with the same calendar it must change nothing.
"""

Hold = Callable[[Town, Calendar], object]
"""Locks the rows of a town that its recomputing is going to write."""


@dataclass(frozen=True)
class _Provider:
    recompute: Recompute
    hold: Hold


_providers: dict[str, _Provider] = {}


def register_clocks(name: str, recompute: Recompute, hold: Hold) -> None:
    """Add a provider under a name; registering the same name again replaces it."""
    _providers[name] = _Provider(recompute, hold)


def recompute_all(town: Town, calendar: Calendar) -> dict[str, int]:
    """Let every provider recompute the open clocks of a town; needs an open transaction.

    All hold what they will write before the first one recomputes: from its entry on the ledger is
    held, and whoever is at work on a case would wait for it while the next provider waits for the
    case.
    """
    ordered = sorted(_providers.items())
    for _, provider in ordered:
        provider.hold(town, calendar)
    return {name: provider.recompute(town, calendar) for name, provider in ordered}
