"""Numbers in any disguise are found with exact places; other numbers of official texts are not.

GB 11643-1999 (identity numbers), GB/T 17552 (Luhn), GB 32100-2015 (credit codes), handbook 5.4.
"""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.detectors import COMMAND_KINDS, Kind, scan
from gongkai.rules.detectors.checks import (
    age_on,
    birth_date,
    credit_code_holds,
    id_checksum_holds,
    luhn_holds,
)
from gongkai.rules.masking import is_masked, mask

DAY = date(2026, 11, 23)
CHECKS = "10X98765432"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
WIDE = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
BEFORE = (
    "",
    "经核实，",
    "村民刘洋，身份证号：",
    "联系方式 ",
    "附件2\n",
    "（",
    "姓名\t证号\n王芳\t",
)
AFTER = ("", "。", "，特此公告", "）", "\n第二行", "\t500元", " 已登记")

digits = st.integers(0, 9).map(str)
dates = st.dates(date(1925, 1, 1), DAY - timedelta(days=365 * 19))


@st.composite
def identities(draw: st.DrawFn) -> str:
    """An identity number of a grown-up with the right check."""
    province = draw(st.sampled_from(["11", "13", "21", "32", "37", "41", "44", "51", "62", "65"]))
    born = draw(dates)
    body = f"{province}{draw(st.integers(100, 9999)):04}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return body + CHECKS[total % 11]


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@st.composite
def cards(draw: st.DrawFn) -> str:
    """A bank card number with the right check."""
    body = "62" + "".join(draw(st.lists(digits, min_size=13, max_size=16)))
    return next(body + last for last in "0123456789" if luhn_holds(body + last))


def apart(number: str, sign: str, sizes: tuple[int, ...]) -> str:
    """The number in groups of these sizes; what is left is the last group."""
    pieces, at = [], 0
    for size in sizes:
        pieces.append(number[at : at + size])
        at += size
    return sign.join([*pieces, number[at:]] if number[at:] else pieces)


joints = st.sampled_from([" ", "-", "\u00a0", "\u3000", "－", "—", "\t", "|", "\n", " | "])
sentences = st.tuples(st.sampled_from(BEFORE), st.sampled_from(AFTER))


def only(text: str, kind: Kind) -> tuple[int, int]:
    """The place of the one finding of a text."""
    found = [one for one in scan(text, DAY) if one.kind in COMMAND_KINDS]
    assert [one.kind for one in found] == [kind], (text, found)
    assert found[0].text == text[found[0].start : found[0].end]
    return found[0].start, found[0].end


def check(number: str, sentence: tuple[str, str], kind: Kind) -> None:
    """The number as it stands in the sentence is the one finding, no character more or less."""
    before, after = sentence
    start, end = only(before + number + after, kind)
    assert (start, end) == (len(before), len(before) + len(number))


whole = st.sampled_from(
    [
        str,
        lambda n: n.translate(WIDE),
        lambda n: n.translate(CHINESE),
        lambda n: n.translate(FORMAL),
    ]
)


@settings(max_examples=150, deadline=None)
@given(identities(), whole, sentences)
def test_identity_numbers_in_any_digits(
    number: str, dress: object, sentence: tuple[str, str]
) -> None:
    check(dress(number), sentence, Kind.ID_CARD)  # type: ignore[operator]


@settings(max_examples=150, deadline=None)
@given(
    identities(), joints, st.sampled_from([(6, 8), (4, 4, 4, 4), (6, 4, 4), (3, 3, 4, 4), (12,)])
)
def test_identity_numbers_in_groups(number: str, joint: str, sizes: tuple[int, ...]) -> None:
    check(apart(number, joint, sizes), ("证号：", "。"), Kind.ID_CARD)


@settings(max_examples=100, deadline=None)
@given(mobiles, whole, sentences)
def test_mobiles_in_any_digits(number: str, dress: object, sentence: tuple[str, str]) -> None:
    check(dress(number), sentence, Kind.MOBILE)  # type: ignore[operator]


