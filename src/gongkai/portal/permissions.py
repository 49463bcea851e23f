"""Who may read what the public face counts."""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

RULES = {
    "portal.demand.read": Rule(
        "查看公众查不到什么",
        {Role.OFFICE: Reach.TOWN, Role.LEADER: Reach.TOWN, Role.EVALUATOR: Reach.TOWN},
    ),
}
