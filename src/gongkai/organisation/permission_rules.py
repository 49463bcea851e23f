"""Who may administer what: system, security and audit administration in different hands."""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_EVERYBODY = dict.fromkeys(Role, Reach.TOWN)
_SYSTEM = {Role.SYSTEM_ADMIN: Reach.TOWN}
_SECURITY = {Role.SECURITY_ADMIN: Reach.TOWN}
_OFFICE = {Role.OFFICE: Reach.TOWN}

RULES = {
    "organisation.read": Rule("查看组织机构", _EVERYBODY),
    "organisation.create_town": Rule("新建镇街", {}, system=True),
    "organisation.edit_town": Rule("修改网站标识", _SYSTEM, system=True),
    "organisation.create_unit": Rule("新建单位", {**_SYSTEM, **_OFFICE}, system=True),
    "organisation.edit_unit": Rule("修改单位", {**_SYSTEM, **_OFFICE}),
    "organisation.move_unit": Rule("调整隶属关系", {**_SYSTEM, **_OFFICE}),
    "organisation.close_unit": Rule("撤销单位", {**_SYSTEM, **_OFFICE}),
    "organisation.appoint_post": Rule("登记职务", _OFFICE, system=True),
    "organisation.end_post": Rule("登记离任", _OFFICE),
    "organisation.appoint_seat": Rule("登记领导小组成员", _OFFICE, system=True),
    "organisation.end_seat": Rule("登记领导小组成员离任", _OFFICE),
    "organisation.appoint_liaison": Rule("指定联络员", _OFFICE, system=True),
    "organisation.hand_over_liaison": Rule("联络员交接", _OFFICE),
    "organisation.accounts.read": Rule(
        "查看账号",
        {
            **_SECURITY,
            **_SYSTEM,
            **_OFFICE,
            Role.AUDIT_ADMIN: Reach.TOWN,
        },
    ),
    "organisation.create_account": Rule("新建账号", _SECURITY, system=True),
    "organisation.edit_account": Rule("修改账号", _SECURITY),
    "organisation.close_account": Rule("停用账号", _SECURITY),
    "organisation.reset_password": Rule("重置密码", _SECURITY),
    "organisation.reset_second_factor": Rule("停用他人的两步验证", _SECURITY),
    "organisation.grant_role": Rule("授予角色", _SECURITY, system=True),
    "organisation.withdraw_role": Rule("收回角色", _SECURITY),
    "organisation.enter_calendar_year": Rule("录入节假日安排", {**_OFFICE, **_SYSTEM}, system=True),
    "ledger.read": Rule(
        "查看台账",
        {Role.AUDIT_ADMIN: Reach.TOWN, Role.OFFICE: Reach.TOWN, Role.EVALUATOR: Reach.TOWN},
    ),
    "outbox.read": Rule("查看待办外送", {**_SYSTEM, **_OFFICE}),
    "outbox.retry": Rule("重试外送", {**_SYSTEM, **_OFFICE}),
}
