"""Who may do what with records: a unit drafts its own, the Office sees the whole town.

Nobody drafts in a village's name but the village (F25).
"""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_DRAFTERS = {
    Role.LIAISON: Reach.OWN,
    Role.HANDLER: Reach.OWN,
    Role.VILLAGE: Reach.OWN,
    Role.OFFICE: Reach.DEPARTMENTS,
}

RULES = {
    "publication.read": Rule(
        "查看信息",
        {
            **_DRAFTERS,
            Role.OFFICE: Reach.TOWN,
            Role.REVIEWER: Reach.TOWN,
            Role.LEADER: Reach.TOWN,
            Role.SECRECY: Reach.TOWN,
            Role.EVALUATOR: Reach.TOWN,
        },
    ),
    "publication.create": Rule("起草信息", _DRAFTERS),
    "publication.edit": Rule("修改信息", _DRAFTERS),
    "publication.attach": Rule("添加附件", _DRAFTERS),
    "publication.recognise": Rule("识别扫描件文字", _DRAFTERS),
    "publication.detach": Rule("删除附件", _DRAFTERS),
    "publication.file_under": Rule("归入公开事项", _DRAFTERS),
    "publication.create_matter": Rule("新建办理事项", _DRAFTERS),
    "publication.import_document": Rule("导入文件", _DRAFTERS),
    "publication.discard_draft": Rule("放弃草稿", _DRAFTERS),
    "publication.set_term": Rule("设定公开期限", _DRAFTERS),
    "publication.write_guide": Rule("编制公开指南", {Role.OFFICE: Reach.DEPARTMENTS}),
}
