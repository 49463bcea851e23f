"""Who may do what with duties: the units say what is, the Office grants and oversees."""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_READERS = {
    Role.LIAISON: Reach.OWN,
    Role.HANDLER: Reach.OWN,
    Role.VILLAGE: Reach.OWN,
    Role.REVIEWER: Reach.TOWN,
    Role.LEADER: Reach.TOWN,
    Role.SECRECY: Reach.TOWN,
    Role.OFFICE: Reach.TOWN,
    Role.EVALUATOR: Reach.TOWN,
}
_WORKERS: dict[Role, Reach] = {
    role: reach for role, reach in _READERS.items() if role != Role.EVALUATOR
}
_UNITS = {Role.LIAISON: Reach.OWN, Role.HANDLER: Reach.OWN, Role.VILLAGE: Reach.OWN}
_UNITS_AND_OFFICE = {**_UNITS, Role.OFFICE: Reach.DEPARTMENTS}
_OFFICE = {Role.OFFICE: Reach.TOWN}

RULES: dict[str, Rule] = {
    "duty.read": Rule("查看公开任务", _READERS),
    "duty.record_event": Rule("登记信息形成", _UNITS_AND_OFFICE),
    "duty.correct_event_date": Rule("更正形成日期", _UNITS_AND_OFFICE),
    "duty.declare_nothing": Rule("登记本期无此信息", _UNITS_AND_OFFICE),
    "duty.declare_nothing_this_year": Rule("登记本年度无此信息", _UNITS_AND_OFFICE),
    "duty.declare_nothing_for_basis": Rule("登记本年度无此类信息", _OFFICE),
    "duty.record_channel": Rule("登记其他渠道公开凭证", _UNITS_AND_OFFICE),
    "duty.choose_answer": Rule("指定完成任务的信息", _UNITS_AND_OFFICE),
    "duty.assign": Rule("交办任务", _UNITS_AND_OFFICE),
    "duty.acknowledge": Rule("看过任务变动通知", _UNITS_AND_OFFICE),
    "duty.open_feed": Rule("开通日历订阅", _WORKERS),
    "duty.close_feed": Rule("停用日历订阅", _WORKERS),
    "duty.excuse": Rule("免除任务", _OFFICE),
    "duty.extend": Rule("任务延期", _OFFICE),
    "duty.reopen": Rule("恢复任务", _OFFICE),
    "duty.urge": Rule("督办", _OFFICE),
    "duty.reply_urging": Rule("回复督办", _UNITS),
    "duty.accept_urging": Rule("办结督办", _OFFICE),
    "duty.return_urging": Rule("退回督办的回复", _OFFICE),
    "duty.withdraw_urging": Rule("撤回督办", _OFFICE),
    "duty.escalate_urging": Rule("督办没有回复，提请负责人", {}, system=True),
    "duty.transfer": Rule("移交单位任务", _OFFICE),
    "duty.configure": Rule("设置公开任务", _OFFICE),
    "duty.make": Rule("生成公开任务", _OFFICE, system=True),
    "duty.recompute": Rule("重算期限", _OFFICE, system=True),
    "duty.follow": Rule("核对完成情况", {}, system=True),
    "duty.count_for_front": Rule("统计首页公开情况", {}, system=True),
    "duty.request_column": Rule("提出栏目设置需求", _OFFICE),
    "duty.set_column_status": Rule("登记栏目设置进展", _OFFICE),
    "duty.link_indicator": Rule("对应考核指标", _OFFICE),
    "duty.unlink_indicator": Rule("取消对应考核指标", _OFFICE),
}
