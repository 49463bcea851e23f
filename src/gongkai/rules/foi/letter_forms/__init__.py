"""The letters of a case: what each must say, its fields, the packaged words (handbook 2.7).

A form has a text that an Office may rewrite and fields that stand in it as ``{收到日期}``. What
the law wants in a letter is a field that no text may leave out; the remedy and the closing words
are no part of any text: the first comes from the reply kind alone (2.12).
"""

from typing import Final

from gongkai.rules.foi import IN_FORCE
from gongkai.rules.foi.letter_forms.answers import ANSWERS
from gongkai.rules.foi.letter_forms.interim import INTERIM
from gongkai.rules.foi.letter_forms.model import Field, LetterForm
from gongkai.rules.foi.letter_forms.own_record import OWN_RECORD
from gongkai.rules.tables import Table

TABLE: Final = Table(
    name="依申请公开文书范本",
    source=(
        "《政府信息公开条例》第二十九条至第四十二条；国办函〔2020〕109号；"
        "宿政办函〔2021〕21号（文书名称）"
    ),
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN（必备内容、文书名称）；文字为本系统所拟，请法制部门核对",
    rows=(*INTERIM, *OWN_RECORD, *ANSWERS),
)
FORMS: Final = {row.code: row for row in TABLE.rows}
"""Every form by its key: the kind of a letter, or the code of a reply (R01)."""

__all__ = ["FORMS", "TABLE", "Field", "LetterForm"]
