"""有效性 of a document, shown with its date and the link to what replaced it (handbook 9.4)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Validity(Row):
    """A value of 有效性; ``needs_date`` and ``may_have_successor`` say what goes with it."""

    needs_date: bool
    may_have_successor: bool
    unsure: bool = False


TABLE: Final = Table(
    name="有效性",
    source="各地政府信息公开专栏的通行做法",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="SEEN（通行做法）；“尚未施行”UNSURE",
    rows=(
        Validity(code="valid", name="有效", needs_date=False, may_have_successor=False),
        Validity(code="expired", name="失效", needs_date=True, may_have_successor=True),
        Validity(code="abolished", name="废止", needs_date=True, may_have_successor=True),
        Validity(code="amended", name="已修改", needs_date=True, may_have_successor=True),
        Validity(
            code="not_yet",
            name="尚未施行",
            needs_date=True,
            may_have_successor=False,
            unsure=True,
        ),
    ),
)
