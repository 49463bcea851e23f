"""Who may do what: every package states its rules, one function decides.

A rule says which role reaches how far with an action: its own unit (and the units under it),
the town without its villages and communities, or the whole town. Nobody reaches another town.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role


class Reach(Enum):
    """How far a role reaches with an action.

    ``DEPARTMENTS`` leaves out villages and communities: they govern themselves, and the town
    never acts in their name (村民委员会组织法 Art. 6; F25).
    """

    OWN = "own"
    DEPARTMENTS = "departments"
    TOWN = "town"


@dataclass(frozen=True)
class Rule:
    """The rule of one action.

    grants: role → reach. system: the product itself may do it without a person (a scheduled
    act, the loading of a demonstration town). anyone: every active account may do it to itself,
    whatever roles it holds (its own password).
    """

    title: str
    grants: Mapping[Role, Reach] = field(default_factory=dict)
    system: bool = False
    anyone: bool = False


_rules: dict[str, Rule] = {}


def register_rules(rules: Mapping[str, Rule]) -> None:
    """Add a package's rules at start; a name may be stated once only."""
    for name, rule in rules.items():
        if _rules.get(name, rule) != rule:
            raise ValueError(f"two rules for {name}")
        _rules[name] = rule


def rule_of(action: str) -> Rule:
    """The rule of an action; KeyError if no package stated one."""
    return _rules[action]


def all_rules() -> Mapping[str, Rule]:
    """Every rule by action name."""
    return dict(_rules)


def reach_of(actor: Actor, action: str) -> Reach | None:
    """How far this actor reaches with an action; None if not at all.

    The widest reach of the actor's roles counts. A closed account reaches nothing.
    """
    rule = rule_of(action)
    if actor.account is None:
        return Reach.TOWN if rule.system else None
    if not actor.account.is_active:
        return None
    return reach_of_roles(actor.account.role_set, rule)


def reach_of_roles(held: frozenset[str], rule: Rule) -> Reach | None:
    """How far roles reach by a rule; the widest counts. None if not at all."""
    found = {reach for role, reach in rule.grants.items() if role in held}
    for reach in (Reach.TOWN, Reach.DEPARTMENTS):
        if reach in found:
            return reach
    return Reach.OWN if found or rule.anyone else None
