"""Who may release and take down. No role releases past a running review."""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_RELEASERS = {Role.OFFICE: Reach.DEPARTMENTS, Role.VILLAGE: Reach.OWN, Role.HANDLER: Reach.OWN}
_WITHDRAWERS = {Role.OFFICE: Reach.TOWN, Role.VILLAGE: Reach.OWN}

RULES = {
    "release.release": Rule("发布", _RELEASERS),
    "release.schedule": Rule("定时发布", _RELEASERS),
    "release.unschedule": Rule("取消定时发布", _RELEASERS),
    "release.release_scheduled": Rule("按时发布", {}, system=True),
    "release.withdraw": Rule("撤下", _WITHDRAWERS),
    "release.expire": Rule("公开期满撤下", _WITHDRAWERS),
    "release.confirm_delivery": Rule("登记送达", {}, system=True),
    "release.store_proof": Rule("登记公开凭证", {}, system=True),
}
