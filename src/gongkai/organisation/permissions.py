"""Who may do what: every package states its rules, one function decides.

A rule says which role reaches how far with an action: its own unit (and the units under it) or
the whole town. Nobody reaches another town.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role


class Reach(Enum):
    """How far a role reaches with an action."""

    OWN = "own"
    TOWN = "town"


@dataclass(frozen=True)
class Rule:
    """The rule of one action.

    grants: role → reach. system: the product itself may do it without a person (a scheduled
    act, the loading of a demonstration town).
    """

    title: str
    grants: Mapping[Role, Reach] = field(default_factory=dict)
    system: bool = False


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
    found = {rule.grants[role] for role in rule.grants if role.value in actor.account.role_set}
    if Reach.TOWN in found:
        return Reach.TOWN
    return Reach.OWN if found else None
