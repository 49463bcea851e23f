"""Another place to which the site goes, for the crawl."""

import factories
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.portal.targets import actions
from gongkai.portal.targets.place import Place
from roads import House
from town_contents import contents


@contents("portal_targets")
def fill(house: House) -> dict[str, object]:
    """A folder of this machine."""
    admin = actor_for(factories.make_account(Role.SYSTEM_ADMIN, unit=house.unit))
    place = Place("备份目录", "directory", folder="/srv/gongkai-elsewhere")
    target = actions.add_target(admin, house.town, place)
    return {"target_id": target.pk, "kind": "sftp"}
