"""Masking: what may stay, and that no more than that stays (handbook 5.6, PIPL Art. 6)."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.detectors import KINDS, Kind
from gongkai.rules.masking import (
    DEFAULT,
    PATTERNS,
    NotMaskableError,
    Pattern,
    Style,
    is_masked,
    mask,
)

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        (Kind.ID_CARD, "11010519491231002X", "11*************02X"),
        (Kind.ID_CARD, "１１０１０５１９４９１２３１００２Ｘ", "11*************02X"),
        (Kind.ID_CARD, "110105 19491231 002X", "11*************02X"),
        (Kind.ID_CARD, "一一〇一〇五一九四九一二三一〇〇二一", "11*************021"),
        (Kind.ID_CARD_15, "110105491231002", "11**********002"),
        (Kind.BANK_CARD, "6228 4804 0256 4890 018", "***************0018"),
        (Kind.MOBILE, "138-1234-5678", "138****5678"),
        (Kind.MOBILE, "+86 138 1234 5678", "138****5678"),
        (Kind.MOBILE, "138\u200b12345678", "138****5678"),
        (Kind.LANDLINE, "0532-86123456", "053*********"),
        (Kind.SOCIAL_SECURITY_CARD, "A12345678", "******678"),
        (Kind.ADDRESS, "青岛市黄岛区泊里镇河崖村3组12号", "青岛市黄岛区泊里镇河崖村"),
        (Kind.ADDRESS, "黄岛区张家楼街道滨海花园5号楼1单元502室", "黄岛区张家楼街道"),
        (Kind.ADDRESS, "珠江路128号3号楼2单元1101户", "（详细地址略）"),
        (Kind.MINOR, "王小明（男，9岁", "（未成年人信息略）"),
        (Kind.HEALTH, "赵桂花，精神残疾二级", "（个人情况略）"),
        (Kind.PLATE, "鲁B·12345", "鲁B****5"),
        (Kind.EMAIL, "zhangsan@163.com", "z***@163.com"),
        (Kind.QQ, "123456789", "12*******"),
        (Kind.WECHAT, "zhang_san88", "z**********"),
    ],
)
def test_default_patterns(kind: Kind, text: str, masked: str) -> None:
    assert mask(kind, text) == masked


def test_every_maskable_kind_has_a_pattern_and_no_other_has() -> None:
    assert {row.code for row in KINDS if row.maskable} == set(DEFAULT)
    assert [row.code for row in PATTERNS.as_of(DAY)] == list(DEFAULT)


@pytest.mark.parametrize("kind", [Kind.SECRET_MARK, Kind.INTERNAL_MARK, Kind.HIDDEN_CONTENT])
def test_marks_and_hidden_content_are_not_masked(kind: Kind) -> None:
    with pytest.raises(NotMaskableError, match="不能用脱敏"):
        mask(kind, "机密★10年")


def test_the_town_may_set_its_own_pattern() -> None:
    omitted = Pattern(
        code=Kind.ID_CARD, name="不写", style=Style.REPLACE, replacement="（身份证号略）"
    )
    assert mask(Kind.ID_CARD, "11010519491231002X", {Kind.ID_CARD: omitted}) == "（身份证号略）"


def test_short_numbers_are_masked_whole() -> None:
    assert mask(Kind.MOBILE, "12345") == "*****"


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True), st.sampled_from(["", " ", "-"]))
def test_no_more_than_two_and_three_places_of_an_identity_number_stay(
    number: str, joint: str
) -> None:
    written = joint.join((number[:6], number[6:14], number[14:]))
    masked = mask(Kind.ID_CARD, written)
    assert len(masked) == 18
    assert len(re.sub(r"\*", "", masked)) == 5


@pytest.mark.parametrize(
    "text",
    ["138****1234", "3702**********123X", "3702xxxxxxxx1234", "****1234", "张某某", "李●●", "王××"],
)
def test_masked_forms_are_known(text: str) -> None:
    assert is_masked(text)


@pytest.mark.parametrize("text", ["13812345678", "11010519491231002X", "张三"])
def test_plain_forms_are_not_masked(text: str) -> None:
    assert not is_masked(text)
