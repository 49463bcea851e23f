import hashlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules import digest as module
from gongkai.rules.digest import (
    DigestError,
    algorithm_of,
    available_algorithms,
    canonical_json,
    digest,
    digest_json,
    verify,
    verify_json,
)
from system import missing

SCALARS = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_keys_are_sorted_without_blanks_and_chinese_stays_readable():
    value = {"题名": "通知", "b": [1, True, None], "a": date(2020, 5, 31)}
    expected = '{"a":"2020-05-31","b":[1,true,null],"题名":"通知"}'
    assert canonical_json(value) == expected.encode()


def test_a_tuple_is_a_list():
    assert canonical_json((1, "二")) == canonical_json([1, "二"])


def test_text_is_not_normalised():
    assert canonical_json("\u00e9") != canonical_json("e\u0301")


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), b"x", {"a": {1, 2}}, datetime(2020, 5, 31, tzinfo=UTC), {1: "a"}, "\ud800"],
)
def test_what_has_no_single_spelling_is_refused(value):
    with pytest.raises(DigestError):
        canonical_json(value)


def test_the_error_names_the_place():
    with pytest.raises(DigestError, match=r"\$\.a\[1\]"):
        canonical_json({"a": [1, 2.5]})


def test_endless_nesting_is_refused():
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(DigestError, match="嵌套"):
        canonical_json(endless)


@given(VALUES)
def test_key_order_does_not_matter_and_verification_agrees(value):
    assert verify_json(value, digest_json(value))


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), SCALARS))
def test_insertion_order_is_forgotten(value):
    assert digest_json(dict(reversed(value.items()))) == digest_json(value)


def test_sha256_is_the_default():
    assert digest(b"abc") == "sha256:" + hashlib.sha256(b"abc").hexdigest()


def test_sm3_example_of_gb_t_32905():
    if "sm3" not in available_algorithms():
        missing("OpenSSL没有SM3")
    expected = "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest(b"abc", "sm3") == expected
    assert verify(b"abc", expected)


def test_an_algorithm_that_the_machine_lacks_is_named(monkeypatch):
    def refuse(name: str, data: bytes) -> None:
        raise ValueError("unsupported hash type")

    monkeypatch.setattr(module.hashlib, "new", refuse)
    with pytest.raises(DigestError, match="不提供摘要算法 sm3"):
        digest(b"", "sm3")
    assert available_algorithms() == ()


def test_an_unknown_algorithm_is_refused():
    with pytest.raises(DigestError, match="md5"):
        digest(b"", "md5")


def test_other_content_does_not_verify():
    assert not verify(b"abd", digest(b"abc"))


@pytest.mark.parametrize("text", ["", "sha256:xyz", "md5:" + "0" * 64, "sha256:" + "A" * 64])
def test_what_is_no_digest_is_an_error_not_a_mismatch(text):
    with pytest.raises(DigestError):
        algorithm_of(text)
    with pytest.raises(DigestError):
        verify(b"", text)
