"""《信息发布保密审查表》, word for word as attachment 2 of the founding plan prints it.

The number of rows is free, the content is not (note 5): whoever draws the form takes every
word from here. A blank inside a word is the form's own spreading; ``name`` is the plain word.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table

SOURCE: Final = "《泊里镇政务公开标准化规范化工作实施方案》附件2"
EFFECTIVE_FROM: Final = date(2020, 5, 31)

TITLE: Final = "信息发布保密审查表"
UNIT_LABEL: Final = "单位:"
DATE_LABEL: Final = "年 月 日"
NOTES_LABEL: Final = "注:"
NO_TEXT: Final = "（此页无正文）"
"""Stands on a page that holds signatures and no row, so that none can be added before them."""

CHECKED: Final = "√"
"""What note 3 asks to put into the box."""


@dataclass(frozen=True, kw_only=True)
class FormColumn(Row):
    """A column: its heading in its printed lines, the boxes of each row, the signature below.

    ``exactly_one`` says that one box of the row must be ticked and no other; without it, at
    least one. ``after`` is the column whose opinion must stand first.
    """

    lines: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    exactly_one: bool = False
    signature: str = ""
    after: str = ""


PUBLICATION_FORMS: Final = (
    ("website", "网站公开"),
    ("on_request", "依申请公开"),
    ("other", "其他"),
)
OPINIONS: Final = (("agree", "同 意"), ("disagree", "不同意"))

COLUMNS: Final = Table(
    name=TITLE,
    source=SOURCE,
    effective_from=EFFECTIVE_FROM,
    effective_to=None,
    evidence="SEEN",
    rows=(
        FormColumn(code="sequence", name="序号", lines=("序号",), signature="承办人(签字)"),
        FormColumn(code="unit", name="部门", lines=("部 门",)),
        FormColumn(code="title", name="信息名称", lines=("信 息 名 称",)),
        FormColumn(code="form", name="发布形式", lines=("发布形式",), options=PUBLICATION_FORMS),
        FormColumn(
            code="working_body",
            name="工作机构或者人员审查意见",
            lines=("工作机构", "或者人员", "审查意见"),
            options=OPINIONS,
            exactly_one=True,
            signature="(签字)",
        ),
        FormColumn(
            code="leader",
            name="主管领导意见",
            lines=("主管领导", "意 见"),
            options=OPINIONS,
            exactly_one=True,
            signature="(签字)",
            after="working_body",
        ),
    ),
)


@dataclass(frozen=True)
class Seat:
    """A place of the signature row: who signs, under which column, beside which words."""

    code: str
    name: str
    column: str
    label: str


SIGNATURE_ROW: Final = (
    Seat("handler", "承办人", "sequence", "承办人(签字)"),
    Seat("reviewer", "审查工作机构或者人员", "working_body", "(签字)"),
    Seat("leader", "主管领导", "leader", "(签字)"),
)
"""Three signatures by three different persons; that they differ is this software's rule."""

NOTES: Final = (
    "本表由机关、单位信息发布主管部门负责组织填写和保管;",
    "机关、单位发布信息均应进行登记;",
    "请在相应的“口”打“√”;",
    "不明确事项应当由机关、单位保密工作机构组织保密审查;",
    "可根据实际情况增减条目数量, 但内容不能改变。",
)


def check_forms(ticked: frozenset[str], other_text: str) -> str | None:
    """Say in Chinese what is wrong with the ticks of 发布形式, or None.

    At least one box; 其他 needs a text, and the text needs the box (handbook 5.3).
    """
    known = {code for code, _ in PUBLICATION_FORMS}
    if ticked - known:
        return f"发布形式没有这一项：{'、'.join(sorted(ticked - known))}"
    if not ticked:
        return "请至少勾选一种发布形式"
    if ("other" in ticked) != bool(other_text.strip()):
        return "勾选“其他”时请写明形式；未勾选时不要填写"
    return None
