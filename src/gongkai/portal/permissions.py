"""Who may read what the public face counts, and change where a town's site goes."""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

# Host key and folder of a target decide where files are written: the system administrator's work.
_SYSTEM = {Role.SYSTEM_ADMIN: Reach.TOWN}

RULES = {
    "portal.demand.read": Rule(
        "查看公众查不到什么",
        {Role.OFFICE: Reach.TOWN, Role.LEADER: Reach.TOWN, Role.EVALUATOR: Reach.TOWN},
    ),
    "portal.targets.read": Rule("查看送达位置", {**_SYSTEM, Role.OFFICE: Reach.TOWN}),
    "portal.add_target": Rule("新增送达位置", _SYSTEM),
    "portal.edit_target": Rule("修改送达位置", _SYSTEM),
    "portal.switch_target": Rule("启用或停用送达位置", _SYSTEM),
    "portal.resend_target": Rule("全部重新送达", _SYSTEM),
}
