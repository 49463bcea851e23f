"""The letters of a case that are no replies (2.7): names and what they are for."""

from dataclasses import dataclass
from typing import Final

from gongkai.rules.foi import IN_FORCE
from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class LetterKind(Row):
    """A kind of letter. to: applicant, third_party, agency or unit. numbered: has a 文号."""

    to: str
    numbered: bool = True


REPLY: Final = "reply"

TABLE: Final = Table(
    name="依申请公开文书",
    source="《政府信息公开条例》第三十条至第四十一条；宿政办函〔2021〕21号（文书名称）",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        LetterKind(code="receipt", name="政府信息公开申请登记回执", to="applicant"),
        LetterKind(code="correction", name="政府信息公开申请补正告知书", to="applicant"),
        LetterKind(code="reasons", name="政府信息公开申请说明理由通知书", to="applicant"),
        LetterKind(code="extension", name="政府信息公开申请延期答复告知书", to="applicant"),
        LetterKind(code="delay", name="政府信息公开申请延迟答复告知书", to="applicant"),
        LetterKind(code="third_party", name="政府信息公开征求第三方意见书", to="third_party"),
        LetterKind(code="third_party_notice", name="政府信息公开第三方告知书", to="third_party"),
        LetterKind(code="co_maker", name="政府信息公开征求共同制作机关意见书", to="agency"),
        LetterKind(code="assistance", name="政府信息公开协办函", to="unit"),
        LetterKind(code="fee", name="政府信息公开信息处理费收费通知书", to="applicant"),
        LetterKind(code="own_record", name="政府信息更正告知书", to="applicant"),
        LetterKind(code="own_record_transfer", name="政府信息更正申请转送告知书", to="applicant"),
        LetterKind(code=REPLY, name="答复", to="applicant"),
        LetterKind(code="service_record", name="送达回证", to="applicant", numbered=False),
    ),
)
BY_CODE: Final = {row.code: row for row in TABLE.rows}
