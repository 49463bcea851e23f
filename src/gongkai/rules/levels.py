"""公开层级 of the standard catalogue, and the words that real tables use for them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Level(Row):
    """A level; ``synonyms`` are headings and values that mean it, without blanks."""

    synonyms: tuple[str, ...] = ()


TABLE: Final = Table(
    name="公开层级",
    source="国家部委26个试点领域基层政务公开标准指引（国办发〔2019〕54号）；村级见各地目录",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="SEEN",
    rows=(
        Level(
            code="county",
            name="县级",
            synonyms=("县", "区级", "县（区）级", "县区级", "区（县）级", "县（市、区）级"),
        ),
        Level(
            code="township",
            name="乡级",
            synonyms=(
                "乡",
                "镇",
                "镇级",
                "乡镇",
                "乡镇级",
                "乡（镇）级",
                "街道",
                "街道级",
                "镇街",
                "镇街级",
                "镇（街）级",
                "镇（街道）级",
                "乡镇（街道）级",
            ),
        ),
        Level(
            code="village",
            name="村级",
            synonyms=("村", "村（社区）级", "村（居）级", "村居级", "村社区级", "社区级", "社区"),
        ),
    ),
)

_BOTH_LOWER: Final = (
    "乡、村级",
    "乡村级",
    "乡镇、村级",
    "镇、村级",
    "镇村级",
    "乡（镇）、村级",
    "乡、村",
)


def find_levels(text: str, day: date) -> tuple[Level, ...]:
    """Give the levels that a cell or heading names; empty when it is not understood."""
    word = "".join(text.split()).replace("(", "（").replace(")", "）")
    if word in _BOTH_LOWER:
        return tuple(row for row in TABLE.as_of(day) if row.code in ("township", "village"))
    return tuple(row for row in TABLE.as_of(day) if word == row.name or word in row.synonyms)
