"""Scenarios of what records do in columns of the site: the guide."""

from gongkai.publication import actions as publication
from permission_scenarios.world import Act, World, scenario


@scenario("publication.write_guide")
def write_guide(world: World) -> Act:
    return lambda actor: publication.write_guide(actor, world.home, {"fax": "无"}, unfinished=True)
