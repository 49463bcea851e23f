"""The numbers of a coverage report (handbook 1.6, 1.7, 11; F29)."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.coverage import (
    VILLAGE_CATEGORIES,
    Tally,
    bases_of,
    village_category,
)
from gongkai.rules.duty_state import State
from gongkai.rules.fields import TABLE as FIELDS
from gongkai.rules.legal_basis import PROACTIVE

DAY = date(2026, 11, 23)
counters = st.dictionaries(st.sampled_from(list(State)), st.integers(1, 9)).map(Counter)


def test_every_field_falls_under_a_basis_that_exists() -> None:
    for row in FIELDS.as_of(DAY):
        codes = bases_of((), row.code)
        assert codes
        for code in codes:
            PROACTIVE.get(code, DAY)


def test_a_persons_choice_counts_before_the_field() -> None:
    assert bases_of(("20-07",), "03") == ("20-07",)
    assert bases_of((), "L01") == ()


def test_the_six_village_categories() -> None:
    assert len(VILLAGE_CATEGORIES.as_of(DAY)) == 6
    found = {
        village_category(code, words, DAY).name  # type: ignore[union-attr]
        for code, words in [
            ("14", "脱贫人口信息"),
            ("14", "规划"),
            ("10", "村级财务收支"),
            ("09", "危房改造"),
            ("04", "机构"),
            ("03", "政策"),
        ]
    }
    assert found == {row.name for row in VILLAGE_CATEGORIES.as_of(DAY)}
    assert village_category("16", "户口登记", DAY) is None


def test_rates_are_shares_or_nothing() -> None:
    tally = Tally()
    assert (tally.coverage, tally.timeliness) == (None, None)
    counted = [(True, {State.IN_TIME: 3, State.LATE: 1}), (False, {State.OVERDUE: 1})]
    tally = Tally.of([*counted, (False, {State.ENDED: 2})])
    assert (tally.owed, tally.duties, tally.done, tally.waiting) == (3, 5, 4, 1)
    tally = Tally.of([counted[0], (False, {State.OVERDUE: 1, State.ENDED: 2})])
    assert (tally.owed, tally.duties, tally.done, tally.waiting) == (2, 5, 4, 1)
    assert (tally.coverage, tally.timeliness) == (0.5, 0.75)
    assert tally.as_json()["coverage"] == 0.5


@given(st.lists(st.tuples(st.booleans(), counters)), st.lists(st.tuples(st.booleans(), counters)))
def test_adding_lines_is_adding_what_they_counted(
    ours: list[tuple[bool, Counter[State]]], theirs: list[tuple[bool, Counter[State]]]
) -> None:
    both = Tally.of(ours)
    both.plus(Tally.of(theirs))
    assert both == Tally.of([*ours, *theirs])
