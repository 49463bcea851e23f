"""R01 to R24: facts, remedies, articles, rows; the table of handbook 2.7 written out again."""

from datetime import date

import pytest

from gongkai.rules.foi.remedies import Bodies, RemedyError, remedy_of, remedy_text
from gongkai.rules.foi.replies import (
    BY_CODE,
    CODES,
    PROVEN,
    TABLE,
    WITHHOLDING,
    choices,
    missing,
    missing_of_part,
)

HANDBOOK = """
R01 A 3.1    36(1)
R02 A 3.1    36(2)
R03 B 3.2    37
R04 B 3.3.1  14
R05 B 3.3.2  14
R06 B 3.3.3  14
R07 B 3.3.4  15
R08 B 3.3.5  16(1)
R09 B 3.3.6  16(2)
R10 B 3.3.7  16(2)
R11 A 3.3.8  36(7)
R12 A 3.4.1  36(4)
R13 A 3.4.1  36(5)
R14 A 3.4.2  38
R15 A 3.4.3  30
R16 A 3.5.1  39(1)
R17 A 3.5.2  36(6)
R18 A 3.5.3  39(2)
R19 A 3.5.4  35
R20 A 3.5.5  -
R21 A 3.6.1  30
R22 A 3.6.2  42
R23 - 3.6.3  -
R24 - 3.6.3  -
"""
ROWS = [line.split() for line in HANDBOOK.strip().splitlines()]
NUMERALS = "零一二三四五六七八九十"
BODIES = Bodies(
    reconsideration="示例区人民政府",
    reconsideration_address="示例路1号",
    online="示例平台",
    court="示例区人民法院",
    court_address="法院路2号",
)
ALL = dict.fromkeys(PROVEN, True)


def spoken(article: str) -> str:
    """The article as the letters write it, without its paragraph."""
    number = int(article.partition("(")[0])
    tens, ones = divmod(number, 10)
    return f"第{(NUMERALS[tens] if tens > 1 else '') + '十'}{NUMERALS[ones] if ones else ''}条"


@pytest.mark.parametrize(("code", "remedy", "row", "article"), ROWS)
def test_the_table_of_the_handbook(code: str, remedy: str, row: str, article: str) -> None:
    kind = BY_CODE[code]
    assert (kind.remedy or "-", kind.annual_row) == (remedy, row)
    if article == "-":
        assert kind.citation == ""
    else:
        assert spoken(article) in kind.citation
    assert kind.template


def test_all_twenty_four_are_there() -> None:
    assert list(CODES) == [row[0] for row in ROWS]
    assert len(choices(date(2026, 11, 23))) == 24
    assert TABLE.source


@pytest.mark.parametrize("code", CODES)
def test_a_kind_without_its_facts_cannot_be_issued(code: str) -> None:
    kind = BY_CODE[code]
    found = missing(code, {}, {})
    needed = [fact for fact in kind.required if not fact.optional]
    wanted = len(needed) + len(kind.proven) + bool(kind.remedy)
    assert len(found) == wanted
    typed = {fact.name: "写明" for fact in kind.required}
    assert missing(code, typed, ALL) == []


@pytest.mark.parametrize("code", CODES)
def test_each_single_fact_is_missed(code: str) -> None:
    kind = BY_CODE[code]
    typed = {fact.name: "写明" for fact in kind.required}
    for fact in kind.required:
        found = missing(code, {**typed, fact.name: "  "}, ALL)
        assert found == ([] if fact.optional else [f"没有填写“{fact.label}”。"])
    for name in kind.proven:
        assert missing(code, typed, {**ALL, name: False}) == [f"{PROVEN[name]}。"]


def test_a_withheld_part_is_whole_or_says_what_lacks() -> None:
    assert missing_of_part("R07", "第三页", "涉及个人隐私") == ""
    assert "法定理由" in missing_of_part("R01", "第三页", "理由")
    assert "哪一部分" in missing_of_part("R07", " ", "理由")
    assert "理由" in missing_of_part("R07", "第三页", "")
    assert WITHHOLDING == ("R04", "R05", "R06", "R07", "R08", "R09", "R10")


@pytest.mark.parametrize("code", CODES)
def test_the_remedy_comes_from_the_code_alone(code: str) -> None:
    text = remedy_text(code, BODIES)
    remedy = remedy_of(code)
    if not remedy:
        assert text == ""
        return
    assert "60日内" in text
    assert "示例区人民政府（示例路1号；示例平台）" in text
    assert "示例区人民法院（法院路2号）" in text
    if remedy == "A":
        assert "或者自收到本答复之日起6个月内" in text
        assert "先向" not in text
    else:
        assert "先向" in text
        assert "15日内" in text
        assert "6个月" not in text
    assert ("不予公开的部分" in text) is (code == "R03")


def test_a_remedy_without_bodies_cannot_be_written() -> None:
    assert remedy_text("R23", Bodies()) == ""
    with pytest.raises(RemedyError):
        remedy_text("R01", Bodies(court="示例区人民法院"))
    plain = Bodies(reconsideration="示例区人民政府", court="示例区人民法院")
    assert "（" not in remedy_text("R01", plain)
    with pytest.raises(RemedyError):
        remedy_text("R01", plain, by_internet=True)
