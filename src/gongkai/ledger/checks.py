"""What ``gongkai ledger verify`` asks: the chains, and the checks that higher rooms register."""

from collections.abc import Callable, Iterator

from gongkai.ledger.queries import Fault, verify

Check = Callable[[], Iterator[Fault]]
_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Add a check under a name; registering the same name again replaces it."""
    _checks[name] = check


def run_checks() -> Iterator[Fault]:
    """Yield the faults of the chains and of every registered check."""
    yield from verify()
    for name in sorted(_checks):
        yield from _checks[name]()
