"""Who may do what in the campaign package.

The Office leads; each unit answers for its own part, the Office's included. Villages are
addressees of a plan like departments, and speak for themselves (F25).
"""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_OFFICE = {Role.OFFICE: Reach.TOWN}
_UNITS = {
    Role.LIAISON: Reach.OWN,
    Role.HANDLER: Reach.OWN,
    Role.VILLAGE: Reach.OWN,
    Role.OFFICE: Reach.OWN,
}
_MEDIA = {**_UNITS, Role.OFFICE: Reach.TOWN}
_WORKING = (
    *(Role.LIAISON, Role.HANDLER, Role.REVIEWER, Role.LEADER),
    *(Role.OFFICE, Role.VILLAGE, Role.SECRECY, Role.EVALUATOR),
)
_OVERSEEING = {
    Role.OFFICE: Reach.TOWN,
    Role.LEADER: Reach.TOWN,
    Role.EVALUATOR: Reach.TOWN,
}
_STEPPING = {
    Role.LIAISON: Reach.OWN,
    Role.HANDLER: Reach.OWN,
    Role.VILLAGE: Reach.OWN,
    Role.REVIEWER: Reach.TOWN,
    Role.LEADER: Reach.TOWN,
    Role.SECRECY: Reach.TOWN,
    Role.OFFICE: Reach.DEPARTMENTS,
}

RULES = {
    "campaign.read": Rule("查看实施方案", dict.fromkeys(_WORKING, Reach.TOWN)),
    "campaign.units.read": Rule("查看单位落实情况", _UNITS | _OVERSEEING),
    "campaign.draft_plan": Rule("起草实施方案", _OFFICE, system=True),
    "campaign.edit_plan": Rule("修改实施方案", _OFFICE),
    "campaign.add_phase": Rule("增加方案阶段", _OFFICE),
    "campaign.add_task": Rule("增加方案任务", _OFFICE),
    "campaign.edit_task": Rule("修改方案任务", _OFFICE),
    "campaign.remove_task": Rule("删除方案任务", _OFFICE),
    "campaign.start_plan": Rule("下达实施方案", _OFFICE, system=True),
    "campaign.end_plan": Rule("结束实施方案", _OFFICE),
    "campaign.finish_part": Rule("登记任务完成", _UNITS),
    "campaign.reopen_part": Rule("退回任务", _OFFICE),
    "campaign.waive_part": Rule("免办任务", _OFFICE),
    "campaign.plan_training": Rule("安排培训", _OFFICE),
    "campaign.register_attendance": Rule("登记培训签到", _OFFICE),
    "campaign.cancel_training": Rule("取消培训", _OFFICE),
    "campaign.add_material": Rule("添加培训材料", _OFFICE),
    "campaign.open_check": Rule("开展指导检查", _OFFICE),
    "campaign.set_check_points": Rule("设定检查表内容", _OFFICE),
    "campaign.fill_check": Rule("填写检查表", _OFFICE),
    "campaign.rectify": Rule("报送整改情况", _UNITS),
    "campaign.close_finding": Rule("问题销号", _OFFICE),
    "campaign.return_finding": Rule("退回整改", _OFFICE),
    "campaign.call_reports": Rule("布置工作报告", _OFFICE),
    "campaign.save_report": Rule("保存工作报告", _UNITS),
    "campaign.submit_report": Rule("报送工作报告", _UNITS),
    "campaign.return_report": Rule("退回工作报告", _OFFICE),
    "campaign.merge_summary": Rule("汇总全镇总结", _OFFICE),
    "campaign.add_reference": Rule("登记先进经验", _UNITS),
    "campaign.send_request": Rule("登记请示对接", _UNITS),
    "campaign.answer_request": Rule("登记上级答复", _UNITS),
    "campaign.settle_request": Rule("请示对接办结", _UNITS),
    "campaign.add_practice": Rule("登记创新实践", _UNITS),
    "campaign.open_media": Rule("登记新媒体账号", _MEDIA),
    "campaign.note_media_post": Rule("登记新媒体发布", _MEDIA),
    "campaign.close_media": Rule("注销新媒体账号", _MEDIA),
    "campaign.log_concern": Rule("登记并交办关切", _OFFICE),
    "campaign.answer_concern": Rule("登记回应情况", _UNITS),
    "campaign.note_missed_limit": Rule("记录回应超时", {}, system=True),
    "campaign.set_steps": Rule("设定领域步骤", _OFFICE),
    "campaign.begin_course": Rule("开始领域流程", _UNITS),
    "campaign.do_step": Rule("完成流程步骤", _STEPPING),
}
