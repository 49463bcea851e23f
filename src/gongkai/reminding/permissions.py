"""Who may do what with reminders: everybody their own, the Office the levels, the system
administrator the ways.
"""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_OFFICE = {Role.OFFICE: Reach.TOWN}
_SYSTEM = {Role.SYSTEM_ADMIN: Reach.TOWN}

RULES: dict[str, Rule] = {
    "reminding.gather": Rule("汇总当天的提醒", {}, system=True),
    "reminding.note_sending": Rule("登记提醒发送结果", {}, system=True),
    "reminding.configure": Rule("设置提醒层级", _OFFICE),
    "reminding.appoint_head": Rule("指定接收提醒的负责人", _OFFICE),
    "reminding.sendings.read": Rule("查看提醒发送情况", {**_OFFICE, **_SYSTEM}),
    "reminding.gateways.read": Rule("查看提醒发送方式", _SYSTEM),
    "reminding.set_gateway": Rule("设置提醒发送方式", _SYSTEM),
    "reminding.try_gateway": Rule("测试提醒发送方式", _SYSTEM),
    "reminding.set_wishes": Rule("设置本人的提醒方式", anyone=True),
}
