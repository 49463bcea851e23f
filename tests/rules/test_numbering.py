import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.numbering import (
    NumberingError,
    check_credit_code,
    check_index_number,
    index_number,
    make_credit_code,
    normalise_document_number,
)


def test_index_number_is_code_year_and_five_digits():
    number = index_number("11370112004203737J", 2026, 42)
    assert number == "11370112004203737J/2026-00042"
    assert check_index_number(number) == number


@pytest.mark.parametrize(
    ("code", "year", "serial"),
    [
        ("", 2026, 1),
        ("泊里", 2026, 1),
        ("A" * 49, 2026, 1),
        ("A", 1948, 1),
        ("A", 2026, 0),
        ("A", 2026, 100_000),
    ],
)
def test_index_number_refuses_what_is_out_of_range(code, year, serial):
    with pytest.raises(NumberingError):
        index_number(code, year, serial)


@pytest.mark.parametrize(
    "seen",
    [
        "000014349/2017-00110",
        "11370112004203737J-A/2023-6505590",
        "hedongquhd0101/2021-0000111",
        "00511755800020020210058",
        "2554214002754374236",
        "s501915--2023-0137",
    ],
)
def test_index_numbers_seen_in_practice_are_opaque_and_accepted(seen):
    assert check_index_number(seen) == seen


@pytest.mark.parametrize("text", ["", " A1", "A1 ", "A\n1", "A\u200b1", "A" * 65])
def test_index_number_that_cannot_be_stored(text):
    with pytest.raises(NumberingError):
        check_index_number(text)


def test_document_number_of_the_founding_plans_basis_needs_no_change():
    result = normalise_document_number("青西新管办发〔2020〕54号")
    assert (result.value, result.warnings) == ("青西新管办发〔2020〕54号", ())


@pytest.mark.parametrize(
    ("typed", "value", "warnings"),
    [
        ("国办发[2019]54号", "国办发〔2019〕54号", 1),
        ("国办发（2019）54号", "国办发〔2019〕54号", 1),
        ("国办发【2019】54号", "国办发〔2019〕54号", 1),
        ("国办发［２０１９］５４号", "国办发〔2019〕54号", 2),
        ("国办发〔2019〕054号", "国办发〔2019〕54号", 1),
        ("国办发〔2019〕第54号", "国办发〔2019〕54号", 1),
        (" 国办发 〔2019〕 第 054 号\u3000", "国办发〔2019〕54号", 3),
        ("国务院令第711号", "国务院令第711号", 0),
        ("第0711号", "第711号", 1),
    ],
)
def test_document_number_is_put_in_standard_form_with_warnings(typed, value, warnings):
    result = normalise_document_number(typed)
    assert result.value == value
    assert len(result.warnings) == warnings


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "是空的"),
        ("  ", "是空的"),
        ("国办发〔2019〕54", "结尾"),
        ("国务院令第号", "令的编号"),
        ("国办发2019 54号", "年份"),
        ("国办发〔1819〕54号", "年份"),
        ("〔2019〕54号", "机关代字"),
        ("ABC〔2019〕54号", "机关代字"),
        ("国办发〔2019〕号", "序号"),
        ("国办发〔2019〕123456号", "序号"),
        ("国办发〔2019〕0号", "序号"),
    ],
)
def test_document_number_that_cannot_be_read_says_what_to_correct(typed, says):
    with pytest.raises(NumberingError, match=says):
        normalise_document_number(typed)


@given(st.text("国办发〔〕[]()（）第号 0123456789０９", max_size=20))
def test_a_normalised_document_number_stays_as_it_is(text):
    try:
        value = normalise_document_number(text).value
    except NumberingError:
        return
    again = normalise_document_number(value)
    assert (again.value, again.warnings) == (value, ())


@pytest.mark.parametrize(
    "seen", ["11370112004203737J", "113706860042344370", "1137078555222300XQ", "11441700007280420Y"]
)
def test_credit_codes_seen_in_practice_are_valid(seen):
    assert check_credit_code(seen) == seen


@given(
    st.from_regex(
        re.compile(r"[1-9AN][0-9A-H]\d{6}[0-9A-HJ-NPQRTUWXY]{9}", re.ASCII), fullmatch=True
    )
)
def test_a_made_credit_code_is_valid_and_one_wrong_character_is_found(first17):
    code = make_credit_code(first17)
    assert check_credit_code(code) == code
    wrong = ("1" if code[2] == "0" else "0").join((code[:2], code[3:]))
    with pytest.raises(NumberingError):
        check_credit_code(wrong)


@pytest.mark.parametrize(
    "text",
    ["", "11370112004203737", "11370112004203737j", "1137011200420373OJ", "11370112004203737K"],
)
def test_credit_code_with_a_defect_is_refused(text):
    with pytest.raises(NumberingError):
        check_credit_code(text)
