"""Kinds of applicants: the two of the form, and the columns of the annual report (handbook 3.4)."""

from dataclasses import dataclass
from typing import Final

from gongkai.rules.foi import IN_FORCE
from gongkai.rules.tables import Row, Table

NATURAL: Final = "natural"


@dataclass(frozen=True, kw_only=True)
class ApplicantKind(Row):
    """A column of table 三. ``person`` is true for 自然人, false for 法人或其他组织."""

    person: bool


TABLE: Final = Table(
    name="申请人类别",
    source="《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        ApplicantKind(code=NATURAL, name="自然人", person=True),
        ApplicantKind(code="business", name="商业企业", person=False),
        ApplicantKind(code="research", name="科研机构", person=False),
        ApplicantKind(code="charity", name="社会公益组织", person=False),
        ApplicantKind(code="legal", name="法律服务机构", person=False),
        ApplicantKind(code="other", name="其他", person=False),
    ),
)

KINDS: Final = tuple(row.code for row in TABLE.rows)
"""The codes in the order of the printed columns."""


def is_person(kind: str) -> bool:
    """Whether the applicant is a natural person (自然人)."""
    return kind == NATURAL


def kind_label(kind: str) -> str:
    """The kind in words; 法人或其他组织 and which, for all but natural persons.

    Raises KeyError for a code that the table does not have.
    """
    row = {row.code: row for row in TABLE.rows}[kind]
    return row.name if row.person else f"法人或其他组织（{row.name}）"
