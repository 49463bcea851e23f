"""Who may do what with the catalogue: only the Office edits it (F10)."""

from gongkai.organisation.models import Role
from gongkai.organisation.permissions import Reach, Rule

_READERS = {
    Role.LIAISON: Reach.TOWN,
    Role.HANDLER: Reach.TOWN,
    Role.REVIEWER: Reach.TOWN,
    Role.LEADER: Reach.TOWN,
    Role.OFFICE: Reach.TOWN,
    Role.VILLAGE: Reach.TOWN,
    Role.SECRECY: Reach.TOWN,
    Role.EVALUATOR: Reach.TOWN,
}
_OFFICE = {Role.OFFICE: Reach.TOWN}

RULES = {
    "catalogue.read": Rule("查看标准目录", _READERS),
    "catalogue.start_edition": Rule("新建目录版本", _OFFICE, system=True),
    "catalogue.load_national": Rule("装入国家目录", _OFFICE, system=True),
    "catalogue.upload": Rule("上传目录文件", _OFFICE),
    "catalogue.decide_import": Rule("核对目录文件", _OFFICE),
    "catalogue.discard_import": Rule("放弃目录文件", _OFFICE),
    "catalogue.import": Rule("导入目录", _OFFICE, system=True),
    "catalogue.add_item": Rule("增加公开事项", _OFFICE),
    "catalogue.edit_item": Rule("修改公开事项", _OFFICE),
    "catalogue.remove_item": Rule("移除公开事项", _OFFICE),
    "catalogue.match_item": Rule("指定沿用的公开事项", _OFFICE),
    "catalogue.confirm_item": Rule("核对公开事项", _OFFICE, system=True),
    "catalogue.doubt_item": Rule("标为待核对", _OFFICE),
    "catalogue.assign_units": Rule("指定责任单位", _OFFICE, system=True),
    "catalogue.put_in_force": Rule("施行目录版本", _OFFICE, system=True),
    "catalogue.discard_edition": Rule("删除目录草稿", _OFFICE),
    "catalogue.schedule_review": Rule("安排目录评估", _OFFICE, system=True),
    "catalogue.rename_field": Rule("更改领域名称", _OFFICE, system=True),
}
