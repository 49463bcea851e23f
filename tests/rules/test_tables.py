from datetime import date

import pytest

from gongkai.rules import (
    channels,
    discloser,
    fields,
    five_stages,
    genres,
    info_regime,
    legal_basis,
    levels,
    metadata,
    publicity,
    review_form,
    themes,
    validity,
    withdrawal,
)
from gongkai.rules.dates import DateOutOfRangeError
from gongkai.rules.tables import Row, Table, UnknownCodeError

TODAY = date(2026, 11, 23)

ALL = (
    channels.TABLE,
    discloser.TABLE,
    fields.TABLE,
    five_stages.TABLE,
    genres.TABLE,
    info_regime.TABLE,
    legal_basis.EXEMPTIONS,
    legal_basis.PROACTIVE,
    levels.TABLE,
    metadata.CATALOGUE_PARTS,
    metadata.GUIDE_PARTS,
    metadata.META_TAGS,
    metadata.PAGE_FIELDS,
    publicity.TABLE,
    review_form.COLUMNS,
    themes.TABLE,
    validity.TABLE,
    withdrawal.TABLE,
)

SMALL = Table(
    name="例表",
    source="例",
    effective_from=date(2020, 1, 1),
    effective_to=date(2025, 12, 31),
    evidence="SEEN",
    rows=(
        Row(code="a", name="甲", effective_to=date(2021, 12, 31)),
        Row(code="a", name="乙", effective_from=date(2022, 1, 1), source="另一文件"),
    ),
)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_table_names_its_source_and_has_one_row_per_code_today(table):
    assert table.source
    assert table.evidence
    assert table.in_force(TODAY)
    codes = [row.code for row in table.as_of(TODAY)]
    assert codes
    assert len(codes) == len(set(codes))
    assert table.as_of(date(1999, 1, 1)) == ()


def test_a_row_is_found_as_of_a_date():
    assert SMALL.get("a", date(2021, 12, 31)).name == "甲"
    assert SMALL.get("a", date(2022, 1, 1)).name == "乙"
    assert SMALL.choices(date(2022, 1, 1)) == [("a", "乙")]
    assert SMALL.by_name("乙", date(2022, 1, 1)) is SMALL.rows[1]
    assert SMALL.by_name("乙", date(2021, 1, 1)) is None
    assert list(SMALL) == list(SMALL.rows)


def test_outside_its_dates_a_table_has_no_rows():
    assert SMALL.as_of(date(2026, 1, 1)) == ()
    with pytest.raises(UnknownCodeError, match="例表"):
        SMALL.get("a", date(2019, 12, 31))
    with pytest.raises(UnknownCodeError):
        SMALL.get("b", date(2021, 1, 1))
    with pytest.raises(DateOutOfRangeError):
        SMALL.as_of(date(1900, 1, 1))


def test_a_row_without_source_has_that_of_its_table():
    assert SMALL.source_of(SMALL.rows[0]) == "例"
    assert SMALL.source_of(SMALL.rows[1]) == "另一文件"
