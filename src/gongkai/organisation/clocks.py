"""Who keeps open clocks: packages register here, a new calendar edition recomputes them all.

The handler of ``calendar.changed`` calls every provider inside one transaction, so that either
every open date follows the new calendar or none does (promise 3).
"""

from collections.abc import Callable

from gongkai.organisation.models import Town
from gongkai.rules.calendar import Calendar

Recompute = Callable[[Town, Calendar], int]
"""Recomputes the open clocks of a town, leaves an event for each that moved, says how many did.

It is called again after a crash: with the same calendar it must change nothing.
"""

_providers: dict[str, Recompute] = {}


def register_clocks(name: str, recompute: Recompute) -> None:
    """Add a provider under a name; registering the same name again replaces it."""
    _providers[name] = recompute


def recompute_all(town: Town, calendar: Calendar) -> dict[str, int]:
    """Let every provider recompute the open clocks of a town; needs an open transaction."""
    return {name: _providers[name](town, calendar) for name in sorted(_providers)}
