"""Fold and cut: one form for the same words, and tokens that lose nothing."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.search.cutting import bridges, cut, phrase
from gongkai.search.folding import SIMPLIFIED, fold, fold_with_offsets, is_han

MIXED = st.text(
    st.one_of(
        st.sampled_from(
            "政务公开開臺号年 、〔〕()（）０1aＡéßİΣ㎡①ﬁ〇○\u0301\u1100\u1161\u11a8🎉\n\t\0"
        ),
        st.characters(),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    "same",
    [
        ("国办公开办函〔2019〕61号", "国办公开办函[2019]61号", "国办公开办函（２０１９）６１ 号"),
        ("臺灣同胞辦理證件", "台湾同胞办理证件"),
        ("二○二四年", "二〇二四年", "二◯二四年"),
        ("ＡＢＣ", "abc", "Abc"),
        ("e\u0301te\u0301", "été", "ÉTÉ"),
        ("《条例》", "条例", "“条例”。"),
    ],
)
def test_what_people_mean_alike_folds_alike(same: tuple[str, ...]) -> None:
    assert len({fold(one) for one in same}) == 1


def test_runs_are_parted_by_one_blank() -> None:
    assert fold("（一）2024年度，5G基站！") == "一 2024 年度 5g 基站"
    assert fold("。，！ 🎉") == ""


@pytest.mark.parametrize("name", ["𬭩", "𬬿", "䶮", "㛃", "𰻝", "〇", "々"])
def test_rare_characters_of_names_and_places_are_han(name: str) -> None:
    assert is_han(fold(f"王{name}")[-1])


def test_table_is_one_to_one_and_leads_nowhere_further() -> None:
    assert len(SIMPLIFIED) > 2_500
    for traditional, simple in SIMPLIFIED.items():
        assert len(traditional) == len(simple) == 1
        assert simple not in SIMPLIFIED
        assert unicodedata.normalize("NFKC", simple) == simple


@given(MIXED)
@example("İ\u0301")
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_folded_text_has_no_signs_and_single_blanks(text: str) -> None:
    folded = fold(text)
    assert all(one == " " or one.isalnum() or is_han(one) for one in folded)
    assert folded == " ".join(folded.split())


@given(MIXED)
def test_offsets_lead_back_to_what_was_folded(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for place, character in enumerate(folded.text):
        start, end = folded.original(place, place + 1)
        assert 0 <= start <= end <= len(text)
        assert character == " " or character in fold(text[start:end])


def test_cut_runs_of_han_into_bigrams_and_the_last_character() -> None:
    assert cut("公开栏") == ["公开", "开栏", "栏"]
    assert cut("open data") == ["open", "data"]
    assert cut("2024 年度") == ["2024", "2024年", "年度", "度"]
    assert cut("") == []


@given(MIXED)
def test_every_character_begins_a_token(text: str) -> None:
    folded = fold(text)
    begun = {token[0] for token in cut(folded)}
    assert {one for one in folded if is_han(one)} <= begun
    assert {one[0] for one in folded.split()} <= begun


@given(MIXED, st.integers(0, 30), st.integers(1, 8))
def test_tokens_of_a_stretch_stand_in_the_text(text: str, start: int, length: int) -> None:
    folded = fold(text)
    wanted = folded[start : start + length].strip()
    if not wanted or phrase(wanted).pattern not in f" {folded} ":
        return
    asked, tokens = phrase(wanted), cut(folded)
    size = len(asked.tokens)
    assert any(
        tuple(tokens[at : at + size]) == asked.tokens
        or (
            asked.open_end
            and tuple(tokens[at : at + size - 1]) == asked.tokens[:-1]
            and tokens[at + size - 1].startswith(asked.tokens[-1])
        )
        for at in range(len(tokens) - size + 1)
    )


def test_a_date_is_bridged_from_number_to_number() -> None:
    """For PostgreSQL, which keeps no positions."""
    assert bridges(fold("2024年5月6日下午3时")) == ["2024年5", "5月6"]
    assert bridges(fold("公开")) == []
    assert bridges("") == []
