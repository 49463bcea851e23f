"""Who may release and withdraw. No role releases past a running review."""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

RULES = {
    "release.release": Rule(
        "发布",
        {Role.OFFICE: Reach.DEPARTMENTS, Role.VILLAGE: Reach.OWN, Role.HANDLER: Reach.OWN},
    ),
    "release.withdraw": Rule("撤下", {Role.OFFICE: Reach.TOWN, Role.VILLAGE: Reach.OWN}),
    "release.confirm_delivery": Rule("登记送达", {}, system=True),
}
