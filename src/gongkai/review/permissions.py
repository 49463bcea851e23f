"""Who may do what with review sheets.

The owner of the form is the information-release department (N1): here the Office, and the units
for the sheets of their own records. The village's records are its own, so the village may
register its rows as well.
"""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_REGISTRARS = {
    Role.LIAISON: Reach.OWN,
    Role.HANDLER: Reach.OWN,
    Role.VILLAGE: Reach.OWN,
    Role.OFFICE: Reach.DEPARTMENTS,
}

RULES = {
    "review.read": Rule(
        "查看审查表",
        {
            **_REGISTRARS,
            Role.OFFICE: Reach.TOWN,
            Role.REVIEWER: Reach.TOWN,
            Role.LEADER: Reach.TOWN,
            Role.SECRECY: Reach.TOWN,
            Role.EVALUATOR: Reach.TOWN,
        },
    ),
    "review.open_sheet": Rule("新建审查表", _REGISTRARS),
    "review.add_row": Rule("登记审查", _REGISTRARS),
    "review.remove_row": Rule("移出审查表", _REGISTRARS),
    "review.void_sheet": Rule("作废审查表", {Role.OFFICE: Reach.TOWN}),
    "review.give_working_opinion": Rule("填写审查意见", {Role.REVIEWER: Reach.TOWN}),
    "review.give_leader_opinion": Rule("填写主管领导意见", {Role.LEADER: Reach.TOWN}),
    "review.answer_unclear": Rule("出具保密审查结果", {Role.SECRECY: Reach.TOWN}),
    "review.refer_unclear": Rule("提请上级确定", {Role.SECRECY: Reach.TOWN}),
    "review.archive_sheet": Rule("审查表归档", {Role.OFFICE: Reach.TOWN}),
    "review.sign_handler": Rule(
        "承办人签字",
        {
            Role.HANDLER: Reach.OWN,
            Role.LIAISON: Reach.OWN,
            Role.VILLAGE: Reach.OWN,
            Role.OFFICE: Reach.DEPARTMENTS,
        },
    ),
    "review.sign_reviewer": Rule("审查人员签字", {Role.REVIEWER: Reach.TOWN}),
    "review.sign_leader": Rule("主管领导签字", {Role.LEADER: Reach.TOWN}),
    "review.mask_findings": Rule("脱敏", _REGISTRARS),
    "review.cover_file": Rule("涂盖", _REGISTRARS),
    "review.ask_clearance": Rule("提请认定", _REGISTRARS),
    "review.decide_clearance": Rule("出具书面认定", {Role.SECRECY: Reach.TOWN}),
    # Anyone may type something that must be put aside, and it is put aside in their name.
    "review.put_aside": Rule("隔离涉密内容", _REGISTRARS, system=True, anyone=True),
    "review.leaks.read": Rule("查看涉密线索", {Role.SECRECY: Reach.TOWN, Role.OFFICE: Reach.TOWN}),
    "review.close_leak": Rule("处置涉密线索", {Role.SECRECY: Reach.TOWN}),
    "review.add_words": Rule("维护词库", {Role.OFFICE: Reach.TOWN, Role.SECRECY: Reach.TOWN}),
    "review.remove_word": Rule("删除词语", {Role.OFFICE: Reach.TOWN, Role.SECRECY: Reach.TOWN}),
    "review.set_patterns": Rule("设置脱敏方式", {Role.OFFICE: Reach.TOWN}),
}
