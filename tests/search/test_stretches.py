"""Tokens of four units: what has the token holds the words, and what holds them has the token."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.search.asking import read_query
from gongkai.search.cutting import phrase
from gongkai.search.document import pad
from gongkai.search.folding import fold
from gongkai.search.stretches import LONGEST, asked_stretches, proves, stretches

PIECES = "公开政〔2019〕61号aB 。\n"


def test_a_unit_is_a_han_character_or_a_run_of_letters_and_digits() -> None:
    assert stretches(pad("政务公开")) == {"政务公开", "务公开_", "公开_", "开_"}
    assert "国办函_2019" in stretches(pad("国办函〔2019〕61号"))
    assert stretches(pad("")) == set()
    assert stretches(pad("公开"), 2) == {"公开", "开_"}


@pytest.mark.parametrize(
    ("words", "proven"),
    [("公", True), ("政务公开", True), ("2024年5月", True), ("2024年5月6", False),
     ("政府信息公开", False), ("啊啊啊啊啊", False), ("x" * LONGEST, False)],
)  # fmt: skip
def test_up_to_four_units_are_proven(words: str, proven: bool) -> None:
    assert proves(phrase(fold(words))) is proven


@settings(max_examples=200)
@given(
    st.text(PIECES, max_size=14), st.text(PIECES, min_size=1, max_size=7), st.sampled_from([2, 4])
)
def test_whoever_holds_the_words_has_their_tokens(text: str, words: str, units: int) -> None:
    for asked in read_query(words).phrases:
        tokens = stretches(pad(text), units)
        has = all(
            one.text in tokens if one.whole else any(t.startswith(one.text) for t in tokens)
            for one in asked_stretches(asked, units)
        )
        holds = asked.pattern in pad(text)
        assert has or not holds
        assert units == 2 or holds or not (has and proves(asked))


def test_of_a_long_phrase_what_overlaps_is_left_out() -> None:
    words = "关于印发泊里镇户厕改造实施方案的通知"
    asked = [one.text for one in asked_stretches(phrase(words))]
    assert asked == ["关于印发", "泊里镇户", "厕改造实", "施方案的", "案的通知"]
    assert len(asked_stretches(phrase(words[:12]))) == 9
