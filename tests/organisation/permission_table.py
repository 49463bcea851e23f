"""The table ``permissions.csv``: who may do what, written by hand, apart from the code.

A line is an action, a role and how far the role reaches with it: ``own`` its unit and those
under it, ``departments`` the town without its villages, ``town`` the whole town. The role
``system`` is the product itself, ``anyone`` every active account. Whoever changes a permission in
the code changes this table too, so that the change shows when it is read.
"""

import csv
from functools import cache
from pathlib import Path

from gongkai.organisation.permissions import Reach, all_rules

FILE = Path(__file__).with_name("permissions.csv")
SYSTEM = "system"
ANYONE = "anyone"
Line = tuple[str, str, str]


@cache
def table() -> dict[tuple[str, str], Reach]:
    """Reach by action and role, as written."""
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = [(row["action"], row["role"], row["reach"]) for row in csv.DictReader(file)]
    assert len({line[:2] for line in lines}) == len(lines), "a pair stands twice in the table"
    assert lines == sorted(lines), "keep the table sorted, so that a change shows in its place"
    return {(action, role): Reach(reach) for action, role, reach in lines}


def reach_in_table(action: str, role: str) -> Reach | None:
    """How far a role reaches as written; what anyone may do, the role may."""
    return table().get((action, role)) or (
        table().get((action, ANYONE)) if role != SYSTEM else None
    )


def stated() -> set[Line]:
    """The same, as the code states it."""
    rules = all_rules().items()
    grants = {
        (name, str(role.value), reach.value)
        for name, rule in rules
        for role, reach in rule.grants.items()
    }
    product = {(name, SYSTEM, "town") for name, rule in rules if rule.system}
    return grants | product | {(name, ANYONE, "own") for name, rule in rules if rule.anyone}


def written() -> set[Line]:
    """The table as lines."""
    return {(action, role, reach.value) for (action, role), reach in table().items()}
