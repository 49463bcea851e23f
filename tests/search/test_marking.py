"""Where a text holds nothing unusual, the pattern of a phrase finds all that folding would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search import snippets
from gongkai.search.asking import read_query
from gongkai.search.folding import fold

pytestmark = pytest.mark.once
PLAIN = re.compile(f"[{snippets.PLAIN}]")
TEXTS = st.text(st.sampled_from("政务公开開臺台〇 、〔（）０1２aＡ_＿-m2"), max_size=12)


def test_every_plain_character_is_known_to_the_pattern_of_what_it_folds_to() -> None:
    plain = [character for character in map(chr, range(0x10000)) if PLAIN.fullmatch(character)]
    assert len(plain) > 20_000
    for character in plain:
        folded = fold(character)
        if folded:
            assert len(folded) == 1
            assert re.fullmatch(snippets._any_form(folded), character, re.IGNORECASE), character
        else:
            assert re.fullmatch(r"[\W_]", character), character


@given(TEXTS, TEXTS)
def test_places_in_plain_text_are_those_of_folded_text(text: str, words: str) -> None:
    phrases = read_query(words).phrases
    found = snippets.places(text, phrases)
    assert bool(found) == any(one.pattern in f" {fold(text)} " for one in phrases)


@pytest.mark.parametrize(("text", "words"), [("共45㎡。", "45m2"), ("e\u0301te\u0301", "été")])
def test_unusual_text_is_folded(text: str, words: str) -> None:
    assert snippets.places(text, read_query(words).phrases)
