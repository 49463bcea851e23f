"""体裁: the 15 kinds of official documents (公文文种)."""

from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table

TABLE: Final = Table(
    name="公文文种",
    source="《党政机关公文处理工作条例》（中办发〔2012〕14号）第八条",
    effective_from=date(2012, 7, 1),
    effective_to=None,
    evidence="RECALL",
    rows=tuple(
        Row(code=code, name=name)
        for code, name in (
            ("resolution", "决议"),
            ("decision", "决定"),
            ("order", "命令（令）"),
            ("communique", "公报"),
            ("public_notice", "公告"),
            ("announcement", "通告"),
            ("opinions", "意见"),
            ("notice", "通知"),
            ("circular", "通报"),
            ("report", "报告"),
            ("request", "请示"),
            ("reply", "批复"),
            ("proposal", "议案"),
            ("letter", "函"),
            ("minutes", "纪要"),
        )
    ),
)
