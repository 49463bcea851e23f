"""The fixed words of 《信息发布保密审查表》, as attachment 2 of the founding plan prints them.

A blank inside a word is the form's own spreading; the print turns it into a gap.
"""

from typing import Final

TITLE: Final = "信息发布保密审查表"
UNIT_LABEL: Final = "单位:"
BLANK_DATE: Final = "    年  月  日"

COLUMNS: Final[tuple[tuple[str, ...], ...]] = (
    ("序号",),
    ("部 门",),
    ("信 息 名 称",),
    ("发布形式",),
    ("工作机构", "或者人员", "审查意见"),
    ("主管领导", "意 见"),
)
"""The headings, one per column, in their lines."""

FORMS: Final = ("网站公开", "依申请公开", "其他")
OPINIONS: Final = (("agree", "同 意"), ("disagree", "不同意"))

HANDLER_SIGNATURE: Final = "承办人(签字)"
SIGNATURE: Final = "(签字)"

NOTES_LABEL: Final = "注:"
NOTES: Final = (
    "本表由机关、单位信息发布主管部门负责组织填写和保管;",
    "机关、单位发布信息均应进行登记;",
    "请在相应的“口”打“√”;",
    "不明确事项应当由机关、单位保密工作机构组织保密审查;",
    "可根据实际情况增减条目数量, 但内容不能改变。",
)

NO_TEXT: Final = "（此页无正文）"
"""Stands on a page that holds signatures and no row, so that none can be added before them."""

CODE_LABEL: Final = "核验码："
CODE_ALT: Final = "核验码的二维码"
