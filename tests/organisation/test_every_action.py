"""Every action, called for real by every role, upon things in every state.

Who is refused must be exactly what ``permissions.csv`` says: from the unit of the thing, from
another unit of the town, and from another town.
"""

import pytest
from django.db import transaction

from gongkai.organisation.acting import all_actions
from gongkai.organisation.actor import Actor, system_actor
from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach
from gongkai.organisation.refusals import NotPermitted, Refused
from organisation.permission_table import SYSTEM, reach_in_table, table
from permission_scenarios import SCENARIOS, Scenario, World
from permission_scenarios.world import Act

pytestmark = pytest.mark.django_db


def outcome(actor: Actor, act: Act) -> str:
    """Call it and undo it: ``done``, ``refused`` for want of permission, or ``not now``."""
    with transaction.atomic():
        try:
            act(actor)
        except NotPermitted:
            return "refused"
        except Refused:
            return "not now"
        finally:
            transaction.set_rollback(True)
    return "done"


def outcomes(scenario: Scenario) -> tuple[dict[str, str], dict[str, bool]]:
    """What happens to each caller, and who may pass by the table."""
    world = World()
    act = scenario.prepare(world)
    found = {SYSTEM: outcome(system_actor(world.town), act)}
    expected = {SYSTEM: (scenario.action, SYSTEM) in table()}
    for role in Role:
        reach = reach_in_table(scenario.action, role.value)
        found[role] = outcome(world.actor(role, world.home), act)
        expected[role] = reach is not None
        if reach is None:
            continue
        found[f"{role} elsewhere"] = outcome(world.actor(role, world.elsewhere), act)
        expected[f"{role} elsewhere"] = reach is not Reach.OWN or scenario.everywhere
        found[f"{role} abroad"] = outcome(world.actor(role, world.abroad), act)
        expected[f"{role} abroad"] = scenario.everywhere
    return found, expected


@pytest.mark.parametrize("name", sorted(all_actions()))
def test_exactly_those_are_refused_whom_the_table_does_not_name(name: str) -> None:
    scenarios = [scenario for scenario in SCENARIOS if scenario.action == name]
    assert scenarios, "write a scenario in tests/permission_scenarios"
    ever_done = False
    for scenario in scenarios:
        found, expected = outcomes(scenario)
        passed = {who: what != "refused" for who, what in found.items()}
        assert passed == expected, str(scenario)
        ever_done = ever_done or "done" in found.values()
    assert ever_done, "in none of its scenarios does the act succeed"


def test_no_scenario_is_left_over() -> None:
    assert {scenario.action for scenario in SCENARIOS} <= set(all_actions())
