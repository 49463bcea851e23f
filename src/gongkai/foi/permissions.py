"""Who may do what with applications: the Office handles; a handler of the case's own unit helps.

The product itself registers, corrects and withdraws for an applicant who uses the public pages and
keeps what is stated there.
"""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_OFFICE = {Role.OFFICE: Reach.TOWN}
_HANDLERS = {Role.OFFICE: Reach.TOWN, Role.HANDLER: Reach.OWN}
_ASKED = {
    **dict.fromkeys((Role.LIAISON, Role.HANDLER, Role.REVIEWER, Role.VILLAGE), Reach.OWN),
    **dict.fromkeys((Role.OFFICE, Role.LEADER), Reach.TOWN),
}
"""Whoever is reminded of what a unit was asked to help with: its people, and those above."""

RULES = {
    "foi.read": Rule(
        "查看依申请公开",
        {
            **_HANDLERS,
            Role.LEADER: Reach.TOWN,
            Role.EVALUATOR: Reach.TOWN,
        },
    ),
    "foi.register": Rule("登记申请", _OFFICE, system=True),
    "foi.confirm": Rule("登记与申请人确认", _HANDLERS),
    "foi.hand_over": Rule("指定承办人、交接", _OFFICE),
    "foi.remind": Rule("提醒办理申请", _OFFICE),
    "foi.classify": Rule("修改申请内容简称", _HANDLERS),
    "foi.add_file": Rule("添加案卷文件", _HANDLERS, system=True),
    "foi.view_personal": Rule("查看申请人资料", _HANDLERS),
    "foi.view_file": Rule("查看案卷文件", _HANDLERS),
    "foi.ask_correction": Rule("要求补正", _HANDLERS),
    "foi.correct": Rule("登记补正", _HANDLERS, system=True),
    "foi.close_uncorrected": Rule("按逾期不补正结案", _HANDLERS),
    "foi.consult": Rule("征求意见", _HANDLERS),
    "foi.reach_party": Rule("登记征求意见书送达", _HANDLERS),
    "foi.end_consultation": Rule("登记意见", _HANDLERS),
    "foi.tell_third_party": Rule("书面告知第三方", _HANDLERS),
    "foi.ask_assistance": Rule("发协办函", _HANDLERS),
    "foi.end_assistance": Rule("登记协办反馈", _HANDLERS),
    "foi.assistance.read": Rule("查看协办函", _ASKED),
    "foi.ask_extension": Rule("提出延期", _HANDLERS),
    "foi.decide_extension": Rule("审批延期", {Role.LEADER: Reach.TOWN, Role.OFFICE: Reach.TOWN}),
    "foi.extend": Rule("告知延期", _HANDLERS),
    "foi.ask_fee": Rule("发收费通知", _OFFICE),
    "foi.reach_payer": Rule("登记收费通知送达", _HANDLERS),
    "foi.pay_fee": Rule("登记缴费", _OFFICE),
    "foi.close_unpaid": Rule("按逾期不缴费结案", _OFFICE),
    "foi.ask_reasons": Rule("要求说明理由", _HANDLERS),
    "foi.give_reasons": Rule("登记说明的理由", _HANDLERS),
    "foi.delay": Rule("确定延迟答复的期限", _OFFICE),
    "foi.withdraw": Rule("登记撤回申请", _HANDLERS, system=True),
    "foi.log_search": Rule("登记检索", _HANDLERS),
    "foi.draft_reply": Rule("起草答复", _HANDLERS),
    "foi.issue_reply": Rule("作出答复", _OFFICE),
    "foi.take_back": Rule("收回未送达的答复", _OFFICE),
    "foi.serve": Rule("登记答复送达", _HANDLERS),
    "foi.keep_letter": Rule("保存生成的文书", {}, system=True),
    "foi.retry_letter": Rule("重新生成文书", _HANDLERS),
    "foi.fetch_letter": Rule("申请人下载文书", {}, system=True),
    "foi.fetch_supply": Rule("申请人下载提供的内容", {}, system=True),
    "foi.print_letter_sheet": Rule("打印送达回证、信封", _HANDLERS),
    "foi.edit_template": Rule("修改文书范本", _OFFICE),
    "foi.attach_proof": Rule("补充送达凭证", _HANDLERS),
    "foi.redo": Rule("重新答复", _OFFICE),
    "foi.propose_release": Rule("建议主动公开", _OFFICE),
    "foi.open_dispute": Rule("登记复议、诉讼", _OFFICE),
    "foi.answer_dispute": Rule("登记复议答复、诉讼答辩", _OFFICE),
    "foi.end_dispute": Rule("登记复议、诉讼结果", _OFFICE),
    "foi.register_own_record": Rule("登记更正申请", _OFFICE),
    "foi.view_own_record": Rule("查看更正申请人资料", _OFFICE),
    "foi.open_own_record_letter": Rule("打开更正申请的告知书", _OFFICE),
    "foi.end_own_record": Rule("办结更正申请", _OFFICE),
    "foi.remove_own_record": Rule("按期清除更正申请人资料", _OFFICE),
    "foi.set_settings": Rule("依申请公开设置", _OFFICE),
    "foi.name_head": Rule("指定工作机构负责人", {Role.LEADER: Reach.TOWN}),
    "foi.decide_demand": Rule("处理集中需求", _OFFICE),
    "foi.remove": Rule("按期清除申请人资料", _OFFICE),
    "foi.rate": Rule("登记评价", {}, system=True),
    "foi.state": Rule("收到网上说明", {}, system=True),
    "foi.annual_report.read": Rule(
        "查看年度报告",
        {Role.OFFICE: Reach.TOWN, Role.LEADER: Reach.TOWN, Role.EVALUATOR: Reach.TOWN},
    ),
    "foi.make_annual_report": Rule("编制年度报告", _OFFICE),
    "foi.recompute_annual_report": Rule("按记录重新统计年度报告", _OFFICE),
    "foi.enter_annual_figures": Rule("填写年度报告数据", _OFFICE),
    "foi.write_annual_texts": Rule("修改年度报告文字", _OFFICE),
    "foi.set_previous_report": Rule("导入上年年度报告", _OFFICE),
    "foi.finish_annual_report": Rule("年度报告定稿", _OFFICE),
    "foi.reopen_annual_report": Rule("重新编制年度报告", _OFFICE),
    "foi.draft_annual_record": Rule("年度报告转为公开信息", _OFFICE),
    "foi.recompute": Rule("按新日历重算期限", {}, system=True),
}
