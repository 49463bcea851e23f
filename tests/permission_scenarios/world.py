"""What scenarios are made of: for every action a thing in a state, and the act upon it.

``tests/organisation/test_every_action.py`` calls each scenario as every role, from the thing's
own unit, from another unit of the town and from another town, and compares who is refused with
``tests/organisation/permissions.csv``. To add one, write a function that takes the ``World``,
brings its thing into the state, and gives a function that takes the actor and acts::

    @scenario("publication.edit", "草稿")
    def edit_draft(world: World) -> Act:
        record = world.house.record()
        return lambda actor: publication.edit(actor, record, roads.draft())

The thing belongs to ``world.home``. An action refused only because of the thing's state is not
a permission: the act may raise any other refusal, and a scenario exists for every state that
people meet. In at least one of them the act must succeed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import factories
from gongkai.organisation.actor import Actor, actor_for, system_actor
from gongkai.organisation.models import Account, Role, Town, Unit
from gongkai.organisation.permissions import rule_of
from roads import House

Act = Callable[[Actor], Any]


@dataclass
class World:
    """A town with a home unit in which things are, another unit, and another town."""

    house: House = field(default_factory=House)

    def __post_init__(self) -> None:
        self.town: Town = self.house.town
        self.home: Unit = self.house.unit
        self.root: Unit = factories.root_unit(self.town)
        self.below: Unit = factories.make_unit(self.town, parent=self.home)
        self.elsewhere: Unit = factories.make_unit(self.town)
        self.abroad: Unit = factories.make_unit()

    def person(self, *roles: Role, **values: Any) -> Account:
        """An account of the home unit."""
        return factories.make_account(*roles, unit=self.home, **values)

    def actor(self, role: Role, unit: Unit) -> Actor:
        """Somebody of ``unit`` with that role."""
        return actor_for(factories.make_account(role, unit=unit))

    def able(self, name: str) -> Actor:
        """Somebody of the home unit who may do this action; the product itself if nobody."""
        roles = rule_of(name).grants
        if rule_of(name).anyone:
            return self.actor(Role.LIAISON, self.home)
        return self.actor(next(iter(roles)), self.home) if roles else system_actor(self.town)


@dataclass(frozen=True)
class Scenario:
    """An action upon a thing in a state.

    everywhere: the action concerns no unit (a national table, the actor's own account), so only
    the role decides.
    """

    action: str
    state: str
    prepare: Callable[[World], Act]
    everywhere: bool = False

    def __str__(self) -> str:
        return f"{self.action}[{self.state}]"


SCENARIOS: list[Scenario] = []


def scenario(
    action: str, *states: str, everywhere: bool = False
) -> Callable[[Callable[..., Act]], Callable[..., Act]]:
    """Register a scenario; with several states the function is given the state as well."""

    def register(prepare: Callable[..., Act]) -> Callable[..., Act]:
        for state in states or ("",):
            SCENARIOS.append(Scenario(action, state, _bound(prepare, state, states), everywhere))
        return prepare

    return register


def _bound(
    prepare: Callable[..., Act], state: str, states: tuple[str, ...]
) -> Callable[[World], Act]:
    if len(states) < 2:
        return prepare
    return lambda world: prepare(world, state)