@settings(max_examples=100, deadline=None)
@given(
    mobiles, st.sampled_from([" ", "-", "\u3000", "·", "."]), st.sampled_from([(3, 4), (3,), (7,)])
)
def test_mobiles_in_groups(number: str, joint: str, sizes: tuple[int, ...]) -> None:
    check(apart(number, joint, sizes), ("手机：", "。"), Kind.MOBILE)


@settings(max_examples=100, deadline=None)
@given(cards(), sentences)
def test_bank_cards(number: str, sentence: tuple[str, str]) -> None:
    check(number, sentence, Kind.BANK_CARD)


@settings(max_examples=100, deadline=None)
@given(cards(), st.sampled_from([" ", "-", "\u3000"]))
def test_bank_cards_in_fours(number: str, joint: str) -> None:
    check(apart(number, joint, (4, 4, 4, 4)), ("存入", "。"), Kind.BANK_CARD)


@settings(max_examples=100, deadline=None)
@given(identities(), st.lists(st.integers(1, 17), min_size=1, max_size=4))
def test_signs_without_width_hide_nothing(number: str, places: list[int]) -> None:
    veiled = "".join(f"\u200b{sign}" if at in places else sign for at, sign in enumerate(number))
    check(veiled, ("身份证", "，"), Kind.ID_CARD)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.decimals(0, 10**9, places=2).map(lambda amount: f"金额{amount:,}元"),
        st.dates(date(1950, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day}，{day:%Y年%m月%d日}"),
        st.integers(1, 99999).map(lambda number: f"青西新管办发〔2026〕{number}号"),
        st.integers(10**11, 10**13).map(lambda number: f"项目编号：{number}"),
        st.integers(10**19, 10**22).map(lambda number: f"流水号{number}"),
        st.integers(0, 10**6).map(lambda number: f"索引号11370211004203737J/2026-{number:05}"),
        st.lists(st.integers(1, 99999), min_size=2, max_size=9).map(
            lambda row: "合计\t" + "\t".join(f"{cell}.5" for cell in row)
        ),
        st.floats(70, 140).map(lambda degrees: f"经度{degrees:.6f}"),
        st.integers(0, 100).map(lambda share: f"同比增长{share}.{share % 10}%"),
    )
)
def test_other_numbers_are_none(text: str) -> None:
    assert [one for one in scan(text, DAY) if one.kind in COMMAND_KINDS] == []


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.tuples(st.just(Kind.ID_CARD), identities()),
        st.tuples(st.just(Kind.MOBILE), mobiles),
        st.tuples(st.just(Kind.BANK_CARD), cards()),
    ),
    st.sampled_from(["", "手机：", "身份证号：", "账号："]),
)
def test_masked_numbers_are_none(one: tuple[Kind, str], label: str) -> None:
    masked = mask(*one)
    assert is_masked(masked)
    assert [found for found in scan(label + masked, DAY) if found.kind in COMMAND_KINDS] == []


def test_arithmetic() -> None:
    assert id_checksum_holds("11010519491231002X")
    assert not id_checksum_holds("110105194912310021")
    assert birth_date("110105194912310021", DAY) == date(1949, 12, 31)
    assert birth_date("110105491231002", DAY) == date(1949, 12, 31)
    assert birth_date("110105194913310021", DAY) is None
    assert birth_date("110105184912310021", DAY) is None
    assert birth_date("110105203012310021", DAY) is None
    assert luhn_holds("6228480402564890018")
    assert not luhn_holds("6228480402564890019")
    assert credit_code_holds("91350100M000100Y43")
    assert not credit_code_holds("91350100M000100Y44")
    assert not credit_code_holds("91350100M000100I43")
    assert age_on(date(2008, 11, 23), DAY) == 18
    assert age_on(date(2008, 11, 24), DAY) == 17
